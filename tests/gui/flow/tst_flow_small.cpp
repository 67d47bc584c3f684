// The diagram where there is little room for it: first it is laid out more densely, and what then would be
// too small to read is drawn larger than the view.

#include "drawn_texts.h"
#include "flow/accessibility.h"
#include "flow/changed_parts.h"
#include "flow/edge_painter.h"
#include "flow/flow_canvas.h"
#include "flow/hit_test.h"
#include "flow/layers.h"
#include "flow/legend_painter.h"
#include "flow/stage_painter.h"
#include "flow/topic_painter.h"
#include "looks_like.h"
#include "sample_graph.h"

#include <QAccessible>
#include <QScopeGuard>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace pk::gui;

namespace {

bool hasLanes(const FlowLayout &layout, const char *topic)
{
    return !layout.node(QLatin1String(topic))->lanes.empty();
}

FlowTarget nodeTarget(const char *id)
{
    FlowTarget target;
    target.kind = FlowTarget::Kind::Node;
    target.node = QLatin1String(id);
    return target;
}

} // namespace

class TestFlowSmall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What was before has been evicted; of a log that has lost nothing there is no such mark.
    void logStart_isMarkedWhereTheLogBegins()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        const Faces faces(Theme::instance());
        Traffic traffic;
        const FlowLayout layout = layOutToFit(graph, {1856, 900}, 1).layout;
        traffic.setEdges(graph, layout);
        const NodeBox &box = *layout.node(QStringLiteral("topic:raw_orders"));
        const LaneBox &laneBox = box.lanes.front();
        Lane &lane = graph.nodes[box.index].lanes[laneBox.index];
        const auto painted = [&](std::int64_t logStart) {
            lane.logStart = logStart;
            QImage image(1856, 900, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
            paintTopicFigures(painter, context, box, box.box);
            return image;
        };
        const std::int64_t begin = lane.logEnd - laneBox.cellCount / 2;
        const QImage evicted = painted(begin);
        const QImage whole = painted(0);
        // The mark's upper arm lies above the cells, which look different themselves.
        const QRect mark(qRound(offsetX(laneBox, lane, begin)), qRound(laneBox.cells.top()) - 3, 4, 2);
        QVERIFY(!pk::test::looksLike(evicted.copy(mark), whole.copy(mark)));
        QVERIFY(pk::test::looksLike(painted(-1), whole));
    }

    void keys_arrowsScrollToWhatHasNoRoom()
    {
        FlowGraph graph = sample::graph({40, 6, false, false, 4, false});
        const Node group = *graph.node(QStringLiteral("group:kampus-loader"));
        for (Node &node : graph.nodes) {
            if (node.kind == NodeKind::Transform)
                node.members = group.members;
        }
        installFlowAccessibility();
        FlowCanvas canvas;
        canvas.setManualClock();
        canvas.resize(1536, 520);
        canvas.setGraph(graph);
        canvas.show();
        canvas.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&canvas, Qt::Key_Home);
        unsigned lanes = 0;
        unsigned members = 0;
        for (const FocusFile &file : canvas.focusFiles()) {
            for (std::size_t i = 0; i < file.size(); ++i)
                QTest::keyClick(&canvas, Qt::Key_Up);
            for (const FlowTarget &target : file) {
                if (target.kind == FlowTarget::Kind::Edge) // they go to other places when a card is scrolled
                    break;
                QVERIFY2(canvas.focused().isSameAs(target), qPrintable(canvas.describe(target)));
                QVERIFY2(!canvas.rectOf(target).isNull(), qPrintable(canvas.describe(target)));
                lanes += target.kind == FlowTarget::Kind::Lane ? 1 : 0;
                members += target.kind == FlowTarget::Kind::Member ? 1 : 0;
                QTest::keyClick(&canvas, Qt::Key_Down);
            }
            QTest::keyClick(&canvas, Qt::Key_Right);
        }
        QCOMPARE(lanes, 2 * 40U);
        QCOMPARE(members, 2 * 6U);
        QAccessibleInterface *root = QAccessible::queryAccessibleInterface(&canvas);
        QVERIFY(root != nullptr && root->childCount() > 2 * 40 + 2 * 6);
    }

    void layOutToFit_lessRoom_changeTopicsBecomeOneLineBeforeTextsBecomeSmall()
    {
        const FlowGraph graph = sample::bothDatasets();
        const FittedLayout wide = layOutToFit(graph, {1856, 900}, 1);
        QVERIFY(hasLanes(wide.layout, "topic:producer.kampus.orders"));
        const FittedLayout low = layOutToFit(graph, {1216, 400}, 1);
        QVERIFY(!hasLanes(low.layout, "topic:producer.kampus.orders"));
        QVERIFY(hasLanes(low.layout, "topic:raw_orders"));
        QVERIFY2(low.scale >= 0.75, qPrintable(QString::number(low.scale)));
        QCOMPARE(low.readable, low.scale);
    }

    /// Whatever the window and the interface scale: no text is drawn below three quarters of its size.
    void layOutToFit_noRoomAtAll_textsStayReadable_data()
    {
        QTest::addColumn<QSize>("room");
        QTest::addColumn<double>("unit");
        QTest::newRow("1280x800") << QSize(1216, 400) << 1.0;
        QTest::newRow("a strip") << QSize(1216, 200) << 1.0;
        QTest::newRow("a narrow one") << QSize(600, 400) << 1.0;
        QTest::newRow("projector") << QSize(1270, 230) << 1.5;
        QTest::newRow("twice the size") << QSize(1152, 250) << 2.0;
    }
    void layOutToFit_noRoomAtAll_textsStayReadable()
    {
        QFETCH(QSize, room);
        QFETCH(double, unit);
        for (const FlowGraph &graph :
             {sample::campusGraph({3, 1, true, true, 4, false}), sample::bothDatasets()}) {
            const FittedLayout fitted = layOutToFit(graph, room, unit);
            QVERIFY2(fitted.readable * unit >= 0.749, qPrintable(QString::number(fitted.readable * unit)));
            QVERIFY(fitted.layout.size.width() * fitted.scale <= room.width() + 1);
            QVERIFY(fitted.layout.size.height() * fitted.scale <= room.height() + 1);
            // Only in one direction as far as it must.
            QVERIFY(fitted.layout.size.width() * fitted.readable >= room.width() - 1);
        }
    }

    void canvas_diagramLargerThanTheView_beginsWhereRecordsBegin_andShowsAllWhenAsked()
    {
        FlowCanvas canvas;
        canvas.setManualClock();
        canvas.setReducedMotion(true);
        canvas.resize(900, 240);
        canvas.setGraph(sample::bothDatasets());
        canvas.show();
        FlowTarget source;
        source.kind = FlowTarget::Kind::Node;
        source.node = QStringLiteral("source");
        FlowTarget last = source;
        last.node = QStringLiteral("warehouse");
        const QRectF seen(0, 0, canvas.width(), canvas.height());
        QVERIFY(seen.contains(canvas.rectOf(source)));
        QVERIFY(!seen.contains(canvas.rectOf(last)));
        const double readable = canvas.rectOf(source).width();
        canvas.fit();
        QVERIFY(seen.contains(canvas.rectOf(source)) && seen.contains(canvas.rectOf(last)));
        QVERIFY(canvas.rectOf(source).width() < readable);
        canvas.resize(901, 240); // what was asked for stays
        QVERIFY(seen.contains(canvas.rectOf(last)));
        canvas.resize(1800, 900);
        canvas.resize(900, 240); // and is over when all had room
        QVERIFY(!seen.contains(canvas.rectOf(last)));
    }

    void keys_focusBeyondTheView_bringsItIntoSight()
    {
        FlowCanvas canvas;
        canvas.setManualClock();
        canvas.resize(640, 240);
        canvas.setGraph(sample::bothDatasets());
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        canvas.setFocus(Qt::TabFocusReason);
        FlowTarget last;
        last.kind = FlowTarget::Kind::Node;
        last.node = QStringLiteral("warehouse");
        QVERIFY(canvas.rectOf(last).left() > canvas.width());
        for (int i = 0; i < 40 && canvas.rectOf(last).left() > canvas.width(); ++i)
            QTest::keyClick(&canvas, Qt::Key_Right);
        QVERIFY(canvas.rectOf(last).left() < canvas.width());
    }

    /// It explains the diagram and must not shout it down.
    void legend_isNeverLargerThanTheDiagramsTexts()
    {
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        const FlowGraph graph = sample::bothDatasets();
        for (const QSize size : {QSize(1856, 900), QSize(1216, 420), QSize(1216, 260), QSize(700, 300)}) {
            const LayoutWithLegend both = layOutWithLegend(graph, size, theme, faces, size.width());
            QVERIFY(both.look.scale <= both.fitted.readable + 1e-9);
            QVERIFY(both.legendHeight <= legendHeight(theme, faces, size.width()) + 1e-9);
        }
    }

    /// While all runs flat out nothing else is painted anew for it.
    void legendThatChanges_isPaintedAlone()
    {
        const FlowGraph graph = sample::bothDatasets();
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        const QSize size(1216, 420);
        const auto [fitted, look, legend] = layOutWithLegend(graph, size, theme, faces, size.width());
        Traffic traffic;
        traffic.setEdges(graph, fitted.layout);
        const PaintContext context{graph, fitted.layout, traffic, theme, faces};
        const double below = size.height() - legend;
        CanvasAreas areas{QRectF(0, 0, size.width(), below), QRectF(0, below, size.width(), legend), look};
        Layers layers;
        layers.setSize(size, 1);
        layers.refresh(context, {}, areas);
        const QImage before = layers.figures().toImage();
        areas.legendLook.sampled = !areas.legendLook.sampled;
        layers.invalidateLegend();
        QVERIFY(!layers.isClean());
        QCOMPARE(layers.refresh(context, {}, areas), QRegion(areas.legend.toAlignedRect()));
        QVERIFY(layers.isClean());
        Layers whole;
        whole.setSize(size, 1);
        whole.refresh(context, {}, areas);
        QVERIFY(layers.figures().toImage() == whole.figures().toImage());
        QVERIFY(layers.figures().toImage() != before);
    }

    /// And what is painted of them gives the same picture as all.
    void figuresThatChange_aloneArePainted()
    {
        const FlowGraph before = sample::campusGraph({3, 1, true, true, 130, false});
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        const QSize size(1856, 700);
        const FlowLayout layout = layOutToFit(before, size, 1).layout;
        const CanvasAreas areas{QRectF(QPointF(), size), {}};
        const auto change = [&](const std::function<void(Node &)> &make, double most) {
            FlowGraph after = before;
            double painted = 0;
            double cards = 0;
            Layers parts;
            parts.setSize(size, 1);
            Traffic traffic;
            traffic.setEdges(before, layout);
            parts.refresh({before, layout, traffic, theme, faces}, {}, areas);
            for (Node &node : after.nodes)
                make(node);
            const PaintContext context{after, layout, traffic, theme, faces};
            for (const NodeBox &box : layout.nodes) {
                const Node &was = before.nodes[box.index];
                if (was == after.nodes[box.index])
                    continue;
                cards += box.box.width() * box.box.height();
                for (const QRectF &part : changedParts(context, box, was)) {
                    painted += part.width() * part.height();
                    parts.invalidateFigures(part);
                }
            }
            parts.refresh(context, {}, areas);
            Layers whole;
            whole.setSize(size, 1);
            whole.refresh(context, {}, areas);
            QVERIFY(pk::test::looksLike(parts.figures().toImage(), whole.figures().toImage()));
            QVERIFY2(painted > 0 && painted < most * cards, qPrintable(QString::number(painted / cards)));
        };
        change(
            [](Node &node) {
                if (!node.lanes.empty())
                    node.lanes[0].logEnd += 7;
            },
            0.75);
        change(
            [](Node &node) {
                node.ratePerS += 1'000;
                if (!node.figure.isEmpty())
                    node.figure += QLatin1Char('1');
            },
            0.5);
        change([](Node &node) { std::reverse(node.history.begin(), node.history.end()); }, 0.5);
        change(
            [](Node &node) {
                if (!node.facts.empty())
                    node.facts.back().value += QLatin1Char('7');
            },
            0.5);
        change(
            [](Node &node) {
                if (!node.members.empty())
                    node.members[0].status = NodeStatus::Crashed;
            },
            0.9);
    }

    /// "1:20" is written one way everywhere, and the legend says what it is while there are such edges.
    void sampled_isWrittenOneWay_andTheLegendExplainsIt()
    {
        FlowGraph graph = sample::campusGraph({3, 1, true, true, 130, false});
        graph.detailedOneIn = 2;
        const Theme &theme = Theme::instance();
        const Faces faces(theme);
        for (const QSize size : {QSize(1856, 700), QSize(1216, 420)}) {
            const auto [fitted, look, legend] = layOutWithLegend(graph, size, theme, faces, size.width());
            Traffic traffic;
            traffic.setEdges(graph, fitted.layout);
            QVERIFY(traffic.isSampled());
            const PaintContext context{graph, fitted.layout, traffic, theme, faces};
            for (const bool sampled : {false, true}) {
                pk::test::DrawnTexts drawn;
                QPainter painter(&drawn);
                LegendLook asNow = look;
                asNow.sampled = sampled;
                const QRectF strip(0, 0, size.width(), legend);
                paintLegend(painter, theme, faces, strip, asNow);
                const bool told =
                    std::any_of(drawn.texts().begin(), drawn.texts().end(),
                                [](const auto &text) { return text.text.startsWith(QLatin1String("1:n")); });
                QCOMPARE(told, sampled);
                QVERIFY(drawn.find(QStringLiteral(u"≥ 10 s")) != nullptr || look.oneRow);
            }
            for (const Bundle &bundle : fitted.layout.bundles) {
                pk::test::DrawnTexts drawn;
                QPainter painter(&drawn);
                paintBundleLabel(painter, context, bundle);
                for (const pk::test::DrawnText &text : drawn.texts())
                    QVERIFY2(!text.text.contains(QLatin1String(" : ")), qPrintable(text.text));
            }
            for (const NodeBox &box : fitted.layout.nodes) {
                for (const QString &text : bundleTextsOnCard(context, box.index))
                    QVERIFY2(text.startsWith(QStringLiteral("→ ")) || text.endsWith(QStringLiteral(" →")),
                             qPrintable(text));
            }
        }
    }

    /// On a projector and in the smallest window, in the longer of the languages.
    void troubles_areSaidInWhole_data()
    {
        QTest::addColumn<QSize>("diagram");
        QTest::addColumn<double>("unit");
        QTest::newRow("1280x800") << QSize(1216, 420) << 1.0;
        QTest::newRow("projector") << QSize(1824, 860) << 1.5;
        QTest::newRow("projector, low") << QSize(1824, 560) << 1.5;
    }
    void troubles_areSaidInWhole()
    {
        QFETCH(QSize, diagram);
        QFETCH(double, unit);
        Theme::instance().setScale(unit);
        const auto restore = qScopeGuard([] { Theme::instance().setScale(1); });
        FlowGraph graph = sample::campusGraph({3, 2, true, true, 4, false});
        const QString reason = QStringLiteral("Tidak ada broker yang menjawab. Yang sudah tiba tetap aman.");
        for (Node &node : graph.nodes) {
            if (node.compact)
                node.title = QStringLiteral("producer.kampus.orders.dlq");
            if (node.kind == NodeKind::Group || node.kind == NodeKind::Transform) {
                node.alert = QStringLiteral("+400 ms/record");
                node.reason = reason;
            }
        }
        const Faces faces(Theme::instance());
        Traffic traffic;
        const FlowLayout layout = layOutToFit(graph, diagram, unit).layout;
        traffic.setEdges(graph, layout);
        const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
        int whole = 0;
        for (const NodeBox &box : layout.nodes) {
            const Node &node = graph.nodes[box.index];
            if (node.alert.isEmpty() && !node.compact)
                continue;
            pk::test::DrawnTexts drawn;
            QPainter painter(&drawn);
            if (node.kind == NodeKind::Group)
                paintGroupStatics(painter, context, box);
            else if (node.kind == NodeKind::Topic)
                paintTopicStatics(painter, context, box);
            else
                paintStageStatics(painter, context, box);
            if (node.kind == NodeKind::Transform)
                paintStageFigures(painter, context, box, box.box);
            for (const pk::test::DrawnText &text : drawn.texts()) {
                QVERIFY2(!text.text.contains(QChar(0x2026)), qPrintable(text.text));
                whole +=
                    text.text.contains(QStringLiteral("aman.")) || text.text.endsWith(QStringLiteral(".dlq"));
            }
        }
        QVERIFY(whole >= 3);
    }

    void describe_topic_saysNothingTwice()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        FlowTarget topic;
        topic.kind = FlowTarget::Kind::Node;
        topic.node = QStringLiteral("topic:raw_orders");
        for (Node &node : graph.nodes)
            node.subtitle = QStringLiteral("3 partitions");
        QStringList parts = describeInParts(graph, topic);
        QCOMPARE(parts.count(QStringLiteral("3 partitions")), 1);
        QCOMPARE(parts.removeDuplicates(), 0);
    }

    void aLaneWithoutALeader_andItsTopic_haveADashForTheLag()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        FlowTarget lane;
        lane.kind = FlowTarget::Kind::Lane;
        lane.node = QStringLiteral("topic:raw_orders");
        lane.partition = 1;
        QVERIFY(!describe(graph, lane).contains(QStringLiteral("lag not known")));
        for (Node &node : graph.nodes) {
            if (node.id == lane.node)
                node.lanes[1].leader = kNoLeader;
        }
        QVERIFY2(describe(graph, lane).contains(QStringLiteral("lag not known, no leader")),
                 qPrintable(describe(graph, lane)));
        QVERIFY(describe(graph, nodeTarget("topic:raw_orders")).contains(QStringLiteral("lag not known")));
        const Faces faces(Theme::instance());
        Traffic traffic;
        const FlowLayout layout = layOutToFit(graph, {1856, 700}, 1).layout;
        traffic.setEdges(graph, layout);
        const PaintContext context{graph, layout, traffic, Theme::instance(), faces};
        pk::test::DrawnTexts drawn;
        QPainter painter(&drawn);
        const NodeBox &box = *layout.node(lane.node);
        paintTopicFigures(painter, context, box, box.box);
        QVERIFY(drawn.find(QStringLiteral("\u2013")));
        QVERIFY(drawn.find(QStringLiteral("lag \u2013")));
    }

    /// Under a drawer the diagram moves to the left: its cards end softly there, not mid-word.
    void setSeen_fromWithin_itsEdgesFade()
    {
        FlowCanvas canvas;
        canvas.setManualClock();
        canvas.resize(1216, 420);
        canvas.setGraph(sample::graph({3, 1, true, true, 4, false}));
        canvas.show();
        const auto inkAt = [&](int x) { // how many colours there are
            const QImage image = canvas.grab().toImage();
            QSet<QRgb> colours;
            for (int y = 40; y < 340; ++y)
                colours.insert(image.pixel(x, y));
            return colours.size();
        };
        const int edge = 100; // within the first card
        const auto before = inkAt(edge + 1);
        canvas.setSeen(edge, canvas.width());
        const auto after = inkAt(edge + 1);
        QVERIFY2(after * 4 < before, qPrintable(QStringLiteral("%1 %2").arg(before).arg(after)));
        // What is behind the drawer at the right ends likewise; where the diagram is whole, nothing fades.
        const int end = static_cast<int>(canvas.rectOf(nodeTarget("warehouse")).center().x());
        const auto whole = inkAt(end - 2);
        canvas.setSeen(0, end);
        const auto faded = inkAt(end - 2);
        QVERIFY2(faded * 2 < whole, qPrintable(QStringLiteral("%1 %2").arg(whole).arg(faded)));
        canvas.setSeen(0, canvas.width() - 1);
        QVERIFY(inkAt(end - 2) * 4 > whole * 3);
    }
};

PK_WINDOW_TEST(TestFlowSmall)
#include "tst_flow_small.moc"
