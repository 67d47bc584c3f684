#include "main/live_transport.h"

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "pages/flow/fault_sheet.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

// What it says of how the run stands: of its brokers, and of other clients.

namespace pk::gui {

namespace {

const QString silenceCondition = QStringLiteral("silence");
const QString nodeCondition = QStringLiteral("node");
const QString recordingCondition = QStringLiteral("recording");
constexpr std::int64_t kStillThereUs = 60'000'000; ///< another client, after what it has written last

/// Of writers that are none of ours.
std::int64_t foreignRecords(const journal::State &state)
{
    return std::accumulate(
        state.partitions().begin(), state.partitions().end(), std::int64_t{0},
        [](std::int64_t sum, const auto &entry) { return sum + entry.second.observed.total(); });
}

/// Beside that sentence, which stands in the line, too.
QString waitingText()
{
    return QCoreApplication::translate("main", "Waiting for a broker");
}

QString warehouseText()
{
    return QCoreApplication::translate("main", "The step waits for the warehouse, 10 s at most");
}

/// Also on the pages that do not show them.
QString faultsText(const SnapshotPtr &snapshot)
{
    const QStringList faults = snapshot ? activeFaults(snapshot->run) : QStringList();
    return faults.isEmpty()
        ? QString()
        : QCoreApplication::translate("main", "Faults: %1").arg(faults.join(QStringLiteral(" \u00b7 ")));
}

} // namespace

QString LiveTransport::silenceText()
{
    return QCoreApplication::translate("main",
                                       "No broker has answered for ten seconds. What arrived is kept.");
}

QString LiveTransport::downText()
{
    return QCoreApplication::translate("main", "Every broker is down. What arrived is kept.");
}

void LiveTransport::takeSnapshot(const SnapshotPtr &snapshot)
{
    if (std::exchange(m_incarnation, snapshot->run.incarnation) != snapshot->run.incarnation)
        m_droppedBefore = m_droppedByCanvas;
    if (snapshot->run.recorded && !std::exchange(m_recorded, true)) {
        m_rate = static_cast<double>(snapshot->run.ratePerSecond);
        if (!snapshot->run.reason.isEmpty())
            Q_EMIT failed(snapshot->run.reason, recordingCondition);
        Q_EMIT changed();
    }
    if (const std::int64_t foreign = foreignRecords(snapshot->state);
        std::exchange(m_foreign, foreign) != foreign)
        m_foreignUs = snapshot->wallUs;
    tellBrokers(snapshot->run);
    tellFaults(snapshot->run);
    tellResets(*snapshot);
    tellFailures(*snapshot);
    tellCampus(*snapshot);
    tellSource(*snapshot);
    Q_EMIT statusChanged();
}

/// How a node that has ended comes back stays in the line until it is back.
QString LiveTransport::conditionOf(Command command)
{
    if (command != Command::NodeEnd)
        return {};
    m_nodeEnd = NodeEnd::Told;
    return nodeCondition;
}

QString LiveTransport::subjectOf(Command command)
{
    return QStringLiteral("command %1").arg(static_cast<int>(command));
}

/// What was refused while a fault stood may be asked for again.
void LiveTransport::tellFaults(const RunInfo &run)
{
    m_faulty = run.databaseLocked || run.databaseClosed || !run.brokersDown.empty();
    if (m_faulty)
        return;
    for (const Command command : std::exchange(m_refusedMeanwhile, {}))
        Q_EMIT settled(subjectOf(command));
}

void LiveTransport::tellBrokers(const RunInfo &run)
{
    // Of brokers that are known to be down nobody needs to be told that they do not answer.
    const bool silent = isBrokerSilent(run, monotonicUs());
    const Broker broker = areBrokersDown(run) ? Broker::Down : silent ? Broker::Silent : Broker::There;
    const Broker before = std::exchange(m_broker, broker);
    const BrokerCount brokers = countBrokers(run);
    if (std::exchange(m_brokers, brokers) != brokers || before != broker)
        Q_EMIT changed();
    if (broker == Broker::Silent && before != broker)
        Q_EMIT failed(&LiveTransport::silenceText, silenceCondition);
    m_silenceTold = m_silenceTold || broker == Broker::Silent;
    if (broker == Broker::There && std::exchange(m_silenceTold, false))
        Q_EMIT recovered([] { return QCoreApplication::translate("main", "The broker answers again."); },
                         silenceCondition);
    if (m_nodeEnd == NodeEnd::Told && !run.brokersDown.empty())
        m_nodeEnd = NodeEnd::Seen;
    if (m_nodeEnd == NodeEnd::Seen && run.brokersDown.empty()) {
        m_nodeEnd = NodeEnd::None;
        Q_EMIT recovered([] { return QCoreApplication::translate("main", "All nodes run again."); },
                         nodeCondition);
    }
}

RunStatus LiveTransport::status() const
{
    RunStatus status;
    status.seed = m_controller.source().seed;
    status.droppedInDrawing = static_cast<std::uint64_t>(m_droppedByCanvas - m_droppedBefore);
    status.activity = activity();
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot) {
        status.regime = Regime::None;
        return status;
    }
    status.journalPosition = snapshot->seq;
    const bool foreign = m_foreign > 0 && snapshot->wallUs - m_foreignUs < kStillThereUs;
    const bool paused = m_controller.state() == RunState::Paused;
    status.regime = !isAnythingRunning(*snapshot)                ? Regime::None
        : foreign || (paused && isMaxwell(snapshot->run.source)) ? Regime::ForeignClients
        : paused                                                 ? Regime::Conducted
                                                                 : Regime::Free;
    return status;
}

