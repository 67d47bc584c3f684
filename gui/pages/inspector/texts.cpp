#include "pages/inspector/texts.h"

#include "bridge/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace pk::gui {

QString clockText(std::int64_t wallUs)
{
    return QDateTime::fromMSecsSinceEpoch(wallUs / 1000).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString placeText(const Position &position)
{
    return placeText(position.partition, position.offset);
}

QString bytesText(std::size_t bytes)
{
    return QCoreApplication::translate("inspector", "%1 B").arg(grouped(bytes));
}

QString iconOf(TopicRole role)
{
    switch (role) {
    case TopicRole::DeadLetters:
        return QStringLiteral("dead-letter");
    case TopicRole::Filtered:
        return QStringLiteral("filter");
    default:
        return QStringLiteral("topic");
    }
}

QString decimalText(std::string_view integer, int decimals)
{
    QString digits = toQString(integer);
    const bool negative = digits.startsWith(QLatin1Char('-'));
    if (negative)
        digits.remove(0, 1);
    digits = digits.rightJustified(decimals + 1, QLatin1Char('0'));
    QString fraction = digits.right(decimals);
    while (fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    QString text = grouped(digits.chopped(decimals).toULongLong());
    if (negative)
        text.prepend(QLatin1Char('-'));
    return fraction.isEmpty() ? text : text + QString(QLocale().decimalPoint()) + fraction;
}

} // namespace pk::gui
