#pragma once

// The retention guard: the embedded log keeps 5 MiB a partition, so a producer that runs ahead of its readers
// would lose data there. The guard holds producers back while a partition has more than 3 MiB unread.
//
// It knows what this process handed over (counted at produce time) and learns from the broker what others
// wrote and what the readers' groups have committed, so it works across processes. A real Kafka does not slow
// producers down; there the guard is not started.
//
// Thread: note() and mayProduce() from the stages; the guard asks the broker on a thread of its own.

#include "broker/cluster_backend.h"
#include "domain/position.h"
#include "journal/journal.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pk::pipeline {

inline constexpr std::int64_t kUnreadLimitBytes = 3 * 1024 * 1024;

class RetentionGuard
{
public:
    explicit RetentionGuard(journal::Journal &journal);
    ~RetentionGuard();

    /// Watches a topic that these groups read. REQUIRES: before start().
    void watch(const std::string &topic, int partitions, std::vector<std::string> readers);
    void start(broker::ClusterBackend &backend);
    void stop();
    void requestStop() { m_thread.request_stop(); } ///< asks; stop() waits

    /// A producer of this process handed a record over. Unwatched topics are not counted.
    void note(std::string_view topic, std::int32_t partition, std::size_t bytes);
    /// Records that were handed over have been dropped unsent: the next look at the log sets the count right.
    void recount(std::string_view topic);
    /// Whether the topic has room in all its partitions. Always true while the guard is not running.
    bool mayProduce(std::string_view topic) const;
    /// How often a producer had to wait since the start.
    std::int64_t closings() const { return m_closings.load(std::memory_order_relaxed); }

    /// Replaces the limit; 0 switches the guard off, so that retention can take what nobody has read.
    void setLimit(std::int64_t bytes) { m_limit.store(bytes, std::memory_order_relaxed); }

private:
    /// Where in the bytes handed over a record stands, to within so many: records differ in size.
    static constexpr std::int64_t kMarkBytes = 128 * 1024;
    static constexpr std::int64_t kMarks = 32; ///< more than the limit has

    struct Partition
    {
        std::atomic<std::int64_t> handedCount{0};
        std::atomic<std::int64_t> handedBytes{0};
        std::atomic<std::int64_t> foreign{0}; ///< messages in the log that this process did not write
        std::atomic<std::int64_t> begin{0}; ///< first kept offset: what is gone is not unread any more
        std::atomic<std::int64_t> committed{0}; ///< least committed offset of all readers
        std::atomic<std::int64_t> lookAtBytes{0}; ///< handed over, from here on the next look is due
        /// By (bytes / kMarkBytes) % kMarks: how many records had been handed over when so many bytes had.
        std::array<std::atomic<std::int64_t>, kMarks> marks{};
    };
    struct Topic
    {
        std::string name;
        std::vector<std::string> readers;
        std::deque<Partition> partitions; // atomics do not move
        std::atomic<bool> open{true};
        std::atomic<bool> recount{false};
        std::int64_t handedAtLook = 0; // these two belong to the guard's thread
        std::int64_t logEndsUs = 0; // monotonic
    };

    /// Null for a topic that is not watched.
    template <typename Topics> static auto find(Topics &topics, std::string_view name)
    {
        const auto found = std::find_if(topics.begin(), topics.end(),
                                        [name](const Topic &topic) { return topic.name == name; });
        return found != topics.end() ? &*found : nullptr;
    }
    void run(const std::stop_token &stop, broker::ClusterBackend &backend);
    void awaitLook(const std::stop_token &stop);
    /// Whether the topic has room.
    bool look(Topic &topic, broker::ClusterBackend &backend);
    void refresh(Topic &topic, broker::ClusterBackend &backend, bool withLogEnds);
    static std::int64_t bytesOfLast(const Partition &partition, std::int64_t records);
    static std::int64_t unreadBytes(const Partition &partition);

    journal::Journal &m_journal;
    const journal::WriterId m_writer;
    std::deque<Topic> m_topics; // fixed once started
    std::atomic<bool> m_running{false};
    std::atomic<std::int64_t> m_limit{kUnreadLimitBytes};
    std::atomic<std::int64_t> m_closings{0};
    std::int64_t m_movedUs = 0; // of the guard's thread: a topic was closed, or a reader has committed
    std::atomic<bool> m_lookSoon{false}; // set under m_mutex
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread;
};

} // namespace pk::pipeline
