#pragma once

// Spreads work evenly over time by a rate that may change at any moment. What could not be done in time,
// because of a pause, a guard or a slow machine, is not made up for later.
//
// Thread: a value type. The caller brings the clock.

#include <cstdint>

namespace pk::pipeline {

class Pace
{
public:
    /// How long until the next may be done; 0: now. A rate of 0 knows no pace.
    std::int64_t waitUs(std::int64_t ratePerSecond, std::int64_t nowUs)
    {
        if (ratePerSecond != m_rate || nowUs - dueUs() > kForgottenUs) {
            m_rate = ratePerSecond;
            m_startUs = nowUs;
            m_done = 0;
        }
        return m_rate > 0 && dueUs() > nowUs ? dueUs() - nowUs : 0;
    }
    void noteDone() { ++m_done; }
    /// The next may be done at once, whenever that is.
    void restart() { m_rate = 0; }

private:
    static constexpr std::int64_t kForgottenUs = 1'000'000;

    std::int64_t dueUs() const { return m_startUs + (m_rate > 0 ? m_done * 1'000'000 / m_rate : 0); }

    std::int64_t m_rate = 0;
    std::int64_t m_startUs = 0;
    std::int64_t m_done = 0;
};

} // namespace pk::pipeline
