#include "sample_graph.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pk::gui::sample {

namespace {

std::vector<float> history(double around, int seed, double trend = 0)
{
    std::vector<float> values;
    for (int i = 0; i < 40; ++i) {
        const double noise =
            std::sin(i * 0.9 + seed) + std::sin(i * 0.37 + seed * 2) + std::sin(i * 2.3 + seed * 3);
        values.push_back(
            static_cast<float>(around * (1 + 0.05 * noise + trend * std::max(0, i - 25) / 15.0)));
    }
    return values;
}

std::vector<Lane> lanes(int count, std::int64_t base, const std::array<int, 6> &lags)
{
    std::vector<Lane> result;
    for (int p = 0; p < count; ++p) {
        Lane lane;
        lane.partition = p;
        lane.logEnd = base + (p * 7919) % 811;
        lane.committed = lane.logEnd - lags[static_cast<std::size_t>(p) % lags.size()];
        const std::int64_t waiting = lag(lane);
        lane.level = waiting >= 9 ? LagLevel::Critical : waiting >= 4 ? LagLevel::Rising : LagLevel::Normal;
        lane.position = lane.committed;
        lane.logStart = 0;
        lane.leader = p % 3 + 1;
        result.push_back(lane);
    }
    return result;
}

Node node(const char *id, NodeKind kind, Role role, const QString &title, const QString &subtitle,
          const char *icon, int column)
{
    Node result;
    result.id = QString::fromLatin1(id);
    result.kind = kind;
    result.role = role;
    result.title = title;
    result.subtitle = subtitle;
    result.icon = QString::fromLatin1(icon);
    result.column = column;
    return result;
}

void connectLanes(FlowGraph &graph, const QString &from, const QString &to, int partitions, bool fromTopic,
                  Role role, double ratePerS)
{
    for (int p = 0; p < partitions; ++p) {
        Edge edge;
        edge.id = QStringLiteral("%1>%2/%3").arg(from, to).arg(p);
        edge.from = from;
        edge.to = to;
        const bool toTopicOrGroup =
            to.startsWith(QStringLiteral("topic:")) || to.startsWith(QStringLiteral("group:"));
        edge.fromPartition = fromTopic ? p : -1;
        edge.toPartition = toTopicOrGroup ? p : -1;
        edge.role = role;
        edge.ratePerS = ratePerS / partitions;
        graph.edges.push_back(edge);
    }
}

void connect(FlowGraph &graph, const QString &from, const QString &to, Role role, double ratePerS)
{
    Edge edge;
    edge.id = QStringLiteral("%1>%2").arg(from, to);
    edge.from = from;
    edge.to = to;
    edge.role = role;
    edge.ratePerS = ratePerS;
    graph.edges.push_back(edge);
}

void addSources(FlowGraph &graph, const Options &options)
{
    const bool id = options.indonesian;
    Node source =
        node("source", NodeKind::Source, Role::Source, QStringLiteral("orders"),
             options.cdc ? QStringLiteral("MySQL · kampus")
                         : (id ? QStringLiteral("generator · seed 1") : QStringLiteral("generator · seed 1")),
             "database", 0);
    source.ratePerS = options.ratePerS;
    source.rateUnit = id ? QStringLiteral("baris/dtk") : QStringLiteral("rows/s");
    source.history = history(options.ratePerS, 1);
    source.facts = {{{}, QStringLiteral("binlog.000004 : 91228")}};
    graph.nodes.push_back(source);
    if (!options.cdc)
        return;
    Node cdc = node("cdc", NodeKind::Cdc, Role::Raw, QStringLiteral("Maxwell CDC"),
                    QStringLiteral("binlog → JSON"), "plug", 0);
    cdc.row = 1;
    cdc.ratePerS = options.ratePerS;
    cdc.rateUnit = id ? QStringLiteral("event/dtk") : QStringLiteral("events/s");
    cdc.history = history(options.ratePerS, 4, 0.5);
    cdc.facts = {{QStringLiteral("insert"), QStringLiteral("168"), false, Operation::Insert},
                 {QStringLiteral("update"), QStringLiteral("121"), false, Operation::Update},
                 {QStringLiteral("delete"), QStringLiteral("23"), false, Operation::Delete}};
    graph.nodes.push_back(cdc);
}

void addTopics(FlowGraph &graph, const Options &options)
{
    const QString subtitle = options.indonesian ? QStringLiteral("topic · %1 partition · RF 3")
                                                : QStringLiteral("topic · %1 partitions · RF 3");
    Node raw = node("topic:raw_orders", NodeKind::Topic, Role::Raw, QStringLiteral("raw_orders"),
                    subtitle.arg(options.partitions), "topic", 1);
    raw.lanes = lanes(options.partitions, 47750, {2, 3, 1, 9, 4, 2});
    Node enriched = node("topic:enriched_orders", NodeKind::Topic, Role::Enriched,
                         QStringLiteral("enriched_orders"), subtitle.arg(options.partitions), "topic", 3);
    enriched.lanes = lanes(options.partitions, 47700, {1, 2, 2, 1, 5, 1});
    graph.nodes.push_back(raw);
    graph.nodes.push_back(enriched);
    if (!options.deadLetters)
        return;
    Node dead = node("topic:raw_orders.dlq", NodeKind::Topic, Role::DeadLetter,
                     QStringLiteral("raw_orders.dlq"), {}, "dead-letter", 2);
    dead.compact = true;
    dead.row = 1;
    dead.lanes = lanes(1, 3, {0, 0, 0, 0, 0, 0});
    dead.kept = 3;
    Node late = node("topic:enriched_orders.dlq", NodeKind::Topic, Role::DeadLetter,
                     QStringLiteral("enriched_orders.dlq"), {}, "dead-letter", 3);
    late.compact = true;
    late.row = 1;
    graph.nodes.push_back(dead);
    graph.nodes.push_back(late);
}

void addStages(FlowGraph &graph, const Options &options)
{
    const bool id = options.indonesian;
    Node transform =
        node("transform", NodeKind::Transform, Role::Transform, QStringLiteral("Transform"),
             id ? QStringLiteral("6 langkah · satu proses") : QStringLiteral("6 steps · in-process"),
             "transform", 2);
    transform.ratePerS = options.ratePerS * 0.99;
    transform.rateUnit = id ? QStringLiteral("pesan/dtk") : QStringLiteral("msg/s");
    transform.history = history(options.ratePerS, 7);
    transform.facts = {
        {id ? QStringLiteral("latensi p99") : QStringLiteral("p99 latency"), QStringLiteral("14 ms")},
        {id ? QStringLiteral("ditolak") : QStringLiteral("rejected"), QStringLiteral("1.2 %")},
        {QStringLiteral("dead letter"), QStringLiteral("3"), true}};
    graph.nodes.push_back(transform);

    Node group = node("group:kampus-loader", NodeKind::Group, Role::Consumer, QStringLiteral("kampus-loader"),
                      {}, "members", 4);
    group.rateUnit = transform.rateUnit;
    for (int m = 0; m < options.members; ++m) {
        Member member;
        member.id = QStringLiteral("member-%1").arg(m);
        member.status = m == 1 ? NodeStatus::Retrying : NodeStatus::Running;
        member.ratePerS = options.ratePerS / options.members;
        member.history = history(member.ratePerS, m + 9);
        for (int p = 0; p < options.partitions; ++p)
            if (p * options.members / options.partitions == m)
                member.partitions.push_back(p);
        group.members.push_back(member);
    }
    graph.nodes.push_back(group);

    Node warehouse = node("warehouse", NodeKind::Warehouse, Role::Consumer, QStringLiteral("warehouse"),
                          QStringLiteral("SQLite · upsert"), "warehouse", 4);
    warehouse.row = 1;
    warehouse.figure = QStringLiteral("1.84 M");
    warehouse.figureUnit = id ? QStringLiteral("baris") : QStringLiteral("rows");
    warehouse.facts = {
        {{}, id ? QStringLiteral("+306 /s · segar 0,8 s") : QStringLiteral("+306 /s · fresh 0.8 s")}};
    graph.nodes.push_back(warehouse);
}

} // namespace

