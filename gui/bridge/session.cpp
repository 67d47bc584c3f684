#include "bridge/session.h"

#include "bridge/recorded_session.h"
#include "bridge/session_files.h"
#include "bridge/text.h"
#include "broker/embedded_backend.h"
#include "transform/config.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace pk::gui {

namespace {

constexpr int kClockMs = 50;
constexpr int kFollowerMs = 5'000;
/// Nobody sees a tenth of a second between two hops, and asking five times as often is most of what a window
/// costs while nothing happens.
constexpr int kFetchWaitMs = 100;

/// Both datasets are always read, so that another source changes nothing in the groups.
std::vector<std::string> allTopics()
{
    std::vector<std::string> topics{std::string(kWarehouseEventsTopic)};
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        for (std::string &topic : topicsOf(dataset))
            topics.push_back(std::move(topic));
    }
    return topics;
}

} // namespace

Session::Session(SessionOptions options)
    : m_options(std::move(options))
    , m_source(m_options.source)
    , m_sequence(std::make_shared<std::atomic<std::int64_t>>(1))
    , m_rate(m_options.ratePerSecond)
    , m_clockTimer(this)
{
    // What will run is known before the broker is there: the window need not be empty until then.
    m_board.change([this](RunInfo &run) {
        run.partitions = m_options.partitions;
        run.transformGroup = kTransformGroup;
        run.loaderGroup = kLoaderGroup;
        run.source = m_source;
        run.ratePerSecond = m_rate;
    });
    connect(
        this, &Session::failed, this, [this] { ++m_refused; }, Qt::DirectConnection);
    m_clockTimer.setInterval(kClockMs);
    connect(&m_clockTimer, &QTimer::timeout, this, [this] {
        if (m_run)
            m_run->clock.advanceTo(SystemClock().nowMs());
    });
}

Session::~Session()
{
    m_board.show(nullptr, nullptr);
    m_lock.reset();
    if (m_run)
        m_run->pipeline->stop();
    m_run.reset();
    m_aside.clear();
}

void Session::setState(RunState state, const QString &reason)
{
    m_state = state;
    m_board.change([&](RunInfo &run) {
        run.state = state;
        run.reason = reason;
    });
    Q_EMIT stateChanged(state, reason);
}

void Session::showRecording()
{
    auto recorded = openRecordedSession(m_options.recording, m_options.recordingAfterS);
    if (!recorded)
        return giveUpStart(StartStep::Pipeline, recorded.error());
    m_board.change([&](RunInfo &run) {
        recorded->run.revision = run.revision;
        run = recorded->run;
    });
    m_board.show(recorded->journal, nullptr);
    setState(RunState::Stopped);
}

void Session::start()
{
    setState(RunState::Starting);
    if (!m_options.recording.isEmpty())
        return showRecording();
    const std::pair<StartStep, Result<void> (Session::*)()> steps[] = {
        {StartStep::Folder, &Session::prepareFolder},
        {StartStep::Broker, &Session::openBroker},
        {StartStep::Warehouse, &Session::openWarehouse},
        {StartStep::Pipeline, &Session::beginIncarnation}};
    for (const auto &[step, make] : steps) {
        if (const auto made = (this->*make)(); !made)
            return giveUpStart(step, made.error());
    }
    m_clockTimer.start();
    setState(RunState::Running);
}

void Session::startAgain(const QString &dataFolder)
{
    if (m_state != RunState::Failed)
        return;
    if (!dataFolder.isEmpty())
        m_options.dataFolder = dataFolder;
    m_aside.clear();
    m_reader.reset();
    m_backend.reset();
    start();
}

void Session::giveUpStart(StartStep step, const Error &error)
{
    setState(RunState::Failed, error.toString());
    const QString where = step == StartStep::Folder ? m_options.dataFolder
        : step == StartStep::Warehouse              ? m_warehousePath
                                                    : error.context;
    Q_EMIT startFailed(step, error.message, where);
}

Result<void> Session::prepareFolder()
{
    if (!QDir().mkpath(m_options.dataFolder) || !QFileInfo(m_options.dataFolder).isWritable()) {
        return Error{ErrorCode::Permission,
                     QCoreApplication::translate("bridge", "The folder cannot be made or written."),
                     m_options.dataFolder};
    }
    m_warehousePath = m_options.warehousePath.isEmpty()
        ? QDir(m_options.dataFolder).filePath(QStringLiteral("warehouse.db"))
        : m_options.warehousePath;
    return {};
}

