#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace pk {

/// Sleeps, but no longer than until it is asked to stop.
inline void waitForStop(const std::stop_token &stop, std::chrono::milliseconds most)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, most, [] { return false; });
}

} // namespace pk
