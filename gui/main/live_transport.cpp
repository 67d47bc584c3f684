#include "main/live_transport.h"

#include "bridge/text.h"
#include "views/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

const QString campusId = QStringLiteral("campus");
const QString generatorId = QStringLiteral("generator");
const QString pollingId = QStringLiteral("polling");
const QString restId = QStringLiteral("rest");
const QString topicId = QStringLiteral("topic");
const QString csvId = QStringLiteral("csv");
const QString sampleId = QStringLiteral("northwind");
const QString brokerCondition = QStringLiteral("broker");
const QString startCondition = QStringLiteral("start");
constexpr int kLongStepMs = 200; ///< others would only make the line flicker

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

StartProblem::Kind kindOf(StartStep step)
{
    switch (step) {
    case StartStep::Folder:
        return StartProblem::Kind::Folder;
    case StartStep::Broker:
        return StartProblem::Kind::Broker;
    case StartStep::Environment:
        return StartProblem::Kind::Environment;
    case StartStep::Cancelled:
        return StartProblem::Kind::Cancelled;
    case StartStep::Warehouse:
        return StartProblem::Kind::Warehouse;
    case StartStep::Pipeline:
        break;
    }
    return StartProblem::Kind::Other;
}

} // namespace

LiveTransport::LiveTransport(Controller &controller, const QString &profilesFolder, QObject *parent)
    : Transport(parent)
    , m_controller(controller)
    , m_profilesFolder(profilesFolder)
    , m_rate(controller.rate() == 0 ? MaxRate : static_cast<double>(controller.rate()))
{
    connect(&controller, &Controller::stateChanged, this, [this](RunState, const QString &reason) {
        m_reason = reason;
        m_lastStep.reset();
        if (m_controller.state() == RunState::Running)
            endStartProblem();
        if (m_controller.state() == RunState::Paused)
            stepByItself();
        else if (m_controller.state() != RunState::Pausing) { // played, or stopped
            endSteps();
            endWait();
        }
        Q_EMIT changed();
        Q_EMIT statusChanged();
    });
    connect(&controller, &Controller::snapshotTaken, this, &LiveTransport::takeSnapshot);
    connect(&controller, &Controller::sourceChanged, this, &Transport::changed);
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &what, const QString &why, Command command) {
                if (command == Command::Step) {
                    endWait();
                    endSteps(); // the next one would only fail, too
                }
                // Where nobody has asked for anything, the sentence says by itself what it is about.
                const bool asked = command != Command::KeepSession && command != Command::NodeEnd;
                if (asked && m_faulty)
                    m_refusedMeanwhile.insert(command);
                Q_EMIT failed(asked ? what + QStringLiteral(": ") + why : why, conditionOf(command),
                              subjectOf(command));
                Q_EMIT changed(); // a choice that was refused springs back
            });
    connect(&controller, &Controller::commandSucceeded, this,
            [this](Command command) { Q_EMIT settled(subjectOf(command)); });
    connect(&controller, &Controller::brokerDied, this,
            [this](const QString &message) { Q_EMIT failed(message, brokerCondition); });
    connect(&controller, &Controller::brokerRestarted, this, [this] {
        Q_EMIT recovered(
            [] {
                return QCoreApplication::translate(
                    "main", "A fresh broker runs. Its topics begin empty; the warehouse is kept.");
            },
            brokerCondition);
    });
    connect(&controller, &Controller::recordsLost, this, [this](qint64 records, const QString &unknown) {
        if (!unknown.isEmpty())
            Q_EMIT failed(QCoreApplication::translate(
                              "main",
                              "Acknowledged records that were not yet stored are lost with the broker. How "
                              "many cannot be told: %1")
                              .arg(unknown));
        else if (records > 0)
            Q_EMIT failed([records] {
                return QCoreApplication::translate(
                           "main", "Records lost with the broker, acknowledged but not yet stored: %1.")
                    .arg(grouped(records));
            });
    });
    connect(&controller, &Controller::startFailed, this,
            [this](StartStep step, const QString &reason, const QString &where) {
                const auto &change = m_controller.switching();
                m_problem = {kindOf(step), reason, where,
                             (change ? change->to : m_controller.environment()).title()};
                if (step != StartStep::Cancelled)
                    Q_EMIT failed(reason, startCondition);
                Q_EMIT changed();
            });
    connect(&controller, &Controller::switchProgressed, this, [this] {
        Q_EMIT changed();
        Q_EMIT statusChanged();
    });
    connect(&controller, &Controller::switchEnded, this, &LiveTransport::takeSwitchEnd);
    connect(&controller, &Controller::stepBegun, this, [this] { m_longStep.start(); });
    connect(&controller, &Controller::recordStepped, this, &LiveTransport::endWait);
    m_longStep.setSingleShot(true);
    m_longStep.setInterval(kLongStepMs);
    connect(&m_longStep, &QTimer::timeout, this, [this] {
        m_stepWaits = true;
        Q_EMIT statusChanged();
    });
    connect(&controller, &Controller::stepped, this, [this](const StepDone &step) {
        endWait();
        m_lastStep = step;
        step.anythingLeft ? stepByItself() : endSteps();
        Q_EMIT statusChanged();
    });
    m_nextStep.setSingleShot(true);
    connect(&m_nextStep, &QTimer::timeout, this, [this] {
        if (m_controller.state() == RunState::Paused)
            m_controller.stepHop();
    });
}

