#include "pipeline/worker.h"

#include "warehouse/warehouse.h"

#include <chrono>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr int kTickMs = 20;
constexpr std::int64_t kProgressUs = 500'000;

std::int64_t sumOf(const Progress &p)
{
    return p.produced + p.acked + p.transformed + p.deadLettered + p.filtered + p.loaded;
}

bool sourceEnded(const Pipeline &pipeline)
{
    return pipeline.source() != nullptr && pipeline.source()->status() == StageStatus::Stopped;
}

/// The number of partitions is the topic's, whoever made it.
Result<void> adoptPartitions(PipelineOptions &options, broker::ClusterBackend &backend)
{
    const auto topics = backend.topics();
    if (!topics)
        return topics.error();
    for (const broker::TopicInfo &topic : *topics) {
        if (topic.name == rawTopic(options.datasets.front()))
            options.partitions = static_cast<int>(topic.partitions.size());
    }
    return {};
}

} // namespace

Result<WorkerOutcome> runWorker(WorkerRequest request, const RunHooks &hooks)
{
    const std::int64_t begunUs = monotonicUs();
    const auto backend = broker::connectCluster(request.bootstrap);
    if (!backend)
        return backend.error();
    if (auto adopted = adoptPartitions(request.pipeline, **backend); !adopted)
        return adopted.error();
    if (request.stage == StageKind::Load) {
        const auto usable =
            warehouse::openWarehouse(request.pipeline.warehousePath, request.pipeline.semantics);
        if (!usable && !usable.error().retriable)
            return usable.error();
    }
    const auto journal = journal::Journal::open({});
    if (!journal)
        return journal.error();
    // A source makes its own simulated time; the others work in ours.
    const bool simulated = request.stage == StageKind::Source;
    const SystemClock system;
    VirtualClock clock(simulated ? VirtualClock::kRunStartMs : system.nowMs());
    CrashPlan crashes(request.crash, true);
    Pipeline pipeline(request.pipeline, **backend, **journal, clock, crashes, begunUs);
    if (auto started =
            pipeline.start({request.stage == StageKind::Source, request.stage == StageKind::Transform,
                            request.stage == StageKind::Load, false});
        !started)
        return started.error();

    WorkerOutcome outcome;
    std::int64_t lastSum = -1;
    std::int64_t changedUs = monotonicUs();
    std::int64_t reportedUs = 0;
    while (!outcome.interrupted && !outcome.stopped) {
        std::this_thread::sleep_for(std::chrono::milliseconds(kTickMs));
        if (!simulated)
            clock.advanceTo(system.nowMs());
        outcome.interrupted = hooks.interrupted && hooks.interrupted();
        outcome.stopped = pipeline.failure();
        const std::int64_t nowUs = monotonicUs();
        const Progress progress = pipeline.progress();
        if (sumOf(progress) != lastSum) {
            lastSum = sumOf(progress);
            changedUs = nowUs;
        }
        if (hooks.progress && nowUs - reportedUs > kProgressUs) {
            reportedUs = nowUs;
            hooks.progress(progress);
        }
        const bool idle = request.untilIdleSeconds > 0
            && nowUs - changedUs > std::int64_t{request.untilIdleSeconds} * 1'000'000;
        if (idle || sourceEnded(pipeline))
            break;
    }
    pipeline.stop();
    outcome.progress = pipeline.progress();
    return outcome;
}

} // namespace pk::pipeline