QString LiveTransport::stepHint() const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    return snapshot && isMaxwell(snapshot->run.source)
        ? QCoreApplication::translate("main", "Maxwell is not stepped: steps move what it has published")
        : QString();
}

/// A loader takes up its work again by itself when the warehouse is back in time.
bool LiveTransport::isStepHeld() const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    return m_stepWaits && snapshot && !warehouseTrouble(*snapshot).isEmpty();
}

bool LiveTransport::isAnythingRunning(const Snapshot &snapshot) const
{
    switch (m_controller.state()) {
    case RunState::Starting:
    case RunState::Restarting:
    case RunState::Failed:
        return false;
    case RunState::Stopped:
        return snapshot.run.recorded; // as it was then
    case RunState::Running:
    case RunState::Pausing:
    case RunState::Paused:
    case RunState::Stopping:
        break;
    }
    return !isMajorityDown(snapshot.run) && !isBrokerAway(snapshot.run, monotonicUs());
}

QString LiveTransport::activity() const
{
    if (const auto change = switching())
        return change->sentence;
    switch (m_controller.state()) {
    case RunState::Starting:
        return QCoreApplication::translate("main", "The broker starts");
    case RunState::Restarting:
    case RunState::Failed:
        return m_reason;
    case RunState::Pausing:
        return m_broker == Broker::There
            ? QCoreApplication::translate("main", "Finishing what is in hand, then pause")
            : QCoreApplication::translate("main", "Waiting for a broker, then pause");
    case RunState::Paused:
        return m_broker != Broker::There                                          ? waitingText()
            : isStepHeld()                                                        ? warehouseText()
            : !stepHint().isEmpty() && (!m_lastStep || !m_lastStep->anythingLeft) ? stepHint()
            : m_lastStep                                                          ? stepText(*m_lastStep)
                         : faultsText(m_controller.snapshot());
    case RunState::Stopping:
        return QCoreApplication::translate("main", "Stopping in order");
    case RunState::Stopped:
        return {};
    case RunState::Running:
        break;
    }
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot)
        return {};
    if (isMajorityDown(snapshot->run) || isBrokerAway(snapshot->run, monotonicUs()))
        return waitingText();
    const auto &members = snapshot->run.members;
    const auto waiting =
        std::find_if(members.begin(), members.end(), [](const pipeline::MemberStatus &member) {
            return member.status == pipeline::StageStatus::Running && !member.joined && !member.onHold;
        });
    return waiting != members.end() ? joiningText(*snapshot, waiting->group) : faultsText(snapshot);
}

} // namespace pk::gui
