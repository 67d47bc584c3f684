#pragma once

// What one pipeline is asked to do, and what all its stages share.
//
// Thread: PipelineOptions is immutable once the pipeline runs. Shared holds references to thread-safe
// objects.

#include "base/clock.h"
#include "base/result.h"
#include "broker/client_config.h"
#include "domain/pipeline_names.h"
#include "extract/source.h"
#include "journal/journal.h"
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
struct Controls;

/// Makes the source anew, past the first `skip` records: at the start 0, after a crash what was acknowledged.
using SourceFactory = std::function<Result<std::unique_ptr<extract::Source>>(std::int64_t skip)>;

struct PipelineOptions
{
    std::vector<Dataset> datasets{Dataset::Orders};
    int partitions = 3;
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
    std::string transformGroup{kTransformGroup};
    std::string loaderGroup{kLoaderGroup};
    /// The groups that read what a worker writes, where they are not the two above: the retention guard heeds
    /// them.
    std::vector<std::string> outputReaders;
    int commitEvery = 2'000; ///< records a stage works between two commits, at most
    int commitMs = 100; ///< and milliseconds
    int maxPollIntervalMs = 300'000;
    int fetchWaitMs = 20; ///< see broker::ConsumerSettings
    std::int64_t sampleEvery = 128; ///< detail events: one record in so many
    QString warehousePath;
    SourceFactory source; ///< empty: somebody else produces
    std::map<Dataset, std::shared_ptr<const transform::Config>> transforms;
    std::shared_ptr<transform::LookupProvider> lookups; ///< empty: the tables of the configurations
};

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
    std::atomic<std::int64_t> rowsBeforeAssigned{0};

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
    StartTimes &times;
    Controls &controls;
    std::function<void()> memberChanged; ///< to be called by a member that has joined or ended
};

} // namespace pk::pipeline
