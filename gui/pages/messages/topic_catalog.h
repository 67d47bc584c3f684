#pragma once

// The topics that can be looked at, out of a snapshot, in the order in which they are shown.
//
// Thread: value types and a free function.

#include "bridge/snapshot.h"

#include <QString>

#include <map>
#include <vector>

namespace pk::gui {

struct TopicEntry
{
    enum class Section { Pipeline, Cdc, DeadLetters, Filtered, Others };

    Section section = Section::Others;
    QString name;
    int partitions = 0;
    std::int64_t written = 0; ///< since the topic began
    std::int64_t kept = 0; ///< of them still in the log
    std::map<int, std::int64_t> begin; ///< first offset the log still keeps, by partition
    std::map<int, std::int64_t> end; ///< one past the last one
    bool areOffsets = false; ///< not all of them are known: both count offsets
    bool isCounted = true; ///< otherwise nobody looks at its log, and both mean nothing
    double ratePerS = 0;
    static constexpr double kBusyPerS = 0.05; ///< from this rate on it is told
    std::vector<float> history;

    bool operator==(const TopicEntry &) const = default;
};

/// Those that a person, or another program, has made come last.
std::vector<TopicEntry> topicCatalog(const Snapshot &snapshot);

} // namespace pk::gui
