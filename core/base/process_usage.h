#pragma once

// What a process has used so far: processor time and peak memory, for reports and benchmarks.
//
// Thread: free functions.
// Source: proc(5), /proc/PID/stat and /proc/PID/status; zero where it cannot be known.

#include <cstdint>
#include <vector>

namespace pk {

struct ProcessUsage
{
    std::int64_t cpuUs = 0; ///< user and system time
    std::int64_t peakRssMb = 0; ///< MiB
};

/// `pid` 0 is this process.
ProcessUsage processUsage(std::int64_t pid = 0);

/// When it was started, in clock ticks since the machine was; 0: there is no such process. With it a process
/// id names one process for good: the number alone is given out again.
std::int64_t processStart(std::int64_t pid);

/// All of them together; without one, zero.
ProcessUsage processUsage(const std::vector<std::int64_t> &pids);

} // namespace pk
