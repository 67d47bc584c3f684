#pragma once

// When a source that could wait for ever is at its end: when there is nothing more for so long, and nobody is
// at work who would make more.
//
// Thread: a value type; `moreComes` is asked on the source's thread.

#include <cstdint>
#include <functional>
#include <optional>

namespace pk::sources {

struct SourceEnd
{
    std::optional<std::int64_t> idleMs; ///< empty: never
    std::function<bool()> moreComes; ///< empty: nobody known is at work

    bool isPossible() const { return !moreComes || !moreComes(); }
    bool reached(std::int64_t nowMs, std::int64_t lastMs) const
    {
        return idleMs && nowMs - lastMs >= *idleMs;
    }
};

/// Milliseconds of a clock that is never set back; replaced in tests.
using MonotonicMs = std::function<std::int64_t()>;
std::int64_t machineMs();

} // namespace pk::sources
