#pragma once

// The seam where time can be replaced: every part that asks for the time is given a Clock.
//
// Thread: all methods may be called from any thread.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace pk {

class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01T00:00Z.
    virtual std::int64_t nowMs() const = 0;
};

/// The machine's own time.
class SystemClock final : public Clock
{
public:
    std::int64_t nowMs() const override
    {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    }
};

/// Time that stands still until somebody moves it: the simulated time of a seeded run, and of tests.
/// It never goes back, so that several writers may push it forward. Where nothing is simulated it follows the
/// machine's own.
class VirtualClock final : public Clock
{
public:
    /// 2025-01-06T08:00+07:00, where the virtual time of `run` begins.
    static constexpr std::int64_t kRunStartMs = 1'736'125'200'000;

    explicit VirtualClock(std::int64_t startMs = kRunStartMs)
        : m_nowMs(startMs)
    {
    }
    std::int64_t nowMs() const override
    {
        const std::int64_t moved = m_nowMs.load(std::memory_order_relaxed);
        return m_follows.load(std::memory_order_relaxed) ? std::max(moved, SystemClock().nowMs()) : moved;
    }
    void followSystem() { m_follows.store(true, std::memory_order_relaxed); }
    void advanceTo(std::int64_t ms)
    {
        std::int64_t seen = m_nowMs.load(std::memory_order_relaxed);
        while (seen < ms && !m_nowMs.compare_exchange_weak(seen, ms, std::memory_order_relaxed)) { }
    }

private:
    std::atomic<std::int64_t> m_nowMs;
    std::atomic<bool> m_follows{false};
};

/// Wall-clock microseconds since 1970, for journal headers and latencies.
inline std::int64_t wallUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

/// Microseconds of a clock that is never set back, for durations and deadlines.
inline std::int64_t monotonicUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

/// The same, but it also counts what the machine has slept: for what others time by the wall clock meanwhile.
std::int64_t uptimeUs();

} // namespace pk
