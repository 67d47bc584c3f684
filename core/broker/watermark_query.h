#pragma once

// Asking the leaders of partitions for both ends of their logs, and whoever leads next when one has moved
// meanwhile: two requests a leader, however many the partitions. Private to core/broker.

#include "broker/consumer.h"
#include "broker/handles.h"

namespace pk::broker {

/// How long a partition that nobody knows is taken for one that has just been made.
inline constexpr int kMayBeNewMs = 1'000;

/// In the order of the partitions; an error when any of them is still not known after `newMs`.
Result<std::vector<Consumer::Watermarks>> queryWatermarks(rd_kafka_t *client,
                                                          const std::vector<TopicPartition> &partitions,
                                                          const std::string &prefix, int timeoutMs,
                                                          int newMs = kMayBeNewMs);

} // namespace pk::broker
