#pragma once

// What the window knows at one moment: the journal's state, what runs, and rates. Made by the sampler, ten
// times a second while something happens, shared by all views, never changed afterwards.
//
// Thread: immutable once handed out.

#include "bridge/cluster_report.h"
#include "bridge/group_history.h"
#include "bridge/source_choice.h"
#include "environment/environment_choice.h"
#include "journal/state.h"
#include "pipeline/pipeline.h"

#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pk::gui {

enum class RunState {
    Starting,
    Running,
    Pausing, ///< the stages finish what they have in hand
    Paused, ///< conducted: every hop waits to be asked for
    Restarting, ///< the embedded broker has died; a fresh one is being started
    Stopping,
    Stopped,
    Failed, ///< it could not start; `reason` says why
};

/// Nobody works then, so nobody is late.
constexpr bool standsStill(RunState state)
{
    return state == RunState::Paused || state == RunState::Stopped || state == RunState::Failed;
}

/// Names of speeds in Snapshot::rates: of records that really passed somewhere.
namespace rate_of {
/// Acknowledged to our own producers; what other clients wrote is not among them.
inline std::string acked(const TopicPartition &partition)
{
    return "acked " + partition.toString();
}
inline std::string taken(std::string_view group, const TopicPartition &partition)
{
    return std::string(group) + ' ' + partition.toString();
}
inline const std::string rows = "rows"; ///< messages that wrote rows
inline const std::string transactions = "transactions"; ///< of the campus database
inline const std::string absorbed = "absorbed"; ///< that the warehouse had already, or had newer
} // namespace rate_of

/// What runs, and how it is set.
struct RunInfo
{
    std::uint64_t revision = 0; ///< grows with every change but those of members, progress and burst
    RunState state = RunState::Starting;
    QString reason; ///< why it is restarting or has failed; of a recorded session what is missing of it
    environment::EnvironmentChoice environment;
    broker::ClusterInfo cluster;
    int brokersHere = 3; ///< how many can be taken down and up from here
    QStringList nodeLogs; ///< of a Kafka on this machine
    std::shared_ptr<const ClusterReport> report; ///< null where the application's own record is all there is
    bool recorded = false; ///< a session file is shown; nothing runs
    int incarnation = 0; ///< counts the brokers since the start: positions of an earlier one mean nothing now
    QString warehousePath;
    QString sessionFile;
    int partitions = 0; ///< of each topic that the application makes
    /// Of those that were there at the start, whoever had made them; null before it.
    std::shared_ptr<const std::map<std::string, int, std::less<>>> topicPartitions;
    Semantics semantics = Semantics::EffectivelyOnce;
    bool transactions = false; ///< whether the cluster could carry them out
    std::string transformGroup;
    std::string loaderGroup;
    std::string bridgeGroup;
    SourceChoice source;
    std::int64_t sourceSinceUs = 0; ///< wall time; 0: from the beginning
    QString campusDatabase;
    QString bridgeStore; ///< what the bridge keeps between two change events
    QString campusTrouble; ///< what keeps the campus beside a source from working; empty: nothing
    QString campusApi; ///< where the campus's own API answers; empty: it is not served
    std::int64_t ratePerSecond = 0; ///< 0: as fast as it goes
    int transformDelayMs = 0;
    int loadDelayMs = 0;
    int restartAfterCrashMs = 0; ///< 0: it is not known
    bool databaseLocked = false;
    bool databaseClosed = false;
    std::int64_t burstLeft = 0; ///< records that are still due at once
    std::vector<int> brokersDown;
    /// Since when questions to the broker have had no answer, monotonic; 0: they have.
    std::int64_t silentSinceUs = 0;
    /// Of other producers, where they begin: nobody who reads committed records reads on there.
    std::map<TopicPartition, std::int64_t> openTransactions;
    std::vector<std::string> transformSteps;
    std::map<Dataset, std::shared_ptr<const transform::Config>> transforms;
    std::vector<pipeline::MemberStatus> members;
    pipeline::Progress progress;
    std::map<Dataset, std::vector<transform::StepCount>> stepCounts;
    std::int64_t firstAckUs = 0; ///< since the start; 0: not yet

    /// As many as the topic has by now: it may have got more since the start.
    int partitionsOf(const std::string &topic, const journal::State &by) const;
};

/// Whether Compose's Maxwell, a container, captures the campus of that run.
bool isContainer(const RunInfo &run);

/// A speed and its course.
struct Rate
{
    double perSecond = 0;
    std::vector<float> history; ///< a value every second, newest last
};

struct Snapshot
{
    journal::State state;
    std::uint64_t seq = 0; ///< the last event in `state`
    std::int64_t wallUs = 0;
    RunInfo run;
    /// Twice a second, by topic ("raw_orders"), partition ("raw_orders/0"), stage ("load"), member
    /// ("load-0"), and what rate_of names.
    std::map<std::string, Rate> rates;
    /// Topics whose retention guard was closed a moment ago: it opens and closes many times a second.
    std::vector<std::string> heldLately;
    std::shared_ptr<const GroupCourses> courses; ///< the same one until something in it is new; may be null

    int partitionsOf(const std::string &topic) const { return run.partitionsOf(topic, state); }
    /// By the retention guard of the embedded broker, or it was a moment ago.
    bool isHeldByGuard(const std::string &topic) const;
    double rate(const std::string &of) const
    {
        const auto found = rates.find(of);
        return found != rates.end() ? found->second.perSecond : 0;
    }
    /// Null: nothing is known of its past.
    const GroupCourse *course(std::string_view group) const
    {
        if (!courses)
            return nullptr;
        const auto found = courses->find(group);
        return found != courses->end() ? &found->second : nullptr;
    }
    /// A member of the group in another program has the partition.
    bool isReadElsewhere(std::string_view group, const TopicPartition &partition) const
    {
        const GroupCourse *of = course(group);
        if (of == nullptr)
            return false;
        const auto found = of->partitions.find(partition);
        return found != of->partitions.end() && found->second.isReadElsewhere();
    }
    /// It has any partition of the group.
    bool isReadElsewhere(std::string_view group) const
    {
        const GroupCourse *of = course(group);
        return of != nullptr && of->isReadElsewhere();
    }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace pk::gui
