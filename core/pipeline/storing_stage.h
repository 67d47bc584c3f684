#pragma once

// A reading stage that keeps its next offsets in a database, in the transaction of what it writes there: the
// loader in its warehouse, the bridge in its store. Kafka's copy of the offsets may follow behind.
//
// A batch is one transaction. While it is open nobody waits for Kafka, since whoever else wants to write
// waits for it: a batch with records that must be refused is rolled back, their dead letters are sent and
// awaited, and it is worked once more. So they are safe before the offset moves past them.
//
// Thread: see Stage.

#include "base/database.h"
#include "base/placed_file.h"
#include "pipeline/crash_plan.h"
#include "pipeline/reading_stage.h"
#include "pipeline/stored_offsets.h"
#include "warehouse/warehouse.h"

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace pk::pipeline {

class StoringStage : public ReadingStage
{
protected:
    /// Where a refused record is said to have ended.
    struct Place
    {
        std::string_view stage; ///< EXTRACT, LOAD
        std::string_view step;
    };
    /// A record of the batch in hand that cannot be worked, and why. The same one comes to the same each
    /// time.
    struct Refusal
    {
        std::size_t index = 0; ///< in the batch
        std::string code; ///< stable, for programs
        std::string message; ///< English, one sentence
    };

    StoringStage(Shared shared, StageKind kind, int member, Place place);

    // What the stage itself knows.
    /// One attempt; it is made again after an error that is retriable.
    virtual Result<std::unique_ptr<Database>> openDatabase() = 0;
    /// Of the file that must stay in its place while it is written; empty where that does not matter.
    virtual QString databasePath() const { return {}; }
    /// Whether the database says where reading goes on; else Kafka's offsets count.
    virtual bool keepsOffsets() const { return true; }
    /// Where it is to be seen which record was stored last.
    virtual StoredOffsets::Proof proof() const { return StoredOffsets::Proof::LastRecords; }
    /// What stands on the open database, until closeSession(). Like openDatabase() made again after an error
    /// that is retriable.
    virtual Result<void> openSession() = 0;
    virtual void closeSession() = 0;
    virtual broker::Producer::DeliveryHandler deliveryHandler() = 0;
    virtual int lingerMs() const = 0;
    /// How many records it takes at a time, and how long it waits for them to become so many.
    struct Taking
    {
        std::size_t most = 0;
        int gatherMs = 0;
    };
    virtual Taking taking() const = 0; ///< asked once a session
    /// What comes before records are taken. Done: it may go on.
    virtual SessionEnd beforeTaking() { return SessionEnd::Done; }
    virtual bool mayTake() const { return true; }
    virtual void commitSoon() { commitPositionsAsync(); } ///< Kafka's copy of the offsets is due
    virtual void afterTurn() { } ///< before the journal is told
    /// A batch whose records are all this member's; never empty.
    virtual SessionEnd work(std::vector<broker::Message> &batch, const std::stop_token &stop) = 0;
    /// Nothing is left of what was taken.
    virtual bool hasNothingLeft() const { return keepsNothing(); }
    /// What is left to be sent when the session ends in order.
    virtual void sendTheRest() { }
    virtual Result<void> begin() { return m_database->begin(); }
    /// Works the batch in the open transaction, and tells what it has to refuse of it. It must not wait for
    /// Kafka. crashInside() where a crash point is hit.
    virtual Result<std::vector<Refusal>> apply(std::span<broker::Message> batch) = 0;
    virtual Result<void> commitTransaction() { return m_database->commit(); }
    virtual void rollback() { m_database->rollback(); }
    /// The transaction holds: positions move on, and the journal may say so, noteBatch() last.
    virtual void noteStored(std::span<broker::Message> batch, std::span<const Refusal> refusals) = 0;

    SessionEnd session(const std::stop_token &stop) override;
    std::optional<std::vector<std::int64_t>>
    startOffsets(std::span<const broker::CommitOffset> known,
                 std::span<const broker::Consumer::Watermarks> marks) override;
    std::string commitMetadata(const TopicPartition &partition) const override;
    bool followsResets() const override { return m_stored.has_value(); }

    /// What lies there now, asked of the broker; reportNoStart() knows when it has not answered.
    Result<std::vector<std::optional<std::string>>> valuesAt(std::span<const Position> positions);
    /// Why reading cannot begin.
    void reportNoStart(const Error &error);

    Result<void> openOwnSender();
    /// work() of those that nobody else has been given since they were taken, and the delay of a slow
    /// consumer. Empties the batch.
    SessionEnd workOwned(std::vector<broker::Message> &batch, const std::stop_token &stop);
    /// Writes a batch, again and again while the database is away; the group membership is kept alive
    /// meanwhile. Where the pipeline is paused before it has succeeded, the batch is kept and then empty.
    SessionEnd writeRetrying(std::vector<broker::Message> &batch, const std::stop_token &stop);
    /// The one record of a credit, with one attempt.
    Result<void> writeHeld(broker::Message &message);
    /// A crash point was hit while the transaction is open.
    Error crashInside();
    void noteBatch(std::int64_t records);
    /// Grows with each reset of the stored offset, so also with each log that the partition has had.
    std::int64_t epochOfOffsets(const TopicPartition &partition) const
    {
        return m_stored ? m_stored->epoch(partition) : 0;
    }
    /// So many records pass the point of a crash: whether one is due now.
    bool crashes(CrashPoint point, std::size_t records);

    std::unique_ptr<Database> m_database; // of the running session

private:
    SessionEnd loop(const std::stop_token &stop);
    /// Says what is to be known of where it begins.
    void tellStart(const broker::CommitOffset &known, const broker::Consumer::Watermarks &marks,
                   const StoredOffsets::Start &start);
    Result<bool> openRetrying(const std::stop_token &stop);
    Result<void> openOnce();
    void closeDatabase();
    /// After an outage: whether it can be written to again.
    void askDatabase();
    /// Whether the database's file is in its place. Errors: see PlacedFile; nothing may be committed
    /// to Kafka from then on.
    Result<void> lookForFile();
    SessionEnd checkFile();
    Result<void> writeOnce(std::span<broker::Message> batch);
    Result<std::vector<Refusal>> transact(std::span<broker::Message> batch);
    Result<void> advance(const warehouse::OffsetAdvance &advance, std::span<broker::Message> batch);
    Result<std::vector<Refusal>> applyBehindFence(std::span<broker::Message> batch,
                                                  std::vector<warehouse::OffsetAdvance> &moved);
    /// How far the batch moves the stored offsets. Errors: Fenced when records of it are stored already.
    Result<std::vector<warehouse::OffsetAdvance>> advances(std::span<broker::Message> batch) const;
    Result<void> setAside(std::span<broker::Message> batch, std::span<const Refusal> refusals);
    Result<void> sendAside(const broker::Message &message, const Refusal &refusal);
    /// Whether a rebalance since then has made the batch somebody else's.
    bool givenUpSince(std::int64_t assignments) const;

    const Place m_place;
    std::int64_t m_askDatabaseUs = 0; ///< not before, monotonic
    PlacedFile m_file; ///< of the open database
    std::optional<StoredOffsets> m_stored; ///< of the running session; empty: Kafka's offsets count
    std::set<std::size_t> m_setAside; ///< of the batch in hand: their dead letters are safe
    bool m_fileGone = false; ///< the database's file is not in its place
    std::int64_t m_lookedUs = 0; ///< when it was looked for last
    bool m_brokerAnswers = true; ///< when it was asked by valuesAt() last
    bool m_commitUnknown = false; ///< the batch in hand may be stored: nobody has answered
    bool m_crashedInside = false;
    bool m_asideFailed = false; ///< a dead letter could not be written
};

} // namespace pk::pipeline
