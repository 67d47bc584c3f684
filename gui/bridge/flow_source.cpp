#include "bridge/flow_source.h"

#include "bridge/campus_source.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"
#include "pipeline/stage.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace pk::gui {

namespace {

using Kind = SourceChoice::Kind;

QString rateSet(const RunInfo &run)
{
    return run.ratePerSecond > 0
        ? QCoreApplication::translate("bridge", "%1/s").arg(grouped(run.ratePerSecond))
        : QCoreApplication::translate("bridge", "maximum");
}

/// What a source of that kind is called, and what it takes its records from.
struct Looks
{
    const char *icon;
    QString title;
    QString subtitle;
};

/// What Maxwell is doing.
QString maxwellText(const RunInfo &run)
{
    // What is recorded has been published.
    const auto otherwise = run.recorded ? kampus::CaptureState::Running : kampus::CaptureState::Starting;
    switch (run.progress.capture.value_or(otherwise)) {
    case kampus::CaptureState::Starting:
        return isContainer(run) ? QCoreApplication::translate("bridge", "container, waited for")
                                : QCoreApplication::translate("bridge", "starts");
    case kampus::CaptureState::Bootstrapping:
        return QCoreApplication::translate("bridge", "bootstrap: rows from before");
    case kampus::CaptureState::Running:
        break;
    }
    if (isContainer(run))
        return QCoreApplication::translate("bridge", "container, reads the binlog");
    return QCoreApplication::translate("bridge", "reads the binlog");
}

Looks looksOf(const RunInfo &run)
{
    const SourceChoice &source = run.source;
    switch (source.kind) {
    case Kind::Csv:
        return {"file", QCoreApplication::translate("bridge", "CSV file"), QFileInfo(source.file).fileName()};
    case Kind::Campus:
        if (isMaxwell(source))
            return {"plug", QStringLiteral("Maxwell"), maxwellText(run)};
        return {"plug", QCoreApplication::translate("bridge", "CDC (emulated)"),
                QCoreApplication::translate("bridge", "in Maxwell's format")};
    case Kind::Polling:
        return {"history", QCoreApplication::translate("bridge", "Polling"),
                source.pollById ? QCoreApplication::translate("bridge", "by id")
                                : QCoreApplication::translate("bridge", "by updated_at")};
    case Kind::Rest:
        return {"external", QCoreApplication::translate("bridge", "REST API"),
                source.url.isEmpty() ? QStringLiteral("127.0.0.1") : QUrl(source.url).host()};
    case Kind::Topic:
        return {"topic", QCoreApplication::translate("bridge", "Other topic"), source.topic};
    case Kind::Generator:
        break;
    }
    return {"bolt", QCoreApplication::translate("bridge", "Generator"),
            QCoreApplication::translate("bridge", "seed %1").arg(static_cast<qulonglong>(source.seed))};
}

/// The stage that makes records or change events.
Node sourceNode(const FlowParts &parts)
{
    const RunInfo &run = parts.run;
    const SourceChoice &source = run.source;
    const bool capture = source.kind == Kind::Campus;
    const Looks looks = looksOf(run);
    Node node;
    node.id = flow_id::source;
    node.kind = capture ? NodeKind::Cdc : NodeKind::Source;
    node.role = capture ? Role::Raw : Role::Source;
    node.icon = QLatin1String(looks.icon);
    node.title = looks.title;
    node.subtitle = looks.subtitle;
    node.rateUnit = capture ? QCoreApplication::translate("bridge", "events/s")
                            : QCoreApplication::translate("bridge", "msg/s");
    parts.setRate(node, "source");
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.stage == StageKind::Source)
            parts.setStatus(node, member);
    }
    if (node.status == NodeStatus::Retrying)
        node.reason = lastingError(parts.snapshot, StageKind::Source, pipeline::condition::source);
    if (node.status == NodeStatus::Paused && isMaxwell(source))
        node.status = NodeStatus::Running; // it has no pause: the campus has
    if (node.status == NodeStatus::Starting && isMaxwell(source))
        node.reason = run.progress.capture == kampus::CaptureState::Bootstrapping
            ? QCoreApplication::translate(
                "bridge",
                "Maxwell tells the rows that were there before. The campus begins to work "
                "when it has done so.")
            : isContainer(run)
            ? QCoreApplication::translate("bridge", "Compose's Maxwell is waited for, a container.")
            : QCoreApplication::translate("bridge", "Maxwell starts, which takes some seconds.");
    if (source.kind == Kind::Csv && node.status == NodeStatus::Stopped)
        node.reason = QCoreApplication::translate("bridge", "The file has been read to its end.");
    if (node.status == NodeStatus::Running)
        parts.tellGuard(node, StageKind::Source);
    if (node.status == NodeStatus::Running && parts.waitsForBroker(StageKind::Source)) {
        node.status = NodeStatus::Retrying;
        node.reason = parts.silenceText();
        const std::int64_t waiting = run.progress.produced - run.progress.acked;
        if (!capture)
            node.reason += QLatin1Char(' ')
                + QCoreApplication::translate("bridge", "Records that wait to be sent: %1.")
                      .arg(grouped(std::max<std::int64_t>(0, waiting)));
        else if (run.progress.unpublished > 0)
            node.reason += QLatin1Char(' ')
                + QCoreApplication::translate("bridge", "Changes that wait in its log: %1.")
                      .arg(grouped(run.progress.unpublished));
    }
    return node;
}

