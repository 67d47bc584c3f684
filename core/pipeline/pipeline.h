#pragma once

// The whole pipeline: topics, guard, follower and stages, started and stopped in their order.
//
//   source ──▶ raw ──▶ transform members ──▶ enriched, .dlq, .filtered ──▶ load members ──▶ warehouse
//     or bridge   └────────── retention guard ──────────┘        └──▶ follower
//
// Raw records come from the source, or from change events of a database through the bridge.
//
// Thread: owned and driven by one thread (the command line's, or the window's session); progress(), members()
// and interrupt() from any. Ownership: backend, journal, clock and crash plan outlive it.

#include "pipeline/bridge_stage.h"
#include "pipeline/controls.h"
#include "pipeline/follower.h"
#include "pipeline/lake_stage.h"
#include "pipeline/load_stage.h"
#include "pipeline/partition_counts.h"
#include "pipeline/replica_stage.h"
#include "pipeline/retention_guard.h"
#include "pipeline/sampling.h"
#include "pipeline/source_member.h"
#include "pipeline/transform_stage.h"

#include <functional>

namespace pk::pipeline {

/// The key of a setting in the journal that tells how many partitions a topic has which has not the usual
/// number of them.
inline constexpr std::string_view kPartitionsOf = "partitions.";

struct Progress
{
    std::int64_t produced = 0;
    std::int64_t acked = 0;
    std::int64_t ackedOfSource = 0; ///< of them, those of the source that runs: none of one before it
    std::int64_t rejected = 0; ///< bad input lines
    std::int64_t transactions = 0; ///< of the campus database
    std::int64_t published = 0; ///< change events of the campus database
    std::int64_t unpublished = 0; ///< changes of the campus database which are in its log alone
    std::int64_t inserts = 0; ///< these three: what the change events tell of
    std::int64_t updates = 0;
    std::int64_t deletes = 0;
    std::optional<kampus::CaptureState> capture =
        {}; ///< of the program that captures these; empty: none does
    std::int64_t bridged = 0; ///< change events that the bridge has worked
    std::int64_t waitingOrders = 0; ///< that the bridge holds back, since items of theirs are missing
    std::int64_t waitingActivities = 0; ///< likewise, without their student
    std::int64_t waitingItems = 0; ///< likewise, without their order; counted only while somebody steps
    std::int64_t transformed = 0;
    std::int64_t deadLettered = 0;
    std::int64_t filtered = 0;
    std::int64_t loaded = 0;
    std::int64_t followUps = 0;
    std::int64_t replicated = 0; ///< change events that are in the replicas
    std::int64_t laked = 0; ///< enriched records that were written to the lakehouse
    std::int64_t recognised = 0; ///< enriched records that the lakehouse had already
    std::int64_t missed = 0; ///< deleted by retention before a group of ours had read them
};

/// What is known of one member of a stage at this moment.
struct MemberStatus
{
    StageKind stage = StageKind::Source;
    std::string name;
    StageStatus status = StageStatus::Idle;
    bool joined = false; ///< has its partitions; a source always
    bool onHold = false;
    std::int64_t records = 0; ///< produced, transformed or loaded
    std::optional<Error> failure;
    std::string group = {}; ///< that it is a member of; a source of none
};

/// How many of the stage take part: who was stopped or has failed does not.
int countMembers(const std::vector<MemberStatus> &members, StageKind stage);
/// How many of the stage a next run is to have: who was stopped is not wanted any more, but who has failed
/// is.
int countWanted(const std::vector<MemberStatus> &members, StageKind stage);

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
        bool bridge = false;
        bool replica = false;
        bool lake = false;
        /// The topics of change events are made and watched though no bridge runs yet: one may come with a
        /// campus database as source.
        bool changes = false;
    };

    Pipeline(PipelineOptions options, broker::ClusterBackend &backend, journal::Journal &journal,
             VirtualClock &clock, CrashPlan &crashes, std::int64_t begunUs);
    ~Pipeline(); ///< stops

    /// Makes the topics where the cluster lets us. start() does it, too: this is for whoever shows the
    /// cluster to other readers before, because the embedded broker makes a topic that it is asked for.
    Result<void> makeTopics(Parts parts);
    /// Makes the topics and starts everything; readers before the source.
    Result<void> start(Parts parts);
    /// True when the source is at its end and everything it sent is worked and committed.
    Result<bool> drained();
    /// True when every member here has worked and committed all of the partitions that it owns.
    Result<bool> membersCaughtUp();
    /// Somebody makes records here, and has not come to the end.
    bool sourceRuns() const;
    void askSourceToStop(); ///< stopSource() waits
    void stopSource();
    /// Before stop(): what is worked is committed at once, and nobody gathers records any more.
    void hurry() { m_controls.ending = true; }
    /// Source, bridge, transform, load, replica and lake, guard, in this order; each finishes what it has in
    /// hand and commits.
    void stop();
    /// The cluster is gone: every stage ends as in a crash, without waiting for answers that cannot come, and
    /// writes nothing afterwards.
    void abandonStages();
    /// The follower, too, which may have asked something that takes ten seconds.
    void abandon();
    /// Reads the outputs to their ends; REQUIRES: stop().
    Result<void> finishFollower(int timeoutMs);

    // While it runs. What a person asks for is journalled as a command or a fault; both by name, and what has
    // begun can be ended.
    void setRate(std::int64_t perSecond); ///< 0: as fast as it goes
    /// Tells details of as many records as what flows allows; to be called often. Without it the share is
    /// that of the options, or of the rate that was set since.
    void tellWhatFlows(std::int64_t nowUs);
    void setDelay(StageKind stage, int ms);
    void burst(std::int64_t records);
    void endBurst(); ///< what is still due of it is not made
    void setDatabaseClosed(bool closed);
    /// Another member joins the group; one that was stopped starts again first. Returns its name. Of the
    /// bridge there is one, and while it runs no other: empty.
    std::string addMember(StageKind stage);
    /// Leaves its group in order. False: there is no such member, or it does not run.
    bool stopMember(std::string_view name);
    /// As a crash would; the member starts again by itself (restartAfterCrashMs). False: there is no such
    /// member, or it does not run, or is down after a crash already.
    bool crashMember(std::string_view name);
    bool setOnHold(std::string_view name, bool hold);
    /// Ends the source in order and starts another in its place.
    void replaceSource(SourceFactory factory);
    /// The same with the campus database, and the bridge if none runs yet. REQUIRES: Parts::changes or
    /// bridge.
    void replaceSource(CampusOptions campus);
    /// Every gate, those of members to come too.
    void setConducted(bool conducted);
    /// No conducted hop is waited for any longer: what a step waits for may never come when the pipeline is
    /// to stop.
    void interrupt();
    bool interrupted() const { return m_interrupted.load(std::memory_order_acquire); }

    std::vector<MemberStatus> members() const;
    /// The acknowledged raw offsets of the bridge and of all sources that ran. REQUIRES: stop().
    AckedRecords acked() const;
    /// Acknowledgements, also where a later one names the same offset: of a log that was made anew.
    std::int64_t ackedCount() const;
    bool allAcked() const; ///< of the same. REQUIRES: stop()

    Progress progress() const;
    /// Records that a burst still owes; any thread.
    std::int64_t burstLeft() const { return m_controls.burst.load(std::memory_order_relaxed); }
    /// What each transform step has done in all members together, by dataset.
    std::map<Dataset, std::vector<transform::StepCount>> stepCounts() const;
    std::optional<Error> failure() const; ///< of the first stage that failed
    const PipelineOptions &options() const { return m_options; }
    /// As many as the topic has, whoever made it; asks the cluster.
    int partitionsOf(std::string_view topic) const;
    /// As many as the topics had at the start. REQUIRES: makeTopics() or start()
    const PartitionCounts &partitions() const { return m_partitions; }
    const StartTimes &times() const { return m_times; }
    const broker::ClusterInfo &cluster() const { return m_cluster; }
    RetentionGuard &guard() { return m_guard; }

    SourceMember *source() const { return m_source.get(); }
    BridgeStage *bridge() const { return m_bridge.get(); }
    ReplicaStage *replica() const { return m_replica.get(); }
    LakeStage *lake() const { return m_lake.get(); }
    Follower *follower() const { return m_follower.get(); }
    const std::vector<std::unique_ptr<TransformStage>> &transforms() const { return m_transforms; }
    const std::vector<std::unique_ptr<LoadStage>> &loads() const { return m_loads; }

