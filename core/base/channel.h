#pragma once

// A bounded queue between threads: who writes waits while it is full (back pressure), who reads waits while
// it is empty. Closing it lets the readers take what is left and then ends them.
//
// Thread: all methods may be called from any thread.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

namespace pk {

template <typename T> class Channel
{
public:
    explicit Channel(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    /// Waits for room. False when the channel is closed: the value was not taken.
    bool push(T value)
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_closed || m_queue.size() < m_capacity; });
        if (m_closed)
            return false;
        m_queue.push_back(std::move(value));
        lock.unlock();
        m_filled.notify_one();
        return true;
    }

    /// Does not wait. False when the channel is full or closed.
    bool tryPush(T value)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed || m_queue.size() >= m_capacity)
                return false;
            m_queue.push_back(std::move(value));
        }
        m_filled.notify_one();
        return true;
    }

    /// Waits for a value until `timeout`. Empty on time-out and when closed and drained.
    template <typename Rep, typename Period> std::optional<T> pop(std::chrono::duration<Rep, Period> timeout)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait_for(lock, timeout, [&] { return m_closed || !m_queue.empty(); });
        if (m_queue.empty())
            return std::nullopt;
        std::optional<T> value(std::move(m_queue.front()));
        m_queue.pop_front();
        lock.unlock();
        m_room.notify_one();
        return value;
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_all();
        m_room.notify_all();
    }

    bool closed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }
    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_queue.size();
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::condition_variable m_room;
    std::deque<T> m_queue; // guarded by m_mutex
    bool m_closed = false; // guarded by m_mutex
};

} // namespace pk
