// The canvas as a person uses it: real mouse and key events, frames only when there is something to see.

#include "flow/flow_canvas.h"
#include "looks_like.h"
#include "sample_graph.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <memory>

using namespace pk::gui;

namespace {

const QString rawTopic = QStringLiteral("topic:raw_orders");

std::unique_ptr<FlowCanvas> shown(const sample::Options &options, QSize size = {1536, 520})
{
    auto canvas = std::make_unique<FlowCanvas>();
    canvas->setManualClock();
    canvas->resize(size);
    canvas->setGraph(sample::graph(options));
    canvas->show();
    return canvas;
}

const Edge &edgeInto(const FlowCanvas &canvas, const QString &node)
{
    return *std::find_if(canvas.graph().edges.begin(), canvas.graph().edges.end(),
                         [&](const Edge &edge) { return edge.to == node; });
}

FlowTarget laneTarget(int partition)
{
    FlowTarget target;
    target.kind = FlowTarget::Kind::Lane;
    target.node = rawTopic;
    target.partition = partition;
    return target;
}

std::vector<FlowTarget> everything(const FlowCanvas &canvas)
{
    std::vector<FlowTarget> all;
    for (const FocusFile &file : canvas.focusFiles())
        all.insert(all.end(), file.begin(), file.end());
    return all;
}

/// Where a widget has been painted.
class Painted final : public QObject
{
public:
    QRegion region;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

QPoint movingToken(const FlowCanvas &canvas)
{
    for (const FlowTarget &target : everything(canvas))
        if (target.kind == FlowTarget::Kind::Token)
            return canvas.rectOf(target).center().toPoint();
    return {-1, -1};
}

} // namespace

class TestFlowCanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<Hop>(); }

    void clock_nothingMoves_doesNotRun()
    {
        const auto canvas = shown({6, 3, true, false, 2, false});
        QVERIFY(!canvas->clock().isRunning());
        canvas->advance(1000);
        QCOMPARE(canvas->clock().frames(), 0);
    }

    void addHops_recordTravels_framesUntilItHasArrived()
    {
        const auto canvas = shown({3, 1, false, false, 4, false});
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 7)});
        QVERIFY(canvas->clock().isRunning());
        canvas->advance(400);
        QCOMPARE(canvas->traffic().pool().size(), std::size_t{1});
        canvas->advance(1100);
        QCOMPARE(canvas->traffic().arrived(), 1);
        QVERIFY(!canvas->clock().isRunning());
    }

    void clock_hidden_noFrames()
    {
        const auto canvas = shown({6, 3, true, false, 48000, false}); // ribbons flow for ever
        QVERIFY(canvas->clock().isRunning());
        canvas->hide();
        QVERIFY(!canvas->clock().isRunning());
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 7)});
        QVERIFY(!canvas->clock().isRunning());
        QCOMPARE(canvas->droppedInDrawing(), 0); // nobody looked
        canvas->show();
        QVERIFY(canvas->clock().isRunning());
    }

    void clock_minimised_noFrames()
    {
        const auto canvas = shown({6, 3, true, false, 48000, false});
        canvas->setWindowState(Qt::WindowMinimized);
        QTRY_VERIFY(!canvas->clock().isRunning());
        canvas->setWindowState(Qt::WindowNoState);
        QTRY_VERIFY(canvas->clock().isRunning());
    }

    void clock_paused_movesOnlyWhatIsUnderWay()
    {
        const auto canvas = shown({6, 3, true, false, 48000, false});
        canvas->setPaused(true);
        QVERIFY(!canvas->clock().isRunning());
        canvas->setPaused(false);
        QVERIFY(canvas->clock().isRunning());
    }

    void clock_reducedMotion_ribbonsStandStillAndRecordsStep()
    {
        const auto canvas = shown({6, 3, true, false, 48000, false});
        canvas->setReducedMotion(true);
        QVERIFY(!canvas->clock().isRunning());
        canvas->setGraph(sample::graph({3, 1, false, false, 4, false}));
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 7)});
        canvas->advance(50);
        const QPoint first = movingToken(*canvas);
        canvas->advance(100);
        QCOMPARE(movingToken(*canvas), first);
        canvas->advance(400);
        QVERIFY(movingToken(*canvas) != first);
    }

    void droppedInDrawing_ribbon_isReportedOnceASecond()
    {
        const auto canvas = shown({6, 3, true, false, 48000, false});
        QSignalSpy spy(canvas.get(), &FlowCanvas::droppedInDrawingChanged);
        for (int i = 0; i < 20; ++i)
            canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), i)});
        QCOMPARE(spy.count(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 3000);
        QCOMPARE(spy.front().front().toLongLong(), 20);
    }

    void click_node_emitsItsId()
    {
        const auto canvas = shown({});
        QSignalSpy spy(canvas.get(), &FlowCanvas::nodeActivated);
        const QRectF box =
            canvas->view().toWidget(canvas->flowLayout().node(QStringLiteral("warehouse"))->box);
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {}, box.center().toPoint());
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.front().front().toString(), QStringLiteral("warehouse"));
        QCOMPARE(canvas->selected().node, QStringLiteral("warehouse"));
    }

    void click_cell_emitsPartitionAndOffset()
    {
        const auto canvas = shown({});
        QSignalSpy spy(canvas.get(), &FlowCanvas::laneActivated);
        const LaneBox &lane = canvas->flowLayout().node(rawTopic)->lanes[3];
        const Lane &facts = canvas->graph().node(rawTopic)->lanes[3];
        const QPointF newest(lane.cells.right() - 2, lane.cells.center().y());
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {}, canvas->view().toWidget(newest).toPoint());
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {},
                          canvas->view().toWidget(newest - QPointF(4 * lane.cellPitch, 0)).toPoint());
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {},
                          canvas->view().toWidget(lane.pill.center()).toPoint());
        QCOMPARE(spy.count(), 3);
        QCOMPARE(spy[0], (QList<QVariant>{rawTopic, 3, qint64{facts.logEnd - 1}}));
        QCOMPARE(spy[1], (QList<QVariant>{rawTopic, 3, qint64{facts.logEnd - 5}}));
        QCOMPARE(spy[2], (QList<QVariant>{rawTopic, 3, qint64{-1}}));
    }

    void click_evictedCell_hasNoOffset()
    {
        auto graph = sample::graph({});
        for (Node &node : graph.nodes)
            for (Lane &lane : node.lanes)
                lane.logStart = lane.logEnd - 2;
        const auto canvas = shown({});
        canvas->setGraph(graph);
        QSignalSpy spy(canvas.get(), &FlowCanvas::laneActivated);
        const LaneBox &lane = canvas->flowLayout().node(rawTopic)->lanes[0];
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {},
                          canvas->view().toWidget(lane.cells.topLeft() + QPointF(3, 5)).toPoint());
        QCOMPARE(spy.front().at(2).toLongLong(), -1);
    }

    void click_token_emitsTheRecordItStandsFor()
    {
        const auto canvas = shown({3, 1, false, false, 4, false});
        const Hop hop = sample::hop(edgeInto(*canvas, rawTopic), 48093, Operation::Update);
        canvas->addHops({hop});
        canvas->advance(300);
        QSignalSpy spy(canvas.get(), &FlowCanvas::tokenActivated);
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {}, movingToken(*canvas));
        QCOMPARE(spy.count(), 1);
        QVERIFY(spy.front().front().value<Hop>() == hop);
    }

    void click_edge_emitsItsIdAndARibbonARealRecord()
    {
        const auto canvas = shown({3, 1, false, false, 4, false});
        const EdgeBox &edge = canvas->flowLayout().edges.front();
        const QPoint middle = canvas->view().toWidget(edge.path.at(edge.curve * 0.8)).toPoint();
        QSignalSpy edges(canvas.get(), &FlowCanvas::edgeActivated);
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {}, middle);
        QCOMPARE(edges.count(), 1);
        QCOMPARE(edges.front().front().toString(), canvas->graph().edges.front().id);

        canvas->setGraph(sample::graph({3, 1, false, false, 48000, false}));
        canvas->addHops({sample::hop(canvas->graph().edges.front(), 99)});
        QSignalSpy records(canvas.get(), &FlowCanvas::tokenActivated);
        QTest::mouseClick(canvas.get(), Qt::LeftButton, {}, middle);
        QCOMPARE(records.count(), 1);
        QCOMPARE(records.front().front().value<Hop>().offset, 99);
    }

    void rightClick_asksForAMenuWithTheTarget()
    {
        const auto canvas = shown({});
        FlowTarget asked;
        connect(canvas.get(), &FlowCanvas::contextMenuRequested, this,
                [&](const FlowTarget &target) { asked = target; });
        const QPoint at = canvas->rectOf(laneTarget(2)).center().toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at));
        QCoreApplication::sendEvent(canvas.get(), &event);
        QVERIFY(asked.isSameAs(laneTarget(2)));
    }

    void hover_token_showsWhatItIsAndLeavesAgain()
    {
        const auto canvas = shown({3, 1, false, false, 4, false});
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 48093)});
        canvas->advance(400);
        canvas->advance(1);
        const QImage before = canvas->grab().toImage();
        QTest::mouseMove(canvas.get(), movingToken(*canvas));
        QVERIFY(canvas->grab().toImage() != before);
        QTest::mouseMove(canvas.get(), {3, 3});
        QCOMPARE(canvas->grab().toImage(), before);
    }

    void keys_arrowsReachEverything()
    {
        const auto canvas = shown({3, 2, true, true, 4, false});
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 1),
                         sample::hop(edgeInto(*canvas, QStringLiteral("transform")), 2)});
        canvas->advance(300);
        canvas->setFocus(Qt::TabFocusReason);
        std::vector<FlowTarget> reached;
        const auto note = [&] { reached.push_back(canvas->focused()); };
        const std::size_t files = canvas->focusFiles().size();
        QTest::keyClick(canvas.get(), Qt::Key_Home);
        for (std::size_t file = 0; file < files; ++file) {
            for (int i = 0; i < 40; ++i, note())
                QTest::keyClick(canvas.get(), Qt::Key_Up);
            for (int i = 0; i < 40; ++i, note())
                QTest::keyClick(canvas.get(), Qt::Key_Down);
            QTest::keyClick(canvas.get(), Qt::Key_Right);
        }
        for (const FlowTarget &target : everything(*canvas))
            QVERIFY2(std::any_of(reached.begin(), reached.end(),
                                 [&](const FlowTarget &t) { return t.isSameAs(target); }),
                     qPrintable(canvas->describe(target)));
    }

    void keys_enterActivatesEscClearsSpaceIsLeftToTheWindow()
    {
        const auto canvas = shown({});
        canvas->setFocus(Qt::TabFocusReason);
        QSignalSpy activated(canvas.get(), &FlowCanvas::nodeActivated);
        QSignalSpy cleared(canvas.get(), &FlowCanvas::selectionCleared);
        QTest::keyClick(canvas.get(), Qt::Key_Home);
        QTest::keyClick(canvas.get(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.front().front().toString(), QStringLiteral("source"));
        QTest::keyClick(canvas.get(), Qt::Key_Escape);
        QCOMPARE(cleared.count(), 1);
        QVERIFY(canvas->selected().isNone());
        QKeyEvent space(QEvent::KeyPress, Qt::Key_Space, {});
        QCoreApplication::sendEvent(canvas.get(), &space);
        QVERIFY(!space.isAccepted());
    }

    /// One of the newest records is its cell; of an older one only the lane is seen.
    void rectOf_aRecord_isItsCell()
    {
        const auto canvas = shown({});
        FlowTarget target = laneTarget(2);
        const QRectF lane = canvas->rectOf(target);
        const auto &lanes = canvas->graph().node(target.node)->lanes;
        target.offset = lanes[2].logEnd - 1;
        const QRectF newest = canvas->rectOf(target);
        QVERIFY(lane.contains(newest) && newest.width() < lane.width() / 10);
        QCOMPARE(canvas->targetAt(newest.center()).offset, target.offset);
        target.offset = lanes[2].logEnd - 1000;
        QCOMPARE(canvas->rectOf(target), lane);
    }

    void zoom_wheelKeepsThePointUnderTheMouseAndZeroFits()
    {
        const auto canvas = shown({});
        const ViewTransform fitted = canvas->view();
        const QPointF at = canvas->rectOf(laneTarget(2)).center();
        const QPointF point = fitted.toDiagram(at);
        QWheelEvent wheel(at, canvas->mapToGlobal(at), {}, {0, 240}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas.get(), &wheel);
        QVERIFY(canvas->view().scale > fitted.scale * 1.2);
        QVERIFY((canvas->view().toWidget(point) - at).manhattanLength() < 1);
        const QPointF shift = canvas->view().shift;
        QTest::mousePress(canvas.get(), Qt::LeftButton, {}, {700, 250});
        QTest::mouseMove(canvas.get(), {720, 260});
        QMouseEvent drag(QEvent::MouseMove, QPointF(650, 240), canvas->mapToGlobal(QPointF(650, 240)),
                         Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas.get(), &drag);
        QTest::mouseRelease(canvas.get(), Qt::LeftButton, {}, {650, 240});
        QVERIFY(canvas->view().shift != shift);
        QTest::keyClick(canvas.get(), Qt::Key_0);
        canvas->advance(500);
        QCOMPARE(canvas->view().scale, fitted.scale);
    }

    void setCamera_leadsToTheRectangleInFourHundredMs()
    {
        const auto canvas = shown({6, 3, true, false, 2, false});
        const QRectF box = canvas->flowLayout().node(rawTopic)->box;
        canvas->setCamera(box);
        canvas->advance(200);
        QVERIFY(canvas->clock().isRunning());
        canvas->advance(230);
        QVERIFY(!canvas->clock().isRunning());
        const QRectF seen = canvas->view().toWidget(box);
        QVERIFY(std::abs(seen.center().x() - canvas->width() / 2.0) < 2);
    }

    void setGraph_onlyFiguresDiffer_layoutStays()
    {
        const auto canvas = shown({});
        auto graph = sample::graph({});
        graph.nodes[2].lanes[0].logEnd += 5;
        const QRectF box = canvas->flowLayout().node(rawTopic)->box;
        const QImage before = canvas->grab().toImage();
        canvas->setGraph(graph);
        QCOMPARE(canvas->flowLayout().node(rawTopic)->box, box);
        QTRY_VERIFY(canvas->grab().toImage() != before);
        graph.nodes[2].lanes[0].logEnd -= 5;
        canvas->setGraph(graph);
        QTRY_COMPARE(canvas->grab().toImage(), before); // nothing of the figures before is left behind
    }

    /// A label that is gone, or shorter than before, leaves nothing behind.
    void labels_disappear_withoutATrace()
    {
        const auto canvas = shown({3, 1, false, false, 2, false});
        const QImage plain = canvas->grab().toImage();
        for (const double rate : {300.0, 48000.0}) {
            canvas->setGraph(sample::graph({3, 1, false, false, rate, false}));
            canvas->advance(16);
            QTRY_VERIFY(canvas->grab().toImage() != plain);
            canvas->setGraph(sample::graph({3, 1, false, false, 2, false}));
            canvas->advance(16);
            QTRY_VERIFY(pk::test::looksLike(canvas->grab().toImage(), plain));
        }
    }

    /// A token's paint event comes while the whole picture waits to be painted anew.
    void picture_thatIsPaintedAnewForAPartOfTheWidget_isShownInTheRest()
    {
        const auto canvas = shown({6, 3, false, false, 2, false});
        QVERIFY(QTest::qWaitForWindowExposed(canvas.get()));
        Painted first;
        canvas->installEventFilter(&first);
        const auto isAtRest = [&first] {
            first.region = {};
            QCoreApplication::processEvents();
            return first.region.isEmpty();
        };
        QTRY_VERIFY(isAtRest()); // everything is painted that is to be painted first
        canvas->setGraph(sample::graph({6, 3, false, false, 2, false})); // the next one has to wait now
        Painted painted;
        canvas->installEventFilter(&painted);
        canvas->setRemoteMode(true); // everything looks otherwise
        canvas->repaint(QRect(0, 0, 20, 20));
        QTRY_VERIFY2((QRegion(canvas->rect()) - painted.region).isEmpty(), "a part shows what was before");
    }

    void accessibility_everyThingHasANameWithFigures()
    {
        const auto canvas = shown({3, 2, true, true, 4, false});
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 48093)});
        canvas->advance(300);
        QAccessibleInterface *root = QAccessible::queryAccessibleInterface(canvas.get());
        QVERIFY(root);
        const auto still = everything(*canvas);
        const auto tokens = std::count_if(still.begin(), still.end(), [](const FlowTarget &t) {
            return t.kind == FlowTarget::Kind::Token;
        });
        QCOMPARE(tokens, 1);
        QCOMPARE(root->childCount(), static_cast<int>(still.size()));
        QStringList names;
        for (int i = 0; i < root->childCount(); ++i) {
            QAccessibleInterface *child = root->child(i);
            QVERIFY(child && child->isValid() && !child->text(QAccessible::Name).isEmpty());
            QVERIFY(child->rect().isValid());
            QCOMPARE(root->indexOfChild(child), i);
            names << child->text(QAccessible::Name);
        }
        QVERIFY2(names.filter(QStringLiteral("raw_orders, partition 2, lag 1")).size() >= 1,
                 qPrintable(names.join(QLatin1Char('\n'))));
        QCOMPARE(
            names.back(),
            QStringLiteral("1 record moving: ORD-00048093, insert, raw_orders, partition 0, offset 48093"));
        QSignalSpy spy(canvas.get(), &FlowCanvas::nodeActivated);
        root->child(0)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(spy.count(), 1);
    }

    void export_pictures_areRealAndFreeOfGradients()
    {
        const auto canvas = shown({6, 3, true, true, 312, false});
        canvas->addHops({sample::hop(edgeInto(*canvas, rawTopic), 1)});
        canvas->advance(300);
        const QImage png = canvas->renderPng({1200, 600}, 2);
        QCOMPARE(png.size(), QSize(2400, 1200));
        const QByteArray svg = canvas->renderSvg({1200, 600});
        QVERIFY(svg.contains("raw_orders") && svg.contains("48"));
        QVERIFY(!svg.contains("stroke=\"url(") && !svg.contains("Gradient"));
        QVERIFY(QSvgRenderer(svg).isValid());
        const QByteArray pdf = canvas->renderPdf({1200, 600});
        QVERIFY(pdf.startsWith("%PDF") && pdf.size() > 5000);
    }

    void robust_emptyGraphTinyWindowThemeFlips()
    {
        FlowCanvas canvas;
        canvas.resize(40, 30);
        canvas.show();
        canvas.grab();
        canvas.setGraph(sample::graph({12, 4, true, true, 4, false}));
        canvas.grab();
        for (const double scale : {2.0, 1.5, 1.0})
            for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
                Theme::instance().setScale(scale);
                Theme::instance().setScheme(scheme);
                canvas.resize(1280, 560);
                canvas.grab();
            }
        canvas.setRemoteMode(true);
        canvas.setSpotlight(QStringLiteral("topic:raw_orders/2"));
        canvas.grab();
        canvas.setGraph({});
        canvas.grab();
        QTest::keyClick(&canvas, Qt::Key_Down);
        QVERIFY(canvas.focused().isNone());
    }
};

PK_WINDOW_TEST(TestFlowCanvas)
#include "tst_flow_canvas.moc"
