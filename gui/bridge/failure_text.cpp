#include "bridge/failure_text.h"

#include "bridge/text.h"
#include "transform/failure_codes.h"
#include "warehouse/messages.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace pk::gui {

namespace {

/// A code and its sentence; the sentence is translated when it is asked for.
struct Reason
{
    std::string_view code;
    const char *sentence;
};

constexpr Reason kReasons[] = {
    {transform::code::invalidJson, QT_TRANSLATE_NOOP("bridge", "The value is no valid JSON.")},
    {warehouse::reject::invalidJson, QT_TRANSLATE_NOOP("bridge", "The value is no valid JSON.")},
    {transform::code::invalidUtf8,
     QT_TRANSLATE_NOOP("bridge", "The value holds bytes that are no UTF-8 text.")},
    {transform::code::duplicateKey,
     QT_TRANSLATE_NOOP("bridge",
                       "A name occurs twice in one JSON object, so it is not clear which value counts.")},
    {warehouse::reject::duplicateKey,
     QT_TRANSLATE_NOOP("bridge",
                       "A name occurs twice in one JSON object, so it is not clear which value counts.")},
    {transform::code::tooLarge,
     QT_TRANSLATE_NOOP("bridge", "The message is larger than the pipeline accepts.")},
    {warehouse::reject::tooLarge,
     QT_TRANSLATE_NOOP("bridge", "The message is larger than the pipeline accepts.")},
    {transform::code::tooDeep,
     QT_TRANSLATE_NOOP("bridge", "The JSON is nested more deeply than the pipeline accepts.")},
    {warehouse::reject::tooDeep,
     QT_TRANSLATE_NOOP("bridge", "The JSON is nested more deeply than the pipeline accepts.")},
    {transform::code::notAnObject,
     QT_TRANSLATE_NOOP("bridge", "The value is JSON, but not an object with fields.")},
    {warehouse::reject::notAnObject,
     QT_TRANSLATE_NOOP("bridge", "The value is JSON, but not an object with fields.")},
    {transform::code::deleteUnsupported,
     QT_TRANSLATE_NOOP("bridge", "A row was deleted in the source, and this dataset has no rule for that.")},
    {transform::code::missingField, QT_TRANSLATE_NOOP("bridge", "A required field is missing or empty.")},
    {warehouse::reject::missingField, QT_TRANSLATE_NOOP("bridge", "A required field is missing or empty.")},
    {transform::code::badType,
     QT_TRANSLATE_NOOP("bridge", "A field holds another kind of value than it should.")},
    {warehouse::reject::badType,
     QT_TRANSLATE_NOOP("bridge", "A field holds another kind of value than it should.")},
    {transform::code::badNumber, QT_TRANSLATE_NOOP("bridge", "A field that should hold a number does not.")},
    {warehouse::reject::badNumber,
     QT_TRANSLATE_NOOP("bridge", "A field that should hold a number does not.")},
    {transform::code::negativeQuantity, QT_TRANSLATE_NOOP("bridge", "A quantity is negative.")},
    {transform::code::badShare,
     QT_TRANSLATE_NOOP("bridge", "A discount is not a share from 0 to 1, for example 0.05 for 5 %.")},
    {transform::code::duplicateValue,
     QT_TRANSLATE_NOOP("bridge",
                       "A value that must be unique occurs twice, for example an item's line number.")},
    {warehouse::reject::duplicateLine,
     QT_TRANSLATE_NOOP("bridge",
                       "A value that must be unique occurs twice, for example an item's line number.")},
    {transform::code::unknownUnit,
     QT_TRANSLATE_NOOP("bridge", "The unit is not in the unit table, so the quantity cannot be converted.")},
    {transform::code::badMoney, QT_TRANSLATE_NOOP("bridge", "A price cannot be read as an amount of money.")},
    {transform::code::currencyConflict,
     QT_TRANSLATE_NOOP("bridge", "Prices in different currencies stand in one order.")},
    {transform::code::badTime, QT_TRANSLATE_NOOP("bridge", "A date or time is in none of the known forms.")},
    {warehouse::reject::badTime,
     QT_TRANSLATE_NOOP("bridge", "A date or time is in none of the known forms.")},
    {transform::code::overflow,
     QT_TRANSLATE_NOOP("bridge", "A computed amount is too large to be stored exactly.")},
    {transform::code::divisionByZero, QT_TRANSLATE_NOOP("bridge", "A formula divides by zero.")},
    {transform::code::unknownAchievement,
     QT_TRANSLATE_NOOP("bridge", "The achievement's level or rank is not in the regulation's table.")},
    {transform::code::lookupMiss, QT_TRANSLATE_NOOP("bridge", "A lookup table has no entry for this value.")},
    {transform::code::tombstone,
     QT_TRANSLATE_NOOP("bridge",
                       "The message is a tombstone: a key without a value, Kafka's mark for a deletion.")},
    {transform::code::notARowChange,
     QT_TRANSLATE_NOOP("bridge", "The message tells of the database itself, not of a row that has changed.")},
    {transform::code::filtered,
     QT_TRANSLATE_NOOP("bridge", "A filter of the transform leaves such records out.")},
    {transform::code::lookupDown,
     QT_TRANSLATE_NOOP("bridge", "The lookup does not answer; the record is tried again.")},
    // What the bridge of change data capture refuses.
    {"pk.cdc.NotARowEvent",
     QT_TRANSLATE_NOOP("bridge", "The message is no change of a row as Maxwell writes it.")},
    {"pk.cdc.TooLarge", QT_TRANSLATE_NOOP("bridge", "The message is larger than the pipeline accepts.")},
    {"pk.cdc.NoPrimaryKey",
     QT_TRANSLATE_NOOP("bridge", "The change does not say which row it is: its primary key is missing.")},
    {"pk.cdc.BadName", QT_TRANSLATE_NOOP("bridge", "The name of the table or of a column cannot be used.")},
    {"pk.cdc.KeyReused", QT_TRANSLATE_NOOP("bridge", "The primary key belonged to a row that was deleted.")},
    {warehouse::reject::noValue, QT_TRANSLATE_NOOP("bridge", "The message has no value.")},
    {warehouse::reject::keyTooLong,
     QT_TRANSLATE_NOOP("bridge", "The business key is longer than the warehouse can index.")},
};

} // namespace

