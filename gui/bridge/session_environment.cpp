#include "bridge/session.h"

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "broker/embedded_backend.h"
#include "environment/local_folders.h"

#include <QCoreApplication>
#include <QDir>

// How a session comes to its cluster, and from one environment to another.

namespace pk::gui {

namespace {

constexpr int kSwitchDrainMs = 6'000; ///< for what is under way to reach the warehouse
constexpr int kNodesEndMs = 6'000; ///< Kafka's nodes hand over and close their logs; then they are killed

QString givenUp()
{
    return QCoreApplication::translate("bridge", "Given up, as you wanted. Nothing was changed.");
}

} // namespace

Result<std::unique_ptr<broker::ClusterBackend>> Session::startBroker(int number)
{
    broker::BrokerProcess::Options process;
    process.program = m_options.brokerProgram;
    process.died = [this, number](const Error &error) {
        QMetaObject::invokeMethod(this, [this, number, error] { onBrokerDied(number, error); });
    };
    process.restarted = [this, number](const broker::BrokerAddress &) {
        QMetaObject::invokeMethod(this, [this, number] { onBrokerRestarted(number); });
    };
    return broker::startEmbeddedCluster(std::move(process));
}

void Session::switchEnvironment(const environment::EnvironmentChoice &choice)
{
    const bool over = m_state == RunState::Stopping || m_state == RunState::Stopped;
    if (over || m_openingTo == choice)
        return;
    if (m_run && m_environment == choice)
        return cancelSwitch(); // to stay where one is
    if (m_warehousePath.isEmpty()) {
        if (const auto made = prepareFolder(); !made)
            return giveUpStart(StartStep::Folder, made.error());
    }
    if (m_state == RunState::Failed)
        setState(RunState::Starting);
    beginOpening(choice);
}

void Session::cancelSwitch()
{
    {
        const std::lock_guard lock(m_interruptMutex);
        if (m_cancelOpening)
            *m_cancelOpening = true;
    }
    m_secret.wake();
}

void Session::answerSecret(int question, const QString &password)
{
    m_secret.answer(question, password);
}

/// On the opener's thread. The password goes from here into the clients' settings, and nowhere else.
std::optional<QString> Session::askForSecret(int number, const environment::WantedSecret &secret,
                                             const std::atomic<bool> &cancelled)
{
    const int question = m_secret.ask();
    QMetaObject::invokeMethod(this, [this, number, question, secret] {
        if (number != m_openings || !m_openingTo)
            return;
        Q_EMIT switchProgressed(
            {*m_openingTo, QCoreApplication::translate("bridge", "Waiting for a password …"), true});
        Q_EMIT secretWanted({question, *m_openingTo, secret});
    });
    return m_secret.wait(question, [&cancelled] { return cancelled.load(); });
}

/// On a thread of its own: it may take a minute, and meanwhile the present run goes on and can be asked for
/// everything.
void Session::beginOpening(const environment::EnvironmentChoice &choice)
{
    cancelSwitch();
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    {
        const std::lock_guard lock(m_interruptMutex);
        m_cancelOpening = cancelled;
    }
    const int number = ++m_openings;
    m_openingTo = choice;
    Q_EMIT switchProgressed(
        {choice, QCoreApplication::translate("bridge", "Looking for what it needs …"), true});
    const auto open = m_options.open ? m_options.open : &environment::openEnvironment;
    m_opener = std::jthread([this, number, choice, cancelled, open, opening = openingOf(number, cancelled),
                             before = std::move(m_opener)]() mutable {
        before = {}; // two of them could want the same folder
        using Opened = Result<std::unique_ptr<broker::ClusterBackend>>;
        auto opened = std::make_shared<Opened>(Error{ErrorCode::Cancelled, {}, {}});
        if (!*cancelled)
            *opened = choice.isEmbedded() ? startBroker(number) : open(choice, opening);
        if (*cancelled) // it ends here, where that may take its time
            *opened = Error{ErrorCode::Cancelled, {}, {}};
        QMetaObject::invokeMethod(this, [this, number, opened] { onOpened(number, *opened); });
    });
}

environment::Opening Session::openingOf(int number, const std::shared_ptr<std::atomic<bool>> &cancelled)
{
    environment::Opening opening;
    opening.dataFolder = m_options.profilesFolder;
    // One's own: the cluster of `env up` may be anybody's, and this one belongs to this warehouse.
    opening.ownFolder = environment::windowFolder(m_options.dataFolder);
    opening.stopTimeoutMs = kNodesEndMs;
    opening.interrupted = [cancelled] { return cancelled->load(); };
    opening.ask = [this, number, cancelled](const environment::WantedSecret &secret) {
        return askForSecret(number, secret, *cancelled);
    };
    opening.told = [this, number](environment::OpeningStage, const QString &sentence) {
        QMetaObject::invokeMethod(this, [this, number, sentence] {
            if (number == m_openings && m_openingTo)
                Q_EMIT switchProgressed({*m_openingTo, sentence, true});
        });
    };
    opening.died = [this, number](const environment::NodeDeath &death) {
        QMetaObject::invokeMethod(this, [this, number, death] { onNodeDied(number, death); });
    };
    return opening;
}

/// What the local Kafka writes that is used now, be it the window's own or that of `env up`.
QStringList Session::nodeLogs(bool own) const
{
    if (m_environment.kind != environment::EnvironmentChoice::Kind::Local)
        return {};
    const QString base = own ? environment::windowFolder(m_options.dataFolder) : m_options.profilesFolder;
    return environment::nodeLogs(environment::keptFolder(base, m_environment.nodes));
}

void Session::onOpened(int number, Result<std::unique_ptr<broker::ClusterBackend>> &opened)
{
    if (number != m_openings) { // another one was chosen meanwhile, or the end has come
        if (opened)
            disposeOf(std::move(*opened));
        return;
    }
    if (opened)
        takeOver(number, std::move(*opened));
    else
        notOpened(opened.error());
}

void Session::notOpened(const Error &error)
{
    SwitchEnd end;
    end.to = *std::exchange(m_openingTo, std::nullopt);
    const bool cancelled = error.code == ErrorCode::Cancelled;
    end.kind = cancelled ? SwitchEnd::Kind::Cancelled : SwitchEnd::Kind::Failed;
    end.sentence = cancelled ? givenUp() : error.message;
    if (!m_run && m_state == RunState::Starting) {
        m_environment = end.to; // what a further try means
        giveUpStart(cancelled ? StartStep::Cancelled : StartStep::Environment,
                    {error.code, end.sentence, error.context});
    }
    Q_EMIT switchEnded(end);
}

/// Only what the new cluster refuses, or a wish that came at the last moment, leads back from here.
void Session::takeOver(int number, std::unique_ptr<broker::ClusterBackend> backend)
{
    std::shared_ptr<std::atomic<bool>> cancelled;
    {
        const std::lock_guard lock(m_interruptMutex);
        cancelled = m_cancelOpening;
    }
    if (*cancelled) {
        disposeOf(std::move(backend));
        return notOpened({ErrorCode::Cancelled, {}, {}});
    }
    SwitchEnd end;
    end.to = *std::exchange(m_openingTo, std::nullopt);
    const bool paused = isPauseWanted() || (m_state == RunState::Restarting && m_diedPaused);
    if (m_run) {
        Q_EMIT switchProgressed(
            {end.to, QCoreApplication::translate("bridge", "The present run ends in order …"), false});
        setState(RunState::Stopping);
        const RunEnd ended = endRun(kSwitchDrainMs);
        end.sentence = ended.sentence();
        m_leftUnread = m_leftUnread || !ended.drained; // where it goes back there
    }
    setState(RunState::Starting);
    const Semantics semantics = m_options.semantics;
    environment::EnvironmentChoice environment = end.to;
    const auto wanted = cancelled;
    /// Puts these in the place of those in use, and gives those back.
    const auto exchange = [&] {
        std::swap(m_environment, environment);
        std::swap(m_number, number);
        std::swap(m_backend, backend);
        const std::lock_guard lock(m_interruptMutex);
        std::swap(m_cancelNodes, cancelled);
        m_cancelOpening.reset();
    };
    const auto begin = [this, &end]() -> std::optional<std::pair<StartStep, Error>> {
        if (!m_warehouseOpened) {
            if (auto opened = openWarehouse(); !opened)
                return std::pair(StartStep::Warehouse, opened.error());
        }
        if (const auto fitted = fitSemantics(); !fitted)
            return std::pair(StartStep::Warehouse, fitted.error());
        else if (!fitted->isEmpty())
            end.sentence = (end.sentence + u' ' + *fitted).trimmed();
        if (auto begun = beginIncarnation(); !begun)
            return std::pair(m_environment.isEmbedded() ? StartStep::Pipeline : StartStep::Environment,
                             begun.error());
        return std::nullopt;
    };
    exchange();
    auto failed = *wanted // the window closes
        ? std::optional(std::pair(StartStep::Environment, Error{ErrorCode::Cancelled, givenUp(), {}}))
        : begin();
    if (!failed) {
        disposeOf(std::move(backend));
        m_clockTimer.start();
        goOn(paused);
        Q_EMIT switchEnded(end);
        return;
    }
    exchange();
    disposeOf(std::move(backend));
    if (m_backend && m_options.semantics != semantics && bindWarehouse(semantics, false))
        m_options.semantics = semantics;
    end.kind =
        failed->second.code == ErrorCode::Cancelled ? SwitchEnd::Kind::Cancelled : SwitchEnd::Kind::Failed;
    end.sentence = failed->second.toString();
    if (!m_backend) {
        m_environment = end.to; // what a further try means
        giveUpStart(failed->first, failed->second);
    } else if (const auto again = begin()) {
        giveUpStart(again->first, again->second);
    } else {
        goOn(paused);
    }
    Q_EMIT switchEnded(end);
}

void Session::goOn(bool paused)
{
    if (paused)
        reconduct(Command::Pause);
    else
        setState(RunState::Running);
}

/// Its nodes may take seconds to end, and a pipeline that was put aside may still ask it.
void Session::disposeOf(std::unique_ptr<broker::ClusterBackend> backend)
{
    if (!backend)
        return;
    std::vector<std::jthread> earlier = std::exchange(m_aside, {});
    m_aside.emplace_back([earlier = std::move(earlier), backend = std::move(backend)]() mutable {
        earlier.clear();
        backend.reset();
    });
}

/// A process that somebody else has ended. Nothing of what it had acknowledged is gone with it.
void Session::onNodeDied(int number, const environment::NodeDeath &death)
{
    if (number != m_number || !m_run || m_state == RunState::Stopping)
        return;
    note(journal::EventKind::Error, death.error.toString().toStdString());
    journal::Event down;
    down.kind = journal::EventKind::BrokerDown;
    down.partition = death.node;
    m_run->journal->append(m_run->journal->writer("session"), std::move(down));
    m_board.change([&](RunInfo &run) {
        std::erase(run.brokersDown, death.node);
        run.brokersDown.push_back(death.node);
    });
    Q_EMIT failed(
        Command::NodeEnd,
        death.error.message + QLatin1Char(' ')
            + QCoreApplication::translate(
                "bridge",
                "What it has acknowledged is on its disk. It comes back by \"End\" at \"Broker down\", "
                "among the faults."));
}

} // namespace pk::gui
