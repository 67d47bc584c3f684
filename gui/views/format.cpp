#include "views/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace pk::gui {

QString placeText(int partition, qint64 offset)
{
    return QStringLiteral("P%1 @ %2").arg(partition).arg(offset);
}

QString perSecondText(double perSecond)
{
    const QString figure = perSecond < 9.95 ? QLocale().toString(perSecond, 'f', 1)
                                            : grouped(static_cast<std::int64_t>(perSecond + 0.5));
    return QCoreApplication::translate("views", "%1/s").arg(figure);
}

QString moneyText(qint64 tenThousandths, const QString &currency)
{
    constexpr quint64 unit = 10'000;
    constexpr qsizetype centPlaces = 2;
    const QLocale locale;
    const quint64 absolute = tenThousandths < 0 ? quint64(0) - static_cast<quint64>(tenThousandths)
                                                : static_cast<quint64>(tenThousandths);
    QString text = locale.toString(absolute / unit);
    QString part = QString::number(absolute % unit).rightJustified(4, QLatin1Char('0'));
    while (part.size() > centPlaces && part.endsWith(QLatin1Char('0')))
        part.chop(1);
    if (absolute % unit != 0)
        text += locale.decimalPoint() + part;
    const QString sign = currency == QLatin1String("IDR") ? QStringLiteral("Rp") : currency;
    if (!sign.isEmpty())
        text = sign + QChar(QChar::Nbsp) + text;
    return tenThousandths < 0 ? QChar(0x2212) + text : text;
}

QString durationText(std::int64_t us)
{
    const QLocale locale;
    const double ms = static_cast<double>(us) / 1000.0;
    if (us > 0 && us < 1'000)
        return QCoreApplication::translate("views", "%1 µs").arg(us);
    if (us < 10'000)
        return QCoreApplication::translate("views", "%1 ms").arg(locale.toString(ms, 'f', us > 0 ? 1 : 0));
    if (us < 1'000'000)
        return QCoreApplication::translate("views", "%1 ms").arg(qRound(ms));
    if (us < 120'000'000)
        return QCoreApplication::translate("views", "%1 s").arg(locale.toString(ms / 1000.0, 'f', 1));
    return QCoreApplication::translate("views", "%1 min").arg(us / 60'000'000);
}

} // namespace pk::gui
