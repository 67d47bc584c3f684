#include "bridge/controller.h"

#include "base/thread_turns.h"
#include "bridge/action_text.h"
#include "bridge/flow_builder.h"
#include "bridge/text.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

constexpr int kLastDeadlineMs = 15'000;
constexpr int kPipelineNicer = 5;
constexpr unsigned long kPipelineLateNs = 1'500'000;

CommandTarget targetIn(const RunInfo &run)
{
    // One address is enough for a client to find the others, and leaves the line readable.
    const QString bootstrap = toQString(run.cluster.bootstrap).section(QLatin1Char(','), 0, 0);
    CommandTarget target{bootstrap, run.warehousePath, run.cluster.embedded};
    target.campusDatabase = run.campusDatabase;
    target.campusApi = run.campusApi;
    target.prefix = toQString(run.cluster.prefix);
    if (run.environment.kind == environment::EnvironmentChoice::Kind::Profile)
        target.profile = run.environment.profile;
    target.semantics = run.semantics;
    return target;
}

} // namespace

Controller::Controller(SessionOptions options, QObject *parent)
    : QObject(parent)
    , m_environment(options.environment)
    , m_source(options.source)
    , m_rate(options.ratePerSecond)
    , m_deadline(this)
    , m_sessionThread(std::make_unique<QThread>())
    , m_samplerThread(std::make_unique<QThread>())
    , m_session(new Session(std::move(options)))
    , m_sampler(new Sampler(m_session->board()))
{
    m_sessionThread->setObjectName(QStringLiteral("session"));
    m_samplerThread->setObjectName(QStringLiteral("sampler"));
    // Flat out, the pipeline has more threads than there are processors: the window would wait for its turn.
    const auto stepBehind = [] {
        stepBehindOtherThreads(kPipelineNicer);
        letTimersBeLate(kPipelineLateNs);
    };
    connect(m_sessionThread.get(), &QThread::started, m_sessionThread.get(), stepBehind,
            Qt::DirectConnection);
    m_session->moveToThread(m_sessionThread.get());
    m_sampler->moveToThread(m_samplerThread.get());
    connect(m_sampler, &Sampler::sampled, this, [this] {
        m_snapshot = m_sampler->takeSnapshot();
        Q_EMIT snapshotTaken(m_snapshot);
    });
    connect(m_sampler, &Sampler::hopsArrived, this, &Controller::takeHops);
    connect(m_session, &Session::stateChanged, this, [this](RunState state, const QString &reason) {
        m_state = state;
        Q_EMIT stateChanged(state, reason);
    });
    connect(m_session, &Session::failed, this, [this](Command command, const QString &message) {
        if (command == Command::SetSource)
            takeSource(); // a refused one was not taken
        Q_EMIT commandFailed(nameOf(command), message, command);
    });
    connect(m_session, &Session::succeeded, this, &Controller::commandSucceeded);
    connect(m_session, &Session::brokerDied, this, &Controller::brokerDied);
    connect(m_session, &Session::brokerRestarted, this, &Controller::brokerRestarted);
    connect(m_session, &Session::recordsLost, this, &Controller::recordsLost);
    connect(m_session, &Session::stepped, this, &Controller::stepped);
    connect(m_session, &Session::startFailed, this, &Controller::startFailed);
    connect(m_session, &Session::mappingWanted, this, &Controller::mappingWanted);
    connect(m_session, &Session::carriedOut, this, &Controller::commandIssued);
    connect(m_session, &Session::recordStepped, this, &Controller::recordStepped);
    connect(m_session, &Session::memberAdded, this, &Controller::memberAdded);
    connect(m_session, &Session::sourceChanged, this, [this] {
        takeSource();
        // Only now it is known where its API answers.
        Q_EMIT commandIssued(sourceText(targetIn(m_session->board().run()), m_source, m_rate));
        Q_EMIT sourceChanged();
    });
    connect(m_session, &Session::semanticsChanged, this, &Controller::semanticsChanged);
    connect(m_session, &Session::warehouseChanged, this, [this](const QString &path, const QString &ended) {
        Q_EMIT commandIssued(warehouseText(path)); // where none was named, only now it is known
        Q_EMIT warehouseChanged(path, ended);
    });
    connect(m_session, &Session::doublesFound, this, &Controller::doublesFound);
    connect(m_session, &Session::resetPreviewed, this,
            [this](const ResetPreview &preview) { Q_EMIT resetPreviewed(counted(preview)); });
    connect(m_session, &Session::resetDone, this,
            [this](const ResetPreview &done) { Q_EMIT resetDone(counted(done)); });
    connect(m_session, &Session::produced, this, &Controller::produced);
    connect(m_session, &Session::topicSettingsRead, this, &Controller::topicSettingsRead);
    connect(m_session, &Session::topicChanged, this, &Controller::topicChanged);
    connect(m_session, &Session::switchProgressed, this, [this](const SwitchProgress &progress) {
        m_switch = progress;
        Q_EMIT switchProgressed(progress);
    });
    connect(m_session, &Session::secretWanted, this, &Controller::secretWanted);
    connect(m_session, &Session::switchEnded, this, [this](const SwitchEnd &end) {
        m_switch.reset();
        m_environment = m_session->board().run().environment;
        if (m_sourcesAsked == 0)
            m_source = m_session->board().run().source; // on Compose the campus is another one
        if (end.kind == SwitchEnd::Kind::Done)
            Q_EMIT commandIssued(environmentText(end.to));
        Q_EMIT switchEnded(end);
    });
    connect(m_session, &Session::stopped, this, [this](const RunEnd &end) {
        const QString text = end.trouble();
        finishShutdown(text.isEmpty(), text, end.ledger);
    });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finishShutdown(
            false,
            QCoreApplication::translate(
                "bridge",
                "The pipeline did not stop in time, so it was left as it is. The warehouse is consistent: "
                "an open transaction is rolled back when it is opened again."),
            {});
    });
}