void LiveTransport::setSpeed(double hopsPerS)
{
    m_hopsPerS = hopsPerS;
    m_nextStep.stop();
    if (hopsPerS > 0 && m_controller.state() == RunState::Running)
        m_controller.pause();
    stepByItself();
    Q_EMIT changed();
}

/// The next one a while after the one before: a slow step does not pile up others.
void LiveTransport::stepByItself()
{
    if (m_hopsPerS > 0 && m_controller.state() == RunState::Paused && !m_nextStep.isActive())
        m_nextStep.start(static_cast<int>(1'000 / m_hopsPerS));
}

void LiveTransport::endWait()
{
    m_longStep.stop();
    if (std::exchange(m_stepWaits, false))
        Q_EMIT statusChanged();
}

void LiveTransport::endSteps()
{
    m_nextStep.stop();
    if (std::exchange(m_hopsPerS, 0) > 0)
        Q_EMIT changed();
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
    return {{campusId, QCoreApplication::translate("main", "Campus database, CDC …"), {}},
            {generatorId, QCoreApplication::translate("main", "Generator"), {}},
            {csvId, QCoreApplication::translate("main", "CSV file …"), {}},
            {sampleId, QStringLiteral("Northwind (CSV)"), {}},
            {pollingId, QCoreApplication::translate("main", "Campus, polled …"), {}},
            {restId, QCoreApplication::translate("main", "REST API …"), {}},
            {topicId, QCoreApplication::translate("main", "Topic …"), {}}};
}

QString LiveTransport::source() const
{
    const SourceChoice choice = m_controller.source();
    switch (choice.kind) {
    case SourceChoice::Kind::Campus:
        return campusId;
    case SourceChoice::Kind::Polling:
        return pollingId;
    case SourceChoice::Kind::Rest:
        return restId;
    case SourceChoice::Kind::Topic:
        return topicId;
    case SourceChoice::Kind::Csv:
        return choice.file.endsWith(QLatin1Char('/') + sampleFileName()) ? sampleId : csvId;
    case SourceChoice::Kind::Generator:
        break;
    }
    return generatorId;
}

std::vector<Choice> LiveTransport::datasets() const
{
    const SourceChoice::Kind kind = m_controller.source().kind;
    const QString onlyOrders = kind == SourceChoice::Kind::Csv
        ? QCoreApplication::translate("main", "A file brings its own records.")
        : QString();
    const QString onlyOne = kind == SourceChoice::Kind::Topic
        ? QCoreApplication::translate("main", "A topic is read as one kind of records.")
        : onlyOrders;
    return {{QStringLiteral("orders"), QCoreApplication::translate("main", "Orders"), {}},
            {QStringLiteral("activities"), QCoreApplication::translate("main", "Activities"), onlyOrders},
            {QStringLiteral("both"), QCoreApplication::translate("main", "Both"), onlyOne}};
}

bool LiveTransport::isRateOfTransactions() const
{
    return m_controller.source().kind == SourceChoice::Kind::Campus;
}

QString LiveTransport::sampleFileName()
{
    return QStringLiteral("northwind_order_lines.csv");
}

QString LiveTransport::dataset() const
{
    const SourceChoice choice = m_controller.source();
    const bool onlyOrders = choice.kind == SourceChoice::Kind::Csv
        || (choice.kind == SourceChoice::Kind::Topic && choice.datasets == extract::GeneratedDatasets::Both);
    return onlyOrders ? QStringLiteral("orders") : idOf(choice.datasets);
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
        Q_EMIT recovered([] { return QCoreApplication::translate("main", "The pipeline runs."); },
                         startCondition);
}

void LiveTransport::setRate(double recordsPerS)
{
    m_rate = recordsPerS;
    m_controller.setRate(recordsPerS == MaxRate ? 0 : static_cast<qint64>(recordsPerS));
    Q_EMIT changed();
}

void LiveTransport::setSource(const QString &id)
{
    if (id == csvId || id == sampleId) {
        id == csvId ? Q_EMIT csvWanted() : Q_EMIT sampleWanted();
        Q_EMIT changed(); // until a file was chosen, nothing is
        return;
    }
    for (const auto &[asked, kind] :
         {std::pair(campusId, SourceChoice::Kind::Campus), std::pair(pollingId, SourceChoice::Kind::Polling),
          std::pair(restId, SourceChoice::Kind::Rest), std::pair(topicId, SourceChoice::Kind::Topic)}) {
        if (id != asked)
            continue;
        Q_EMIT settingsWanted(kind);
        Q_EMIT changed();
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
        if (idOf(datasets) == id && m_controller.source().kind != SourceChoice::Kind::Csv)
            m_controller.setDataset(datasets);
    }
}

} // namespace pk::gui
