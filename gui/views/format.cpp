#include "views/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace pk::gui {

QString grouped(std::uint64_t count)
{
    constexpr QChar thinSpace(0x2009);
    QString digits = QString::number(count);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, thinSpace);
    return digits;
}

QString placeText(int partition, qint64 offset)
{
    return QStringLiteral("P%1 @ %2").arg(partition).arg(offset);
}

QString perSecondText(double perSecond)
{
    const QString figure = perSecond < 9.95 ? QLocale().toString(perSecond, 'f', 1)
                                            : grouped(static_cast<std::uint64_t>(perSecond + 0.5));
    return QCoreApplication::translate("views", "%1/s").arg(figure);
}

} // namespace pk::gui
