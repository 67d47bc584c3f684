// Nothing overlaps and nothing leaves its card, whatever the number of partitions and members, the window and
// scale.

#include "flow/layout.h"
#include "sample_graph.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace pk::gui;

namespace {

constexpr double tolerance = 0.51;

bool overlap(const QRectF &a, const QRectF &b)
{
    return a.adjusted(tolerance, tolerance, -tolerance, -tolerance).intersects(b);
}

bool inside(const QRectF &outer, const QRectF &inner)
{
    return outer.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(inner);
}

QByteArray disjoint(const std::vector<QRectF> &rects, const char *what)
{
    for (std::size_t i = 0; i < rects.size(); ++i)
        for (std::size_t j = i + 1; j < rects.size(); ++j)
            if (overlap(rects[i], rects[j]))
                return QByteArray(what) + ' ' + QByteArray::number(static_cast<int>(i)) + " and "
                    + QByteArray::number(static_cast<int>(j)) + " overlap";
    return {};
}

QByteArray laneFault(const NodeBox &node)
{
    std::vector<QRectF> lanes;
    for (const LaneBox &lane : node.lanes) {
        lanes.push_back(lane.box);
        if (!inside(node.box, lane.box) || !inside(lane.box, lane.cells) || !inside(lane.box, lane.pill))
            return "a lane's part is outside of " + node.id.toUtf8();
        if (overlap(lane.cells, lane.pill) || lane.cells.height() < 4 || lane.cellCount < 4)
            return "cells without room in " + node.id.toUtf8();
        if (lane.railY >= lane.cells.top() || lane.railY < lane.box.top())
            return "the rail is not above the cells in " + node.id.toUtf8();
    }
    if (node.hidden > 0)
        lanes.push_back(node.more);
    return disjoint(lanes, "lanes");
}

QByteArray partFault(const NodeBox &node)
{
    std::vector<QRectF> parts{node.header};
    if (!node.figure.isEmpty())
        parts.push_back(node.figure);
    if (!node.sparkline.isEmpty())
        parts.push_back(node.sparkline);
    parts.insert(parts.end(), node.facts.begin(), node.facts.end());
    for (const MemberBox &member : node.members)
        parts.push_back(member.box);
    if (node.lanes.empty())
        for (const QRectF &part : parts)
            if (!inside(node.box, part))
                return "a part is outside of " + node.id.toUtf8();
    return disjoint(parts, "parts");
}

QByteArray fault(const FlowGraph &graph, const FlowLayout &layout)
{
    std::vector<QRectF> boxes;
    for (const NodeBox &node : layout.nodes) {
        boxes.push_back(node.box);
        if (!inside(QRectF(QPointF(), layout.size), node.box))
            return node.id.toUtf8() + " is outside of the diagram";
        if (const QByteArray wrong =
                graph.nodes[node.index].kind == NodeKind::Topic ? laneFault(node) : partFault(node);
            !wrong.isEmpty())
            return wrong + " in " + node.id.toUtf8();
    }
    if (const QByteArray wrong = disjoint(boxes, "cards"); !wrong.isEmpty())
        return wrong;
    for (const EdgeBox &edge : layout.edges)
        if (edge.path.isEmpty() || edge.curve > edge.path.length() + tolerance)
            return "an edge has no way";
    return {};
}

} // namespace

class TestFlowLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layOut_anyGraphAndWindow_nothingOverlaps_data()
    {
        QTest::addColumn<QSize>("window");
        QTest::addColumn<double>("scale");
        const QSize sizes[] = {{1216, 560}, {1216, 744}, {796, 560}, {1302, 640}, {1856, 1000}};
        for (const QSize &size : sizes)
            for (const double scale : {1.0, 1.5, 2.0})
                QTest::addRow("%dx%d at %.1f", size.width(), size.height(), scale) << size << scale;
    }
    void layOut_anyGraphAndWindow_nothingOverlaps()
    {
        QFETCH(QSize, window);
        QFETCH(double, scale);
        for (int partitions = 1; partitions <= 12; ++partitions)
            for (int members = 0; members <= 4; ++members)
                for (const bool all : {false, true}) {
                    FlowGraph graph = sample::graph({partitions, members, all, all, 4, false});
                    if (members == 3)
                        sample::trouble(graph);
                    const auto [layout, fit, readable] = layOutToFit(graph, window, scale);
                    QVERIFY(readable >= fit);
                    const QSizeF size = layout.size;
                    QVERIFY2(size.width() * fit <= window.width() + 1
                                 && size.height() * fit <= window.height() + 1,
                             "the diagram does not fit");
                    const QByteArray wrong = fault(graph, layout);
                    QVERIFY2(wrong.isEmpty(),
                             qPrintable(QStringLiteral("%1 partitions, %2 members: %3")
                                            .arg(partitions)
                                            .arg(members)
                                            .arg(QString::fromUtf8(wrong))));
                    for (const NodeBox &node : layout.nodes)
                        QCOMPARE(node.hidden, 0);
                }
    }

    /// On a projector texts grow with the interface, also where the roomy picture would only be made to fit.
    void layOutToFit_largerScale_textsAreLarger_data()
    {
        QTest::addColumn<QSize>("window");
        QTest::newRow("1280x800") << QSize(1280, 800);
        QTest::newRow("1366x768") << QSize(1366, 768);
        QTest::newRow("1920x1080") << QSize(1920, 1080);
    }
    void layOutToFit_largerScale_textsAreLarger()
    {
        QFETCH(QSize, window);
        const FlowGraph graph = sample::graph({3, 1, false, true, 4, false});
        const auto textSize = [&](double scale) { // what the frame leaves, about
            const QSizeF room(window.width() - 64 * scale, window.height() - 180 * scale);
            return layOutToFit(graph, room, scale).scale * scale;
        };
        const double plain = textSize(1);
        QVERIFY2(plain >= 0.95, qPrintable(QString::number(plain)));
        QVERIFY2(textSize(1.35) >= 1.2, qPrintable(QString::number(textSize(1.35))));
        QVERIFY2(textSize(1.5) >= 1.2, qPrintable(QString::number(textSize(1.5))));
        QVERIFY2(textSize(2) >= 1.2, qPrintable(QString::number(textSize(2))));
    }

    void layOut_morePartitionsThanRoom_restIsCountedAndReachedByScrolling()
    {
        const FlowGraph graph = sample::graph({40, 2, false, false, 4, false});
        const QSizeF smallest = measure(graph, 1).minimum;
        const FlowLayout top = layOut(graph, smallest, 1);
        const NodeBox *raw = top.node(QStringLiteral("topic:raw_orders"));
        QVERIFY(raw && raw->hidden > 0);
        QCOMPARE(static_cast<int>(raw->lanes.size()) + raw->hidden, 40);
        QCOMPARE(fault(graph, top), QByteArray());

        const FlowLayout bottom = layOut(graph, smallest, 1, {{QStringLiteral("topic:raw_orders"), 1000}});
        QCOMPARE(bottom.node(QStringLiteral("topic:raw_orders"))->lanes.back().partition, 39);
    }

    void layOut_sameLanesInTwoTopics_railsAreLevel()
    {
        const FlowGraph graph = sample::graph({3, 1, false, true, 4, false});
        const FlowLayout layout = layOut(graph, {1600, 700}, 1);
        const NodeBox *raw = layout.node(QStringLiteral("topic:raw_orders"));
        const NodeBox *enriched = layout.node(QStringLiteral("topic:enriched_orders"));
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(raw->lanes[i].railY, enriched->lanes[i].railY);
    }

    void layOut_moreWidth_moreCellsAreSeen()
    {
        const FlowGraph graph = sample::graph({});
        const auto cells = [&](double width) {
            return layOut(graph, {width, 520}, 1)
                .node(QStringLiteral("topic:raw_orders"))
                ->lanes.front()
                .cellCount;
        };
        QVERIFY(cells(1340) < cells(1540));
        QVERIFY(cells(1540) < cells(1800));
    }

    /// A label hides neither what moves nor what stands, whatever the window.
    void labelRooms_areClearOfCardsCurvesAndEachOther_data()
    {
        layOut_anyGraphAndWindow_nothingOverlaps_data();
    }
    void labelRooms_areClearOfCardsCurvesAndEachOther()
    {
        QFETCH(QSize, window);
        QFETCH(double, scale);
        for (const int partitions : {1, 3, 6, 12})
            for (const bool all : {false, true}) {
                const FlowGraph graph = sample::graph({partitions, 3, all, all, 4, false});
                const FlowLayout layout = layOutToFit(graph, window, scale).layout;
                for (std::size_t b = 0; b < layout.bundles.size(); ++b) {
                    const QRectF &room = layout.bundles[b].labelRoom;
                    if (room.isEmpty())
                        continue;
                    QVERIFY(QRectF(QPointF(), layout.size).contains(room));
                    for (const NodeBox &node : layout.nodes)
                        QVERIFY(!node.box.intersects(room));
                    for (const EdgeBox &edge : layout.edges)
                        for (double at = 0; at <= edge.curve; at += 2)
                            QVERIFY(!room.contains(edge.path.at(at)));
                    for (std::size_t other = 0; other < b; ++other)
                        QVERIFY(!layout.bundles[other].labelRoom.intersects(room));
                }
            }
    }

    void labelRooms_ofAWideWindow_areThereForEveryBundle()
    {
        for (const bool deadLetters : {false, true}) {
            const FlowGraph graph = sample::graph({3, 1, false, deadLetters, 4, false});
            const FlowLayout layout = layOut(graph, {1540, 520}, 1);
            for (const Bundle &bundle : layout.bundles)
                if (!graph.nodes[bundle.to].compact)
                    QVERIFY2(bundle.labelRoom.width() > 60 && bundle.labelRoom.height() > 30,
                             qPrintable(layout.nodes[bundle.to].id));
        }
    }

    void route_intoALane_endsAtTheNewestCellOnTheRail()
    {
        const FlowGraph graph = sample::graph({});
        const FlowLayout layout = layOut(graph, {1540, 520}, 1);
        const NodeBox *raw = layout.node(QStringLiteral("topic:raw_orders"));
        int found = 0;
        for (const EdgeBox &edge : layout.edges) {
            if (graph.edges[edge.index].to != raw->id)
                continue;
            const auto &lane = raw->lanes[static_cast<std::size_t>(graph.edges[edge.index].toPartition)];
            const QPointF end = edge.path.at(edge.path.length());
            QVERIFY(std::abs(end.x() - lane.cells.right()) < 1 && std::abs(end.y() - lane.railY) < 1);
            QVERIFY(std::abs(edge.path.at(edge.curve).x() - raw->box.left()) < 2);
            ++found;
        }
        QCOMPARE(found, 6);
    }

    /// What comes from above would run over the card's title.
    void route_fromTheCardAbove_goesAroundIt()
    {
        FlowGraph graph;
        Node bridge;
        bridge.id = QStringLiteral("bridge");
        bridge.kind = NodeKind::Cdc;
        Node topic;
        topic.id = QStringLiteral("topic:raw_orders");
        topic.kind = NodeKind::Topic;
        topic.row = 1;
        for (int p = 0; p < 3; ++p) {
            Lane lane;
            lane.partition = p;
            topic.lanes.push_back(lane);
            Edge edge;
            edge.id = QString::number(p);
            edge.from = bridge.id;
            edge.to = topic.id;
            edge.toPartition = p;
            graph.edges.push_back(edge);
        }
        graph.nodes = {bridge, topic};
        for (const Sizing sizing : {Sizing(1), Sizing(2), Sizing(1, true), Sizing(1, true, true)}) {
            const FlowLayout layout = layOut(graph, measure(graph, sizing).preferred, sizing);
            const QRectF card = layout.nodes[1].box;
            QCOMPARE(layout.edges.size(), std::size_t(3));
            for (const EdgeBox &edge : layout.edges) {
                for (double at = 0; at < edge.curve; at += 1)
                    QVERIFY(!card.adjusted(1, 1, -1, -1).contains(edge.path.at(at)));
                const QPointF end = edge.path.at(edge.path.length());
                const LaneBox &lane = layout.nodes[1].lanes[static_cast<std::size_t>(edge.index)];
                QVERIFY(std::abs(end.x() - lane.cells.right()) < 1 && std::abs(end.y() - lane.railY) < 1);
            }
        }
    }

    /// What the bridge writes to the lower of two topics would lie behind the upper one.
    void route_pastACardBetween_goesBesideIt()
    {
        const FlowGraph graph = sample::bothDatasets();
        for (const Sizing sizing : {Sizing(1), Sizing(1, true), Sizing(1, true, true, true)}) {
            const FlowLayout layout = layOut(graph, measure(graph, sizing).preferred, sizing);
            const NodeBox *between = layout.node(QStringLiteral("topic:raw_orders"));
            int found = 0;
            for (const EdgeBox &edge : layout.edges) {
                const Edge &told = graph.edges[edge.index];
                if (told.from != QLatin1String("bridge") || told.to != QLatin1String("topic:raw_activities"))
                    continue;
                ++found;
                for (double at = 0; at < edge.curve; at += 1)
                    QVERIFY(!between->box.contains(edge.path.at(at)));
            }
            QCOMPARE(found, 3);
        }
    }

    /// Both are blue, and dots move on both: what comes to the bridge and what goes down from it.
    void route_toACardThatLeadsDown_keepsAwayFromTheWayDown()
    {
        const FlowGraph graph = sample::campusGraph({3, 1, true, true, 4, false});
        for (const Sizing sizing : {Sizing(1), Sizing(1, true), Sizing(1, true, true)}) {
            const FlowLayout layout = layOut(graph, measure(graph, sizing).minimum, sizing);
            const QRectF card = layout.node(QStringLiteral("bridge"))->box;
            std::vector<QPointF> coming;
            std::vector<QPointF> down;
            for (const EdgeBox &edge : layout.edges) {
                const Edge &told = graph.edges[edge.index];
                std::vector<QPointF> &way = told.from == QLatin1String("bridge") ? down : coming;
                if (told.from != QLatin1String("bridge") && told.to != QLatin1String("bridge"))
                    continue;
                for (double at = 0; at < edge.curve; at += 2)
                    way.push_back(edge.path.at(at));
            }
            QVERIFY(!coming.empty() && !down.empty());
            for (const QPointF &a : coming) {
                for (const QPointF &b : down)
                    QVERIFY2(
                        std::hypot(a.x() - b.x(), a.y() - b.y()) >= 13 || b.x() > card.left(),
                        qPrintable(
                            QStringLiteral("%1,%2 and %3,%4").arg(a.x()).arg(a.y()).arg(b.x()).arg(b.y())));
            }
        }
    }

    /// As the bridge's are: below the transform, one column further.
    void deadLettersOfTheCardAbove_hideNoLane_andTheirEdgeGoesBehindNoCard()
    {
        const FlowGraph without = sample::campusGraph({3, 1, true, true, 4, false});
        FlowGraph graph = without;
        Node dead = *graph.node(QStringLiteral("topic:raw_orders.dlq"));
        dead.id = QStringLiteral("topic:producer.kampus.orders.dlq");
        dead.title = dead.id.mid(6);
        dead.column = 3;
        dead.row = 11;
        graph.nodes.push_back(dead);
        Edge edge;
        edge.id = QStringLiteral("bridge>") + dead.id;
        edge.from = QStringLiteral("bridge");
        edge.to = dead.id;
        edge.role = Role::DeadLetter;
        graph.edges.push_back(edge);

        const QSizeF size(1208, 380);
        const FlowLayout layout = layOutToFit(graph, size, 1).layout;
        const FlowLayout before = layOutToFit(without, size, 1).layout;
        QCOMPARE(fault(graph, layout), QByteArray());
        for (const NodeBox &box : before.nodes)
            QCOMPARE(layout.node(box.id)->box, box.box);
        const EdgeBox &way = layout.edges.back();
        for (double at = 4; at < way.curve - 4; at += 2)
            for (const NodeBox &box : layout.nodes)
                QVERIFY2(!box.box.contains(way.path.at(at)), qPrintable(box.id));
    }

    void topicWithAPrefix_showsItAboveItsName()
    {
        Node node;
        node.kind = NodeKind::Topic;
        node.title = QStringLiteral("producer.kampus.order_items");
        QCOMPARE(topicQualifier(node), QStringLiteral("producer.kampus."));
        QCOMPARE(topicName(node), QStringLiteral("order_items"));
        node.compact = true; // its last word does not say of what
        node.title += QStringLiteral(".dlq");
        QCOMPARE(topicName(node), QStringLiteral("order_items.dlq"));
        node.title = QStringLiteral("raw_orders.dlq");
        QCOMPARE(topicName(node), node.title);
        node.compact = false;
        node.title = QStringLiteral("raw_orders");
        QVERIFY(topicQualifier(node).isEmpty());
    }
};

PK_TEST(TestFlowLayout)
#include "tst_flow_layout.moc"