Result<void> Session::openBroker()
{
    broker::BrokerProcess::Options process;
    process.program = m_options.brokerProgram;
    process.died = [this](const Error &error) {
        QMetaObject::invokeMethod(this, [this, error] { onBrokerDied(error); });
    };
    process.restarted = [this](const broker::BrokerAddress &) {
        QMetaObject::invokeMethod(this, [this] { onBrokerRestarted(); });
    };
    auto backend = broker::startEmbeddedCluster(std::move(process));
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    return {};
}

/// The schema is made before the members race for it.
Result<void> Session::openWarehouse()
{
    auto warehouse = warehouse::openWarehouse(m_warehousePath, m_options.semantics);
    if (!warehouse)
        return warehouse.error();
    const auto next = nextSequenceIn(**warehouse);
    if (!next)
        return next.error();
    m_sequence->store(*next);
    return {};
}

Result<pipeline::PipelineOptions> Session::pipelineOptions()
{
    pipeline::PipelineOptions options;
    options.datasets = {Dataset::Orders, Dataset::Activities};
    options.partitions = m_options.partitions;
    options.transformMembers = m_options.transformMembers;
    options.loadMembers = m_options.loadMembers;
    options.semantics = m_options.semantics;
    options.ratePerSecond = m_rate;
    options.sampleEvery = pipeline::sampleEveryFor(m_rate);
    options.seed = m_source.seed;
    options.staticAssignment = m_options.staticAssignment;
    options.fetchWaitMs = kFetchWaitMs;
    options.warehousePath = m_warehousePath;
    auto source = makeSource(m_source, m_sequence);
    if (!source)
        return source.error();
    options.source = std::move(*source);
    for (const Dataset dataset : options.datasets) {
        auto config = transform::Config::shipped(dataset);
        if (!config)
            return config.error();
        options.transforms[dataset] = *config;
    }
    return options;
}

Result<std::unique_ptr<journal::Journal>> Session::openJournal()
{
    const SessionFiles files(m_options.dataFolder);
    files.removeOld();
    journal::JournalOptions options;
    options.sessionFile = files.newFile();
    options.sessionInfo = {{"environment", "embedded"},
                           {"cluster", m_backend->info().id},
                           {"seed", std::to_string(m_source.seed)},
                           {"semantics", std::string(toString(m_options.semantics))}};
    m_board.change([&](RunInfo &run) { run.sessionFile = options.sessionFile; });
    auto journal = journal::Journal::open(options);
    if (journal)
        return journal;
    // A full disk must not keep the window from opening: without a file the journal lives in memory.
    Q_EMIT failed(Command::KeepSession, journal.error().toString());
    m_board.change([](RunInfo &run) { run.sessionFile.clear(); });
    return journal::Journal::open({});
}

Result<void> Session::beginIncarnation()
{
    const std::int64_t begunUs = monotonicUs();
    auto options = pipelineOptions();
    if (!options)
        return options.error();
    auto journal = openJournal();
    if (!journal)
        return journal.error();
    auto run = std::make_shared<Incarnation>();
    run->journal = std::move(*journal);
    run->pipeline = std::make_unique<pipeline::Pipeline>(*options, *m_backend, *run->journal, run->clock,
                                                         run->crashes, begunUs);
    m_board.change([&](RunInfo &info) {
        info.cluster = m_backend->info();
        info.incarnation = ++m_incarnations;
        info.warehousePath = m_warehousePath;
        info.partitions = m_options.partitions;
        info.semantics = m_options.semantics;
        info.transformGroup = options->transformGroup;
        info.loaderGroup = options->loaderGroup;
        info.source = m_source;
        info.ratePerSecond = m_rate;
        info.transformDelayMs = info.loadDelayMs = 0;
        info.databaseLocked = info.databaseClosed = false;
        info.brokersDown.clear();
        info.transforms = options->transforms;
        info.transformSteps = options->transforms[Dataset::Orders]->stepNames();
    });
    {
        const std::lock_guard lock(m_interruptMutex);
        m_run = run;
    }
    m_board.show(run->journal, run->pipeline.get());
    if (auto started = run->pipeline->start({true, true, true, m_options.follower}); !started) {
        setAside();
        return started;
    }
    run->conductor =
        std::make_unique<pipeline::Conductor>(*run->pipeline, *m_backend, *run->journal, m_source.seed);
    run->watch = std::make_unique<LogWatch>(*m_backend, *run->journal, allTopics());
    m_board.show(run->journal, run->pipeline.get(), run->watch.get());
    return {};
}

