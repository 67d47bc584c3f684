#pragma once

// What the transform and the load stage have in common: a consumer of a group, the position in each
// partition, taking batches with credit, the liveness of the group, and the conducted regime's hold of one
// record.
//
// Thread: see Stage; everything here runs on the stage's own thread.

#include "broker/consumer.h"
#include "pipeline/stage.h"

#include <functional>
#include <map>
#include <vector>

namespace pk::pipeline {

class ReadingStage : public Stage
{
public:
    /// Whether this member has had an assignment since it started.
    bool joined() const { return m_joined.load(std::memory_order_acquire); }

protected:
    ReadingStage(Shared shared, StageKind kind, int member, int members, std::string group,
                 std::vector<std::string> topics);

    // What the stage itself knows.
    /// Where to begin in each partition; partitions it must not read are taken out.
    virtual Result<void> startPositions(std::vector<broker::StartOffset> &starts) = 0;
    /// Everything in hand is made safe and committed.
    virtual Result<void> settle() = 0;
    virtual void answer(const Credit &credit, CreditReport &report) = 0;

    Result<void> openConsumer(bool startAtEarliest);
    void closeConsumer(SessionEnd end);
    /// Liveness, rebalances, and in the conducted regime one credit. True: the stage may take a batch now.
    bool serve();
    /// Appends up to `max` records that have arrived. Once there is one, it waits for more until `gatherMs`
    /// are over; with none, or without credit, it waits a moment and returns.
    void takeBatch(std::size_t max, int gatherMs, std::vector<broker::Message> &batch);
    /// Whether the stage may take records at all now, and how many at most.
    std::size_t credit(std::size_t max) const;
    /// The artificial delay of a slow consumer, served all the while.
    void dawdle(const std::stop_token &stop);
    /// Commits the credit's offset as the group's, whatever was read; Rejoin must follow.
    void resetTo(const Credit &credit, CreditReport &report);
    /// What the journal learns of a record that was taken.
    void noteTaken(const broker::Message &message);
    /// Takes exactly the credit's record and holds it; else null, and the report says why.
    broker::Message *takeHeld(const Credit &credit, CreditReport &report);
    void releaseHeld(const TopicPartition &partition) { m_held.erase(partition); }

    /// False: the partition was given up since the record was taken; whoever has it now works the record.
    bool owns(const PositionView &position) const;
    /// The next offset of the position's partition is the one behind it.
    void advancePast(const PositionView &position);
    void publishPositions();
    /// Says so when retention took records before the group read them; a group that has never read misses
    /// none.
    void reportDeleted(const TopicPartition &partition, std::int64_t records, bool hasRead);
    /// settle(), unless one is under way; its error goes to the journal.
    void settleAndReport();
    /// Offsets that are ahead of what was committed: of all partitions, or of one.
    std::vector<broker::CommitOffset> uncommitted(const TopicPartition *only = nullptr) const;
    void noteCommitted(const std::vector<broker::CommitOffset> &offsets);

    const int m_members;
    const std::string m_group;
    const std::vector<std::string> m_topics;
    std::unique_ptr<broker::Consumer> m_consumer;
    std::map<TopicPartition, std::int64_t> m_positions; ///< next offset to work
    std::map<TopicPartition, std::int64_t> m_committed;
    std::int64_t m_assignments = 0; ///< grows with each revoke: a batch taken before it is void
    bool m_rejoin = false; ///< the session must end: its clients are of no further use

private:
    void onAssigned(std::vector<broker::StartOffset> &starts);
    void onRevoked(const std::vector<TopicPartition> &partitions, bool lost);
    void addMembership(journal::EventKind kind, const TopicPartition *partition);

    std::map<TopicPartition, broker::Message> m_held; // taken for a credit; emptied before the consumer goes
    bool m_wasConducted = false;
    bool m_settling = false; // settle() is under way: a rebalance inside it must not begin another
    std::atomic<bool> m_joined{false};
};

} // namespace pk::pipeline