FlowGraph graph(const Options &options)
{
    FlowGraph graph;
    addSources(graph, options);
    addTopics(graph, options);
    addStages(graph, options);
    const QString raw = QStringLiteral("topic:raw_orders");
    const QString enriched = QStringLiteral("topic:enriched_orders");
    const QString transform = QStringLiteral("transform");
    const QString loader = QStringLiteral("group:kampus-loader");
    if (options.cdc)
        connect(graph, QStringLiteral("source"), QStringLiteral("cdc"), Role::Source, options.ratePerS);
    connectLanes(graph, options.cdc ? QStringLiteral("cdc") : QStringLiteral("source"), raw,
                 options.partitions, false, Role::Raw, options.ratePerS);
    connectLanes(graph, raw, transform, options.partitions, true, Role::Raw, options.ratePerS);
    connectLanes(graph, transform, enriched, options.partitions, false, Role::Transform, options.ratePerS);
    connectLanes(graph, enriched, loader, options.partitions, true, Role::Enriched, options.ratePerS);
    connect(graph, loader, QStringLiteral("warehouse"), Role::Consumer, options.ratePerS);
    if (options.deadLetters) {
        connect(graph, transform, QStringLiteral("topic:raw_orders.dlq"), Role::DeadLetter, 0.1);
        connect(graph, loader, QStringLiteral("topic:enriched_orders.dlq"), Role::DeadLetter, 0);
    }
    return graph;
}

