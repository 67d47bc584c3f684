#pragma once

// Conversions between our partition types and librdkafka's lists, where topics have their prefix. Private to
// core/broker.

#include "broker/consumer.h"
#include "broker/handles.h"
#include "broker/topic_prefix.h"

#include <string_view>

namespace pk::broker {

inline PartitionList makeList(std::span<const TopicPartition> partitions, const std::string &prefix)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const TopicPartition &p : partitions)
        rd_kafka_topic_partition_list_add(list.get(), outside(prefix, p.topic).c_str(), p.partition);
    return list;
}

inline PartitionList makeList(std::span<const StartOffset> partitions, const std::string &prefix)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const StartOffset &p : partitions)
        rd_kafka_topic_partition_list_add(list.get(), outside(prefix, p.partition.topic).c_str(),
                                          p.partition.partition)
            ->offset = p.offset;
    return list;
}

inline PartitionList makeList(std::span<const CommitOffset> offsets, const std::string &prefix)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
    for (const CommitOffset &c : offsets) {
        auto *entry = rd_kafka_topic_partition_list_add(
            list.get(), outside(prefix, c.partition.topic).c_str(), c.partition.partition);
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

inline TopicPartition partitionOf(const rd_kafka_topic_partition_t &entry, const std::string &prefix)
{
    return {std::string(inside(prefix, entry.topic)), entry.partition};
}

inline std::vector<TopicPartition> toPartitions(const rd_kafka_topic_partition_list_t *list,
                                                const std::string &prefix)
{
    std::vector<TopicPartition> partitions;
    forEach(list, [&](const rd_kafka_topic_partition_t &e) {
        if (isOurs(prefix, e.topic))
            partitions.push_back(partitionOf(e, prefix));
    });
    return partitions;
}

inline CommitOffset toCommitOffset(const rd_kafka_topic_partition_t &entry, const std::string &prefix)
{
    CommitOffset c{partitionOf(entry, prefix), entry.offset >= 0 ? entry.offset : -1, {}};
    if (entry.metadata != nullptr)
        c.metadata.assign(static_cast<const char *>(entry.metadata), entry.metadata_size);
    return c;
}

} // namespace pk::broker
