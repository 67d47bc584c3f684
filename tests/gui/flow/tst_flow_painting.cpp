// Where the diagram's parts are painted, and that they keep to their room.

#include "drawn_texts.h"
#include "flow/figures.h"
#include "flow/layers.h"
#include "flow/legend_painter.h"
#include "flow/primitives.h"
#include "flow/scene_painter.h"
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
                paintTopicFigures(painter, context, box);
                const auto *leader = drawn.find(inSync == 3 ? QStringLiteral("leader 2")
                                                            : QStringLiteral("leader 2 · ISR 2/3"));
                const auto *offset = drawn.find(QString::number(lane.committed));
                QVERIFY(leader && offset);
                QVERIFY2(offset->place.left() > leader->place.right(), qPrintable(QString::number(waiting)));
            }
        }
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
