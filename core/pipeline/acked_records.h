#pragma once

// Which records a run has written and has been told to be in the log. Most by their offsets; of one whose
// first acknowledgement was lost the broker only says that it has it already.
//
// Thread: not thread-safe; whoever owns it guards it.

#include "base/bitmap.h"
#include "broker/producer.h"
#include "domain/position.h"

#include <cstdint>
#include <map>

namespace pk::pipeline {

struct AckedRecords
{
    std::map<TopicPartition, Bitmap> offsets;
    std::map<TopicPartition, std::int64_t> unplaced; ///< how many without an offset; none are left out

    void add(const broker::Delivery &delivery);
    void add(const AckedRecords &others);
    /// Gives those without an offset the places between `begin` and `end` that nothing else here has, where
    /// that are exactly as many: then nobody else has written there. Returns how many got a place.
    std::int64_t place(const TopicPartition &partition, std::int64_t begin, std::int64_t end);
    std::int64_t unplacedCount() const;
};

} // namespace pk::pipeline
