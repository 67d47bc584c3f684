// Where the diagram's parts are painted, and that they keep to their room.

#include "drawn_texts.h"
#include "flow/figures.h"
#include "flow/layers.h"
#include "flow/legend_painter.h"
#include "flow/primitives.h"
#include "flow/scene_painter.h"
#include "flow/stage_painter.h"
#include "flow/topic_painter.h"
#include "looks_like.h"
#include "sample_graph.h"

#include <QImage>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace pk::gui;

class TestFlowPainting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lagPill_standsBesideBothLines_belowOnlyATitleThatLeavesNoRoom()
    {
        FlowGraph graph = sample::graph({3, 1, false, true, 4, false});
        const Faces faces(Theme::instance());
        const Traffic traffic;
        const auto pillOf = [&](const char *topic, QSize window) {
            const FlowLayout layout = layOutToFit(graph, window, 1).layout;
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            const NodeBox box = *layout.node(QLatin1String(topic));
            const QRectF pill = lagPillRect(context, box);
            const double titleEnd =
                box.title.left() + faces.title.metrics.horizontalAdvance(graph.nodes[box.index].title);
            const bool beside = pill.center().y() < box.subtitle.top();
            return std::pair(beside, pill.left() > titleEnd && pill.right() <= box.title.right() + 1);
        };
        for (const char *topic : {"topic:raw_orders", "topic:enriched_orders"}) {
            for (const QSize window : {QSize(1216, 450), QSize(1856, 700)}) {
                const auto [beside, clear] = pillOf(topic, window);
                QVERIFY2(beside && clear, topic);
            }
        }
        for (Node &node : graph.nodes) {
            if (node.id == QLatin1String("topic:enriched_orders"))
                node.title += QStringLiteral("_of_another_place");
        }
        for (const char *topic : {"topic:raw_orders", "topic:enriched_orders"}) // alike, whose title it is
            QVERIFY2(!pillOf(topic, {1216, 450}).first, topic);
    }

    /// Of a topic of dead letters the beginning is that of the topic it belongs to.
    void deadLetters_longName_keepsItsEnd()
    {
        FlowGraph graph = sample::graph({3, 1, false, true, 4, false});
        const QString name = QStringLiteral("producer.kampus.orders.of.another.place.dlq");
        for (Node &node : graph.nodes) {
            if (node.id == QLatin1String("topic:raw_orders.dlq"))
                node.title = name;
        }
        const Faces faces(Theme::instance());
        const Traffic traffic;
        const FlowLayout layout = layOutToFit(graph, {1216, 450}, 1).layout;
        const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
        pk::test::DrawnTexts drawn;
        QPainter painter(&drawn);
        paintTopicStatics(painter, context, *layout.node(QStringLiteral("topic:raw_orders.dlq")));
        QVERIFY(!drawn.texts().empty() && !drawn.find(name)); // it has no room
        const QString text = drawn.texts().back().text;
        QVERIFY2(text.endsWith(QLatin1String("place.dlq")), qPrintable(text));
    }

    void committedOffset_farLeft_standsClearOfTheLeader()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        for (Node &node : graph.nodes) {
            for (Lane &lane : node.lanes) {
                lane.leaderMoved = true;
                lane.leader = 2;
                lane.replicas = 3;
            }
        }
        const Faces faces(Theme::instance());
        Traffic traffic;
        const FlowLayout layout = layOutToFit(graph, {1856, 900}, 1).layout;
        traffic.setEdges(graph, layout);
        const NodeBox &box = *layout.node(QStringLiteral("topic:raw_orders"));
        const LaneBox &laneBox = box.lanes.front();
        QVERIFY(laneBox.density == LaneDensity::Full);
        Lane &lane = graph.nodes[box.index].lanes[laneBox.index];
        for (const int inSync : {3, 2}) { // the shorter text and the longer one
            for (int waiting = 0; waiting <= laneBox.cellCount + 5; ++waiting) {
                lane.inSync = inSync;
                lane.committed = lane.position = lane.logEnd - waiting;
                const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
                pk::test::DrawnTexts drawn;
                QPainter painter(&drawn);
                paintTopicFigures(painter, context, box, box.box);
                const auto *leader = drawn.find(inSync == 3 ? QStringLiteral("leader 2")
                                                            : QStringLiteral("leader 2 · ISR 2/3"));
                const auto *offset = drawn.find(QString::number(lane.committed));
                QVERIFY(leader && offset);
                QVERIFY2(offset->place.left() > leader->place.right(), qPrintable(QString::number(waiting)));
            }
        }
    }

    /// However narrow the lane: where both have no room, the committed offset is the one that is told.
    void offsetsOfALane_standApart()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        for (Node &node : graph.nodes) {
            for (Lane &lane : node.lanes)
                lane.leader = kNoLeader;
        }
        const Faces faces(Theme::instance());
        Traffic traffic;
        int both = 0;
        int one = 0;
        for (int width = 1000; width <= 1860; width += 20) {
            const FlowLayout layout = layOutToFit(graph, {static_cast<double>(width), 900}, 1).layout;
            traffic.setEdges(graph, layout);
            const NodeBox &box = *layout.node(QStringLiteral("topic:raw_orders"));
            Lane &lane = graph.nodes[box.index].lanes[box.lanes.front().index];
            for (int waiting = 1; waiting <= box.lanes.front().cellCount; ++waiting) {
                lane.committed = lane.position = lane.logEnd - waiting;
                const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
                pk::test::DrawnTexts drawn;
                QPainter painter(&drawn);
                paintTopicFigures(painter, context, box, box.box);
                const auto *committed = drawn.find(QString::number(lane.committed));
                const auto *end = drawn.find(QString::number(lane.logEnd));
                QVERIFY(committed);
                (end != nullptr ? both : one) += 1;
                QVERIFY2(end == nullptr || end->place.left() > committed->place.right(),
                         qPrintable(QStringLiteral("%1 wide, lag %2").arg(width).arg(waiting)));
            }
        }
        QVERIFY2(both > one && one > 0, qPrintable(QStringLiteral("%1 %2").arg(both).arg(one)));
    }

    /// A partition is without a leader whether or not it had another one before.
    void laneWithoutALeader_isInTheColourOfWhatIsWrong()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        Traffic traffic;
        const FlowLayout layout = layOutToFit(graph, {1856, 900}, 1).layout;
        traffic.setEdges(graph, layout);
        const NodeBox &box = *layout.node(QStringLiteral("topic:raw_orders"));
        std::vector<Lane> &lanes = graph.nodes[box.index].lanes;
        for (Lane &lane : lanes)
            lane.leader = kNoLeader;
        lanes[0].leaderMoved = true;
        const auto picture = [&](std::size_t of) {
            const PaintContext context{graph, layout, traffic, theme, faces};
            QImage image(layout.size.toSize(), QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintTopicFigures(painter, context, box, box.box);
            const LaneBox &lane = box.lanes[of];
            return image.copy(QRectF(lane.box.left(), lane.box.top(), lane.cells.left() - lane.box.left() - 2,
                                     lane.cells.bottom() - lane.box.top())
                                  .toRect());
        };
        for (const std::size_t of : {0U, 2U}) {
            const QImage name = picture(of);
            bool found = false;
            for (int y = 0; y < name.height(); ++y) {
                for (int x = 0; x < name.width(); ++x) {
                    const QColor pixel = name.pixelColor(x, y);
                    found = found || pixel.red() - pixel.blue() > 60;
                }
            }
            QVERIFY2(found, qPrintable(QString::number(of)));
        }
    }

    /// The group reads on, and says in the crash's colour who does not, and more below.
    void crashedMember_amongOthers_isSaidByTheGroup()
    {
        FlowGraph graph = sample::graph({3, 2, false, false, 4, false});
        Node &group = *std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                    [](const Node &node) { return node.kind == NodeKind::Group; });
        group.reason = QStringLiteral("load-1: crashed");
        QVERIFY(!hasReason(group)); // of nothing that is wrong
        group.alert = QStringLiteral("load-1 crashed");
        QVERIFY(hasReason(group));
        QCOMPARE(shownStatus(group), NodeStatus::Retrying);
        group.members[1].status = NodeStatus::Crashed;
        QCOMPARE(shownStatus(group), NodeStatus::Crashed);
        const Faces faces(Theme::instance());
        for (const QSize diagram : {QSize(1216, 420), QSize(1856, 900)}) { // low cards and high ones
            Traffic traffic;
            const FlowLayout layout = layOutToFit(graph, diagram, 1).layout;
            traffic.setEdges(graph, layout);
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            pk::test::DrawnTexts drawn;
            QPainter painter(&drawn);
            paintGroupStatics(painter, context, *layout.node(group.id));
            const NodeBox &card = *layout.node(group.id);
            paintGroupFigures(painter, context, card, card.box);
            for (const QString &text : {group.alert, group.reason, group.members[1].id})
                QVERIFY2(drawn.find(text), qPrintable(text));
        }
    }

    /// What passes at a folded topic stands on no lag.
    void foldedTopic_whatPassesStandsBesideTheLag()
    {
        FlowGraph graph = sample::bothDatasets();
        graph.detailedOneIn = 20;
        for (Edge &edge : graph.edges)
            edge.ratePerS = 130;
        for (Node &node : graph.nodes) {
            for (Lane &lane : node.lanes)
                lane.committed = lane.position = lane.logEnd - 69;
        }
        const Faces faces(Theme::instance());
        bool told = false;
        for (int width = 1180; width <= 1600; width += 20) {
            const FlowLayout layout = layOutToFit(graph, {static_cast<double>(width), 380}, 1).layout;
            Traffic traffic;
            traffic.setEdges(graph, layout);
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            for (const NodeBox &box : layout.nodes) {
                const Node &node = graph.nodes[box.index];
                if (node.kind != NodeKind::Topic || node.compact || !box.lanes.empty())
                    continue;
                const QRectF pill = lagPillRect(context, box);
                pk::test::DrawnTexts drawn;
                QPainter painter(&drawn);
                paintTopicFigures(painter, context, box, box.box);
                for (const pk::test::DrawnText &text : drawn.texts()) {
                    told = told || text.text.contains(QStringLiteral("1:"));
                    QVERIFY2(text.text.startsWith(QLatin1String("lag")) || text.place.right() <= pill.left(),
                             qPrintable(text.text));
                }
            }
        }
        QVERIFY(told);
    }

    /// Ribbons have a rate, and nothing is sampled without saying so: between the cards, or, where there is
    /// no room, on the topic's card.
    void campus_whateverTheWindow_everyBundleSaysWhatItShows_data()
    {
        QTest::addColumn<QSize>("diagram");
        QTest::addColumn<bool>("ribbons");
        for (int window = 1280; window <= 1600; window += 40) {
            for (const int height : {370, 440, 560}) {
                for (const bool ribbons : {false, true})
                    QTest::addRow("%d, %d high, %s", window, height, ribbons ? "ribbons" : "samples")
                        << QSize(window - 64, height) << ribbons;
            }
        }
    }
    void campus_whateverTheWindow_everyBundleSaysWhatItShows()
    {
        QFETCH(QSize, diagram);
        QFETCH(bool, ribbons);
        FlowGraph graph = sample::campusGraph({3, 1, true, true, ribbons ? 3000.0 : 130.0, false});
        graph.detailedOneIn = ribbons ? 1 : 2;
        const FlowLayout layout = layOutToFit(graph, diagram, 1).layout;
        double rate = 1500; // of each bundle another one, so that none passes for its neighbour's
        for (const Bundle &bundle : layout.bundles) {
            rate += 1100;
            for (const std::size_t i : bundle.edges)
                if (ribbons)
                    graph.edges[layout.edges[i].index].ratePerS =
                        rate / static_cast<double>(bundle.edges.size());
        }
        const Faces faces(Theme::instance());
        Traffic traffic;
        traffic.setEdges(graph, layout);
        const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
        pk::test::DrawnTexts drawn;
        QPainter painter(&drawn);
        paintFigures(painter, context, QRectF(QPointF(), layout.size));
        rate = 1500;
        for (const Bundle &bundle : layout.bundles) {
            rate += 1100;
            const Traffic::Way &way = traffic.way(bundle.edges.back());
            QCOMPARE(static_cast<int>(way.lod), static_cast<int>(ribbons ? Lod::Ribbon : Lod::Sampled));
            const QString figure = ribbons ? shortRateFigure(rate) : QString::number(way.recordsPerDot());
            const auto tells = [&](const pk::test::DrawnText &text) {
                if (!text.text.split(QRegularExpression(QStringLiteral("[ :/=→]"))).contains(figure))
                    return false;
                const QPointF middle = text.place.center();
                const auto standsOn = [&](const NodeBox &box) { return box.box.contains(middle); };
                const auto on = std::find_if(layout.nodes.begin(), layout.nodes.end(), standsOn);
                const QRectF both = layout.nodes[bundle.from].box.united(layout.nodes[bundle.to].box);
                const QRectF around = both.adjusted(-40, -40, 40, 40);
                if (on == layout.nodes.end())
                    return around.contains(middle);
                return graph.nodes[on->index].kind == NodeKind::Topic
                    && (on->index == bundle.from || on->index == bundle.to);
            };
            QVERIFY2(std::any_of(drawn.texts().begin(), drawn.texts().end(), tells),
                     qPrintable(layout.nodes[bundle.from].id + QStringLiteral(" > ")
                                + layout.nodes[bundle.to].id + QLatin1Char(' ') + figure));
        }
    }

    /// However many records wait: the figure has room in its pill, and what is critical has its shape.
    void lagOfALane_hasRoomInItsPill_andItsShapeWhenCritical_data()
    {
        QTest::addColumn<qint64>("behind");
        QTest::addColumn<QString>("text");
        QTest::newRow("three digits") << qint64(108) << QStringLiteral("108");
        QTest::newRow("four digits") << qint64(4'981) << QStringLiteral("4.9k");
        QTest::newRow("five digits") << qint64(10'049) << QStringLiteral("10k");
        QTest::newRow("six digits") << qint64(999'999) << QStringLiteral("999k");
        QTest::newRow("more") << qint64(1'250'000) << QStringLiteral("1.2M");
    }
    void lagOfALane_hasRoomInItsPill_andItsShapeWhenCritical()
    {
        QFETCH(qint64, behind);
        QFETCH(QString, text);
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        for (Node &node : graph.nodes) {
            for (Lane &lane : node.lanes) {
                lane.logEnd = 2'000'000;
                lane.committed = lane.position = lane.logEnd - behind;
            }
        }
        const Faces faces(Theme::instance());
        Traffic traffic;
        for (const Sizing sizing : {Sizing(1), Sizing(1, true), Sizing(1, true, true)}) {
            const FlowLayout layout = layOut(graph, measure(graph, sizing).minimum, sizing);
            traffic.setEdges(graph, layout);
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            const NodeBox &box = *layout.node(QStringLiteral("topic:raw_orders"));
            const LaneBox &lane = box.lanes.front();
            pk::test::DrawnTexts drawn;
            QPainter painter(&drawn);
            paintTopicFigures(painter, context, box, box.box);
            const pk::test::DrawnText *figure = drawn.find(text);
            QVERIFY(figure != nullptr);
            const double mark = 11; // at its left, as a triangle
            QVERIFY(figure->place.left() - mark > lane.cells.right());
            QVERIFY(figure->place.left() + faces.monoSmall.widthOf(text) < lane.box.right() - 2);
        }
    }

    /// In a low lane the name stands where the records on the rails above and below leave it room.
    void laneName_inALowLane_isClearOfTheRail()
    {
        const FlowGraph graph = sample::bothDatasets();
        const Faces faces(Theme::instance());
        Traffic traffic;
        const Sizing folded(1, true, true, true);
        const FlowLayout layout = layOut(graph, measure(graph, folded).minimum, folded);
        traffic.setEdges(graph, layout);
        const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
        const NodeBox &box = *layout.node(QStringLiteral("topic:raw_orders"));
        QVERIFY(box.lanes.front().density == LaneDensity::Mini);
        pk::test::DrawnTexts drawn;
        QPainter painter(&drawn);
        paintTopicFigures(painter, context, box, box.box);
        const pk::test::DrawnText *name = drawn.find(QStringLiteral("P1"));
        QVERIFY(name != nullptr);
        const double half = faces.mono.metrics.capHeight() / 2;
        const double middle = name->place.center().y();
        QVERIFY2(middle - half - box.lanes[1].railY >= 6, qPrintable(QString::number(middle - half)));
        QVERIFY2(box.lanes[2].railY - middle - half >= 6, qPrintable(QString::number(middle + half)));
    }

    /// The counts of a change capture are compared with what the database says: none is rounded.
    void operationCounts_growing_areWhole_besideTheirLabels()
    {
        const Faces faces(Theme::instance());
        const Traffic traffic;
        for (const char *count : {"168", "4,052", "64,871", "1,234,567"}) {
            FlowGraph graph = sample::graph({3, 1, true, false, 4, false});
            int counts = 0;
            for (Node &node : graph.nodes) {
                for (Fact &fact : node.facts) {
                    if (!fact.operation)
                        continue;
                    fact.value = QLatin1String(count);
                    ++counts;
                }
            }
            const Sizing sizing(1, true, true);
            const FlowLayout layout = layOut(graph, measure(graph, sizing).minimum, sizing);
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            const NodeBox &box = *layout.node(QStringLiteral("cdc"));
            pk::test::DrawnTexts drawn;
            QPainter painter(&drawn);
            paintStageFigures(painter, context, box, box.box);
            QCOMPARE(std::count_if(drawn.texts().begin(), drawn.texts().end(),
                                   [&](const auto &text) { return text.text == QLatin1String(count); }),
                     counts);
            for (const char *label : {"insert", "update", "delete"}) // not elided
                QVERIFY2(drawn.find(QLatin1String(label)) != nullptr, label);
        }
    }

    void subtitle_withoutRoomForAllParts_keepsTheLastOnesWhole()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        Node &source = graph.nodes.front();
        source.subtitle = QStringLiteral("SQLite of another place · kampus.db");
        const Faces faces(Theme::instance());
        const Traffic traffic;
        const FlowLayout layout = layOut(graph, measure(graph, 1).minimum, 1);
        const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
        pk::test::DrawnTexts drawn;
        QPainter painter(&drawn);
        paintStageStatics(painter, context, layout.nodes.front());
        QVERIFY(drawn.find(QStringLiteral("kampus.db")) != nullptr);
    }

    /// Flat out there is more to paint than a frame has time for.
    void layers_withoutTime_paintOnePartAtATime_untilAllIsAsIfPaintedAtOnce()
    {
        const QSize size(1536, 520);
        const FlowGraph graph = sample::graph({3, 2, false, true, 4, false});
        FlowGraph later = graph;
        for (Node &node : later.nodes)
            for (Lane &lane : node.lanes)
                lane.logEnd += 7;
        const Faces faces(Theme::instance());
        const FlowLayout layout = layOutToFit(graph, size, 1).layout;
        Traffic traffic;
        traffic.setEdges(graph, layout);
        const CanvasAreas areas{QRectF(QPointF(), size), {}};
        const PaintContext before{graph, layout, traffic, Theme::instance(), faces};
        const PaintContext after{later, layout, traffic, Theme::instance(), faces};
        Layers parts;
        parts.setSize(size, 1);
        QVERIFY(!parts.refresh(before, {}, areas, QDeadlineTimer(0)).isEmpty());
        QVERIFY(parts.isClean()); // the first picture is whole
        const QImage old = parts.figures().toImage();
        int stale = 0;
        for (const NodeBox &box : layout.nodes) {
            parts.invalidateFigures(box.box);
            parts.invalidateFigures(box.box); // known already
            ++stale;
        }
        parts.invalidateStatics(layout.nodes.front().box.adjusted(-1, -1, 1, 1)); // its figures with it
        int turns = 0;
        QRegion changed;
        for (; !parts.isClean(); ++turns)
            changed += parts.refresh(after, {}, areas, QDeadlineTimer(0));
        QCOMPARE(turns, stale);
        Layers whole;
        whole.setSize(size, 1);
        whole.refresh(after, {}, areas);
        QVERIFY(!pk::test::looksLike(old, whole.figures().toImage()));
        QVERIFY(pk::test::looksLike(parts.figures().toImage(), whole.figures().toImage()));
        for (const NodeBox &box : layout.nodes)
            QVERIFY(changed.contains(box.box.toRect()));
    }

    /// Beside a drawer it has less width for its height: items are left out whole, and none sticks out.
    void legend_narrow_hasMoreLines_andPaintsOnlyWhatHasOne()
    {
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        const double wide = legendHeight(theme, faces, 1600);
        QVERIFY(legendHeight(theme, faces, 700) > wide);
        const auto painted = [&](const QRectF &strip) {
            QImage picture(1600, 200, QImage::Format_ARGB32_Premultiplied);
            picture.fill(Qt::transparent);
            QPainter painter(&picture);
            paintLegend(painter, theme, faces, strip);
            QRect ink;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    if (qAlpha(picture.pixel(x, y)) > 0)
                        ink |= QRect(x, y, 1, 1);
            return ink;
        };
        const ShortenedTexts shortened;
        for (const double width : {1600.0, 1000.0, 700.0, 420.0}) {
            const QRect ink = painted({0, 0, width, wide});
            QVERIFY(!ink.isEmpty());
            QVERIFY2(ink.right() <= width && ink.bottom() <= wide, qPrintable(QString::number(width)));
        }
        const QRect all = painted({0, 0, 700, legendHeight(theme, faces, 700)});
        QVERIFY(all.height() > painted({0, 0, 700, wide}).height());
        QVERIFY2(shortened.texts().isEmpty(), qPrintable(shortened.texts().join(QLatin1Char(' '))));
    }
};

PK_WINDOW_TEST(TestFlowPainting)
#include "tst_flow_painting.moc"