/// Rate and acknowledged records, as one card tells them.
void addFigures(Node &node, const RunInfo &run)
{
    node.facts.push_back({QCoreApplication::translate("bridge", "Rate"), rateSet(run)});
    node.facts.push_back(
        {QCoreApplication::translate("bridge", "Acked"), grouped(run.progress.ackedOfSource)});
}

Node campusNode(const FlowParts &parts)
{
    Node node;
    node.id = flow_id::campus;
    node.kind = NodeKind::Source;
    node.role = Role::Source;
    node.icon = QStringLiteral("database");
    const QString server = serverOf(parts.run.source);
    node.title = QCoreApplication::translate("bridge", "Campus DB");
    node.subtitle = server.isEmpty()
        ? QStringLiteral("SQLite · ") + QFileInfo(parts.run.campusDatabase).fileName()
        : placeOfServer(server);
    if (parts.paused)
        node.status = NodeStatus::Paused;
    if (!parts.run.campusTrouble.isEmpty()) {
        node.status = NodeStatus::Retrying;
        node.reason = parts.run.campusTrouble;
    }
    if (parts.run.source.kind != Kind::Campus)
        return node;
    if (const QString why = lastingError(parts.snapshot, StageKind::Source, pipeline::condition::database);
        !why.isEmpty()) {
        node.status = NodeStatus::Retrying;
        node.reason = why;
    }
    node.rateUnit = QCoreApplication::translate("bridge", "tx/s");
    parts.setRate(node, rate_of::transactions);
    node.facts.push_back({QCoreApplication::translate("bridge", "Rate"), rateSet(parts.run)});
    node.facts.push_back(
        {QCoreApplication::translate("bridge", "Transactions"), grouped(parts.run.progress.transactions)});
    return node;
}

/// The source alone, or below the campus database that it reads.
SourcePlace addReader(FlowParts &parts)
{
    Node node = sourceNode(parts);
    addFigures(node, parts.run);
    if (hasCampus(parts.run.source)) {
        parts.graph.nodes.push_back(campusNode(parts));
        parts.addEdge(flow_id::campus, -1, flow_id::source, -1, Role::Source).ratePerS = node.ratePerS;
        node.row = 1;
    }
    parts.graph.nodes.push_back(std::move(node));
    return {flow_id::source, Role::Source, 1, 0};
}

void addChanges(FlowParts &parts, Dataset dataset, int &row)
{
    for (const std::string &topic : cdcTopicsOf(dataset)) {
        parts.addTopic(topic, parts.run.bridgeGroup, stageOf(topic), 1, row++, false);
        for (int p = 0; p < parts.snapshot.partitionsOf(topic); ++p) {
            parts.addWrittenLane(flow_id::source, topic, p, Role::Raw);
            parts.addReadLane(topic, p, parts.run.bridgeGroup, flow_id::bridge, Role::Raw);
        }
    }
}

