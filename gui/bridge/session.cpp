#include "bridge/session.h"

#include "bridge/past_logs.h"
#include "bridge/recorded_session.h"
#include "bridge/session_files.h"
#include "bridge/sources.h"
#include "bridge/text.h"
#include "transform/config.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <chrono>

namespace pk::gui {

namespace {

constexpr int kTellMs = 50;
constexpr int kTellAtRestMs = 250;
constexpr int kPauseEveryMs = 10;
constexpr int kEmbeddedBrokers = 3;
/// How long a run waits for the one before it, whose stages may wait for answers that will not come.
constexpr std::chrono::seconds kApart{5};
/// The embedded broker answers a question for records that are not there yet only after this time. Nobody
/// minds an eighth of a second between two hops, on average, and asking more often is most of what a window
/// costs while nothing happens.
constexpr int kFetchWaitMs = 250;

/// What works beside a source rests with it.
constexpr bool isAtRest(RunState state)
{
    return state != RunState::Running && state != RunState::Starting;
}

/// A bridge may be wanted later, too.
pipeline::Pipeline::Parts partsOf(const pipeline::PipelineOptions &options, bool follower)
{
    pipeline::Pipeline::Parts parts;
    parts.follower = follower;
    parts.bridge = options.campus.has_value();
    parts.changes = true;
    return parts;
}

} // namespace

Session::Session(SessionOptions options)
    : m_options(std::move(options))
    , m_source(sourceIn(m_options.environment, m_options.source))
    , m_prepared(std::make_unique<PreparedSource>())
    , m_sequence(std::make_shared<std::atomic<std::int64_t>>(1))
    , m_rate(m_options.ratePerSecond)
    , m_environment(m_options.environment)
    , m_tellTimer(this)
    , m_pausing(this)
    , m_opener(partsOfOpener(), this)
{
    connect(&m_opener, &EnvironmentOpener::progressed, this, &Session::switchProgressed);
    connect(&m_opener, &EnvironmentOpener::secretWanted, this, &Session::secretWanted);
    // What will run is known before the broker is there: the window need not be empty until then.
    m_board.change([this](RunInfo &run) {
        run.environment = m_environment;
        run.partitions = m_options.partitions;
        run.transformGroup = kTransformGroup;
        run.loaderGroup = kLoaderGroup;
        run.bridgeGroup = kBridgeGroup;
        run.source = m_source;
        run.ratePerSecond = m_rate;
        run.restartAfterCrashMs = m_options.restartAfterCrashMs;
    });
    connect(
        this, &Session::failed, this,
        [this](Command command) {
            ++m_refused;
            m_asked.erase(command);
        },
        Qt::DirectConnection);
    m_tellTimer.setInterval(kTellMs);
    connect(&m_tellTimer, &QTimer::timeout, this, [this] {
        if (!m_run)
            return;
        m_run->pipeline->tellWhatFlows(monotonicUs());
        tellRecording();
        tellCampus();
    });
    m_pausing.setInterval(kPauseEveryMs);
    connect(&m_pausing, &QTimer::timeout, this, &Session::goOnPausing);
}

/// When the session file cannot be written any more, as on a full disk, and when it begins to lack what
/// happens.
void Session::tellRecording()
{
    using Recording = Incarnation::Recording;
    const auto error = m_run->journal->spillError();
    const Recording now = !error              ? Recording::Complete
        : m_run->journal->missingInFile() > 0 ? Recording::Lacking
                                              : Recording::Behind;
    const Recording before = std::exchange(m_run->recording, now);
    if (before < now)
        Q_EMIT failed(Command::KeepSession, error->message);
    else if (before > now && now == Recording::Complete)
        Q_EMIT succeeded(Command::KeepSession);
}

/// The campus beside the source tries again by itself.
void Session::tellCampus()
{
    const auto error = m_prepared->workload ? m_prepared->workload->failure() : std::nullopt;
    const QString trouble = error ? error->toString() : QString();
    if (trouble != std::exchange(m_campusTrouble, trouble))
        m_board.change([&](RunInfo &run) { run.campusTrouble = trouble; });
}

Session::~Session()
{
    m_board.show(nullptr, nullptr);
    m_lock.reset();
    interrupt();
    m_opener.end();
    if (m_run)
        m_run->pipeline->stop();
    m_run.reset();
    m_prepared = std::make_unique<PreparedSource>();
    m_aside = {};
}

void Session::setState(RunState state, const QString &reason)
{
    m_state = state;
    if (m_prepared->workload)
        m_prepared->workload->setPaused(isAtRest(state));
    m_tellTimer.setInterval(isAtRest(state) ? kTellAtRestMs : kTellMs);
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
    setState(RunState::Stopped, recorded->run.reason);
}

void Session::start()
{
    setState(RunState::Starting);
    if (!m_options.recording.isEmpty())
        return showRecording();
    if (!m_environment.isEmbedded()) {
        if (const auto made = prepareFolder(); !made)
            return giveUpStart(StartStep::Folder, made.error());
        return m_opener.open(m_environment);
    }
    const std::pair<StartStep, Result<void> (Session::*)()> steps[] = {
        {StartStep::Folder, &Session::prepareFolder},
        {StartStep::Broker, &Session::openBroker},
        {StartStep::Warehouse, &Session::openWarehouse},
        {StartStep::Pipeline, &Session::beginIncarnation}};
    for (const auto &[step, make] : steps) {
        if (const auto made = (this->*make)(); !made)
            return giveUpStart(step, made.error());
    }
    m_tellTimer.start();
    setState(RunState::Running);
}

void Session::startAgain(const QString &dataFolder)
{
    if (m_state != RunState::Failed)
        return;
    if (!dataFolder.isEmpty())
        m_options.dataFolder = dataFolder;
    m_aside = {};
    m_prepared = std::make_unique<PreparedSource>(); // of the folder before
    m_reader.reset();
    m_backend.reset();
    start();
}

void Session::giveUpStart(StartStep step, const Error &error)
{
    m_pipelineFailed = step == StartStep::Pipeline;
    m_board.change([this](RunInfo &run) { run.environment = m_environment; });
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
    m_warehousePath = m_usualWarehouse = ownWarehouse();
    m_warehouseOpened = false; // another folder has another one
    return {};
}

Result<void> Session::openBroker()
{
    const int number = m_opener.nextNumber();
    auto backend = startBroker(number);
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    m_number = number;
    return {};
}

Result<pipeline::PipelineOptions> Session::pipelineOptions()
{
    m_source = sourceIn(m_environment, m_source);
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
    options.othersInGroup = !m_options.staticAssignment; // whoever knows the cluster can start a worker
    options.fetchWaitMs = kFetchWaitMs;
    options.restartAfterCrashMs = m_options.restartAfterCrashMs;
    options.warehousePath = m_warehousePath;
    const SourcePlaces places = sourcePlaces(); // keeps the API, whose address is part of its events' ids
    m_prepared = std::make_unique<PreparedSource>(); // the rest of what worked beside the run before ends
    auto source = prepareSource(m_source, places);
    if (!source)
        return source.error();
    m_prepared = std::make_unique<PreparedSource>(std::move(*source));
    options.source = m_prepared->factory;
    options.campus = m_prepared->campus;
    if (auto placed = placeBridge(places, options); !placed)
        return placed.error();
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
    options.sessionInfo = {{"environment", m_environment.id().toStdString()},
                           {"cluster", m_backend->info().id},
                           {"seed", std::to_string(m_source.seed)},
                           {"source", toJournal(m_source)},
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

static std::vector<GroupTopics> groupTopics(const pipeline::PipelineOptions &options)
{
    GroupTopics transform{options.transformGroup, {}};
    GroupTopics loader{options.loaderGroup, {}};
    GroupTopics bridge{std::string(kBridgeGroup), {}};
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        transform.topics.emplace_back(rawTopic(dataset));
        loader.topics.emplace_back(enrichedTopic(dataset));
        for (std::string &topic : cdcTopicsOf(dataset))
            bridge.topics.push_back(std::move(topic));
    }
    return {transform, loader, bridge};
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
    // What the run before has in hand may still be stored: that is of the earlier run.
    if (m_apart.valid())
        (void)m_apart.wait_for(kApart);
    const auto before = markOfWarehouse();
    if (!before)
        return before.error();
    auto run = std::make_shared<Incarnation>();
    run->journal = std::move(*journal);
    run->before = *before;
    Result<PastLogs> past = PastLogs(); // an embedded broker begins empty
    const std::string cluster = m_backend->info().id;
    const bool sameCluster = m_begunOn == cluster;
    run->leftUnread = m_leftUnread && sameCluster;
    if (!m_environment.isEmbedded() || sameCluster) {
        past = readPastLogs(*m_backend, topicsOfEveryRun());
        if (!past)
            return past.error();
        if (auto noted = notePastLogs(*past, *m_backend, *run->journal, groupTopics(*options)); !noted)
            return noted;
    }
    run->pipeline = std::make_unique<pipeline::Pipeline>(*options, *m_backend, *run->journal, run->clock,
                                                         run->crashes, begunUs);
    {
        const std::lock_guard lock(m_interruptMutex);
        m_run = run;
    }
    const auto parts = partsOf(*options, m_options.follower);
    // Not shown before: a page that asks for a topic too early would make it, with other partitions.
    if (auto made = run->pipeline->makeTopics(parts); !made) {
        setAside();
        return made;
    }
    const auto topicPartitions =
        std::make_shared<const std::map<std::string, int, std::less<>>>(run->pipeline->partitions().known());
    m_board.change([&](RunInfo &info) {
        info.environment = m_environment;
        info.cluster = m_backend->info();
        info.brokersHere = !m_backend->supports(broker::Feature::BrokerOutage) ? 0
            : m_environment.isEmbedded()                                       ? kEmbeddedBrokers
                                                                               : m_environment.nodes;
        info.nodeLogs = nodeLogs(info.brokersHere > 0);
        info.report.reset();
        info.incarnation = ++m_incarnations;
        info.warehousePath = m_warehousePath;
        info.partitions = m_options.partitions;
        info.topicPartitions = topicPartitions;
        info.semantics = m_options.semantics;
        info.transactions = m_backend->supports(broker::Feature::Transactions);
        info.transformGroup = options->transformGroup;
        info.loaderGroup = options->loaderGroup;
        info.bridgeGroup = options->bridgeGroup;
        info.campusDatabase = sourcePlaces().databaseOf(m_source);
        info.bridgeStore = options->bridgePath;
        info.campusApi = campusApi();
        info.source = m_source;
        info.ratePerSecond = m_rate;
        info.transformDelayMs = info.loadDelayMs = 0;
        info.databaseLocked = info.databaseClosed = false;
        info.brokersDown.clear();
        info.transforms = options->transforms;
        info.transformSteps = options->transforms[Dataset::Orders]->stepNames();
    });
    m_board.show(run->journal, run->pipeline.get());
    if (auto started = run->pipeline->start(parts); !started) {
        setAside();
        return started;
    }
    m_begunOn = cluster; // not before: from one that refuses it goes back to the one before
    m_leftUnread = run->leftUnread;
    run->conductor =
        std::make_unique<pipeline::Conductor>(*run->pipeline, *m_backend, *run->journal, m_source.seed);
    run->watch = std::make_unique<LogWatch>(*m_backend, *run->journal, topicsOfEveryRun(), *past,
                                            groupTopics(*options));
    m_board.show(run->journal, run->pipeline.get(), run->watch.get());
    return {};
}

/// The stages of a dead cluster may wait seconds for answers that will not come: they do so elsewhere, and
/// `ended` is called there when they have done with it.
void Session::setAside(const std::function<void(const Incarnation &)> &ended)
{
    m_board.show(m_run->journal, nullptr);
    std::shared_ptr<Incarnation> dead;
    {
        const std::lock_guard lock(m_interruptMutex);
        dead = std::move(m_run);
        m_run.reset();
    }
    std::promise<void> apart;
    m_apart = apart.get_future();
    m_aside = std::jthread(
        [earlier = std::move(m_aside), dead = std::move(dead), ended, apart = std::move(apart)]() mutable {
            if (dead->watch)
                dead->watch->requestStop();
            dead->byHand.reset();
            dead->pipeline->abandonStages();
            apart.set_value();
            (void)dead->journal->flush();
            if (ended)
                ended(*dead);
            dead->pipeline->abandon();
            dead->watch.reset();
            earlier = {};
        });
}

/// Whoever was added, or has failed, is there again with the next incarnation; whoever was stopped is not.
void Session::countMembers()
{
    m_options.transformMembers = pipeline::countWanted(m_run->pipeline->members(), StageKind::Transform);
    m_options.loadMembers = pipeline::countWanted(m_run->pipeline->members(), StageKind::Load);
}

void Session::onBrokerDied(int number, const Error &error)
{
    if (number != m_number || m_state == RunState::Stopping)
        return;
    // It may have died while the pipeline was being started there.
    if (m_state == RunState::Failed && m_pipelineFailed)
        setState(RunState::Restarting, error.message);
    if (!m_run)
        return;
    m_pipelineFailed = false;
    note(journal::EventKind::Error, error.toString().toStdString());
    for (int broker = 1; broker <= kEmbeddedBrokers; ++broker) {
        journal::Event down;
        down.kind = journal::EventKind::BrokerDown;
        down.partition = broker;
        m_run->journal->append(m_run->journal->writer("session"), std::move(down));
    }
    m_lock.reset();
    m_diedPaused = isPauseWanted();
    countMembers();
    setAside([this, run = m_board.run()](const Incarnation &dead) { tellLost(dead, run); });
    setState(RunState::Restarting, error.message);
    Q_EMIT brokerDied(error.message);
}

void Session::onBrokerRestarted(int number)
{
    if (number != m_number || m_run || m_state != RunState::Restarting)
        return;
    if (auto begun = beginIncarnation(); !begun)
        return giveUpStart(StartStep::Pipeline, begun.error());
    Q_EMIT brokerRestarted(m_incarnations);
    m_tellTimer.start();
    if (std::exchange(m_pipelineFailed, false))
        setState(RunState::Running); // whoever was told of the failure hears that it is over, also if paused
    goOn(m_diedPaused);
}

Result<warehouse::Mark> Session::markOfWarehouse() const
{
    auto warehouse = warehouse::openWarehouseForReading(m_warehousePath);
    return warehouse ? warehouse::markOf(**warehouse) : warehouse.error();
}

void Session::interrupt()
{
    m_opener.cancel(); // first: what it hands over meanwhile is among m_cancelNodes by then
    const std::lock_guard lock(m_interruptMutex);
    if (m_cancelNodes)
        *m_cancelNodes = true;
    if (m_run)
        m_run->pipeline->interrupt();
}

} // namespace pk::gui
