#include "pipeline/run_job.h"

#include "base/process_usage.h"
#include "broker/embedded_backend.h"
#include "lake/parquet_writer.h"
#include "pipeline/conductor.h"
#include "pipeline/report.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <thread>

namespace pk::pipeline {

namespace {

constexpr std::chrono::milliseconds kTick{20};
constexpr std::int64_t kDrainCheckUs = 60'000;
// Of the five seconds that Ctrl-C may take.
constexpr std::int64_t kDrainUs = 2'000'000; // what is not through by then waits for the next run
constexpr std::int64_t kAnswerUs = 3'500'000; // who has not answered by then does not
constexpr std::int64_t kStillUs = 1'000'000;
constexpr std::int64_t kWorkedUs = 300'000; // members at rest for so long have read all there is
/// A crash may leave a transaction open, and nobody reads on behind it before it has ended.
constexpr int kFollowerMs = broker::kOpenTransactionMs + 20'000;
constexpr int kConductMs = 60'000;
constexpr int kMostStumbles = 5;
constexpr std::int64_t kLockedUs = 30'000'000; // so long another program may keep the warehouse at the start

/// Processor time of this process and of the brokers that it has started.
std::int64_t cpuOf(const Pipeline &pipeline)
{
    return processUsage().cpuUs + processUsage(pipeline.cluster().processIds).cpuUs;
}

std::int64_t sumOf(const Progress &p)
{
    return p.published + p.bridged + p.acked + p.transformed + p.deadLettered + p.filtered + p.loaded
        + p.replicated + p.laked + p.recognised;
}

QString stillWaiting(const RunRequest &request, const Waiting &waiting)
{
    if (request.access.bootstrap.empty() && !request.openCluster)
        return QCoreApplication::translate(
                   "pipeline",
                   "Not verified: acknowledged records had not come through when it ended (%1), and the "
                   "embedded broker takes them with it: it is this run's own, and ends with it. Another run "
                   "begins with topics that are empty. What is in the warehouse is whole.")
            .arg(waiting.places());
    return QCoreApplication::translate(
               "pipeline",
               "Not verified: acknowledged records still wait in the topics (%1). They are not lost: the "
               "offsets are committed, and another run on the same cluster goes on with them. Only a broker "
               "that ends with this run takes them with it.")
        .arg(waiting.places());
}

Error endedWithoutProof()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("pipeline",
                                        "Interrupted: stopped in order. What had arrived is committed; there "
                                        "was no time to prove it."),
            {}};
}

} // namespace

RunJob::RunJob(RunRequest request)
    : m_begunUs(monotonicUs())
    , m_request(std::move(request))
    , m_crashes(m_request.crash)
{
    m_request.pipeline.conducted = m_request.lockstep;
    if (m_request.lockstep)
        m_request.pipeline.sampleEvery = 1; // hop by hop, each is to be seen
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
    const std::lock_guard lock(m_leftMutex);
    outcome.stopped = m_left ? endedWithoutProof() : endedWithoutAnswers();
    outcome.waiting = m_left.value_or(Waiting());
    outcome.problem =
        outcome.waiting.records.empty() ? unfinished() : stillWaiting(m_request, outcome.waiting);
    outcome.report = shortReport(outcome);
    noteStopping(outcome);
    return outcome;
}

