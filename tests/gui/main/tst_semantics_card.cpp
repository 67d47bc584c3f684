// Choosing the delivery semantics on the page of settings, by mouse, and what the window says of it; and what
// the cards beside it show of the run.

#include "../support/doubled_order.h"
#include "bridge/flow_id.h"
#include "environment/profile.h"
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
using pk::test::doubleAnOrder;
using pk::test::kDoubledOrders;
using pk::test::number;

namespace {

void click(QAbstractButton *button)
{
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
}

class EnabledChanges : public QObject
{
public:
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::EnabledChange ? 1 : 0;
        return false;
    }
};

/// Of the order that was loaded first.
qint64 rowsOfTheFirst(const Desk &desk)
{
    return number(desk,
                  "SELECT count(*) FROM fact_orders WHERE order_id = "
                  "(SELECT order_id FROM fact_orders ORDER BY load_id LIMIT 1)");
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
        Desk desk([](SessionOptions &options) { options.semantics = Semantics::AtLeastOnce; });
        desk.open({1440, 1400});
        QTRY_VERIFY(desk.loaded() >= 1);
        QVERIFY(doubleAnOrder(desk.folder.filePath(QStringLiteral("data/warehouse.db"))));
        const qint64 rows = rowsOfTheFirst(desk);
        QVERIFY(rows >= 2);
        desk.window().showPage(QStringLiteral("settings"));
        auto *wanted = desk.child<QRadioButton>("semantics:effectively-once");
        QTRY_VERIFY(wanted && wanted->isVisible() && wanted->isEnabled());
        QVERIFY(desk.child<QRadioButton>("semantics:at-least-once")->isChecked());

        click(wanted);
        auto *keys = desk.child<QLabel>("doubledKeys");
        QTRY_VERIFY(keys->isVisible());
        QVERIFY2(keys->text().contains(QStringLiteral("ORD-")), qPrintable(keys->text()));
        QVERIFY(rowsOfTheFirst(desk) >= rows); // they are only shown
        QVERIFY(desk.controller().snapshot()->run.semantics == Semantics::AtLeastOnce);

        desk.click("removeDoubles");
        QTRY_VERIFY(desk.controller().snapshot()->run.semantics == Semantics::EffectivelyOnce);
        QCOMPARE(rowsOfTheFirst(desk), 1);
        QCOMPARE(number(desk, kDoubledOrders), 0);
        QVERIFY(!keys->isVisible());
        QTRY_VERIFY(wanted->isChecked() && wanted->isEnabled());
        QVERIFY2(desk.failures.isEmpty(), qPrintable(desk.failures.join(u'\n')));
    }

    /// In a window as low as a laptop's they are below its end.
    void doubles_areScrolledTo_withTheirButton()
    {
        Desk desk([](SessionOptions &options) { options.semantics = Semantics::AtLeastOnce; });
        desk.open({1280, 720});
        QTRY_VERIFY(desk.loaded() >= 1);
        QVERIFY(doubleAnOrder(desk.folder.filePath(QStringLiteral("data/warehouse.db"))));
        desk.window().showPage(QStringLiteral("settings"));
        auto *wanted = desk.child<QRadioButton>("semantics:effectively-once");
        QTRY_VERIFY(wanted->isVisible() && wanted->isEnabled());
        wanted->click();
        auto *keys = desk.child("doubledKeys");
        auto *remove = desk.child("removeDoubles");
        QTRY_VERIFY(keys->isVisible());
        const auto isSeen = [](const QWidget *part) {
            return part->visibleRegion().boundingRect() == part->rect();
        };
        QTRY_VERIFY(isSeen(keys) && isSeen(remove));
    }

    void hidden_theCardsDoNotWork_andShownTheyShowWhatHolds()
    {
        Desk desk;
        desk.open({1440, 1400});
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.window().showPage(QStringLiteral("settings"));
        auto *naive = desk.child<QRadioButton>("semantics:at-least-once");
        auto *address = desk.child("warehouseAddress");
        QTRY_VERIFY(naive->isVisible() && naive->isEnabled() && address->isEnabled());
        desk.window().showPage(QStringLiteral("flow"));
        EnabledChanges changes;
        naive->installEventFilter(&changes);
        address->installEventFilter(&changes);
        QSignalSpy changed(&desk.controller(), &Controller::semanticsChanged);
        desk.controller().setSemantics(Semantics::AtLeastOnce); // stopping, starting, running
        QTRY_VERIFY(changed.count() == 1 && desk.controller().state() == RunState::Running);
        QTRY_VERIFY(desk.controller().snapshot()->run.semantics == Semantics::AtLeastOnce);
        QCOMPARE(changes.count, 0);
        QVERIFY(!naive->isChecked());
        desk.window().showPage(QStringLiteral("settings"));
        QVERIFY(naive->isChecked() && naive->isEnabled() && address->isEnabled());
    }

    void profiles_areThoseThatTheRunKnows()
    {
        const QTemporaryDir profiles;
        environment::Profile profile;
        profile.name = QStringLiteral("only-here");
        profile.bootstrap = {QStringLiteral("127.0.0.1:1")};
        QVERIFY(environment::ProfileStore(profiles.path()).save(profile).ok());
        Desk desk([&](SessionOptions &options) { options.profilesFolder = profiles.path(); });
        desk.window().showPage(QStringLiteral("settings"));
        QVERIFY(desk.child("open-only-here"));
    }
};

PK_WINDOW_TEST(TestSemanticsCard)
#include "tst_semantics_card.moc"
