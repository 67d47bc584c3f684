#include "bridge/topic_setting_text.h"

#include "bridge/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace pk::gui {

namespace {

constexpr auto kNoEnd = std::numeric_limits<qint64>::max(); ///< how Kafka writes "never"

bool isTime(std::string_view name)
{
    return name.ends_with(".ms");
}

bool isSize(std::string_view name)
{
    return name.ends_with(".bytes");
}

bool mayBeUnlimited(std::string_view name)
{
    return name == "retention.ms" || name == "retention.bytes" || name.starts_with("local.retention.");
}

const QStringList &wordsFor(std::string_view name)
{
    static const QStringList policies{QStringLiteral("delete"), QStringLiteral("compact"),
                                      QStringLiteral("compact,delete")};
    static const QStringList compressions{QStringLiteral("producer"), QStringLiteral("uncompressed"),
                                          QStringLiteral("gzip"),     QStringLiteral("snappy"),
                                          QStringLiteral("lz4"),      QStringLiteral("zstd")};
    static const QStringList none;
    return name == "cleanup.policy" ? policies : name == "compression.type" ? compressions : none;
}

/// With one decimal where it is not whole, and then a sign that says so.
QString rounded(double count)
{
    const double tenths = std::round(count * 10) / 10;
    const bool whole = tenths == std::floor(tenths);
    const QString text = QLocale().toString(tenths, 'f', whole ? 0 : 1);
    return std::abs(count - tenths) > 1e-9 ? QStringLiteral("≈ ") + text : text;
}

QString timeText(qint64 ms)
{
    struct Unit
    {
        qint64 ms;
        QString one;
        QString many;
    };
    const std::array<Unit, 4> units{{{86'400'000, QCoreApplication::translate("bridge", "1 day"),
                                      QCoreApplication::translate("bridge", "%1 days")},
                                     {3'600'000, QCoreApplication::translate("bridge", "1 hour"),
                                      QCoreApplication::translate("bridge", "%1 hours")},
                                     {60'000, QCoreApplication::translate("bridge", "1 minute"),
                                      QCoreApplication::translate("bridge", "%1 minutes")},
                                     {1'000, QCoreApplication::translate("bridge", "1 second"),
                                      QCoreApplication::translate("bridge", "%1 seconds")}}};
    for (const Unit &unit : units) {
        if (ms == unit.ms)
            return unit.one;
        if (ms > unit.ms)
            return unit.many.arg(rounded(static_cast<double>(ms) / static_cast<double>(unit.ms)));
    }
    return QCoreApplication::translate("bridge", "%1 milliseconds").arg(ms);
}

QString sizeText(qint64 bytes)
{
    constexpr std::array<const char *, 4> units{"TiB", "GiB", "MiB", "KiB"};
    qint64 unit = qint64{1} << 40;
    for (const char *name : units) {
        if (bytes >= unit)
            return rounded(static_cast<double>(bytes) / static_cast<double>(unit)) + QLatin1Char(' ')
                + QLatin1String(name);
        unit >>= 10;
    }
    return QCoreApplication::translate("bridge", "%1 bytes").arg(bytes);
}

} // namespace

const std::vector<std::string> &taughtSettings()
{
    static const std::vector<std::string> names{"cleanup.policy",    "retention.ms",    "retention.bytes",
                                                "segment.bytes",     "segment.ms",      "min.insync.replicas",
                                                "max.message.bytes", "compression.type"};
    return names;
}

