#pragma once

// The campus at work in its SQLite database, on a thread and a connection of its own, while somebody else
// looks at what it does.
//
// Thread: its questions may be asked from any. Ownership: the destructor ends the work behind the transaction
// at hand.

#include "kampus/kampus_workload.h"

#include <QString>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace pk::kampus {

class WorkloadThread
{
public:
    struct Options
    {
        QString database; ///< made where it is missing
        std::int64_t transactions = 0;
        std::int64_t perSecond = 0; ///< 0: as fast as it goes
        KampusWorkload::Options workload; ///< `mark` is set here
        bool persistent = false; ///< what goes wrong is tried again, on a new connection, until it goes right
    };
    /// Makes the database before it returns; the work goes on.
    static Result<std::unique_ptr<WorkloadThread>> start(Options options);

    /// From here on; 0: as fast as it goes.
    void setPerSecond(std::int64_t perSecond) { m_perSecond.store(perSecond, std::memory_order_relaxed); }
    /// On pause it begins no further transaction.
    void setPaused(bool paused) { m_paused.store(paused, std::memory_order_relaxed); }
    std::int64_t done() const { return m_done.load(std::memory_order_relaxed); }
    /// All of it is done, or nothing more will be.
    bool ended() const { return m_ended.load(std::memory_order_acquire); }
    /// Why it has ended or, where it is persistent, what keeps it from working now.
    std::optional<Error> failure() const;

private:
    explicit WorkloadThread(Options options)
        : m_options(std::move(options))
        , m_perSecond(m_options.perSecond)
    {
    }
    void work(const std::stop_token &stop);
    Result<void> workOn(const std::stop_token &stop);
    void setFailure(std::optional<Error> failure);

    const Options m_options;
    std::shared_ptr<const extract::Campus> m_campus;
    std::atomic<std::int64_t> m_perSecond;
    std::atomic<bool> m_paused{false};
    std::atomic<std::int64_t> m_done{0};
    std::atomic<bool> m_ended{false};
    mutable std::mutex m_mutex;
    std::optional<Error> m_failure; // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace pk::kampus
