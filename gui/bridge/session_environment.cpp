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

QString goesOnIn(const QString &warehouse)
{
    return QCoreApplication::translate("bridge", "The rows go to %1 now.").arg(warehouse.section(u'?', 0, 0));
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
    if (over || m_opener.to() == choice)
        return;
    if (m_run && m_environment == choice)
        return cancelSwitch(); // to stay where one is
    if (m_warehousePath.isEmpty()) {
        if (const auto made = prepareFolder(); !made)
            return giveUpStart(StartStep::Folder, made.error());
    }
    if (m_state == RunState::Failed)
        setState(RunState::Starting);
    m_opener.open(choice);
}

void Session::cancelSwitch()
{
    m_opener.cancel();
}

void Session::answerSecret(int question, const QString &password)
{
    m_opener.answer(question, password);
}

EnvironmentOpener::Parts Session::partsOfOpener()
{
    EnvironmentOpener::Parts parts;
    parts.opening = [this](int number) {
        environment::Opening opening;
        opening.dataFolder = m_options.profilesFolder;
        // One's own: the cluster of `env up` may be anybody's, and this one belongs to this warehouse.
        opening.ownFolder = environment::windowFolder(m_options.dataFolder);
        opening.stopTimeoutMs = kNodesEndMs;
        opening.died = [this, number](const environment::NodeDeath &death) {
            QMetaObject::invokeMethod(this, [this, number, death] { onNodeDied(number, death); });
        };
        return opening;
    };
    const auto open = m_options.open ? m_options.open : &environment::openEnvironment;
    parts.open = [this, open](int number, const environment::EnvironmentChoice &choice,
                              const environment::Opening &opening) {
        return choice.isEmbedded() ? startBroker(number) : open(choice, opening);
    };
    parts.opened = [this](EnvironmentOpener::Opened opened) {
        if (opened.backend)
            takeOver(std::move(opened));
        else
            notOpened(opened.to, opened.backend.error());
    };
    parts.unwanted = [this](EnvironmentOpener::Backend backend) { disposeOf(std::move(backend)); };
    return parts;
}

/// What the local Kafka writes that is used now, be it the window's own or that of `env up`.
QStringList Session::nodeLogs(bool own) const
{
    if (m_environment.kind != environment::EnvironmentChoice::Kind::Local)
        return {};
    const QString base = own ? environment::windowFolder(m_options.dataFolder) : m_options.profilesFolder;
    return environment::nodeLogs(environment::keptFolder(base, m_environment.nodes));
}

void Session::notOpened(const environment::EnvironmentChoice &to, const Error &error)
{
    SwitchEnd end;
    end.to = to;
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
void Session::takeOver(EnvironmentOpener::Opened opened)
{
    int number = opened.number;
    auto backend = std::move(*opened.backend);
    const EnvironmentOpener::Cancelled wanted = opened.cancelled;
    EnvironmentOpener::Cancelled cancelled = wanted;
    if (*wanted) {
        disposeOf(std::move(backend));
        return notOpened(opened.to, {ErrorCode::Cancelled, {}, {}});
    }
    QString warehouse = warehouseIn(opened.to);
    if (auto fits = fitsThere(warehouse); !fits) {
        disposeOf(std::move(backend));
        return notOpened(opened.to, fits.error());
    }
    SwitchEnd end;
    end.to = opened.to;
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
    /// Puts these in the place of those in use, and gives those back.
    const auto exchange = [&] {
        std::swap(m_environment, environment);
        std::swap(m_number, number);
        std::swap(m_backend, backend);
        if (warehouse != m_warehousePath) {
            std::swap(m_warehousePath, warehouse);
            m_warehouseOpened = false;
            m_reader.reset();
        }
        {
            const std::lock_guard lock(m_interruptMutex);
            std::swap(m_cancelNodes, cancelled);
        }
        m_opener.handedOver();
    };
    const auto begin = [&]() -> std::optional<std::pair<StartStep, Error>> {
        if (warehouse != m_warehousePath) { // what Kafka says is committed, another's loader may have stored
            if (auto bound = bindWarehouse(m_options.semantics, false, CommitOf::Another); !bound)
                return std::pair(StartStep::Warehouse, bound.error());
        }
        if (!m_warehouseOpened) {
            if (auto ready = openWarehouse(); !ready)
                return std::pair(StartStep::Warehouse, ready.error());
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
        if (warehouse != m_warehousePath)
            end.sentence = (end.sentence + u' ' + goesOnIn(m_warehousePath)).trimmed();
        m_tellTimer.start();
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
    m_aside = std::jthread([earlier = std::move(m_aside), backend = std::move(backend)]() mutable {
        earlier = {};
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
