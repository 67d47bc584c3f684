#pragma once

// What the transform and the load stage have in common: a consumer of a group, the position in each
// partition, taking batches with credit, commits, the liveness of the group, the producer of what they write,
// and the conducted regime's hold of one record.
//
// Thread: see Stage; everything here runs on the stage's own thread.

#include "broker/consumer.h"
#include "pipeline/sender.h"
#include "pipeline/stage.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pk::pipeline {

class ReadingStage : public Stage
{
public:
    /// Whether this member has its partitions: not before its first assignment, nor from the moment it has to
    /// join again until the next one.
    bool joined() const { return m_joined.load(std::memory_order_acquire); }
    const std::string &group() const { return m_group; }
    /// Records that retention took before the group had read them, as far as this member has found out.
    std::int64_t missed() const { return m_missed.load(std::memory_order_relaxed); }

protected:
    static constexpr std::int64_t kAskAgainUs = 1'000'000; ///< somebody who has not answered

    ReadingStage(Shared shared, StageKind kind, int member);

    // What the stage itself knows.
    /// Where to begin in partitions of which the group has committed `known`, in their order. Empty: it could
    /// not be found out, and was reported.
    virtual std::optional<std::vector<std::int64_t>>
    startOffsets(std::span<const broker::CommitOffset> known,
                 std::span<const broker::Consumer::Watermarks> marks);
    /// Everything in hand is made safe and committed.
    virtual Result<void> settle() = 0;
    /// The work of one record in the conducted regime.
    virtual Result<void> workHeld(broker::Message &message, CreditReport &report) = 0;
    /// The partitions belong to somebody else already: what is not committed must have no effect.
    virtual void dropWork() { }
    /// What this stage's commits carry, so that those of anybody else are recognised.
    virtual std::string commitMetadata(const TopicPartition &partition) const;
    /// Whether an offset that the program itself has committed for a reset is to be met as a stranger's.
    virtual bool followsResets() const { return false; }
    void goneForGood() override;

    bool commitsFirst() const { return m_shared.options.semantics == Semantics::AtMostOnce; }
    /// A transactional id makes its producer one for transactions.
    Result<void> openSender(int lingerMs, broker::Producer::DeliveryHandler handler,
                            const std::string &transactionalId = {});
    Result<void> openConsumer();
    void closeConsumer(SessionEnd end);
    /// Liveness, rebalances, and in the conducted regime one credit. True: the stage may take a batch now.
    bool serve();
    /// What each turn of a session begins with. Empty: it goes on, and may take records where `free` says so.
    std::optional<SessionEnd> beginTurn(bool &free);
    /// Appends up to `max` records that have arrived. Once there is one, it waits for more until `gatherMs`
    /// are over; with none, or without credit, it waits `waitMs` at most and returns.
    void takeBatch(std::size_t max, int waitMs, int gatherMs, std::vector<broker::Message> &batch);
    /// Whether the stage may take records at all now, and how many at most.
    std::size_t credit(std::size_t max) const;
    /// The artificial delay of a slow consumer, served all the while.
    void dawdle(const std::stop_token &stop);
    /// What a member with a consumer does in waitServing() once it is conducted.
    enum class Conducted {
        WaitsNoLonger, ///< what it has in hand is for keep(), since the gate is to be answered
        Serves, ///< answers the gate while it waits, as one without a consumer does
    };
    /// Waits before another attempt, served all the while. False: the stage is to end.
    bool waitServing(int ms, const std::stop_token &stop, Conducted conducted = Conducted::WaitsNoLonger);
    /// All but a new session, with that reason, as long as it is not known how the last one has ended.
    void refuseCredits(std::optional<Error> why) { m_refusal = std::move(why); }
    /// Puts records back that were taken and not worked. They come first, freely or for a credit, unless
    /// their partition is given up or reset before; it empties `batch`.
    void keep(std::vector<broker::Message> &batch);
    bool keepsNothing() const { return m_held.empty(); }
    /// How a record without a correlation id is named.
    static std::string placeOf(const broker::Message &message);
    /// What the journal learns of a record that was taken.
    void noteTaken(const broker::Message &message);

