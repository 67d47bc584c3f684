#include "pipeline/run_job.h"

#include "base/process_usage.h"
#include "broker/embedded_backend.h"
#include "pipeline/conductor.h"
#include "pipeline/report.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <chrono>
#include <csignal>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr std::chrono::milliseconds kTick{20};
constexpr std::int64_t kDrainCheckUs = 60'000;
constexpr std::int64_t kInterruptDrainUs = 3'500'000; // of the five seconds that Ctrl-C may take
constexpr std::int64_t kStillUs = 1'000'000;
constexpr int kFollowerMs = 30'000;
constexpr int kConductMs = 60'000;
constexpr int kMostStumbles = 5;

/// Processor time of this process and of the brokers that it has started.
std::int64_t cpuOf(const Pipeline &pipeline)
{
    return processUsage().cpuUs + processUsage(pipeline.cluster().processIds).cpuUs;
}

std::int64_t sumOf(const Progress &p)
{
    return p.acked + p.transformed + p.deadLettered + p.filtered + p.loaded;
}

QString unfinished()
{
    return QCoreApplication::translate("pipeline", "Not verified: the run did not come to its end.");
}

} // namespace

RunJob::RunJob(RunRequest request)
    : m_begunUs(monotonicUs())
    , m_request(std::move(request))
    , m_crashes(m_request.crash)
{
    m_request.pipeline.conducted = m_request.lockstep;
}

void RunJob::perform()
{
    m_outcome.emplace(runToTheEnd());
}

RunOutcome RunJob::abandonedOutcome()
{
    RunOutcome outcome;
    outcome.progress = watch().progress();
    outcome.interrupted = outcome.abandoned = true;
    outcome.stopped = endedWithoutAnswers();
    outcome.problem = unfinished();
    outcome.report = shortReport(outcome);
    return outcome;
}

QJsonObject RunJob::shortReport(const RunOutcome &outcome)
{
    return makeShortReport(m_request, outcome, m_begunUs, watch().errors());
}

Result<std::unique_ptr<broker::ClusterBackend>> RunJob::openCluster()
{
    if (m_request.openCluster)
        return m_request.openCluster([this](const Error &error) { watch().noteDeath(error); });
    if (!m_request.bootstrap.empty())
        return broker::connectCluster(m_request.bootstrap);
    broker::BrokerProcess::Options options;
    options.program = m_request.brokerProgram;
    options.restart = false; // a fresh broker would be empty: the run has failed with the old one
    options.died = [this](Error error) {
        error.message += QLatin1Char(' ')
            + QCoreApplication::translate("pipeline", "Run it again: that starts a fresh broker.");
        watch().noteDeath(error);
    };
    return broker::startEmbeddedCluster(std::move(options));
}

Result<RunOutcome> RunJob::runToTheEnd()
{
    auto backend = openCluster();
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    // The schema is made before the members race for it, and a warehouse that cannot be used ends the run
    // here.
    auto warehouse = warehouse::openWarehouse(m_request.pipeline.warehousePath, m_request.pipeline.semantics);
    if (!warehouse)
        return warehouse.error();
    journal::JournalOptions journalOptions;
    journalOptions.sessionFile = m_request.sessionFile;
    journalOptions.sessionInfo = {{"environment", m_request.environment},
                                  {"seed", std::to_string(m_request.pipeline.seed)},
                                  {"source", m_request.sourceName},
                                  {"semantics", std::string(toString(m_request.pipeline.semantics))}};
    auto journal = journal::Journal::open(std::move(journalOptions));
    if (!journal)
        return journal.error();
    m_journal = std::move(*journal);
    m_pipeline.emplace(m_request.pipeline, *m_backend, *m_journal, m_clock, m_crashes, m_begunUs);
    const std::int64_t cpuBeforeUs = cpuOf(*m_pipeline);
    if (auto started = m_pipeline->start({}); !started)
        return started.error();
    watch().begin(*m_pipeline, *m_journal, m_request.lockstep);

    RunOutcome outcome;
    outcome.stopped = m_request.lockstep ? runConducted() : runFreely();
    watch().readJournal(); // the digest is of what was conducted; what follows is only the end of the stages
    const std::string digest = watch().digest();
    conclude(outcome, **warehouse, cpuOf(*m_pipeline) - cpuBeforeUs, digest);
    return outcome;
}

TopicPartition RunJob::firstRawPartition() const
{
    return {std::string(rawTopic(m_request.pipeline.datasets.front())), 0};
}

/// Why there is no point in going on, if there is none.
std::optional<Error> RunJob::stopReason()
{
    auto death = watch().death();
    return death ? death : m_pipeline->failure();
}

