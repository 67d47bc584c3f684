#include "bridge/key_partition.h"

#include "base/hash.h"
#include "bridge/key_text.h"
#include "bridge/record_story.h"

#include <QCoreApplication>

namespace pk::gui {

KeyPartition keyPartition(std::string_view topic, const FullMessage &message, int partitions)
{
    if (!message.hasKey)
        return {false,
                QCoreApplication::translate(
                    "bridge", "The record has no key: its producer was free to choose any partition.")};
    if (isChangeTopic(topic) && isMaxwellKey(message.key))
        return {
            false,
            QCoreApplication::translate("bridge",
                                        "Maxwell names the partition itself: the hash code of the primary "
                                        "key, as Java computes it, modulo the number of partitions.")};
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