    /// False: the partition was given up since the record was taken; whoever has it now works the record.
    bool owns(const PositionView &position) const;
    /// The next offset of the position's partition is the one behind it.
    void advancePast(const PositionView &position);
    void publishPositions();
    /// Retention took records before the group had read them.
    void reportDeleted(const TopicPartition &partition, std::int64_t records);
    /// Of a group that has never read, where not all that was ever written is there any more.
    void reportBeginning(const TopicPartition &partition, std::int64_t begin);
    /// The partition is not read on where it was left off; `cause` is one of reset_cause.
    void reportReset(const TopicPartition &partition, std::int64_t before, std::int64_t next,
                     std::string_view cause);
    /// settle(), unless one is under way; its error goes to the journal.
    void settleAndReport();
    /// Commits the positions that are ahead of what is committed, and waits for the answer. A commit that
    /// fails is reported, and due again after a moment.
    Result<void> commitPositions();
    /// The same without waiting: committed is what the coordinator says so of, later.
    void commitPositionsAsync();
    Result<void> commitOffsets(const std::vector<broker::CommitOffset> &offsets);
    void brokerFailed(const Error &error);
    /// Records that were sent are not in the log; how the session is to end, which is told. A silent broker
    /// is waited for. What is refused for good is read and sent once more by the next session, whose clients
    /// are new; where that changes nothing, the stage fails with the reason.
    SessionEnd afterRefusal(const Error &error);
    /// Commits what somebody else has committed once more as our own. False: it failed, and was reported.
    bool makeOwn(const std::vector<broker::CommitOffset> &followed);
    /// Positions that the group has not committed.
    std::vector<broker::CommitOffset> uncommitted() const;
    void noteCommitted(const broker::CommitOffset &offset);
    /// A commit is due that no record asks for: one has failed, or the group was behind at the start.
    bool commitAgain() const { return m_commitAgainUs != 0 && mayCommit(); }
    bool mayCommit() const { return monotonicUs() >= m_commitAgainUs; }
    /// The broker refused a record as too large, whatever the client allows: less from here on.
    void lowerRecordLimit();

    const int m_members;
    const std::string m_group;
    const std::vector<std::string> m_topics;
    std::optional<Sender> m_sender; // of the running session, like the consumer
    std::unique_ptr<broker::Consumer> m_consumer;
    std::map<TopicPartition, std::int64_t> m_positions; ///< next offset to work
    std::int64_t m_assignments = 0; ///< grows with each revoke: a batch taken before it is void
    std::int64_t m_maxRecordBytes; ///< what the broker takes
    bool m_rejoin = false; ///< the session must end: its clients are of no further use
    bool m_busy = false; ///< a rebalance must wait: a transaction is open
    std::int64_t m_commitAgainUs = 0; ///< when a commit is due that no record asks for; 0: none

private:
    Result<void> assignMine();
    /// False: it could not be found out, and was reported. Partitions without a leader are taken out: they
    /// are begun when they have one.
    bool startPositions(std::vector<broker::StartOffset> &starts);
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOfLed(std::vector<broker::CommitOffset> &committed);
    /// What was to be read next is not in the log.
    void onOutOfRange(const TopicPartition &partition);
    void onAssigned(std::vector<broker::StartOffset> &starts);
    void onRevoked(const std::vector<TopicPartition> &partitions, bool lost);
    void addGroupEvent(journal::EventKind kind, const TopicPartition &partition = {},
                       std::int64_t offset = -1);
    void commitFailed(const Error &error);
    /// Whether the brokers answer again, asked now and then while there is an error of theirs: nobody says it
    /// unasked, and where nothing is read or written nothing else would show it.
    void askBroker();
    int quickAnswerMs() const;
    void skipMarkers();

    /// A record without a correlation id, as those of other producers, is given one by its place in the
    /// cluster: the same at each reading.
    void identify(broker::Message &message) const;
    void answer(const Credit &credit, CreditReport &report);
    void workCredit(const Credit &credit, CreditReport &report);
    /// Commits the credit's offset as the group's, whatever was read; Rejoin must follow.
    void resetTo(const Credit &credit, CreditReport &report);
    bool takeKept(std::size_t max, std::vector<broker::Message> &batch);
    bool passMarkers(const TopicPartition &partition, CreditReport &report);
    /// Takes exactly the credit's record and holds it; else the report says why not.
    bool takeHeld(const Credit &credit, CreditReport &report);

    std::map<TopicPartition, std::int64_t> m_committed; ///< of the group; never committed: the log's begin
    /// Taken for a credit or kept, from the position on; emptied before the consumer goes.
    std::map<TopicPartition, std::deque<broker::Message>> m_held;
    std::optional<Error> m_refusal; ///< of credits
    std::vector<TopicPartition> m_leaderless; ///< assigned, and not begun
    std::int64_t m_askAgainUs = 0;
    int m_refusals = 0; ///< of records that were sent, in a row
    std::int64_t m_refusedUs = 0; ///< when the first of them was
    bool m_wasConducted = false;
    bool m_settling = false; // settle() is under way: a rebalance inside it must not begin another
    bool m_expelled = false;
    std::atomic<bool> m_joined{false};
    std::atomic<std::int64_t> m_missed{0};
    std::set<TopicPartition> m_saidBeginning; ///< once, however often they come before the first commit
};

} // namespace pk::pipeline
