#pragma once

// Conversions between our partition types and librdkafka's lists. Private to core/broker.

#include "broker/consumer.h"
#include "broker/handles.h"

#include <string_view>

namespace pk::broker {

inline PartitionList makeList(std::span<const TopicPartition> partitions)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const TopicPartition &p : partitions)
        rd_kafka_topic_partition_list_add(list.get(), p.topic.c_str(), p.partition);
    return list;
}

inline PartitionList makeList(std::span<const StartOffset> partitions)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const StartOffset &p : partitions)
        rd_kafka_topic_partition_list_add(list.get(), p.partition.topic.c_str(), p.partition.partition)
            ->offset = p.offset;
    return list;
}

inline PartitionList makeList(std::span<const CommitOffset> offsets)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
    for (const CommitOffset &c : offsets) {
        auto *entry =
            rd_kafka_topic_partition_list_add(list.get(), c.partition.topic.c_str(), c.partition.partition);
        entry->offset = c.offset;
        if (!c.metadata.empty()) {
            // The list frees it with free(): rd_kafka_mem_malloc is the library's own malloc.
            entry->metadata = rd_kafka_mem_malloc(nullptr, c.metadata.size());
            entry->metadata_size = c.metadata.size();
            c.metadata.copy(static_cast<char *>(entry->metadata), c.metadata.size());
        }
    }
    return list;
}

template <typename Visit> void forEach(const rd_kafka_topic_partition_list_t *list, Visit visit)
{
    for (int i = 0; list != nullptr && i < list->cnt; ++i)
        visit(list->elems[i]);
}

inline std::vector<TopicPartition> toPartitions(const rd_kafka_topic_partition_list_t *list)
{
    std::vector<TopicPartition> partitions;
    forEach(list, [&](const rd_kafka_topic_partition_t &e) { partitions.push_back({e.topic, e.partition}); });
    return partitions;
}

inline CommitOffset toCommitOffset(const rd_kafka_topic_partition_t &entry)
{
    CommitOffset c{{entry.topic, entry.partition}, entry.offset >= 0 ? entry.offset : -1, {}};
    if (entry.metadata != nullptr)
        c.metadata.assign(static_cast<const char *>(entry.metadata), entry.metadata_size);
    return c;
}

} // namespace pk::broker