Controller::~Controller()
{
    if (m_shutdown == Shutdown::GivenUp) {
        // Their threads wait for something that does not come; the process ends without them.
        m_session->disconnect(this);
        m_sampler->disconnect(this);
        m_sessionThread.release();
        m_samplerThread.release();
        return;
    }
    if (m_sessionThread->isRunning()) {
        if (m_shutdown == Shutdown::None) {
            m_session->interrupt();
            post([](Session &session) { session.stop(kLastDeadlineMs); });
        }
        m_session->disconnect(this);
    }
    m_sampler->disconnect(this);
    const auto end = [](QThread &thread, QObject *object) {
        if (thread.isRunning()) {
            QObject::connect(&thread, &QThread::finished, object, &QObject::deleteLater);
            QMetaObject::invokeMethod(object, [&thread] { thread.quit(); });
            thread.wait();
        } else {
            delete object;
        }
    };
    end(*m_samplerThread, m_sampler); // it reads the session's board
    end(*m_sessionThread, m_session);
}

template <typename Action> void Controller::post(Action action)
{
    QMetaObject::invokeMethod(m_session,
                              [session = m_session, action = std::move(action)] { action(*session); });
}

void Controller::startAgain(const QString &dataFolder)
{
    post([dataFolder](Session &session) { session.startAgain(dataFolder); });
}

void Controller::switchEnvironment(const environment::EnvironmentChoice &choice)
{
    if (m_shutdown == Shutdown::None)
        post([choice](Session &session) { session.switchEnvironment(choice); });
}

void Controller::cancelSwitch()
{
    if (m_shutdown == Shutdown::None)
        m_session->cancelSwitch();
}

void Controller::answerSecret(int question, const QString &password)
{
    if (m_shutdown == Shutdown::None)
        m_session->answerSecret(question, password);
}

/// What it is elsewhere is told when it was done.
template <typename Action> void Controller::post(const CommandTexts &texts, Action action)
{
    post([texts, action = std::move(action)](Session &session) { session.carryOut(texts, action); });
}

void Controller::start()
{
    m_sessionThread->start();
    m_samplerThread->start();
    post([](Session &session) { session.start(); });
    QMetaObject::invokeMethod(m_sampler, &Sampler::start);
}

void Controller::shutdown(int deadlineMs)
{
    if (m_shutdown != Shutdown::None)
        return;
    m_shutdown = Shutdown::UnderWay;
    if (!m_sessionThread->isRunning()) {
        finishShutdown(true, {}, {});
        return;
    }
    m_deadline.start(deadlineMs);
    m_session->interrupt();
    post([drainMs = deadlineMs / 2](Session &session) { session.stop(drainMs); });
}

void Controller::finishShutdown(bool clean, const QString &text, const QString &ledger)
{
    if (isOver())
        return;
    m_shutdown = m_deadline.isActive() || clean ? Shutdown::Done : Shutdown::GivenUp;
    m_deadline.stop();
    Q_EMIT shutdownFinished(clean, text, ledger);
}

void Controller::setVisible(bool visible)
{
    if (isOver())
        return;
    QMetaObject::invokeMethod(m_sampler, [sampler = m_sampler, visible] { sampler->setVisible(visible); });
}

void Controller::takeHops()
{
    if (isOver())
        return;
    const Sampler::Hops taken = m_sampler->takeHops();
    if (!taken.hops.empty() || taken.left > 0)
        Q_EMIT hopsHappened(taken.hops, taken.left);
}

FlowGraph Controller::flow() const
{
    return m_snapshot ? buildFlow(*m_snapshot) : FlowGraph();
}

CommandTarget Controller::commandTarget() const
{
    return m_snapshot ? targetIn(m_snapshot->run) : CommandTarget();
}

std::shared_ptr<const journal::Journal> Controller::journal() const
{
    return m_session->board().journal();
}

void Controller::play()
{
    post(steppingText(), [](Session &session) { session.play(); });
}

void Controller::pause()
{
    post(steppingText(), [](Session &session) { session.pause(); });
}

void Controller::step(Session::StepKind kind)
{
    Q_EMIT stepBegun();
    post(steppingText(), [kind](Session &session) { session.step(kind); });
}

void Controller::stepRecord()
{
    step(Session::StepKind::Record);
}

void Controller::stepHop()
{
    step(Session::StepKind::Hop);
}