void RunJob::noteStopping(RunOutcome &outcome) const
{
    if (interrupted())
        outcome.report.insert(QStringLiteral("stopping_ms"),
                              static_cast<qint64>((monotonicUs() - interruptedUs()) / 1'000));
}

void RunJob::finishSession(RunOutcome &outcome)
{
    if (m_request.sessionFile.isEmpty())
        return;
    if (auto flushed = m_journal->flush(); !flushed)
        outcome.sessionFailure = flushed.error();
    addSession(m_request, outcome, m_journal->missingInFile());
}

QJsonObject RunJob::shortReport(const RunOutcome &outcome)
{
    return makeShortReport(m_request, outcome, m_begunUs, watch().errors(), watch().resets());
}

Result<std::unique_ptr<broker::ClusterBackend>> RunJob::openCluster()
{
    if (m_request.openCluster)
        return m_request.openCluster([this](const Error &error) { watch().noteDeath(error); });
    if (!m_request.access.bootstrap.empty())
        return broker::connectCluster(m_request.access);
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

/// A lock passes: another run may just be making the same new file.
Result<std::unique_ptr<Database>> RunJob::openWarehouse() const
{
    for (const std::int64_t untilUs = monotonicUs() + kLockedUs;;) {
        auto opened =
            warehouse::openWarehouse(m_request.pipeline.warehousePath, m_request.pipeline.semantics);
        if (opened || opened.error().code != ErrorCode::Busy || interrupted())
            return opened;
        if (monotonicUs() > untilUs)
            return Error{
                ErrorCode::Busy,
                QCoreApplication::translate("pipeline",
                                            "Another program keeps the warehouse locked. Nothing was "
                                            "written. End that program or name another warehouse."),
                m_request.pipeline.warehousePath};
        std::this_thread::sleep_for(kTick);
    }
}

Result<RunOutcome> RunJob::runToTheEnd()
{
    // What the lakehouse lacks is said before anything runs that would miss it.
    if (const QString &lake = m_request.pipeline.lakePath; !lake.isEmpty()) {
        if (const auto writer = lake::ParquetWriter::start(lake); !writer)
            return writer.error();
    }
    auto backend = openCluster();
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    // The schema is made before the members race for it, and a warehouse that cannot be used ends the run
    // here.
    auto warehouse = openWarehouse();
    if (!warehouse)
        return warehouse.error();
    const auto before = warehouse::markOf(**warehouse);
    if (!before)
        return before.error();
    m_before = *before;
    m_warehouseFile = PlacedFile(m_request.pipeline.warehousePath);
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
    if (m_request.pipeline.campus && !m_request.lockstep) // its rows carry the machine's time
        m_clock.followSystem();
    m_pipeline.emplace(m_request.pipeline, *m_backend, *m_journal, m_clock, m_crashes, m_begunUs);
    const std::int64_t cpuBeforeUs = cpuOf(*m_pipeline);
    Pipeline::Parts parts;
    parts.bridge = m_request.pipeline.campus.has_value();
    parts.replica = m_request.olap;
    parts.lake = !m_request.pipeline.lakePath.isEmpty();
    if (auto started = m_pipeline->start(parts); !started)
        return started.error();
    watch().begin(*m_pipeline, *m_journal, m_request.lockstep);

    RunOutcome outcome;
    outcome.stopped = m_request.lockstep ? runConducted() : runFreely();
    watch().readJournal(); // the digest is of what was conducted; what follows is only the end of the stages
    const std::string digest = watch().digest();
    conclude(outcome, std::move(*warehouse), cpuOf(*m_pipeline) - cpuBeforeUs, digest);
    finishSession(outcome);
    noteStopping(outcome);
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
            m_pipeline->askSourceToStop();
            m_pipeline->hurry();
        }
        if (interruptedUs > 0 && nowUs - interruptedUs > kDrainUs && everybodyAnswers())
            return std::nullopt;
        if (interruptedUs > 0 && nowUs - interruptedUs > kAnswerUs)
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
        // All that is left to do are commits, and nothing more comes that one could be worth waiting for. A
        // crash is to find what its commit interval gives it.
        if (!m_request.crash && nowUs - changedUs > kWorkedUs && !m_pipeline->sourceRuns()
            && everybodyReads())
            m_pipeline->hurry();
        if (m_pipeline->sourceRuns()) {
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

/// Whether all that keeps the rest from being worked is the time that it takes.
bool RunJob::everybodyAnswers()
{
    const auto members = m_pipeline->members();
    return !m_pipeline->sourceRuns() && watch().silentUs() == 0
        && std::none_of(members.begin(), members.end(),
                        [](const MemberStatus &member) { return member.status == StageStatus::Retrying; });
}

bool RunJob::everybodyReads() const
{
    const auto members = m_pipeline->members();
    return std::all_of(members.begin(), members.end(), [](const MemberStatus &member) {
        return member.stage == StageKind::Source || (member.joined && member.status == StageStatus::Running);
    });
}

/// Lockstep: hop by hop in the seed's order. Interrupted, it makes no new records and steps the others on.
std::optional<Error> RunJob::runConducted()
{
    Conductor conductor(*m_pipeline, *m_backend, *m_journal, m_request.pipeline.seed);
    const auto conduct = [&]() -> std::optional<Error> {
        const auto conducted = conductor.conduct(kConductMs, [this] { return interrupted(); });
        return conducted || interrupted() ? std::optional<Error>() : conducted.error();
    };
    if (auto error = conduct())
        return error;
    std::int64_t interruptedUs = 0;
    for (int stumbles = 0;;) {
        if (interrupted() && interruptedUs == 0) {
            interruptedUs = monotonicUs();
            conductor.endGenerating();
        }
        if (interruptedUs > 0 && monotonicUs() - interruptedUs > kDrainUs)
            return std::nullopt;
        const auto step = conductor.stepHop();
        if (auto reason = stopReason())
            return reason;
        if (!step) {
            // A rebalance came in between: when all have come to rest again, it goes on.
            if (!step.error().retriable || ++stumbles > kMostStumbles)
                return step.error();
            if (auto error = conduct())
                return error;
            continue;
        }
        if (!step->done)
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
    if (!outcome.waiting.records.empty())
        return stillWaiting(m_request, outcome.waiting);
    if (const std::int64_t found = m_pipeline->follower()->badLines(); found != outcome.progress.rejected)
        return QCoreApplication::translate(
                   "pipeline",
                   "Not verified: %1 bad lines of the file were set aside, but %2 lie in "
                   "the dead letters.")
            .arg(outcome.progress.rejected)
            .arg(found);
    const QString untold = untoldProblem();
    const QString replica = untold.isEmpty() ? replicaProblem(outcome) : untold;
    return replica.isEmpty() ? lakeProblem(outcome) : replica;
}

/// The warehouse as whoever opens it next finds it: what was written through `writing` may be in a file that
/// is no longer there.
Result<std::unique_ptr<Database>> RunJob::reopen(std::unique_ptr<Database> writing) const
{
    if (auto there = m_warehouseFile.inPlace(); !there)
        return there.error();
    writing.reset();
    return warehouse::openWarehouseForReading(m_request.pipeline.warehousePath);
}

/// Where the records are that were not worked any more: without that nothing can be said of them. The proof
/// may take longer than there is time; then this is what is said.
bool RunJob::leaveWaiting(RunOutcome &outcome)
{
    auto waiting = findWaiting(*m_pipeline, *m_backend);
    if (!waiting) {
        if (!outcome.stopped)
            outcome.stopped = waiting.error();
        return false;
    }
    outcome.waiting = std::move(*waiting);
    const std::lock_guard lock(m_leftMutex);
    m_left = outcome.waiting;
    return true;
}

/// Stops in order, verifies and reports; whatever cannot be had any more is left out of the report.
void RunJob::conclude(RunOutcome &outcome, std::unique_ptr<Database> writing, std::int64_t cpuUs,
                      const std::string &digest)
{
    outcome.interrupted = interrupted();
    outcome.crashMissed = m_crashes.passedInVain();
    const bool gaveUp = outcome.stopped && outcome.stopped->code == ErrorCode::Cancelled;
    if (gaveUp || watch().death()) {
        // Nobody answers any more: neither the last commits nor the proof can be had. A broker of ours that
        // hangs is ended first, since closing a client waits for answers that are under way.
        m_backend->endBrokers();
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
    // What was not worked to its end waits; only of the rest can be said that it is lost.
    const bool unworked = outcome.interrupted || outcome.stopped;
    if (unworked && !leaveWaiting(outcome)) {
        outcome.problem = unfinished();
        outcome.report = shortReport(outcome);
        return;
    }
    if (auto finished = m_pipeline->finishFollower(kFollowerMs); !finished && !outcome.stopped)
        outcome.stopped = finished.error();
    if (auto missed = m_pipeline->follower()->failure(); missed && !outcome.stopped)
        outcome.stopped = missed;
    const auto opened = reopen(std::move(writing));
    if (!opened) {
        if (!outcome.stopped)
            outcome.stopped = opened.error();
        outcome.problem = unfinished();
        outcome.report = shortReport(outcome);
        return;
    }
    Database &warehouse = **opened;
    if (auto ledger =
            verify(*m_pipeline, *m_backend, warehouse, m_before, unworked ? &outcome.waiting : nullptr))
        outcome.ledger = std::move(*ledger);
    else if (!outcome.stopped)
        outcome.stopped = ledger.error();
    if (auto checked = checkReplicas(outcome, warehouse); !checked && !outcome.stopped)
        outcome.stopped = checked.error();
    if (auto checked = checkLakehouse(outcome); !checked && !outcome.stopped)
        outcome.stopped = checked.error();
    outcome.problem = problemOf(outcome);
    outcome.verified = outcome.problem.isEmpty();
    outcome.report = makeReport({m_request, *m_pipeline, *m_backend, warehouse, outcome, watch().latency(),
                                 digest, cpuUs, watch().errors(), watch().resets(), watch().moves()});
}

} // namespace pk::pipeline