Node bridgeNode(const FlowParts &parts)
{
    Node node;
    node.id = flow_id::bridge;
    node.kind = NodeKind::Cdc;
    node.role = Role::Raw;
    node.icon = QStringLiteral("link");
    node.title = QCoreApplication::translate("bridge", "Bridge");
    node.subtitle = toQString(parts.run.bridgeGroup);
    node.rateUnit = QCoreApplication::translate("bridge", "events/s");
    node.column = 2;
    parts.setRate(node, "bridge");
    parts.addMembers(node, StageKind::Bridge, parts.run.bridgeGroup);
    node.members.clear(); // there is one, and the card is it
    const pipeline::Progress &progress = parts.run.progress;
    const std::int64_t waiting = progress.waitingOrders + progress.waitingActivities + progress.waitingItems;
    const bool ofOneKind = waiting == progress.waitingOrders || waiting == progress.waitingItems;
    node.facts.push_back({!ofOneKind ? QCoreApplication::translate("bridge", "Incomplete")
                              : progress.waitingItems > 0
                              ? QCoreApplication::translate("bridge", "Waits for order")
                              : QCoreApplication::translate("bridge", "Waits for items"),
                          grouped(waiting), waiting > 100});
    return node;
}

/// Database, change capture, its topics, the bridge above the raw topics.
SourcePlace addCapture(FlowParts &parts)
{
    parts.graph.nodes.push_back(campusNode(parts));
    Node capture = sourceNode(parts);
    capture.row = 1;
    const pipeline::Progress &progress = parts.run.progress;
    const auto count = [&capture](Operation operation, const QString &label, std::int64_t changes) {
        capture.facts.push_back({label, grouped(changes), false, operation});
    };
    if (isMaxwell(parts.run.source)) { // what its events tell is known to who reads them
        capture.facts.push_back(
            {QCoreApplication::translate("bridge", "Published"), grouped(progress.published)});
    } else {
        count(Operation::Insert, QCoreApplication::translate("bridge", "insert"), progress.inserts);
        count(Operation::Update, QCoreApplication::translate("bridge", "update"), progress.updates);
        count(Operation::Delete, QCoreApplication::translate("bridge", "delete"), progress.deletes);
    }
    Edge &changes = parts.addEdge(flow_id::campus, -1, flow_id::source, -1, Role::Source);
    changes.ratePerS = capture.ratePerS;
    changes.buffered = progress.unpublished;
    changes.backPressure = progress.unpublished > 0 && capture.status == NodeStatus::Retrying;
    parts.graph.nodes.push_back(std::move(capture));
    parts.graph.nodes.push_back(bridgeNode(parts));
    int row = 0;
    int asideRow = 10;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (!isShown(parts, dataset))
            continue;
        addChanges(parts, dataset, row);
        // Below the transform, where there is room: the edge does not go behind the raw topics then, and
        // their lanes lose nothing.
        for (const std::string &topic : cdcTopicsOf(dataset))
            parts.addAside(deadLetterTopic(topic), flow_id::bridge, 3, ++asideRow);
    }
    return {flow_id::bridge, Role::Raw, 2, 1};
}

} // namespace

bool isShown(const FlowParts &parts, Dataset dataset)
{
    const std::vector<std::string> changes =
        hasCapture(parts) ? cdcTopicsOf(dataset) : std::vector<std::string>();
    return brings(parts.run.source, dataset)
        || parts.flows(std::string(rawTopic(dataset)), parts.run.transformGroup)
        || parts.flows(std::string(enrichedTopic(dataset)), parts.run.loaderGroup)
        || std::any_of(changes.begin(), changes.end(),
                       [&](const std::string &topic) { return parts.flows(topic, parts.run.bridgeGroup); });
}

bool hasCapture(const FlowParts &parts)
{
    return parts.run.source.kind == Kind::Campus;
}

SourcePlace addSource(FlowParts &parts)
{
    return hasCapture(parts) ? addCapture(parts) : addReader(parts);
}

QString waitingText(const pipeline::Progress &progress)
{
    QStringList parts;
    if (progress.waitingOrders == 1)
        parts << QCoreApplication::translate("bridge", "1 order waits for its items.");
    else if (progress.waitingOrders > 0)
        parts << QCoreApplication::translate("bridge", "%1 orders wait for their items.")
                     .arg(grouped(progress.waitingOrders));
    if (progress.waitingActivities == 1)
        parts << QCoreApplication::translate("bridge", "1 activity waits for its student.");
    else if (progress.waitingActivities > 0)
        parts << QCoreApplication::translate("bridge", "%1 activities wait for their student.")
                     .arg(grouped(progress.waitingActivities));
    if (progress.waitingItems == 1)
        parts << QCoreApplication::translate("bridge", "1 item waits for its order.");
    else if (progress.waitingItems > 0)
        parts << QCoreApplication::translate("bridge", "%1 items wait for their order.")
                     .arg(grouped(progress.waitingItems));
    return parts.join(QLatin1Char(' '));
}

} // namespace pk::gui
