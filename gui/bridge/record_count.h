#pragma once

// How many messages lie between two offsets. A transaction's marker takes an offset, too, so it is no
// difference: counted is what is known to have been written. What was written before this run is not known
// one by one; there only offsets can be told.
//
// Thread: a value of one call.

#include "bridge/snapshot.h"

#include <QString>

#include <cstdint>

namespace pk::gui {

struct RecordCount
{
    std::int64_t messages = 0; ///< that are known of
    std::int64_t offsets = 0;
    bool exact = true; ///< no others can lie there

    /// Messages where all are known, and else offsets.
    std::int64_t figure() const { return exact ? messages : offsets; }
    RecordCount &operator+=(const RecordCount &other);
    bool operator==(const RecordCount &) const = default;
};

/// From `first` on and before `end`.
RecordCount recordsIn(const Snapshot &snapshot, const TopicPartition &partition, std::int64_t first,
                      std::int64_t end);
/// That the logs of the topic still keep.
RecordCount recordsKept(const Snapshot &snapshot, const std::string &topic);

/// "Messages kept", or "Offsets kept".
QString keptLabel(const RecordCount &count);

} // namespace pk::gui