QString meaningOfSetting(std::string_view name)
{
    if (name == "cleanup.policy")
        return QCoreApplication::translate(
            "bridge",
            "What becomes of old records: deleted by age and size, or compacted "
            "to the newest one of each key.");
    if (name == "retention.ms")
        return QCoreApplication::translate("bridge",
                                           "How long a record is kept; then Kafka may delete the closed "
                                           "segment that it lies in.");
    if (name == "retention.bytes")
        return QCoreApplication::translate(
            "bridge", "How large a partition may grow before its oldest segments are deleted.");
    if (name == "segment.bytes")
        return QCoreApplication::translate("bridge",
                                           "How large a file of the log grows before the next one begins; "
                                           "only closed ones are deleted or compacted.");
    if (name == "segment.ms")
        return QCoreApplication::translate("bridge",
                                           "After how long the next file of the log begins, full or not.");
    if (name == "min.insync.replicas")
        return QCoreApplication::translate(
            "bridge",
            "How many replicas must have a record before acks=all is answered; "
            "with fewer in sync, writing is refused.");
    if (name == "max.message.bytes")
        return QCoreApplication::translate("bridge", "The largest batch of records that is taken.");
    if (name == "compression.type")
        return QCoreApplication::translate(
            "bridge", "How the broker stores records: as the producer has compressed them, or its own way.");
    return {};
}

QString valueForPeople(std::string_view name, std::string_view value)
{
    bool isNumber = false;
    const qint64 number = toQString(value).toLongLong(&isNumber);
    if (!isNumber || (!isTime(name) && !isSize(name)))
        return {};
    if (number < 0 || number == kNoEnd) {
        if (isSize(name))
            return number == kNoEnd || mayBeUnlimited(name)
                ? QCoreApplication::translate("bridge", "no limit")
                : QString();
        return number == kNoEnd    ? QCoreApplication::translate("bridge", "never")
            : mayBeUnlimited(name) ? QCoreApplication::translate("bridge", "for ever")
                                   : QString();
    }
    return isTime(name) ? timeText(number) : sizeText(number);
}

QString valueWithMeaning(std::string_view name, std::string_view value)
{
    const QString meaning = valueForPeople(name, value);
    const QString raw = toQString(value);
    return meaning.isEmpty() ? raw : QStringLiteral("%1 (%2)").arg(meaning, raw);
}

QString problemOfValue(std::string_view name, std::string_view value)
{
    const QString text = toQString(value);
    if (text.trimmed().isEmpty())
        return QCoreApplication::translate("bridge", "Without a value there is nothing to set.");
    if (const QStringList &words = wordsFor(name); !words.isEmpty()) {
        if (words.contains(text) || (name == "cleanup.policy" && text == QLatin1String("delete,compact")))
            return {};
        return QCoreApplication::translate("bridge", "%1 is one of: %2.")
            .arg(toQString(name), words.join(QStringLiteral("; ")));
    }
    if (!isTime(name) && !isSize(name) && name != "min.insync.replicas")
        return {}; // the cluster knows better
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return isTime(name) ? QCoreApplication::translate("bridge", "This is a whole number of milliseconds.")
            : isSize(name)  ? QCoreApplication::translate("bridge", "This is a whole number of bytes.")
                            : QCoreApplication::translate("bridge", "This is a whole number.");
    if (number == -1 && mayBeUnlimited(name))
        return {};
    if (name == "min.insync.replicas" && number < 1)
        return QCoreApplication::translate("bridge", "At least the leader has the record: 1 or more.");
    if (number < 0)
        return mayBeUnlimited(name)
            ? QCoreApplication::translate("bridge", "Below zero only -1 means something: without an end.")
            : QCoreApplication::translate("bridge", "This cannot be less than zero.");
    return {};
}

QStringList suggestedValues(std::string_view name)
{
    if (const QStringList &words = wordsFor(name); !words.isEmpty())
        return words;
    if (name == "retention.ms")
        return {QStringLiteral("60000"), QStringLiteral("3600000"), QStringLiteral("86400000"),
                QStringLiteral("604800000"), QStringLiteral("-1")};
    if (name == "retention.bytes")
        return {QStringLiteral("1048576"), QStringLiteral("104857600"), QStringLiteral("1073741824"),
                QStringLiteral("-1")};
    if (name == "segment.bytes")
        return {QStringLiteral("1048576"), QStringLiteral("104857600"), QStringLiteral("1073741824")};
    if (name == "segment.ms")
        return {QStringLiteral("60000"), QStringLiteral("3600000"), QStringLiteral("604800000")};
    if (name == "min.insync.replicas")
        return {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")};
    if (name == "max.message.bytes")
        return {QStringLiteral("1048588"), QStringLiteral("10485760")};
    return {};
}

} // namespace pk::gui
