#pragma once

// The whole pipeline: topics, guard, follower and stages, started and stopped in their order.
//
//   source ──▶ raw ──▶ transform members ──▶ enriched, .dlq, .filtered ──▶ load members ──▶ warehouse
//                 └────────── retention guard ──────────┘        └──▶ follower
//
// Thread: owned and driven by one thread (the command line's, or the window's controller); progress() from
// any. Ownership: backend, journal, clock and crash plan outlive it.

#include "pipeline/follower.h"
#include "pipeline/load_stage.h"
#include "pipeline/retention_guard.h"
#include "pipeline/source_stage.h"
#include "pipeline/transform_stage.h"

#include <functional>

namespace pk::pipeline {

struct Progress
{
    std::int64_t produced = 0;
    std::int64_t acked = 0;
    std::int64_t rejected = 0; ///< bad input lines
    std::int64_t transformed = 0;
    std::int64_t deadLettered = 0;
    std::int64_t filtered = 0;
    std::int64_t loaded = 0;
    std::int64_t followUps = 0;
};

class Pipeline
{
public:
    /// Which stages run in this process; the others may run elsewhere.
    struct Parts
    {
        bool source = true;
        bool transform = true;
        bool load = true;
        bool follower = true;
    };

    Pipeline(PipelineOptions options, broker::ClusterBackend &backend, journal::Journal &journal,
             VirtualClock &clock, CrashPlan &crashes, std::int64_t begunUs);
    ~Pipeline(); ///< stops

    /// Makes the topics where the cluster lets us, and starts everything; readers before the source.
    Result<void> start(Parts parts);
    /// True when the source is at its end and everything it sent is worked and committed.
    Result<bool> drained();
    void stopSource();
    /// Source, transform, load, guard, in this order; each finishes what it has in hand and commits.
    void stop();
    /// Reads the outputs to their ends; REQUIRES: stop().
    Result<void> finishFollower(int timeoutMs);

    Progress progress() const;
    std::optional<Error> failure() const; ///< of the first stage that failed
    const PipelineOptions &options() const { return m_options; }
    const StartTimes &times() const { return m_times; }
    const broker::ClusterInfo &cluster() const { return m_cluster; }
    RetentionGuard &guard() { return m_guard; }

    SourceStage *source() const { return m_source.get(); }
    Follower *follower() const { return m_follower.get(); }
    const std::vector<std::unique_ptr<TransformStage>> &transforms() const { return m_transforms; }
    const std::vector<std::unique_ptr<LoadStage>> &loads() const { return m_loads; }

private:
    Result<void> createTopics();
    Result<bool> caughtUp(const std::string &group, std::string_view topic);
    void noteAssignments();

    const PipelineOptions m_options;
    broker::ClusterBackend &m_backend;
    const broker::ClusterInfo m_cluster;
    journal::Journal &m_journal;
    VirtualClock &m_clock;
    CrashPlan &m_crashes;
    StartTimes m_times;
    RetentionGuard m_guard;
    std::unique_ptr<Follower> m_follower;
    std::vector<std::unique_ptr<LoadStage>> m_loads;
    std::vector<std::unique_ptr<TransformStage>> m_transforms;
    std::unique_ptr<SourceStage> m_source;
    std::jthread m_assignmentWatch;
};

} // namespace pk::pipeline
