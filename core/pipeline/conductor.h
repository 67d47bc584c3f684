#pragma once

// The conducted regime: one conductor computes from known facts which hops are possible, lets the seed pick
// one, hands its credit to the member that owns the partition and waits for the report. So the
// order of everything is the seed's, however many members there are and however long it is held.
//
// Thread: owned and driven by one thread. REQUIRES: a pipeline started with `conducted`, or settled by
// conduct().

#include "base/pcg32.h"
#include "pipeline/pipeline.h"

#include <functional>
#include <map>
#include <optional>

namespace pk::pipeline {

enum class Policy {
    Seeded, ///< the seed picks among all possible hops
    FollowRecord, ///< the followed record; without one the oldest under way, else a new one
};

class Conductor
{
public:
    Conductor(Pipeline &pipeline, broker::ClusterBackend &backend, journal::Journal &journal,
              std::uint64_t seed);

    /// From free to conducted: the gates close, every member finishes its batch, commits and waits; then log
    /// ends and positions are read. Errors: Timeout when a member does not settle;
    /// Cancelled when it was given up.
    Result<void> conduct(int timeoutMs, const std::function<bool()> &givenUp = {});
    /// The first part of it alone: closes the gates, and waits for nobody.
    void begin();
    /// Everybody has come to a gate that is closed.
    bool isAtRest() const;
    /// No new records from here on; those under way have their hops.
    void endGenerating() { m_generates = false; }
    /// Lets everything run freely again.
    void release();

    struct Step
    {
        bool done = false; ///< false: nothing is left to do
        StageKind stage = StageKind::Source;
        Credit credit;
        CreditReport report;
        bool resultWaits = false; ///< of a commit: what came of the last record before it was not worked yet
        bool nothingCame = false; ///< of a commit: of that record nothing
    };
    /// One hop.
    Result<Step> stepHop(Policy policy = Policy::Seeded);
    /// Hops until a stage has committed.
    Result<Step> stepToCommit();
    /// All remaining hops of one record (Policy::FollowRecord), until it is stored or aside and committed.
    /// Records before it in its partition go first.
    Result<Step> stepRecord();
    /// One hop of the followed record itself; records before it in its partition go first. Not `done`: it has
    /// arrived.
    Result<Step> stepFollowed();
    /// The record that FollowRecord goes on with, wherever it is now; the one that is followed already is
    /// found by the place where it was when that began, too. Errors: NotFound when no record under way is
    /// there, or none with this correlation id; Unavailable while nobody owns its partition.
    Result<void> follow(const Position &position);
    Result<void> follow(std::string_view correlationId);
    /// Where the followed record stands; empty when it has arrived, or nobody follows one.
    std::optional<Position> followed() const;

    /// These become the committed offsets of the stage's group, committed by the members that own the
    /// partitions; then all members join anew. conduct() again before the next step. Errors: OutOfRange names
    /// what the log keeps, and nothing was done; any other names the partitions that were not reset and why:
    /// the rest is, and the call may be repeated.
    Result<void> reset(StageKind stage, const std::map<TopicPartition, std::int64_t> &offsets);

private:
    /// How far one partition of a stage's input is known to be.
    struct Lane
    {
        std::int64_t logEnd = 0; ///< acknowledged
        std::int64_t position = 0; ///< next to work
        std::int64_t committed = 0;
        bool held = false; ///< the record at `position` was taken
        bool unowned = false; ///< nobody had it when it was to be asked: left out until somebody does
    };
    using Lanes = std::map<TopicPartition, Lane>;
    struct Choice
    {
        StageKind stage;
        Credit credit;
    };
    struct Followed
    {
        StageKind stage;
        Position at;
        std::optional<Position> output; ///< of the transform, in an enriched topic
        Position from; ///< where it was when the following began
        std::uint64_t transaction = 0; ///< of a row that this conductor had published; 0: it is not known
        bool aside = false; ///< it has gone to the dead letters

        bool isAt(const Position &position) const { return at == position || from == position; }
    };

    bool commitsFirst() const { return m_pipeline.options().semantics == Semantics::AtMostOnce; }
    /// The member stands at another offset than was known, as after an outage of all brokers: the next
    /// attempt reads where.
    static bool isElsewhere(const Result<Step> &step)
    {
        return !step && step.error().code == ErrorCode::OutOfRange;
    }
    bool mayGenerate() const;
    std::vector<Choice> enabled() const;
    void addEnabled(std::vector<Choice> &choices, StageKind stage, const Lanes &lanes) const;
    Credit forward(const TopicPartition &partition, const Lane &lane) const;
    std::optional<Followed> oldest() const;
    Followed withWhatIsUncommitted(Followed record) const;
    std::optional<Followed> oldestOf(StageKind stage, const Lanes &lanes) const;
    Error nobodyOwns(StageKind stage, const TopicPartition &partition) const;
    std::optional<Choice> nextOfFollowed();
    std::optional<Followed> otherRow(const Followed &row) const;
    std::uint64_t transactionOf(const Position &row) const;
    Result<Step> hop(Policy policy);
    Result<Step> stepOldest();
    Result<Step> perform(const Choice &choice);
    void learn(const Step &step);
    bool takeResults(const TopicPartition &partition, std::int64_t end);
    Gate *ownerNow(StageKind stage, const TopicPartition &partition) const;
    bool anybodyRuns(StageKind stage) const;
    Gate *owner(StageKind stage, const TopicPartition &partition, int timeoutMs) const;
    /// Reads everything anew where what is known may no longer be true.
    Result<void> refresh();
    void reclaim(StageKind stage);
    Result<void> readPositions();
    Result<void> readEnds(Lanes &lanes);
    Result<void> readLanes(Lanes &lanes, std::string_view topic, const std::string &group);
    Lanes &lanesOf(StageKind stage)
    {
        return stage == StageKind::Bridge ? m_changes : stage == StageKind::Transform ? m_raw : m_enriched;
    }

    Pipeline &m_pipeline;
    broker::ClusterBackend &m_backend;
    journal::Journal &m_journal;
    const journal::WriterId m_writer;
    Pcg32 m_random;
    Lanes m_changes; ///< of the bridge, if there is one
    Lanes m_raw;
    Lanes m_enriched;
    std::map<Position, std::uint64_t>
        m_arrived; ///< in which order the records under way came; 0: before conduct()
    std::uint64_t m_arrivals = 0;
    std::map<Position, std::uint64_t>
        m_transactions; ///< of the campus, by row that the bridge has not worked
    std::uint64_t m_published = 0; ///< transactions
    std::map<Position, Position> m_results; ///< what came of what is worked and not yet committed
    std::optional<Followed> m_followed;
    bool m_generates = true;
    bool m_stale = false; ///< a hop has failed: what is known may no longer be true
};

} // namespace pk::pipeline
