#pragma once

// The conducted regime: one conductor computes from known facts which hops are possible, lets the seed pick
// one, hands its credit to the member that owns the partition and waits for the report. So the
// order of everything is the seed's, however many members there are and however long it is held.
//
// Thread: owned and driven by one thread. REQUIRES: a pipeline started with `conducted`, or settled by
// conduct().

#include "base/pcg32.h"
#include "pipeline/pipeline.h"

namespace pk::pipeline {

enum class Policy {
    Seeded, ///< the seed picks among all possible hops
    OldestFirst, ///< the first in the order stage, topic, partition, offset, the latest stage first
};

class Conductor
{
public:
    Conductor(Pipeline &pipeline, broker::ClusterBackend &backend, journal::Journal &journal,
              std::uint64_t seed);

    /// From free to conducted: the gates close, every member finishes its batch, commits and waits; then log
    /// ends and positions are read. Errors: Timeout when a member does not settle.
    Result<void> conduct(int timeoutMs);
    /// Lets everything run freely again.
    void release();

    struct Step
    {
        bool done = false; ///< false: nothing is left to do
        StageKind stage = StageKind::Source;
        Credit credit;
        CreditReport report;
    };
    /// One hop.
    Result<Step> stepHop(Policy policy = Policy::Seeded);
    /// Hops until a stage has committed.
    Result<Step> stepToCommit();
    /// All remaining hops of the oldest record that is under way, else of a new one, until it is stored or
    /// aside.
    Result<Step> stepRecord();

    /// These become the committed offsets of the stage's group, committed by the members that own the
    /// partitions; then all members join anew. conduct() again before the next step. Errors: a member that
    /// has lost its partition; the offsets before it in the order are committed, and the call may be
    /// repeated.
    Result<void> reset(StageKind stage, const std::map<TopicPartition, std::int64_t> &offsets);

private:
    /// How far one partition of a stage's input is known to be.
    struct Lane
    {
        std::int64_t logEnd = 0; ///< acknowledged
        std::int64_t position = 0; ///< next to work
        std::int64_t committed = 0;
        bool held = false; ///< the record at `position` was taken
    };
    using Lanes = std::map<TopicPartition, Lane>;
    struct Choice
    {
        StageKind stage;
        Credit credit;
    };

    std::vector<Choice> enabled() const;
    static void addEnabled(std::vector<Choice> &choices, StageKind stage, const Lanes &lanes);
    Result<Step> perform(const Choice &choice);
    void learn(const Step &step);
    Gate *owner(StageKind stage, const TopicPartition &partition, int timeoutMs) const;
    Result<void> readLanes(Lanes &lanes, std::string_view topic, const std::string &group);
    Lanes &lanesOf(StageKind stage) { return stage == StageKind::Transform ? m_raw : m_enriched; }

    Pipeline &m_pipeline;
    broker::ClusterBackend &m_backend;
    journal::Journal &m_journal;
    const journal::WriterId m_writer;
    Pcg32 m_random;
    Lanes m_raw;
    Lanes m_enriched;
};

} // namespace pk::pipeline
