#include "main/live_transport.h"

#include "app/fidelity.h"
#include "base/clock.h"
#include "bridge/text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace pk::gui {

namespace {

const QString generatorId = QStringLiteral("generator");
const QString csvId = QStringLiteral("csv");
const QString brokerCondition = QStringLiteral("broker");
const QString silenceCondition = QStringLiteral("silence");
const QString startCondition = QStringLiteral("start");
constexpr std::int64_t kSilenceUs = 10'000'000;

QString idOf(extract::GeneratedDatasets datasets)
{
    switch (datasets) {
    case extract::GeneratedDatasets::Orders:
        return QStringLiteral("orders");
    case extract::GeneratedDatasets::Activities:
        return QStringLiteral("activities");
    case extract::GeneratedDatasets::Both:
        break;
    }
    return QStringLiteral("both");
}

/// Writers that are none of ours have written to a topic.
bool hasForeignRecords(const journal::State &state)
{
    return std::any_of(state.partitions().begin(), state.partitions().end(),
                       [](const auto &entry) { return entry.second.observed.count() > 0; });
}

StartProblem::Kind kindOf(StartStep step)
{
    switch (step) {
    case StartStep::Folder:
        return StartProblem::Kind::Folder;
    case StartStep::Broker:
        return StartProblem::Kind::Broker;
    case StartStep::Warehouse:
        return StartProblem::Kind::Warehouse;
    case StartStep::Pipeline:
        break;
    }
    return StartProblem::Kind::Other;
}

QString silenceText()
{
    return QCoreApplication::translate(
        "main",
        "The broker has not answered for ten seconds. What arrived is kept; it is asked again and again.");
}

} // namespace

LiveTransport::LiveTransport(Controller &controller, QObject *parent)
    : Transport(parent)
    , m_controller(controller)
    , m_rate(controller.rate() == 0 ? MaxRate : static_cast<double>(controller.rate()))
{
    connect(&controller, &Controller::stateChanged, this, [this](RunState, const QString &reason) {
        m_reason = reason;
        m_lastStep.reset();
        if (m_controller.state() == RunState::Running)
            endStartProblem();
        Q_EMIT changed();
        Q_EMIT statusChanged();
    });
    connect(&controller, &Controller::snapshotTaken, this, &LiveTransport::takeSnapshot);
    connect(&controller, &Controller::hopsHappened, this,
            [this](const std::vector<Hop> &, qint64 left) { m_leftBySampler += left; });
    connect(&controller, &Controller::sourceChanged, this, &Transport::changed);
    connect(&controller, &Controller::commandFailed, this, [this](const QString &what, const QString &why) {
        Q_EMIT failed(what + QStringLiteral(": ") + why);
        Q_EMIT changed(); // a choice that was refused springs back
    });
    connect(&controller, &Controller::brokerDied, this,
            [this](const QString &message) { Q_EMIT failed(message, brokerCondition); });
    connect(&controller, &Controller::brokerRestarted, this, [this] {
        Q_EMIT recovered(QCoreApplication::translate(
                             "main", "A fresh broker runs. Its topics begin empty; the warehouse is kept."),
                         brokerCondition);
    });
    connect(&controller, &Controller::startFailed, this,
            [this](StartStep step, const QString &reason, const QString &where) {
                m_problem = {kindOf(step), reason, where};
                Q_EMIT failed(reason, startCondition);
                Q_EMIT changed();
            });
    connect(&controller, &Controller::stepped, this, [this](const StepDone &step) {
        m_lastStep = step;
        Q_EMIT statusChanged();
    });
}

void LiveTransport::takeSnapshot(const SnapshotPtr &snapshot)
{
    const std::int64_t sinceUs = snapshot->run.silentSinceUs;
    if (snapshot->run.recorded && !std::exchange(m_recorded, true)) {
        m_rate = static_cast<double>(snapshot->run.ratePerSecond);
        Q_EMIT changed();
    }
    const bool silent = sinceUs > 0 && monotonicUs() - sinceUs > kSilenceUs;
    if (std::exchange(m_brokerSilent, silent) != silent) {
        Q_EMIT changed();
        if (silent)
            Q_EMIT failed(silenceText(), silenceCondition);
        else
            Q_EMIT recovered(QCoreApplication::translate("main", "The broker answers again."),
                             silenceCondition);
    }
    Q_EMIT statusChanged();
}

TransportState LiveTransport::state() const
{
    switch (m_controller.state()) {
    case RunState::Starting:
    case RunState::Restarting:
        return TransportState::Starting;
    case RunState::Running:
        return TransportState::Running;
    case RunState::Pausing:
    case RunState::Paused:
        return TransportState::Paused;
    case RunState::Stopping:
        return TransportState::Stopping;
    case RunState::Stopped:
        return TransportState::Stopped;
    case RunState::Failed:
        break;
    }
    return TransportState::Failed;
}

std::vector<Choice> LiveTransport::sources() const
{
    return {{generatorId, QCoreApplication::translate("main", "Generator"), {}},
            {csvId, QCoreApplication::translate("main", "CSV file …"), {}}};
}

QString LiveTransport::source() const
{
    return m_controller.source().kind == SourceChoice::Kind::Csv ? csvId : generatorId;
}

