#include "pipeline/worker.h"

#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr std::chrono::milliseconds kTick{20};
constexpr std::int64_t kRestCheckUs = 200'000;
constexpr std::int64_t kAwayFactor = 10;

std::int64_t sumOf(const Progress &p)
{
    return p.produced + p.bridged + p.acked + p.transformed + p.deadLettered + p.filtered + p.loaded
        + p.replicated + p.laked + p.recognised;
}

bool anyRetrying(const Pipeline &pipeline)
{
    const auto members = pipeline.members();
    return std::any_of(members.begin(), members.end(),
                       [](const MemberStatus &m) { return m.status == StageStatus::Retrying; });
}

/// Topics that are missing get as many partitions as the one that the records begin in, whoever made that.
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

/// Decides when a worker has nothing more to do.
class RestClock
{
public:
    RestClock(Pipeline &pipeline, PipelineWatch &watch, int untilIdleSeconds)
        : m_pipeline(pipeline)
        , m_watch(watch)
        , m_untilIdleUs(std::int64_t{untilIdleSeconds} * 1'000'000)
    {
    }

    /// True when it has been at rest for long enough.
    bool ticks()
    {
        const std::int64_t nowUs = monotonicUs();
        if (m_untilIdleUs == 0 || nowUs - m_checkedUs < kRestCheckUs)
            return false;
        m_checkedUs = nowUs;
        const std::int64_t sum = sumOf(m_pipeline.progress());
        if (!atRest() || std::exchange(m_sum, sum) != sum)
            m_restSinceUs = monotonicUs();
        const bool well = !anyRetrying(m_pipeline) && m_watch.silentUs() == 0;
        if (well)
            m_wellUs = monotonicUs();
        return monotonicUs() - m_restSinceUs > m_untilIdleUs;
    }
    /// Broker or database have been away for too long to wait on.
    bool isAway() const
    {
        return m_untilIdleUs > 0 && monotonicUs() - m_wellUs > kAwayFactor * m_untilIdleUs;
    }

private:
    bool atRest()
    {
        const auto members = m_pipeline.members();
        const bool joined = std::all_of(members.begin(), members.end(), [](const MemberStatus &m) {
            return m.stage != StageKind::Source && m.joined && m.status == StageStatus::Running;
        });
        if (!joined)
            return false;
        const std::int64_t askedUs = monotonicUs();
        const auto caughtUp = m_pipeline.membersCaughtUp();
        m_watch.noteAnswer(caughtUp, askedUs);
        return caughtUp && *caughtUp;
    }

    Pipeline &m_pipeline;
    PipelineWatch &m_watch;
    const std::int64_t m_untilIdleUs;
    std::int64_t m_checkedUs = 0;
    std::int64_t m_sum = -1;
    std::int64_t m_restSinceUs = monotonicUs();
    std::int64_t m_wellUs = monotonicUs();
};

class WorkerJob final : public Job
{
public:
    explicit WorkerJob(WorkerRequest request)
        : m_begunUs(monotonicUs())
        , m_request(std::move(request))
        , m_simulated(m_request.stage == StageKind::Source)
        , m_crashes(m_request.crash, true)
    {
        if (!m_simulated) // a source makes its own time; the others work in ours
            m_clock.followSystem();
    }

    void perform() override { m_outcome.emplace(work()); }
    Result<WorkerOutcome> takeOutcome() { return *std::move(m_outcome); }

private:
    Result<WorkerOutcome> work()
    {
        auto backend = broker::connectCluster(m_request.access);
        if (!backend)
            return backend.error();
        m_backend = std::move(*backend);
        if (auto adopted = adoptPartitions(m_request.pipeline, *m_backend); !adopted)
            return adopted.error();
        if (m_request.stage == StageKind::Load || m_request.stage == StageKind::Replica) {
            const auto usable =
                warehouse::openWarehouse(m_request.pipeline.warehousePath, m_request.pipeline.semantics);
            if (!usable && !usable.error().retriable)
                return usable.error();
        }
        auto journal = journal::Journal::open({});
        if (!journal)
            return journal.error();
        m_journal = std::move(*journal);
        m_pipeline.emplace(m_request.pipeline, *m_backend, *m_journal, m_clock, m_crashes, m_begunUs);
        if (auto started = m_pipeline->start(
                {m_request.stage == StageKind::Source, m_request.stage == StageKind::Transform,
                 m_request.stage == StageKind::Load, false, m_request.stage == StageKind::Bridge,
                 m_request.stage == StageKind::Replica, m_request.stage == StageKind::Lake});
            !started)
            return started.error();
        watch().begin(*m_pipeline, *m_journal, false);

        WorkerOutcome outcome;
        outcome.stopped = waitForTheEnd();
        outcome.interrupted = interrupted();
        if (outcome.interrupted && anyRetrying(*m_pipeline) && !outcome.stopped)
            outcome.stopped = away();
        m_pipeline->stop();
        watch().readJournal();
        outcome.progress = m_pipeline->progress();
        if (!outcome.stopped)
            outcome.stopped = m_pipeline->failure(); // of its end
        if (!outcome.stopped && !m_pipeline->allAcked())
            outcome.stopped =
                Error{ErrorCode::Broker,
                      QCoreApplication::translate("pipeline",
                                                  "Not every record was acknowledged by the broker, so some "
                                                  "of them may be missing in the raw topic. Start the source "
                                                  "again: what arrived twice is recognised."),
                      {}};
        return outcome;
    }

    std::optional<Error> waitForTheEnd()
    {
        RestClock rest(*m_pipeline, watch(), m_request.untilIdleSeconds);
        while (!interrupted()) {
            std::this_thread::sleep_for(kTick);
            if (auto failure = m_pipeline->failure())
                return failure;
            const SourceMember *source = m_pipeline->source();
            if (rest.ticks() || (source != nullptr && source->status() == StageStatus::Stopped))
                break;
            if (rest.isAway())
                return away();
        }
        return std::nullopt;
    }

    static Error away()
    {
        return {ErrorCode::Unavailable,
                QCoreApplication::translate("pipeline",
                                            "The broker or the database is away, so this worker ended before "
                                            "its work was done. What it has not committed is read again at "
                                            "the next start."),
                {}};
    }

    const std::int64_t m_begunUs;
    WorkerRequest m_request;
    const bool m_simulated;
    std::unique_ptr<broker::ClusterBackend> m_backend;
    std::unique_ptr<journal::Journal> m_journal;
    VirtualClock m_clock;
    CrashPlan m_crashes;
    std::optional<Pipeline> m_pipeline;
    std::optional<Result<WorkerOutcome>> m_outcome;
};

} // namespace

Result<WorkerOutcome> runWorker(WorkerRequest request, const RunHooks &hooks)
{
    const auto job = std::make_shared<WorkerJob>(std::move(request));
    if (runJob(job, hooks))
        return job->takeOutcome();
    return WorkerOutcome{job->watch().progress(), true, endedWithoutAnswers(), true};
}

} // namespace pk::pipeline
