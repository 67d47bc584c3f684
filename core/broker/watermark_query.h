#pragma once

// Asking the leaders of partitions for both ends of their logs, and whoever leads next when one has moved
// meanwhile: two requests a leader, however many the partitions. Private to core/broker.

#include "broker/consumer.h"
#include "broker/handles.h"

namespace pk::broker {

/// In the order of the partitions; an error when any of them is not known.
Result<std::vector<Consumer::Watermarks>>
queryWatermarks(rd_kafka_t *client, const std::vector<TopicPartition> &partitions, int timeoutMs);
Result<Consumer::Watermarks> queryWatermarks(rd_kafka_t *client, const TopicPartition &partition,
                                             int timeoutMs);

} // namespace pk::broker