bool isIntended(std::string_view code)
{
    return code == transform::code::filtered || code == transform::code::tombstone
        || code == transform::code::notARowChange;
}

QString reasonText(std::string_view code)
{
    for (const Reason &reason : kReasons) {
        if (reason.code == code)
            return QCoreApplication::translate("bridge", reason.sentence);
    }
    return toQString(code);
}

QString putAsideText(std::string_view step, std::string_view code)
{
    const QString reason = reasonText(code);
    return QCoreApplication::translate("bridge", "Put aside by step %1: %2 Click the record to read more.")
        .arg(toQString(step), reason.endsWith(QLatin1Char('.')) ? reason : reason + QLatin1Char('.'));
}

QString adviceText(std::string_view code)
{
    if (isIntended(code))
        return QCoreApplication::translate(
            "bridge", "This is intended: the record was put aside and counted, and nothing has to be done.");
    return QCoreApplication::translate(
        "bridge",
        "The record is kept here as it came. Mend the rule or the sender, then produce the record again.");
}

QString placeInRecord(std::string_view message)
{
    static const QRegularExpression path(QStringLiteral("(?<= )/[^ ]*[^ .:,;]"));
    static const QRegularExpression value(QStringLiteral("\"[^\"]*\""));
    const QString text = toQString(message);
    const QString at = path.match(text).captured();
    if (at.isEmpty())
        return {};
    const QString held = value.match(text).captured();
    return held.isEmpty() ? QCoreApplication::translate("bridge", "In this record: %1").arg(at)
                          : QCoreApplication::translate("bridge", "In this record: %1 is %2").arg(at, held);
}

} // namespace pk::gui
