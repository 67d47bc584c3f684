#pragma once

// How long to wait before the next try at a system that does not answer: twice as long each time, up to half
// a minute, with jitter; longer where the system itself names a time.
//
// Thread: a value type.

#include "base/pcg32.h"

#include <algorithm>
#include <cstdint>

namespace pk::sources {

class RetryDelay
{
public:
    static constexpr std::int64_t kShortestMs = 250;
    static constexpr std::int64_t kLongestMs = 30'000;
    static constexpr std::int64_t kLongestAskedMs = 600'000; ///< of what the system may ask for

    explicit RetryDelay(std::uint64_t seed)
        : m_jitter(seed)
    {
    }
    /// `askedMs`: at least so long, by the system's own word.
    std::int64_t nextMs(std::int64_t askedMs = 0)
    {
        const std::int64_t half = m_ms / 2;
        m_ms = std::min(m_ms * 2, kLongestMs);
        const std::int64_t own = half + m_jitter.below(static_cast<std::uint32_t>(half + 1));
        return std::max(own, std::min(askedMs, kLongestAskedMs));
    }
    void reset() { m_ms = kShortestMs; }

private:
    Pcg32 m_jitter;
    std::int64_t m_ms = kShortestMs;
};

} // namespace pk::sources
