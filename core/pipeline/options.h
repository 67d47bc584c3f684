#pragma once

// What one pipeline is asked to do, and what all its stages share.
//
// Thread: PipelineOptions is immutable once the pipeline runs. Shared holds references to thread-safe
// objects.

#include "base/clock.h"
#include "base/result.h"
#include "broker/client_config.h"
#include "domain/pipeline_names.h"
#include "domain/position.h"
#include "extract/number_series.h"
#include "extract/source.h"
#include "journal/journal.h"
#include "kampus/capture_program.h"
#include "transform/config.h"
#include "transform/lookup.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pk::pipeline {

class CrashPlan;
class RetentionGuard;
class PartitionCounts;
struct Controls;

/// Makes the source anew, past the first `skip` records: at the start 0, after a crash what was acknowledged.
using SourceFactory = std::function<Result<std::unique_ptr<extract::Source>>(std::int64_t skip)>;

/// The campus database, whose changes are the source.
struct CampusOptions
{
    QString database; ///< an SQLite file, made when it is missing; or mysql://…, with a capture
    std::int64_t transactions = 0; ///< to be done in it
    std::uint32_t dirtyPerMillion = 0;
    kampus::CaptureFactory capture = {}; ///< empty: the emulation of Maxwell, which needs SQLite
    /// This run makes it, or tells all its rows first, as Maxwell's bootstrap does: what the topics of change
    /// events hold already is another campus's, whose rows have the same keys, or is told again.
    bool isNew = false;
    bool orders = true; ///< the shop works in it
    bool activities = true; ///< the academic office does
    std::int64_t numbersFrom = extract::kCampusNumbers; ///< of its orders and activities
    const Clock *clock = nullptr; ///< of what is written there; null: virtual time. Outlives the pipeline.
};

struct PipelineOptions
{
    std::vector<Dataset> datasets{Dataset::Orders};
    int partitions = 3; ///< of each topic that is made
    bool exactPartitions = false; ///< a topic that is there with another number is refused
    int transformMembers = 1;
    int loadMembers = 1;
    Semantics semantics = Semantics::EffectivelyOnce;
    std::int64_t ratePerSecond = 0; ///< 0: as fast as it goes
    std::uint64_t seed = 1;
    bool conducted = false; ///< begin in the conducted regime (lockstep)
    bool staticAssignment =
        false; ///< assign() instead of subscribe(): no group protocol, no three-second join
    /// The number of this process among the workers of a group: with it transactional ids stay the same from
    /// one start to the next and differ from those of the others.
    int slot = 0;
    bool othersInGroup = false; ///< other processes may have members in the same groups
    std::string transformGroup{kTransformGroup};
    std::string loaderGroup{kLoaderGroup};
    std::string bridgeGroup{kBridgeGroup};
    std::string replicaGroup{kReplicaGroup};
    std::string lakeGroup{kLakeGroup};
    /// The one topic that holds the changes of all tables, in the order in which they were committed
    /// (cdc/one_topic.h); empty: a topic for each table.
    std::string changesTopic;
    /// The groups that read what a worker writes, where they are not the two above: the retention guard heeds
    /// them.
    std::vector<std::string> outputReaders;
    int commitEvery = 2'000; ///< records a stage works between two commits, at most
    int commitMs = 100; ///< and milliseconds
    int maxPollIntervalMs = 300'000;
    int restartAfterCrashMs = 2'000; ///< so long a crashed member is seen to be one
    /// How long the commit of a Kafka transaction is insisted on: a little less than the broker's own
    /// patience.
    int transactionCommitMs = broker::kTransactionTimeoutMs - 5'000;
    int fetchWaitMs = 20; ///< see broker::ConsumerSettings
    std::int64_t sampleEvery = 128; ///< detail events: one record in so many
    QString warehousePath;
    QString bridgePath; ///< the bridge's own store
    QString lakePath; ///< the folder of the lakehouse, absolute; empty: there is none
    SourceFactory source; ///< empty: somebody else produces
    std::optional<CampusOptions> campus; ///< instead of a source; needs the bridge
    std::map<Dataset, std::shared_ptr<const transform::Config>> transforms;
    std::shared_ptr<transform::LookupProvider> lookups; ///< empty: the tables of the configurations
};

/// The topics of change events, each once.
inline std::vector<std::string> changeTopicsOf(const PipelineOptions &options)
{
    if (!options.changesTopic.empty())
        return {options.changesTopic};
    std::vector<std::string> topics;
    for (const Dataset dataset : options.datasets) {
        for (std::string &topic : cdcTopicsOf(dataset))
            topics.push_back(std::move(topic));
    }
    return topics;
}

/// Moments of the start, in microseconds of monotonicUs(); 0 until they happened.
struct StartTimes
{
    std::int64_t begunUs = 0;
    std::atomic<std::int64_t> brokerUs{0};
    std::atomic<std::int64_t> firstAckUs{0};
    std::atomic<std::int64_t> assignedUs{0}; ///< every member has its first assignment
    std::atomic<std::int64_t> assignedWallUs{0};
    std::atomic<std::int64_t> firstRowUs{0};
    std::atomic<std::int64_t> lastAckUs{0};
    std::atomic<std::int64_t> lastEnrichedUs{0};
    std::atomic<std::int64_t> lastRowUs{0};
    std::atomic<std::int64_t> ackedBeforeAssigned{0};

    static void once(std::atomic<std::int64_t> &moment)
    {
        std::int64_t unset = 0;
        moment.compare_exchange_strong(unset, monotonicUs(), std::memory_order_relaxed);
    }
};

struct Shared
{
    const PipelineOptions &options;
    broker::ClusterInfo cluster;
    journal::Journal &journal;
    VirtualClock &clock;
    CrashPlan &crashes;
    RetentionGuard &guard;
    const PartitionCounts &partitions;
    StartTimes &times;
    Controls &controls;
    /// Before these offsets there is nothing of this run's campus; see CampusOptions::isNew.
    const std::map<TopicPartition, std::int64_t> &changesFrom;
    std::function<void()> memberChanged; ///< to be called by a member that has joined or ended
};

} // namespace pk::pipeline
