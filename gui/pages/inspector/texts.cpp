#include "pages/inspector/texts.h"

#include "bridge/text.h"
#include "transform/failure_codes.h"
#include "warehouse/messages.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace pk::gui {

namespace {

/// A code and its sentence; the sentence is translated when it is asked for.
struct Reason
{
    std::string_view code;
    const char *sentence;
};

constexpr Reason kReasons[] = {
    {transform::code::invalidJson, QT_TRANSLATE_NOOP("inspector", "The value is no valid JSON.")},
    {warehouse::reject::invalidJson, QT_TRANSLATE_NOOP("inspector", "The value is no valid JSON.")},
    {transform::code::invalidUtf8,
     QT_TRANSLATE_NOOP("inspector", "The value holds bytes that are no UTF-8 text.")},
    {transform::code::duplicateKey,
     QT_TRANSLATE_NOOP("inspector",
                       "A name occurs twice in one JSON object, so it is not clear which value counts.")},
    {warehouse::reject::duplicateKey,
     QT_TRANSLATE_NOOP("inspector",
                       "A name occurs twice in one JSON object, so it is not clear which value counts.")},
    {transform::code::tooLarge,
     QT_TRANSLATE_NOOP("inspector", "The message is larger than the pipeline accepts.")},
    {warehouse::reject::tooLarge,
     QT_TRANSLATE_NOOP("inspector", "The message is larger than the pipeline accepts.")},
    {transform::code::tooDeep,
     QT_TRANSLATE_NOOP("inspector", "The JSON is nested more deeply than the pipeline accepts.")},
    {warehouse::reject::tooDeep,
     QT_TRANSLATE_NOOP("inspector", "The JSON is nested more deeply than the pipeline accepts.")},
    {transform::code::notAnObject,
     QT_TRANSLATE_NOOP("inspector", "The value is JSON, but not an object with fields.")},
    {warehouse::reject::notAnObject,
     QT_TRANSLATE_NOOP("inspector", "The value is JSON, but not an object with fields.")},
    {transform::code::deleteUnsupported,
     QT_TRANSLATE_NOOP("inspector",
                       "A row was deleted in the source, and this dataset has no rule for that.")},
    {transform::code::missingField, QT_TRANSLATE_NOOP("inspector", "A required field is missing or empty.")},
    {warehouse::reject::missingField,
     QT_TRANSLATE_NOOP("inspector", "A required field is missing or empty.")},
    {transform::code::badType,
     QT_TRANSLATE_NOOP("inspector", "A field holds another kind of value than it should.")},
    {warehouse::reject::badType,
     QT_TRANSLATE_NOOP("inspector", "A field holds another kind of value than it should.")},
    {transform::code::badNumber,
     QT_TRANSLATE_NOOP("inspector", "A field that should hold a number does not.")},
    {warehouse::reject::badNumber,
     QT_TRANSLATE_NOOP("inspector", "A field that should hold a number does not.")},
    {transform::code::negativeQuantity, QT_TRANSLATE_NOOP("inspector", "A quantity is negative.")},
    {transform::code::duplicateValue,
     QT_TRANSLATE_NOOP("inspector",
                       "A value that must be unique occurs twice, for example an item's line number.")},
    {warehouse::reject::duplicateLine,
     QT_TRANSLATE_NOOP("inspector",
                       "A value that must be unique occurs twice, for example an item's line number.")},
    {transform::code::unknownUnit,
     QT_TRANSLATE_NOOP("inspector",
                       "The unit is not in the unit table, so the quantity cannot be converted.")},
    {transform::code::badMoney,
     QT_TRANSLATE_NOOP("inspector", "A price cannot be read as an amount of money.")},
    {transform::code::currencyConflict,
     QT_TRANSLATE_NOOP("inspector", "Prices in different currencies stand in one order.")},
    {transform::code::badTime,
     QT_TRANSLATE_NOOP("inspector", "A date or time is in none of the known forms.")},
    {warehouse::reject::badTime,
     QT_TRANSLATE_NOOP("inspector", "A date or time is in none of the known forms.")},
    {transform::code::overflow,
     QT_TRANSLATE_NOOP("inspector", "A computed amount is too large to be stored exactly.")},
    {transform::code::divisionByZero, QT_TRANSLATE_NOOP("inspector", "A formula divides by zero.")},
    {transform::code::unknownAchievement,
     QT_TRANSLATE_NOOP("inspector", "The achievement's level or rank is not in the regulation's table.")},
    {transform::code::lookupMiss,
     QT_TRANSLATE_NOOP("inspector", "A lookup table has no entry for this value.")},
    {transform::code::tombstone,
     QT_TRANSLATE_NOOP("inspector",
                       "The message is a tombstone: a key without a value, Kafka's mark for a deletion.")},
    {transform::code::notARowChange,
     QT_TRANSLATE_NOOP("inspector",
                       "The message tells of the database itself, not of a row that has changed.")},
    {transform::code::filtered,
     QT_TRANSLATE_NOOP("inspector", "A filter of the transform leaves such records out.")},
    {transform::code::lookupDown,
     QT_TRANSLATE_NOOP("inspector", "The lookup does not answer; the record is tried again.")},
    {warehouse::reject::noValue, QT_TRANSLATE_NOOP("inspector", "The message has no value.")},
    {warehouse::reject::keyTooLong,
     QT_TRANSLATE_NOOP("inspector", "The business key is longer than the warehouse can index.")},
};

bool isIntended(std::string_view code)
{
    return code == transform::code::filtered || code == transform::code::tombstone
        || code == transform::code::notARowChange;
}

} // namespace

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

Accent accentOf(TopicRole role)
{
    switch (role) {
    case TopicRole::Raw:
        return BlueAccent;
    case TopicRole::Enriched:
        return TealAccent;
    case TopicRole::DeadLetters:
        return RoseAccent;
    case TopicRole::Filtered:
        return AmberAccent;
    case TopicRole::Other:
        break;
    }
    return PlainAccent;
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

QString reasonText(std::string_view code)
{
    for (const Reason &reason : kReasons) {
        if (reason.code == code)
            return QCoreApplication::translate("inspector", reason.sentence);
    }
    return toQString(code);
}

QString adviceText(std::string_view code)
{
    if (isIntended(code))
        return QCoreApplication::translate(
            "inspector",
            "This is intended: the record was put aside and counted, and nothing has to be done.");
    return QCoreApplication::translate(
        "inspector",
        "The record is kept here as it came. Mend the rule or the sender, then produce the record again.");
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
