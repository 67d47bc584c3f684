#include "pipeline/runner.h"

#include "base/process_usage.h"
#include "broker/embedded_backend.h"
#include "journal/digest.h"
#include "pipeline/report.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <chrono>
#include <csignal>
#include <mutex>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr int kTickMs = 20;
constexpr std::int64_t kDrainCheckUs = 60'000;
constexpr std::int64_t kProgressUs = 200'000;
constexpr std::int64_t kInterruptDrainUs = 3'500'000; // of the five seconds that Ctrl-C may take
constexpr int kFollowerMs = 30'000;
constexpr int kConductMs = 60'000;

/// Reads the journal while it runs: latency and digest need events that memory does not keep.
class JournalReader
{
public:
    explicit JournalReader(const journal::Journal &journal)
        : m_journal(journal)
    {
    }

    /// Latency counts records produced after both groups had their partitions.
    void countLatencyFrom(std::int64_t wallTimeUs)
    {
        if (!m_latency && wallTimeUs > 0)
            m_latency.emplace(wallTimeUs);
    }
    void readOn()
    {
        (void)m_journal.forEach(m_seq, m_journal.lastSeq(), [this](std::span<const journal::Event> events) {
            for (const journal::Event &event : events) {
                m_digest.add(event);
                if (m_latency)
                    m_latency->add(event);
                m_seq = event.seq;
            }
            return true;
        });
    }
    journal::LatencySummary latency() const
    {
        return m_latency ? m_latency->summary() : journal::LatencySummary();
    }
    std::string digest() const { return m_digest.hex(); }

private:
    const journal::Journal &m_journal;
    std::uint64_t m_seq = 0;
    journal::Digest m_digest;
    std::optional<journal::LatencyMeter> m_latency;
};

/// What became of the broker's process, told by its supervisor's thread.
class BrokerWatch
{
public:
    void noteDeath(const Error &error)
    {
        const std::lock_guard lock(m_mutex);
        m_death = error;
    }
    std::optional<Error> death() const
    {
        const std::lock_guard lock(m_mutex);
        return m_death;
    }

private:
    mutable std::mutex m_mutex;
    std::optional<Error> m_death; // guarded by m_mutex
};

/// The loop between start and stop.
class RunLoop
{
public:
    RunLoop(Pipeline &pipeline, const BrokerWatch &broker, JournalReader &reader, const RunHooks &hooks,
            int drainTimeoutMs)
        : m_pipeline(pipeline)
        , m_broker(broker)
        , m_reader(reader)
        , m_hooks(hooks)
        , m_drainTimeoutUs(std::int64_t{drainTimeoutMs} * 1000)
    {
    }

    /// Free regime: until all is through, somebody interrupts or a stage fails.
    std::optional<Error> runFreely(bool &interrupted)
    {
        std::int64_t interruptedUs = 0;
        std::int64_t checkedUs = 0;
        std::int64_t changedUs = monotonicUs();
        std::int64_t lastSum = -1;
        for (;;) {
            std::this_thread::sleep_for(std::chrono::milliseconds(kTickMs));
            const std::int64_t nowUs = monotonicUs();
            tick();
            if (auto death = m_broker.death())
                return death;
            if (auto failure = m_pipeline.failure())
                return failure;
            if (!interrupted && m_hooks.interrupted && m_hooks.interrupted()) {
                interrupted = true;
                interruptedUs = nowUs;
                m_pipeline.source()->stop();
            }
            if (interrupted && nowUs - interruptedUs > kInterruptDrainUs) {
                return Error{ErrorCode::Cancelled,
                             QCoreApplication::translate(
                                 "pipeline",
                                 "The broker or the database did not answer in time, so the run was "
                                 "ended without its last acknowledgements. What is in the warehouse "
                                 "is whole."),
                             {}};
            }
            const Progress p = m_pipeline.progress();
            if (const std::int64_t sum = p.acked + p.transformed + p.deadLettered + p.filtered + p.loaded;
                sum != lastSum) {
                lastSum = sum;
                changedUs = nowUs;
            }
            if (nowUs - changedUs > m_drainTimeoutUs)
                return Error{
                    ErrorCode::Timeout,
                    QCoreApplication::translate("pipeline",
                                                "Nothing has moved for a long time, so the run was ended. "
                                                "What arrived is kept; the report names what is missing."),
                    {}};
            if (nowUs - checkedUs < kDrainCheckUs)
                continue;
            checkedUs = nowUs;
            if (const auto drained = m_pipeline.drained(); drained && *drained)
                return std::nullopt;
        }
    }

    /// Conducted regime: hop after hop, until there is none left.
    std::optional<Error> runConducted(Conductor &conductor, bool &interrupted)
    {
        if (const auto conducted = conductor.conduct(kConductMs); !conducted)
            return conducted.error();
        for (;;) {
            const auto step = conductor.stepHop();
            tick();
            if (auto death = m_broker.death())
                return death;
            if (!step)
                return step.error();
            interrupted = m_hooks.interrupted && m_hooks.interrupted();
            if (!step->done || interrupted)
                return std::nullopt;
        }
    }

private:
    void tick()
    {
        m_reader.countLatencyFrom(m_pipeline.times().assignedWallUs.load());
        m_reader.readOn();
        if (m_hooks.progress && monotonicUs() - m_reportedUs > kProgressUs) {
            m_reportedUs = monotonicUs();
            m_hooks.progress(m_pipeline.progress());
        }
    }

