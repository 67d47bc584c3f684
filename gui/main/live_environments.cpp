// The environments that the window can go to, and how it went; and what is real where it is.

#include "app/fidelity.h"
#include "bridge/command_text.h"
#include "environment/local_folders.h"
#include "environment/profile.h"
#include "main/live_transport.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace pk::gui {

static const QString switchCondition = QStringLiteral("switch");

static QString runsText(const environment::EnvironmentChoice &choice)
{
    return QCoreApplication::translate("main", "%1 runs.").arg(choice.title());
}

static QString logCommand(const QStringList &logs)
{
    QString command = logs.isEmpty() ? QString() : QStringLiteral("tail -n 40 -F");
    for (const QString &log : logs)
        command += QLatin1Char(' ') + shellQuoted(log);
    return command;
}

Environment LiveTransport::environment() const
{
    Environment environment;
    if (const SnapshotPtr snapshot = m_controller.snapshot(); snapshot && snapshot->run.recorded) {
        environment.name = QCoreApplication::translate("main", "Recorded session");
        environment.detail = QFileInfo(snapshot->run.sessionFile).fileName();
        environment.fidelity =
            fidelityRows({snapshot->run.environment.fidelity(), true, true, isMaxwell(snapshot->run.source)});
        return environment;
    }
    const RunState state = m_controller.state();
    const bool runs = state != RunState::Restarting && state != RunState::Failed;
    const bool allRun = m_brokers.up == m_brokers.all;
    environment.healthy = runs && m_broker == Broker::There && allRun;
    environment.name = environment.healthy ? m_controller.environment().title()
        : runs && m_broker == Broker::Down ? QCoreApplication::translate("main", "No broker runs")
        : runs && !allRun
        ? QCoreApplication::translate("main", "%1 of %2 brokers run").arg(m_brokers.up).arg(m_brokers.all)
        : runs                          ? QCoreApplication::translate("main", "Broker does not answer")
        : state == RunState::Restarting ? QCoreApplication::translate("main", "Broker restarts")
                                        : QCoreApplication::translate("main", "No broker");
    environment.detail = environment.healthy ? m_controller.commandTarget().bootstrap
        : runs && m_broker == Broker::Down   ? downText()
        : runs && m_broker == Broker::Silent ? silenceText()
        : runs                               ? m_controller.commandTarget().bootstrap
                                             : m_reason;
    const SnapshotPtr snapshot = m_controller.snapshot();
    environment.fidelity =
        fidelityRows({m_controller.environment().fidelity(), true, !snapshot || snapshot->run.brokersHere > 0,
                      snapshot && isMaxwell(snapshot->run.source)});
    if (snapshot) {
        environment.nodeLogs = snapshot->run.nodeLogs;
        environment.logCommand = logCommand(environment.nodeLogs);
        const Semantics semantics = snapshot->run.semantics;
        environment.fidelity.insert(
            environment.fidelity.begin(),
            {FidelityRow::State::Real,
             QCoreApplication::translate("main", "Delivery: %1").arg(nameOf(semantics)),
             promiseOf(semantics)});
    }
    return environment;
}

std::vector<EnvironmentEntry> LiveTransport::environments() const
{
    using environment::EnvironmentChoice;
    using Kind = EnvironmentChoice::Kind;
    std::vector<EnvironmentEntry> entries;
    const auto add = [&](const EnvironmentChoice &choice, const QString &detail) {
        entries.push_back({choice.id(), choice.title(), detail});
    };
    add({}, QCoreApplication::translate("main", "starts in a second, needs nothing"));
    for (const int nodes : environment::kLocalSizes) {
        add({Kind::Local, nodes, {}},
            nodes == 1 ? QCoreApplication::translate("main", "Apache Kafka itself; needs Java")
                       : QCoreApplication::translate("main", "one may fail; needs Java and 1 GB of memory"));
    }
    add({Kind::Compose, 1, {}},
        QCoreApplication::translate("main", "what \"env up compose\" has started; needs Docker"));
    const environment::ProfileStore store(m_profilesFolder);
    for (const QString &name : m_profilesFolder.isEmpty() ? QStringList() : store.names()) {
        const auto profile = store.load(name);
        add({Kind::Profile, 1, name},
            profile ? profile->bootstrap.join(QStringLiteral(", ")) : profile.error().message);
    }
    return entries;
}

QString LiveTransport::environmentId() const
{
    return m_controller.environment().id();
}

std::optional<EnvironmentSwitch> LiveTransport::switching() const
{
    const auto &progress = m_controller.switching();
    return progress
        ? std::optional(EnvironmentSwitch{progress->to.title(), progress->sentence, progress->cancellable})
        : std::nullopt;
}

void LiveTransport::switchEnvironment(const QString &id)
{
    if (const auto choice = environment::EnvironmentChoice::fromId(id))
        m_controller.switchEnvironment(*choice);
}

void LiveTransport::takeSwitchEnd(const SwitchEnd &end)
{
    switch (end.kind) {
    case SwitchEnd::Kind::Done:
        if (end.sentence.isEmpty())
            Q_EMIT recovered([to = end.to] { return runsText(to); }, switchCondition);
        else
            Q_EMIT recovered(runsText(end.to) + QLatin1Char(' ') + end.sentence, switchCondition);
        Q_EMIT environmentChanged(end.to.id());
        break;
    case SwitchEnd::Kind::Cancelled:
        Q_EMIT recovered(end.sentence, switchCondition);
        break;
    case SwitchEnd::Kind::Failed:
        Q_EMIT failed(end.to.title() + QStringLiteral(": ") + end.sentence);
        if (m_controller.state() != RunState::Failed) // else that is said in place of the pages
            Q_EMIT switchFailed(end.to.title(), end.sentence);
        break;
    }
    Q_EMIT changed();
    Q_EMIT statusChanged();
}

} // namespace pk::gui
