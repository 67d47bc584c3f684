#pragma once

// The lag of a consumer group in a partition, defined once for the state and the report; the diagram does the
// same.
//
// Thread: a free function.

#include <algorithm>
#include <cstdint>

namespace pk {

/// Log end − committed offset: how many offsets of the log still wait for the group. What retention has taken
/// waits no more, and without a commit (-1) all that the log keeps does.
inline constexpr std::int64_t consumerLag(std::int64_t logStart, std::int64_t logEnd, std::int64_t committed)
{
    return std::max<std::int64_t>(0, logEnd - std::max(committed, logStart));
}

} // namespace pk