private:
    Result<void> createTopics(Parts parts);
    /// Where the topics of change events end before the campus is made.
    Result<void> readChangesFrom();
    Result<void> createTopic(const broker::TopicSpec &spec);
    void warnOfRetention(const std::string &topic);
    std::vector<std::string> readersOf(const std::string &group, bool lake = false) const;
    Result<bool> bridgeCaughtUp();
    Result<bool> sinksCaughtUp();
    /// Whether the member, if there is one, has committed all of the partitions that it owns.
    template <typename Member> Result<bool> memberCaughtUp(const Member &member, const std::string &group);
    std::vector<SinkStage *> sinks() const;
    Result<bool> caughtUp(const std::string &group, std::string_view topic);
    Result<bool> caughtUp(const std::string &group, const std::vector<TopicPartition> &partitions);
    void makeStages(const Parts &parts);
    /// Where the loaders stand in the partitions that they own.
    std::map<TopicPartition, std::int64_t> loaded() const;
    int nextSourceNumber() const { return static_cast<int>(m_pastSources.size() + 1); }
    void installSource(std::unique_ptr<SourceMember> source);
    void noteAssignments();
    Shared shared();
    template <typename Visit> void forEachStage(Visit visit) const;
    Stage *find(std::string_view name) const;
    void chooseRelay();
    void noteSettings();
    void tellOneIn(std::int64_t sampleEvery);
    void note(journal::EventKind kind, std::string text, std::int64_t first = -1, std::int64_t count = 0);

    const PipelineOptions m_options;
    broker::ClusterBackend &m_backend;
    const broker::ClusterInfo m_cluster;
    journal::Journal &m_journal;
    std::map<TopicPartition, std::int64_t> m_changesFrom; ///< see Shared
    VirtualClock &m_clock;
    CrashPlan &m_crashes;
    const journal::WriterId m_writer;
    StartTimes m_times;
    Controls m_controls;
    SampleShare m_share;
    std::atomic<bool> m_interrupted{false};
    bool m_conducted = false;
    bool m_topicsMade = false;
    PartitionCounts m_partitions;
    RetentionGuard m_guard;
    std::unique_ptr<Follower> m_follower;
    mutable std::mutex
        m_stagesMutex; // guards which stages there are, against progress() and the like elsewhere
    std::vector<std::unique_ptr<LoadStage>> m_loads;
    std::vector<std::unique_ptr<TransformStage>> m_transforms;
    std::unique_ptr<ReplicaStage> m_replica;
    std::unique_ptr<LakeStage> m_lake;
    std::unique_ptr<BridgeStage> m_bridge;
    std::unique_ptr<SourceMember> m_source;
    std::vector<std::unique_ptr<SourceMember>>
        m_pastSources; // stopped; what they had acknowledged still counts
};

} // namespace pk::pipeline
