#pragma once

// A speed out of a counter that only grows: over the last two seconds, told twice a second, since digits that
// change more often cannot be read; and its course over the last minute.
//
// Thread: belongs to one thread.

#include "bridge/snapshot.h"

#include <cstdint>
#include <deque>

namespace pk::gui {

class RateMeter
{
public:
    static constexpr std::size_t kHistory = 60; ///< seconds

    /// Times must not go back. A counter that has gone back (a new broker) begins anew.
    void add(std::int64_t monotonicUs, std::int64_t count);
    Rate rate() const;

private:
    struct Sample
    {
        std::int64_t us;
        std::int64_t count;
    };
    double perSecond() const;

    std::deque<Sample> m_samples; // of the last two seconds, and one before
    double m_told = 0;
    std::int64_t m_toldUs = 0;
    std::deque<float> m_history;
    std::int64_t m_historyUs = 0;
};

} // namespace pk::gui