/// The stages of a dead cluster may wait seconds for answers that will not come: they do so elsewhere.
void Session::setAside()
{
    m_board.show(m_run->journal, nullptr);
    std::shared_ptr<Incarnation> dead;
    {
        const std::lock_guard lock(m_interruptMutex);
        dead = std::move(m_run);
        m_run.reset();
    }
    m_aside.emplace_back([dead = std::move(dead)] {
        if (dead->watch)
            dead->watch->requestStop();
        dead->byHand.reset();
        dead->pipeline->abandon();
        dead->watch.reset();
    });
}

void Session::onBrokerDied(const Error &error)
{
    if (!m_run || m_state == RunState::Stopping)
        return;
    note(journal::EventKind::Error, error.toString().toStdString());
    for (int broker = 1; broker <= 3; ++broker) {
        journal::Event down;
        down.kind = journal::EventKind::BrokerDown;
        down.partition = broker;
        m_run->journal->append(m_run->journal->writer("session"), std::move(down));
    }
    m_lock.reset();
    m_diedPaused = m_state == RunState::Paused;
    setAside();
    setState(RunState::Restarting, error.message);
    Q_EMIT brokerDied(error.message);
}

void Session::onBrokerRestarted()
{
    if (m_run || m_state != RunState::Restarting)
        return;
    if (auto begun = beginIncarnation(); !begun)
        return giveUpStart(StartStep::Pipeline, begun.error());
    Q_EMIT brokerRestarted(m_incarnations);
    if (m_diedPaused)
        reconduct(Command::Pause);
    else
        setState(RunState::Running);
}

void Session::interrupt()
{
    const std::lock_guard lock(m_interruptMutex);
    if (m_run)
        m_run->pipeline->interrupt();
}

void Session::stop(int drainMs)
{
    if (m_state == RunState::Stopped && m_options.recording.isEmpty())
        return;
    setState(RunState::Stopping);
    m_clockTimer.stop();
    bool drained = true;
    bool verified = false;
    QString ledger;
    if (m_run) {
        endFaults();
        drained = drain(drainMs);
        m_board.show(m_run->journal, m_run->pipeline.get());
        m_run->watch.reset();
        m_run->byHand.reset();
        m_run->pipeline->stop();
        if (m_options.follower)
            ledger = ledgerText(verified);
        m_board.show(m_run->journal, nullptr);
        (void)m_run->journal->flush();
    }
    m_aside.clear();
    setState(RunState::Stopped);
    Q_EMIT stopped(drained, verified, ledger);
}

bool Session::drain(int timeoutMs)
{
    m_run->pipeline->stopSource();
    m_run->conductor->release();
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    do {
        if (const auto drained = m_run->pipeline->drained(); drained && *drained)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } while (monotonicUs() < deadlineUs);
    return false;
}

Result<pipeline::Ledger> Session::closeLedger()
{
    if (auto finished = m_run->pipeline->finishFollower(kFollowerMs); !finished)
        return finished.error();
    auto warehouse = warehouse::openWarehouseForReading(m_warehousePath);
    if (!warehouse)
        return warehouse.error();
    return pipeline::verify(*m_run->pipeline, *m_backend, **warehouse);
}

QString Session::ledgerText(bool &verified)
{
    const auto ledger = closeLedger();
    if (!ledger)
        return ledger.error().message;
    verified = ledger->holds() && m_run->pipeline->allAcked();
    return QCoreApplication::translate(
               "bridge",
               "%1 acknowledged = %2 applied + %3 superseded + %4 duplicate events + %5 dead "
               "letters + %6 filtered + %7 lost; %8 doubled.")
        .arg(ledger->acked)
        .arg(ledger->applied)
        .arg(ledger->superseded)
        .arg(ledger->duplicateEvents)
        .arg(ledger->deadLettered)
        .arg(ledger->filtered)
        .arg(ledger->lost)
        .arg(ledger->duplicates);
}

} // namespace pk::gui