FlowGraph campusGraph(const Options &options)
{
    const double changes = 1.9 * options.ratePerS;
    const QString cdc = QStringLiteral("cdc");
    const QString bridge = QStringLiteral("bridge");
    FlowGraph graph = sample::graph(options);
    const QString raw = QStringLiteral("topic:raw_orders");
    std::erase_if(graph.edges, [&](const Edge &edge) { return edge.to == raw || edge.to == cdc; });
    for (Node &node : graph.nodes) {
        if (node.column == 0) {
            node.title = node.id == cdc ? QStringLiteral("CDC (emulated)") : QStringLiteral("Campus DB");
            if (node.id != cdc) {
                node.facts = {{QStringLiteral("Rate"), QStringLiteral("maximum")},
                              {QStringLiteral("Transactions"), QStringLiteral("16,650")}};
            }
            continue;
        }
        node.row += node.id == raw ? 1 : 0;
        node.column = node.compact ? 4 : node.column + 1;
    }
    int row = 0;
    for (const char *table : {"orders", "order_items"}) {
        const QString id = QStringLiteral("topic:producer.kampus.") + QLatin1String(table);
        Node topic = *graph.node(raw);
        topic.id = id;
        topic.title = id.mid(6);
        topic.column = 1;
        topic.row = row++;
        graph.nodes.push_back(topic);
        connectLanes(graph, cdc, id, options.partitions, false, Role::Raw, changes / 2);
        connectLanes(graph, id, bridge, options.partitions, true, Role::Raw, changes / 2);
    }
    Node joins = node("bridge", NodeKind::Cdc, Role::Raw, QStringLiteral("Bridge"),
                      QStringLiteral("kampus-bridge"), "link", 2);
    joins.ratePerS = changes;
    joins.rateUnit = QStringLiteral("events/s");
    joins.history = history(changes, 5);
    joins.facts = {{QStringLiteral("Waits for items"), QStringLiteral("5")}};
    graph.nodes.push_back(joins);
    connect(graph, QStringLiteral("source"), cdc, Role::Source, changes);
    connectLanes(graph, bridge, raw, options.partitions, false, Role::Raw, options.ratePerS);
    return graph;
}

FlowGraph bothDatasets()
{
    FlowGraph graph = campusGraph({3, 1, true, true, 4, false});
    const QString bridge = QStringLiteral("bridge");
    const auto besides = [&](const char *like, const char *name, int row) {
        Node topic = *graph.node(QLatin1String(like));
        topic.id = QStringLiteral("topic:") + QLatin1String(name);
        topic.title = QLatin1String(name);
        topic.row = row;
        graph.nodes.push_back(topic);
        return topic.id;
    };
    for (const auto &[name, row] :
         {std::pair("producer.kampus.students", 2), std::pair("producer.kampus.activities", 3)}) {
        const QString id = besides("topic:producer.kampus.orders", name, row);
        connectLanes(graph, QStringLiteral("cdc"), id, 3, false, Role::Raw, 1);
        connectLanes(graph, id, bridge, 3, true, Role::Raw, 1);
    }
    const QString raw = besides("topic:raw_orders", "raw_activities", 2);
    connectLanes(graph, bridge, raw, 3, false, Role::Raw, 1);
    connectLanes(graph, raw, QStringLiteral("transform"), 3, true, Role::Raw, 1);
    const QString enriched = besides("topic:enriched_orders", "enriched_activities", 1);
    connectLanes(graph, QStringLiteral("transform"), enriched, 3, false, Role::Transform, 1);
    connectLanes(graph, enriched, QStringLiteral("group:kampus-loader"), 3, true, Role::Enriched, 1);
    return graph;
}

void trouble(FlowGraph &graph)
{
    for (Node &node : graph.nodes) {
        if (node.kind == NodeKind::Source) {
            node.status = NodeStatus::Paused;
            node.reason = QStringLiteral("Held by the retention guard: 3 MiB are unread.");
        } else if (node.kind == NodeKind::Transform) {
            node.status = NodeStatus::Failed;
            node.reason = QStringLiteral("Broker 2 is down: no leader for raw_orders/1.");
        } else if (node.kind == NodeKind::Group) {
            node.status = NodeStatus::Starting;
            node.reason = QStringLiteral("JoinGroup, waiting for members (3 s)");
            node.members.clear();
        } else if (node.kind == NodeKind::Warehouse) {
            node.status = NodeStatus::Retrying;
        }
        for (Lane &lane : node.lanes) {
            lane.logStart = lane.logEnd - 12 + 2 * lane.partition;
            lane.position = lane.committed + 1;
        }
    }
    for (Edge &edge : graph.edges)
        edge.backPressure = edge.from == QStringLiteral("source");
}

Hop hop(const Edge &edge, std::int64_t offset, Operation operation)
{
    Hop hop;
    hop.edge = edge.id;
    hop.correlationId = QStringLiteral("c-%1-%2").arg(edge.id).arg(offset);
    hop.key = QStringLiteral("ORD-%1").arg(offset % 100000, 8, 10, QLatin1Char('0'));
    hop.topic = edge.to.startsWith(QStringLiteral("topic:")) ? edge.to.mid(6)
        : edge.from.startsWith(QStringLiteral("topic:"))     ? edge.from.mid(6)
                                                             : QStringLiteral("raw_orders");
    hop.partition = std::max(edge.fromPartition, edge.toPartition);
    hop.offset = offset;
    hop.operation = operation;
    return hop;
}

} // namespace pk::gui::sample