    Pipeline &m_pipeline;
    const BrokerWatch &m_broker;
    JournalReader &m_reader;
    const RunHooks &m_hooks;
    const std::int64_t m_drainTimeoutUs;
    std::int64_t m_reportedUs = 0;
};

Result<std::unique_ptr<broker::ClusterBackend>> openCluster(const RunRequest &request, BrokerWatch &watch)
{
    if (!request.bootstrap.empty())
        return broker::connectCluster(request.bootstrap);
    broker::BrokerProcess::Options options;
    options.program = request.brokerProgram;
    options.restart = false; // a fresh broker would be empty: the run has failed with the old one
    options.died = [&watch](const Error &error) { watch.noteDeath(error); };
    return broker::startEmbeddedCluster(std::move(options));
}

/// Processor time of this process and of the broker that it has started.
std::int64_t cpuOf(const Pipeline &pipeline)
{
    const std::int64_t broker = pipeline.cluster().processId;
    return processUsage().cpuUs + (broker > 0 ? processUsage(broker).cpuUs : 0);
}

} // namespace

Result<RunOutcome> run(RunRequest request, const RunHooks &hooks)
{
    const std::int64_t begunUs = monotonicUs();
    BrokerWatch broker;
    const auto backend = openCluster(request, broker);
    if (!backend)
        return backend.error();
    // The schema is made before the members race for it, and a warehouse that cannot be used ends the run
    // here.
    auto warehouse = warehouse::openWarehouse(request.pipeline.warehousePath, request.pipeline.semantics);
    if (!warehouse)
        return warehouse.error();
    journal::JournalOptions journalOptions;
    journalOptions.sessionFile = request.sessionFile;
    journalOptions.sessionInfo = {{"environment", request.environment},
                                  {"seed", std::to_string(request.pipeline.seed)},
                                  {"source", request.sourceName},
                                  {"semantics", std::string(toString(request.pipeline.semantics))}};
    const auto journal = journal::Journal::open(std::move(journalOptions));
    if (!journal)
        return journal.error();

    VirtualClock clock;
    CrashPlan crashes(request.crash);
    request.pipeline.conducted = request.lockstep;
    Pipeline pipeline(request.pipeline, **backend, **journal, clock, crashes, begunUs);
    const std::int64_t cpuBeforeUs = cpuOf(pipeline);
    if (auto started = pipeline.start({}); !started)
        return started.error();

    RunOutcome outcome;
    JournalReader reader(**journal);
    RunLoop loop(pipeline, broker, reader, hooks, request.drainTimeoutMs);
    if (request.lockstep) {
        Conductor conductor(pipeline, **backend, **journal, request.pipeline.seed);
        outcome.stopped = loop.runConducted(conductor, outcome.interrupted);
    } else {
        outcome.stopped = loop.runFreely(outcome.interrupted);
    }
    // The digest is of what was conducted; what follows is only the end of the stages.
    reader.readOn();
    const std::int64_t cpuUs = cpuOf(pipeline) - cpuBeforeUs;
    const std::string digest = request.lockstep ? reader.digest() : std::string();
    const bool gaveUp = outcome.stopped && outcome.stopped->code == ErrorCode::Cancelled;
    if (gaveUp || broker.death()) {
        // Nobody answers any more: neither the last commits nor the proof can be had. A broker of ours that
        // hangs is ended first, since closing a client waits for answers that are under way.
        if (const std::int64_t process = (*backend)->info().processId; process > 0)
            kill(static_cast<pid_t>(process), SIGKILL);
        pipeline.abandon();
        return outcome.stopped ? *outcome.stopped : *broker.death();
    }
    pipeline.stop();
    reader.readOn();
    outcome.progress = pipeline.progress();
    if (auto finished = pipeline.finishFollower(kFollowerMs); !finished && !outcome.stopped)
        outcome.stopped = finished.error();
    if (auto missed = pipeline.follower()->failure(); missed && !outcome.stopped)
        outcome.stopped = missed;
    auto ledger = verify(pipeline, **backend, **warehouse);
    if (!ledger)
        return outcome.stopped ? *outcome.stopped : ledger.error();
    outcome.ledger = std::move(*ledger);
    outcome.problem = outcome.ledger.problem();
    if (outcome.problem.isEmpty() && outcome.stopped)
        outcome.problem =
            QCoreApplication::translate("pipeline", "Not verified: the run did not come to its end.");
    if (outcome.problem.isEmpty() && !pipeline.allAcked())
        outcome.problem = QCoreApplication::translate(
            "pipeline", "Not verified: not every record that the source gave was acknowledged.");
    outcome.verified = outcome.problem.isEmpty();
    auto report =
        makeReport({request, pipeline, **backend, **warehouse, outcome, reader.latency(), digest, cpuUs});
    if (!report)
        return report.error();
    outcome.report = std::move(*report);
    return outcome;
}

} // namespace pk::pipeline
