// Choosing the delivery semantics on the page of settings, by mouse, and what the window says of it.

#include "bridge/flow_id.h"
#include "flow/flow_canvas.h"
#include "main/live_transport.h"
#include "main/semantics_card.h"
#include "views/error_banner.h"
#include "workbench_fixture.h"

#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;
using pk::test::kPatienceMs;

namespace {

void click(QAbstractButton *button)
{
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
}

} // namespace

class TestSemanticsCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosen_itRunsSo_andTheWindowSaysIt()
    {
        Desk desk;
        desk.open({1440, 1400});
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.window().showPage(QStringLiteral("flow"));
        desk.window().showPage(QStringLiteral("settings"));
        auto *naive = desk.child<QRadioButton>("semantics:at-least-once");
        QTRY_VERIFY(naive && naive->isVisible() && naive->isEnabled());
        QVERIFY(desk.child<QRadioButton>("semantics:effectively-once")->isChecked());
        auto *transactions = desk.child<QRadioButton>("semantics:transactions");
        QVERIFY(!transactions->isEnabled());
        QVERIFY(transactions->accessibleDescription().contains(QStringLiteral("need a real Kafka")));
        click(naive);
        auto *said = desk.child<ErrorBanner>("semanticsSaid");
        QTRY_VERIFY(said->isVisible());
        QCOMPARE(said->sentence(), QStringLiteral("It goes on with at-least-once."));
        QTRY_VERIFY(naive->isChecked() && naive->isEnabled());
        QVERIFY(desk.controller().snapshot()->run.semantics == Semantics::AtLeastOnce);
        const LiveTransport transport(desk.controller());
        QCOMPARE(transport.environment().fidelity.front().what, QStringLiteral("Delivery: at-least-once"));
        desk.window().showPage(QStringLiteral("flow"));
        const auto subtitle = [&] {
            const FlowGraph &graph = desk.child<FlowCanvas>("canvas")->graph();
            return graph.node(flow_id::warehouse) ? graph.node(flow_id::warehouse)->subtitle : QString();
        };
        QTRY_COMPARE(subtitle(), QStringLiteral("at-least-once"));
        QVERIFY2(desk.failures.isEmpty(), qPrintable(desk.failures.join(u'\n')));
    }

    void doubles_areShown_andRemovedByTheButton()
    {
        Desk desk;
        desk.open({1440, 1400});
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.window().showPage(QStringLiteral("settings"));
        QTRY_VERIFY(desk.child<QRadioButton>("semantics:at-least-once")->isEnabled());
        // The session itself is tested elsewhere: here it is what the card makes of its answer.
        Q_EMIT desk.controller().doublesFound({Semantics::EffectivelyOnce,
                                               12,
                                               {QStringLiteral("ORD-1"), QStringLiteral("ORD-2")},
                                               QStringLiteral("DELETE FROM fact_orders")});
        auto *keys = desk.child<QLabel>("doubledKeys");
        QTRY_VERIFY(keys->isVisible());
        QVERIFY(keys->text().contains(QStringLiteral("12"))
                && keys->text().contains(QStringLiteral("ORD-2, …")));
        QVERIFY(desk.child<QPushButton>("removeDoubles")->isVisible());
        desk.click("removeDoubles"); // nothing to do: it is effectively-once
        QTRY_VERIFY(!keys->isVisible());
        QVERIFY(desk.child<QRadioButton>("semantics:effectively-once")->isChecked());
    }
};

PK_WINDOW_TEST(TestSemanticsCard)
#include "tst_semantics_card.moc"
