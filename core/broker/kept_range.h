#pragma once

// Whether an offset can be read from: it must be one that the log keeps, or its end. Kafka's clients take
// another one silently instead (auto.offset.reset); whoever asks for one that a person named asks here first.
//
// Thread: a free function. Errors: OutOfRange, with the range that is kept.

#include "broker/consumer.h"

namespace pk::broker {

Result<void> requireKept(const TopicPartition &partition, std::int64_t offset,
                         const Consumer::Watermarks &marks);

} // namespace pk::broker
