#pragma once

// Asking a partition's leader for both ends of its log, and whoever leads it next when it has moved
// meanwhile. Private to core/broker.

#include "broker/consumer.h"
#include "broker/handles.h"

namespace pk::broker {

Result<Consumer::Watermarks> queryWatermarks(rd_kafka_t *client, const TopicPartition &partition,
                                             int timeoutMs);

} // namespace pk::broker
