#pragma once

// The gate between the conductor and one member of a stage. Open, the member runs freely; conducted, it does
// one hop for each credit, which names the record, and reports.
//
// Thread: the conductor calls request() and the setters, the member the rest.

#include "base/result.h"
#include "domain/position.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pk::pipeline {

/// What a member may do for one credit.
enum class Action {
    Generate, ///< source: one record, to its delivery report
    Take, ///< take exactly this record and hold it
    Work, ///< transform: all steps and the delivery report of the output; load: its database transaction
    Commit, ///< commit the position of this partition to Kafka
    Reset, ///< commit the credit's offset instead of the position
    Rejoin, ///< end the session and begin another one at the committed offsets; names no partition
};

struct Credit
{
    Action action = Action::Generate;
    TopicPartition partition; ///< none for Generate
    std::int64_t offset = -1;
};

/// What came of a credit.
struct CreditReport
{
    std::optional<Error> error; ///< then nothing was done
    bool exhausted = false; ///< source: there are no more records
    std::vector<Position> outputs; ///< where the record went: raw, enriched, dead letters or filtered
    std::int64_t position = -1; ///< of the partition, after the hop
    bool committed = false; ///< the position is committed with the hop, or in its own transaction
    bool onlyMarkers =
        false; ///< no record lay there: the markers of transactions are passed, which is no hop
};

class Gate
{
public:
    // The conductor's side.
    void setConducted(bool conducted);
    /// True once the member has finished its batch, committed and waits for credits.
    bool settled() const { return m_settled.load(std::memory_order_acquire); }
    bool owns(const TopicPartition &partition) const;
    std::map<TopicPartition, std::int64_t> positions() const;
    /// Hands out one credit and waits for the report; a time-out is an error in the report.
    CreditReport request(Credit credit, int timeoutMs);
    /// Waits until no hop is under way, not even one that was given up. False: one still is.
    bool waitIdle(int timeoutMs);
    /// Ends the request that waits, and every later one, with Cancelled: the pipeline is about to stop. From
    /// any thread.
    void interrupt();

    // The member's side.
    bool conducted() const { return m_conducted.load(std::memory_order_acquire); }
    void setSettled(bool settled) { m_settled.store(settled, std::memory_order_release); }
    /// What it owns and where it stands in each.
    void publish(std::map<TopicPartition, std::int64_t> positions);
    /// The credit that waits, if there is one. Waits at most `timeoutMs`, five times that where none came for
    /// five seconds: a pause costs next to nothing. Ends early when the regime or wake() does.
    std::optional<Credit> next(int timeoutMs);
    /// Ends the wait of next(): there is something else to see to. From any thread.
    void wake();
    void report(CreditReport report);

private:
    std::atomic<bool> m_conducted{false};
    std::atomic<bool> m_settled{false};
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<TopicPartition, std::int64_t> m_positions; // guarded by m_mutex
    std::optional<Credit> m_credit; // guarded by m_mutex
    std::optional<CreditReport> m_report; // guarded by m_mutex
    bool m_interrupted = false; // guarded by m_mutex
    bool m_woken = false; // guarded by m_mutex
    std::int64_t m_quietSinceUs = 0; // guarded by m_mutex: no credit came since then
    bool m_busy = false; // guarded by m_mutex: a credit was taken and not reported yet
};

} // namespace pk::pipeline