/// Free regime: until all is through, somebody interrupts or a stage fails.
std::optional<Error> RunJob::runFreely()
{
    std::int64_t interruptedUs = 0;
    std::int64_t checkedUs = 0;
    std::int64_t changedUs = monotonicUs();
    std::int64_t lastSum = -1;
    for (;;) {
        std::this_thread::sleep_for(kTick);
        const std::int64_t nowUs = monotonicUs();
        if (auto reason = stopReason())
            return reason;
        if (interruptedUs == 0 && interrupted()) {
            interruptedUs = nowUs;
            m_pipeline->source()->stop();
        }
        if (interruptedUs > 0 && nowUs - interruptedUs > kInterruptDrainUs)
            return endedWithoutAnswers();
        if (const std::int64_t sum = sumOf(m_pipeline->progress()); sum != lastSum) {
            lastSum = sum;
            changedUs = nowUs;
            watch().noteAnswer(Result<void>(), nowUs);
        }
        if (nowUs - changedUs > std::int64_t{m_request.drainTimeoutMs} * 1000)
            return Error{
                ErrorCode::Timeout,
                QCoreApplication::translate("pipeline",
                                            "Nothing has moved for a long time, so the run was ended. "
                                            "What arrived is kept; the report names what is missing."),
                {}};
        if (nowUs - checkedUs < kDrainCheckUs)
            continue;
        checkedUs = nowUs;
        if (m_pipeline->source()->runs()) {
            // It cannot be drained yet; but where nothing moves, does the broker answer at all?
            if (nowUs - changedUs > kStillUs)
                watch().noteAnswer(m_backend->watermarks(firstRawPartition()), nowUs);
            continue;
        }
        const auto drained = m_pipeline->drained();
        watch().noteAnswer(drained, nowUs);
        if (drained && *drained)
            return std::nullopt;
    }
}

/// Lockstep: hop by hop in the seed's order.
std::optional<Error> RunJob::runConducted()
{
    Conductor conductor(*m_pipeline, *m_backend, *m_journal, m_request.pipeline.seed);
    if (const auto conducted = conductor.conduct(kConductMs); !conducted)
        return conducted.error();
    for (int stumbles = 0;;) {
        const auto step = conductor.stepHop();
        if (auto death = watch().death())
            return death;
        if (!step) {
            // A rebalance came in between: when all have come to rest again, it goes on.
            if (!step.error().retriable || ++stumbles > kMostStumbles)
                return step.error();
            if (const auto conducted = conductor.conduct(kConductMs); !conducted)
                return conducted.error();
            continue;
        }
        if (!step->done || interrupted())
            return std::nullopt;
    }
}

QString RunJob::problemOf(const RunOutcome &outcome) const
{
    if (outcome.ledger) {
        if (const QString problem = outcome.ledger->problem(); !problem.isEmpty())
            return problem;
    }
    if (outcome.stopped || !outcome.ledger)
        return unfinished();
    if (!m_pipeline->allAcked())
        return QCoreApplication::translate(
            "pipeline", "Not verified: not every record that the source gave was acknowledged.");
    if (const std::int64_t found = m_pipeline->follower()->badLines(); found != outcome.progress.rejected)
        return QCoreApplication::translate(
                   "pipeline",
                   "Not verified: %1 bad lines of the file were set aside, but %2 lie in "
                   "the dead letters.")
            .arg(outcome.progress.rejected)
            .arg(found);
    return {};
}

/// Stops in order, verifies and reports; whatever cannot be had any more is left out of the report.
void RunJob::conclude(RunOutcome &outcome, Database &warehouse, std::int64_t cpuUs, const std::string &digest)
{
    outcome.interrupted = interrupted();
    const bool gaveUp = outcome.stopped && outcome.stopped->code == ErrorCode::Cancelled;
    if (gaveUp || watch().death()) {
        // Nobody answers any more: neither the last commits nor the proof can be had. A broker of ours that
        // hangs is ended first, since closing a client waits for answers that are under way.
        for (const std::int64_t process : m_backend->info().processIds)
            kill(static_cast<pid_t>(process), SIGKILL);
        m_pipeline->abandon();
        watch().readJournal();
        outcome.progress = m_pipeline->progress();
        outcome.problem = unfinished();
        outcome.report = shortReport(outcome);
        return;
    }
    m_pipeline->stop();
    watch().readJournal();
    outcome.progress = m_pipeline->progress();
    if (auto finished = m_pipeline->finishFollower(kFollowerMs); !finished && !outcome.stopped)
        outcome.stopped = finished.error();
    if (auto missed = m_pipeline->follower()->failure(); missed && !outcome.stopped)
        outcome.stopped = missed;
    if (auto ledger = verify(*m_pipeline, *m_backend, warehouse))
        outcome.ledger = std::move(*ledger);
    else if (!outcome.stopped)
        outcome.stopped = ledger.error();
    outcome.problem = problemOf(outcome);
    outcome.verified = outcome.problem.isEmpty();
    outcome.report = makeReport({m_request, *m_pipeline, *m_backend, warehouse, outcome, watch().latency(),
                                 digest, cpuUs, watch().errors()});
}

} // namespace pk::pipeline
