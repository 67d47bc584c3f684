// The diagram while a drawer takes a part of the window, and with a larger interface: what is meant to be
// seen is seen.

#include "bridge/flow_id.h"
#include "flow/flow_canvas.h"
#include "workbench_fixture.h"

#include <QScopeGuard>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;

class TestFlowDrawers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawer_inANarrowWindow_leavesTheDiagramItsSize()
    {
        Desk desk;
        desk.open({1280, 800});
        QTRY_VERIFY(desk.loaded() >= 1);
        FlowCanvas *canvas = desk.child<FlowCanvas>("canvas");
        const double scale = canvas->fittedScale();
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        QCOMPARE(canvas->fittedScale(), scale);
        QVERIFY(canvas->x() < 0); // the loader, which the faults are about, is in sight
        QTest::keyClick(&desk.window(), Qt::Key_Escape);
        QTRY_COMPARE(canvas->x(), 0);
    }

    /// The drawer takes more than half of the window there; what it breaks is at the diagram's far end.
    void drawer_onAProjector_showsTheFarEndAndTheTools()
    {
        Desk desk;
        Theme::instance().setScale(1.5);
        const auto back = qScopeGuard([] { Theme::instance().setScale(1); });
        desk.open({1280, 800});
        QTRY_VERIFY(desk.loaded() >= 1);
        FlowCanvas *canvas = desk.child<FlowCanvas>("canvas");
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        const QWidget *sheet = desk.child("slowConsumer");
        const auto leftOf = [&](const QWidget *widget) {
            return widget->mapTo(&desk.window(), QPoint(0, 0)).x();
        };
        FlowTarget warehouse;
        warehouse.kind = FlowTarget::Kind::Node;
        warehouse.node = flow_id::warehouse;
        const QRectF box = canvas->rectOf(warehouse);
        QVERIFY(!box.isNull());
        QVERIFY(leftOf(canvas) + box.right() < leftOf(sheet));
        QVERIFY(leftOf(desk.child("faults")) + desk.child("faults")->width() < leftOf(sheet));
    }

    void showEverything_besideADrawer_bringsAllOfTheDiagramIntoSight()
    {
        Desk desk;
        desk.open({1366, 768});
        QTRY_VERIFY(desk.loaded() >= 1);
        FlowCanvas *canvas = desk.child<FlowCanvas>("canvas");
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        QVERIFY(canvas->x() < 0);
        desk.click("showEverything");
        QCOMPARE(canvas->x(), 0);
        QVERIFY(canvas->width() < desk.child("slowConsumer")->mapTo(&desk.window(), QPoint(0, 0)).x());
        const double small = canvas->fittedScale();
        QTest::keyClick(&desk.window(), Qt::Key_Escape);
        QTRY_VERIFY(canvas->fittedScale() > small);
        desk.click("faults");
        QTRY_VERIFY(canvas->x() < 0); // asked for once, not for ever
    }

    void burst_thatIsStillDue_isShownAndEndedFromTheFaults()
    {
        Desk desk;
        desk.open({1366, 768});
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.controller().pause();
        QTRY_VERIFY(desk.controller().state() == RunState::Paused);
        desk.click("faults");
        QTRY_VERIFY(desk.child("burstLarge")->isVisible());
        QVERIFY(!desk.child("burstEnd")->isVisible());
        desk.click("burstLarge");
        QTRY_VERIFY(desk.child("mend")->isVisible());
        if (!desk.child("burstLarge")->isVisible()) // in a small window it makes room for what happens
            desk.click("faults");
        QTRY_VERIFY(desk.child("burstEnd")->isVisible() && desk.child("endFaults")->isEnabled());
        desk.click("burstEnd");
        QTRY_VERIFY(!desk.child("mend")->isVisible());
        QCOMPARE(desk.controller().snapshot()->run.burstLeft, 0);
    }

    /// The diagram has the focus most of the time; Escape is not spent on it when it has nothing to give up.
    void escape_inTheDiagram_closesTheCommandsThenTheNote()
    {
        Desk desk;
        desk.open({1366, 768});
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.controller().setRate(5);
        auto *hint = desk.child<QAbstractButton>("commandHint");
        QTRY_VERIFY(hint->isVisible());
        hint->click();
        QWidget *strip = desk.child("commandStrip");
        QTRY_VERIFY(strip->isVisible());
        desk.window().showNote(QStringLiteral("Something happened."), {});
        auto *canvas = desk.child<FlowCanvas>("canvas");
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!strip->isVisible() && desk.window().isNoteShown());
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!desk.window().isNoteShown());
    }

    /// Chosen for small cards, it would leave a projector's none.
    void tray_chosenAtOneScale_isNotForcedUponAnother()
    {
        Desk desk;
        desk.open({1366, 768});
        QTRY_VERIFY(desk.loaded() >= 1);
        const auto back = qScopeGuard([] { Theme::instance().setScale(1); });
        QWidget *tray = desk.child("recentRecords");
        desk.click("tray");
        const bool shown = tray->isVisible();
        desk.click("tray");
        QCOMPARE(tray->isVisible(), !shown);
        if (!tray->isVisible())
            desk.click("tray");
        Theme::instance().setScale(1.5);
        QTRY_VERIFY(!tray->isVisible());
        Theme::instance().setScale(1);
        QTRY_VERIFY(tray->isVisible());
    }
};

PK_WINDOW_TEST(TestFlowDrawers)
#include "tst_flow_drawers.moc"