void Controller::stepToCommit()
{
    step(Session::StepKind::Commit);
}

void Controller::stepThat(const RecordPlaces &record, bool toItsEnd)
{
    Q_EMIT stepBegun();
    post(steppingText(), [record, toItsEnd](Session &session) { session.stepThat(record, toItsEnd); });
}

void Controller::setRate(qint64 perSecond)
{
    m_rate = perSecond;
    post(sourceText(commandTarget(), m_source, m_rate),
         [perSecond](Session &session) { session.setRate(perSecond); });
}

/// Each choice is answered once: what runs by then counts, unless another one has been made meanwhile.
void Controller::takeSource()
{
    if (--m_sourcesAsked == 0)
        m_source = m_session->board().run().source;
}

void Controller::setSource(const SourceChoice &choice)
{
    m_source = choice;
    ++m_sourcesAsked;
    post([choice](Session &session) { session.carryOut([&choice](Session &it) { it.setSource(choice); }); });
}

void Controller::setDataset(extract::GeneratedDatasets datasets)
{
    SourceChoice choice = m_source;
    choice.datasets = datasets;
    setSource(choice);
}

void Controller::replaySource()
{
    post(replayText(commandTarget(), m_source, m_rate), [](Session &session) { session.replaySource(); });
}

void Controller::setSemantics(Semantics wanted, bool removeDoubles)
{
    post(semanticsText(wanted),
         [wanted, removeDoubles](Session &session) { session.setSemantics(wanted, removeDoubles); });
}

void Controller::setWarehouse(const QString &path)
{
    post([path](Session &session) { session.carryOut([&path](Session &it) { it.setWarehouse(path); }); });
}

void Controller::addMember(StageKind stage)
{
    const std::string_view group = stage == StageKind::Load ? kLoaderGroup : kTransformGroup;
    post(addMemberText(commandTarget(), stage, toQString(group)),
         [stage](Session &session) { session.addMember(stage); });
}

void Controller::stopMember(const QString &name)
{
    post(stopMemberText(commandTarget(), name),
         [name = name.toStdString()](Session &session) { session.stopMember(name); });
}

void Controller::crashMember(const QString &name)
{
    post(crashMemberText(commandTarget(), name),
         [name = name.toStdString()](Session &session) { session.crashMember(name); });
}

void Controller::holdMember(const QString &name, bool hold)
{
    post(holdText(name, hold),
         [name = name.toStdString(), hold](Session &session) { session.holdMember(name, hold); });
}

void Controller::setDelay(StageKind stage, int ms)
{
    post(slowText(stage, ms), [stage, ms](Session &session) { session.setDelay(stage, ms); });
}

void Controller::brokerDown(int broker)
{
    post(brokerText(commandTarget(), broker, false),
         [broker](Session &session) { session.setBrokerUp(broker, false); });
}

void Controller::brokerUp(int broker)
{
    post(brokerText(commandTarget(), broker, true),
         [broker](Session &session) { session.setBrokerUp(broker, true); });
}

void Controller::databaseOutage(Session::Outage kind, bool on)
{
    post(outageText(commandTarget(), kind, on),
         [kind, on](Session &session) { session.setOutage(kind, on); });
}

void Controller::poison()
{
    post(produceText(commandTarget(), poisonMessage(m_source)), [](Session &session) { session.poison(); });
}

void Controller::burst(qint64 records)
{
    post(burstText(commandTarget(), m_source, records),
         [records](Session &session) { session.burst(records); });
}

void Controller::endBurst()
{
    post(endBurstText(), [](Session &session) { session.endBurst(); });
}

void Controller::endFaults()
{
    post(endFaultsText(commandTarget(), m_snapshot ? m_snapshot->run : RunInfo()),
         [](Session &session) { session.endFaults(); });
}

ResetPreview Controller::counted(ResetPreview preview) const
{
    if (m_snapshot)
        countMessages(preview, *m_snapshot);
    return preview;
}

bool Controller::isReadElsewhere(const QString &group) const
{
    return m_snapshot && m_snapshot->isReadElsewhere(group.toStdString());
}

void Controller::previewReset(const QString &group, const ResetSpec &spec)
{
    post([group = group.toStdString(), spec, elsewhere = isReadElsewhere(group)](Session &session) {
        session.carryOut([&](Session &it) { it.previewReset(group, spec, elsewhere); });
    });
}

void Controller::resetOffsets(const QString &group, const ResetSpec &spec)
{
    post(resetText(commandTarget(), group, spec),
         [group = group.toStdString(), spec, elsewhere = isReadElsewhere(group)](Session &session) {
             session.applyReset(group, spec, elsewhere);
         });
}

void Controller::produceRecord(const HandMade &message)
{
    post(produceText(commandTarget(), message), [message](Session &session) { session.produce(message); });
}

void Controller::readTopicSettings(const QString &topic)
{
    post([topic = topic.toStdString()](Session &session) { session.readTopicSettings(topic); });
}

void Controller::changeTopic(const TopicChange &change)
{
    post(topicChangeText(commandTarget(), change),
         [change](Session &session) { session.changeTopic(change); });
}

} // namespace pk::gui