std::vector<Choice> LiveTransport::datasets() const
{
    const QString onlyOrders =
        source() == csvId ? QCoreApplication::translate("main", "A file brings its own records.") : QString();
    return {{QStringLiteral("orders"), QCoreApplication::translate("main", "Orders"), {}},
            {QStringLiteral("activities"), QCoreApplication::translate("main", "Activities"), onlyOrders},
            {QStringLiteral("both"), QCoreApplication::translate("main", "Both"), onlyOrders}};
}

QString LiveTransport::dataset() const
{
    return source() == csvId ? QStringLiteral("orders") : idOf(m_controller.source().datasets);
}

Environment LiveTransport::environment() const
{
    Environment environment;
    if (const SnapshotPtr snapshot = m_controller.snapshot(); snapshot && snapshot->run.recorded) {
        environment.name = QCoreApplication::translate("main", "Recorded session");
        environment.detail = QFileInfo(snapshot->run.sessionFile).fileName();
        environment.fidelity = embeddedFidelity();
        return environment;
    }
    const RunState state = m_controller.state();
    const bool runs = state != RunState::Restarting && state != RunState::Failed;
    environment.healthy = runs && !m_brokerSilent;
    environment.name = environment.healthy ? QCoreApplication::translate("main", "Embedded broker")
        : runs                             ? QCoreApplication::translate("main", "Broker does not answer")
        : state == RunState::Restarting    ? QCoreApplication::translate("main", "Broker restarts")
                                           : QCoreApplication::translate("main", "No broker");
    environment.detail = environment.healthy ? m_controller.commandTarget().bootstrap
        : runs                               ? silenceText()
                                             : m_reason;
    environment.fidelity = embeddedFidelity();
    return environment;
}

RunStatus LiveTransport::status() const
{
    RunStatus status;
    status.seed = m_controller.source().seed;
    status.droppedInDrawing = static_cast<std::uint64_t>(m_droppedByCanvas + m_leftBySampler);
    status.activity = activity();
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot)
        return status;
    status.journalPosition = snapshot->seq;
    status.regime = hasForeignRecords(snapshot->state) ? Regime::ForeignClients
        : m_controller.state() == RunState::Paused     ? Regime::Conducted
                                                       : Regime::Free;
    return status;
}

QString LiveTransport::activity() const
{
    switch (m_controller.state()) {
    case RunState::Starting:
        return QCoreApplication::translate("main", "The broker starts");
    case RunState::Restarting:
    case RunState::Failed:
        return m_reason;
    case RunState::Pausing:
        if (m_brokerSilent)
            return silenceText();
        return QCoreApplication::translate("main", "Finishing what is in hand, then pause");
    case RunState::Paused:
        return m_brokerSilent ? silenceText() : m_lastStep ? stepText(*m_lastStep) : QString();
    case RunState::Stopping:
        return QCoreApplication::translate("main", "Stopping in order");
    case RunState::Stopped:
        return {};
    case RunState::Running:
        break;
    }
    if (m_brokerSilent)
        return silenceText();
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot)
        return {};
    const auto waiting = std::count_if(
        snapshot->run.members.begin(), snapshot->run.members.end(), [](const pipeline::MemberStatus &member) {
            return member.status == pipeline::StageStatus::Running && !member.joined && !member.onHold;
        });
    if (waiting > 0)
        return QCoreApplication::translate("main", "JoinGroup, waiting for members (3 s)");
    return {};
}

std::optional<StartProblem> LiveTransport::startProblem() const
{
    return m_controller.state() == RunState::Failed ? std::optional(m_problem) : std::nullopt;
}

void LiveTransport::startAgain(const QString &dataFolder)
{
    Q_EMIT startWanted(dataFolder);
}

void LiveTransport::endStartProblem()
{
    if (std::exchange(m_problem, {}) != StartProblem())
        Q_EMIT recovered(QCoreApplication::translate("main", "The pipeline runs."), startCondition);
}

void LiveTransport::setRate(double recordsPerS)
{
    m_rate = recordsPerS;
    m_controller.setRate(recordsPerS == MaxRate ? 0 : static_cast<qint64>(recordsPerS));
    Q_EMIT changed();
}

void LiveTransport::setSource(const QString &id)
{
    if (id == csvId) {
        Q_EMIT csvWanted();
        Q_EMIT changed(); // until a file was chosen, nothing is
        return;
    }
    SourceChoice choice = m_controller.source();
    choice.kind = SourceChoice::Kind::Generator;
    m_controller.setSource(choice);
}

void LiveTransport::useCsv(const QString &file, const QString &mapping)
{
    SourceChoice choice = m_controller.source();
    choice.kind = SourceChoice::Kind::Csv;
    choice.file = file;
    choice.mapping = mapping;
    m_controller.setSource(choice);
}

void LiveTransport::setDataset(const QString &id)
{
    for (const auto datasets : {extract::GeneratedDatasets::Orders, extract::GeneratedDatasets::Activities,
                                extract::GeneratedDatasets::Both}) {
        if (idOf(datasets) == id && source() != csvId)
            m_controller.setDataset(datasets);
    }
}

} // namespace pk::gui
