#include "bridge/key_partition.h"

#include "base/hash.h"
#include "bridge/key_text.h"
#include "bridge/record_story.h"
#include "bridge/text.h"
#include "kampus/maxwell_event.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace pk::gui {

namespace {

/// As Maxwell hashes it, where it is one column; of several the key does not tell the order.
std::optional<std::string> primaryKeyOf(const std::string &maxwellKey)
{
    const QJsonObject parts = QJsonDocument::fromJson(QByteArray::fromStdString(maxwellKey)).object();
    std::optional<std::string> value;
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        if (!part.key().startsWith(QLatin1String("pk.")))
            continue;
        if (value)
            return std::nullopt;
        value = part.value().toVariant().toString().toStdString();
    }
    return value;
}

/// Shown only where they lead to where it lies: a Maxwell may be set to take something else than the key.
QString maxwellFigures(const FullMessage &message, int partitions)
{
    const auto value = primaryKeyOf(message.key);
    if (!value || partitions <= 0 || kampus::maxwellPartition(*value, partitions) != message.partition)
        return {};
    return QStringLiteral("hashCode(\"%1\") = %2; |%2 % %3| = %4")
        .arg(toQString(*value))
        .arg(kampus::javaHashCode(*value))
        .arg(partitions)
        .arg(message.partition);
}

QString maxwellRemark(const FullMessage &message, int partitions)
{
    const QString figures = maxwellFigures(message, partitions);
    return figures.isEmpty()
        ? QCoreApplication::translate(
            "bridge",
            "Maxwell names the partition itself, by a hash code of what it is set to "
            "partition by: the primary key, the table or the database.")
        : QCoreApplication::translate("bridge",
                                      "Maxwell names the partition itself: the hash code of the primary "
                                      "key, as Java computes it, modulo the number of partitions.")
            + QLatin1Char('\n') + figures;
}

} // namespace

KeyPartition keyPartition(std::string_view topic, const FullMessage &message, int partitions)
{
    if (!message.hasKey)
        return {false,
                QCoreApplication::translate(
                    "bridge", "The record has no key: its producer was free to choose any partition.")};
    if (isChangeTopic(topic) && isMaxwellKey(message.key))
        return {false, maxwellRemark(message, partitions)};
    if (partitions <= 0)
        return {};
    if (murmur2Partition(message.key, partitions) == message.partition)
        return {true, {}};
    const TopicRole role = roleOf(topic);
    const bool aside = role == TopicRole::DeadLetters || role == TopicRole::Filtered;
    const QString place = QStringLiteral("P%1").arg(message.partition);
    return {true,
            (aside
                 ? QCoreApplication::translate("bridge",
                                               "It lies in %1 instead: what is put aside keeps the partition "
                                               "of its input, so that the order can still be told.")
                 : QCoreApplication::translate("bridge",
                                               "It lies in %1 instead: its producer named the partition, or "
                                               "computes it another way."))
                .arg(place)};
}

} // namespace pk::gui
