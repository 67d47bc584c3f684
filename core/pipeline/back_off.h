#pragma once

// How long to wait before the next attempt: twice as long each time up to two seconds, with jitter, so that
// members that failed together do not come back together.
//
// Thread: a value type.

#include "base/pcg32.h"

#include <algorithm>
#include <cstdint>

namespace pk::pipeline {

class BackOff
{
public:
    explicit BackOff(std::uint64_t seed)
        : m_jitter(seed)
    {
    }
    int nextMs()
    {
        const int half = m_ms / 2;
        m_ms = std::min(m_ms * 2, kLongestMs);
        return half + static_cast<int>(m_jitter.below(static_cast<std::uint32_t>(half + 1)));
    }

private:
    static constexpr int kShortestMs = 50;
    static constexpr int kLongestMs = 2'000;

    Pcg32 m_jitter;
    int m_ms = kShortestMs;
};

} // namespace pk::pipeline
