// Faults that a person brings about in the window, and what comes from outside: offsets that somebody else
// moves, an end in the middle of something.

#include "bridge/flow_id.h"
#include "broker/consumer.h"
#include "main/command_strip.h"
#include "pages/groups/change_model.h"
#include "views/command_box.h"
#include "workbench_fixture.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;
using pk::test::number;

class TestWindowFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faults_slowConsumer_isShownAndEnded()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        desk.click("slowConsumer");
        QTRY_VERIFY(desk.controller().snapshot()->run.loadDelayMs > 0);
        QTRY_VERIFY(desk.child<QAbstractButton>("slowConsumer")->isChecked());
        QTRY_COMPARE(desk.child<QAbstractButton>("faults")->text(), QStringLiteral("Slow consumer"));
        desk.click("endFaults");
        QTRY_COMPARE(desk.controller().snapshot()->run.loadDelayMs, 0);
        QTRY_VERIFY(!desk.child<QAbstractButton>("slowConsumer")->isChecked());
    }

    void faults_areEndedByOneClick_withoutTheSheet()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        auto *mend = desk.child<QAbstractButton>("mend");
        QVERIFY(!mend->isVisible());
        desk.controller().setDelay(StageKind::Load, 300);
        QTRY_VERIFY(mend->isVisible());
        desk.click("mend");
        QTRY_COMPARE(desk.controller().snapshot()->run.loadDelayMs, 0);
        QTRY_VERIFY(!mend->isVisible());
    }

    void faults_staySaid_whenTheLanguageChangesOnAnotherPage()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
        const auto *faults = desk.child<QAbstractButton>("faults");
        desk.controller().setDelay(StageKind::Load, 300);
        QTRY_COMPARE(faults->text(), QStringLiteral("Slow consumer"));
        desk.window().showPage(QStringLiteral("settings"));
        desk.bench->settings().setLanguage(QStringLiteral("id"));
        QTRY_VERIFY(faults->text() != QStringLiteral("Slow consumer"));
        QCOMPARE(faults->text(), QCoreApplication::translate("flow_page", "Slow consumer"));
        QVERIFY(!desk.child("mend")->isHidden());
        desk.controller().endFaults();
        QTRY_COMPARE(desk.controller().snapshot()->run.loadDelayMs, 0);
    }

    void faults_groupWithoutMembers_isOneAndIsEnded()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.controller().stopMember(QStringLiteral("load-0"));
        QTRY_COMPARE(desk.child<QAbstractButton>("faults")->text(),
                     QStringLiteral("kampus-loader without a member"));
        desk.click("faults");
        QTRY_VERIFY(desk.child("addLoader")->isVisible());
        QTRY_VERIFY(desk.child("endFaults")->isEnabled());
        desk.click("mend");
        const std::int64_t loaded = desk.loaded();
        QTRY_VERIFY(desk.loaded() > loaded);
        QTRY_VERIFY(!desk.child("addLoader")->isVisible());
    }

    void faults_poison_goesToTheDeadLetters_andSaysItsCommand()
    {
        Desk desk([](SessionOptions &options) { options.source.dirtyPercent = 0; });
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        QVERIFY(desk.controller().snapshot()->state.deadLetterReasons().empty());
        desk.click("faults");
        desk.click("poison");
        QTRY_VERIFY(desk.window().findChild<CommandBox *>());
        auto *box = desk.window().findChild<CommandBox *>();
        QVERIFY(box->command().contains(QStringLiteral("kcat")));
        QVERIFY(!box->isVisible()); // it covers nothing of what the action is to show
        auto *hint = desk.child<QAbstractButton>("commandHint");
        QVERIFY(hint->isVisible() && hint->text().contains(QStringLiteral("kcat")));
        hint->click();
        QVERIFY(box->isVisible());
        // At once with all of it: there is room.
        QCOMPARE(desk.window()
                     .findChild<CommandStrip *>()
                     ->findChild<QScrollArea *>()
                     ->verticalScrollBar()
                     ->maximum(),
                 0);
        QVERIFY(box->height() >= box->heightForWidth(box->width()));
        desk.click("closeCommands");
        QVERIFY(!box->isVisible() && hint->isVisible() && !hint->isChecked());
        QTRY_VERIFY(desk.controller().snapshot()->state.deadLetterReasons().size() == 1);
    }

    void faults_poison_saysWhereItGoesAndWhoSetsItAside()
    {
        Desk desk([](SessionOptions &options) { options.source.kind = SourceChoice::Kind::Campus; });
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.click("faults");
        const auto isSaid = [&desk](const char *words) {
            const auto labels = desk.window().findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [words](const QLabel *label) {
                return label->isVisible() && label->text().contains(QLatin1String(words));
            });
        };
        QTRY_VERIFY(isSaid("Broken JSON goes into producer.kampus.orders"));
        QVERIFY(isSaid("The bridge sets it aside"));
        SourceChoice generator = desk.controller().source();
        generator.kind = SourceChoice::Kind::Generator;
        desk.controller().setSource(generator);
        QTRY_VERIFY(isSaid("The transform sets it aside"));
    }

    void faults_databaseLocked_recordsWait_thenCatchUp()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        desk.click("faults");
        desk.click("databaseLocked");
        QTRY_VERIFY(desk.controller().snapshot()->run.databaseLocked);
        const std::int64_t acked = desk.controller().snapshot()->run.progress.acked;
        QTRY_VERIFY(desk.controller().snapshot()->run.progress.acked >= acked + 4);
        const std::int64_t stored = number(desk, "SELECT COUNT(*) FROM etl_audit");
        const std::int64_t arrived = desk.controller().snapshot()->run.progress.acked;
        QTRY_VERIFY(desk.controller().snapshot()->run.progress.acked >= arrived + 4);
        QCOMPARE(number(desk, "SELECT COUNT(*) FROM etl_audit"), stored);
        desk.click("databaseLocked");
        QTRY_VERIFY(number(desk, "SELECT COUNT(*) FROM etl_audit") >= stored + 4);
    }

    void faults_databaseClosed_recordsWait_thenCatchUp()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        desk.click("faults");
        desk.click("databaseClosed");
        QTRY_VERIFY(desk.controller().snapshot()->run.databaseClosed);
        QTRY_COMPARE(desk.child<QAbstractButton>("faults")->text(), QStringLiteral("Database closed"));
        const std::int64_t acked = desk.controller().snapshot()->run.progress.acked;
        QTRY_VERIFY(desk.controller().snapshot()->run.progress.acked >= acked + 4);
        const std::int64_t stored = desk.loaded();
        QTRY_VERIFY(desk.controller().snapshot()->run.progress.acked >= acked + 8);
        QCOMPARE(desk.loaded(), stored);
        desk.click("endFaults");
        QTRY_VERIFY(desk.loaded() >= stored + 4);
        QVERIFY(!desk.child<QAbstractButton>("databaseClosed")->isChecked());
    }

    void faults_brokerDown_itsPartitionsAreLedByAnother_andItComesBack()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        desk.click("faults");
        desk.click("broker2");
        QTRY_VERIFY(desk.controller().snapshot()->run.brokersDown == std::vector<int>{2});
        QTRY_COMPARE(desk.child<QAbstractButton>("faults")->text(), QStringLiteral("Broker 2 down"));
        const std::int64_t loaded = desk.loaded();
        QTRY_VERIFY(desk.loaded() >= loaded + 12); // all three partitions go on
        desk.click("broker2");
        QTRY_VERIFY(desk.controller().snapshot()->run.brokersDown.empty());
        QTRY_VERIFY(!desk.child<QAbstractButton>("broker2")->isChecked());
        QCOMPARE(desk.failures, QStringList());
    }

    void faults_consumerCrash_isSeen_andItStartsAgainByItself()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        const auto status = [&] {
            for (const pipeline::MemberStatus &member : desk.controller().snapshot()->run.members)
                if (member.name == "load-0")
                    return member.status;
            return pipeline::StageStatus::Stopped;
        };
        desk.click("faults");
        desk.click("crashConsumer");
        const auto crashes = [&] {
            std::int64_t count = 0;
            for (const auto &[stage, state] : desk.controller().snapshot()->state.stages())
                count += state.crashes;
            return count;
        };
        QTRY_COMPARE(crashes(), 1); // how it was meanwhile may have passed between two looks
        QTRY_VERIFY(status() == pipeline::StageStatus::Running);
        const std::int64_t loaded = desk.loaded();
        QTRY_VERIFY(desk.loaded() >= loaded + 4);
    }

    void faults_burst_isReadToItsEnd_atTheRateOfBefore()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        desk.click("faults");
        desk.click("burstSmall");
        QTRY_VERIFY(desk.loaded() >= 900);
        QCOMPARE(desk.controller().rate(), 4);
        QCOMPARE(desk.failures, QStringList());
    }

    void menuOfTheDiagram_beginsAndEndsTheFaultsOfWhatWasClicked()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        auto *canvas = desk.child<FlowCanvas>("canvas");
        const auto run = [&]() -> const RunInfo & { return desk.controller().snapshot()->run; };
        /// With the right button, then with the left one.
        const auto choose = [&](const QString &node, int partition, const QString &text) {
            FlowTarget target;
            target.kind = partition < 0 ? FlowTarget::Kind::Node : FlowTarget::Kind::Lane;
            target.node = node;
            target.partition = partition;
            canvas->select(target);
            const QRectF area = canvas->rectOf(target);
            const QPoint at =
                QPointF(area.center().x(), partition < 0 ? area.top() + 6 : area.center().y()).toPoint();
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at));
            QCoreApplication::sendEvent(canvas, &event);
            QPointer<QMenu> menu;
            QTRY_VERIFY((menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())));
            QStringList offered;
            for (QAction *action : menu->actions()) {
                offered << action->text();
                if (action->text() == text)
                    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            }
            QVERIFY2(offered.contains(text), qPrintable(offered.join(QStringLiteral(", "))));
            QTRY_VERIFY(!menu);
        };
        const QString loader = flow_id::group("kampus-loader");
        choose(loader, -1, QStringLiteral("Slow consumer"));
        QTRY_COMPARE(run().loadDelayMs, 400);
        choose(loader, -1, QStringLiteral("End: slow consumer"));
        QTRY_COMPARE(run().loadDelayMs, 0);
        choose(flow_id::warehouse, -1, QStringLiteral("Database locked"));
        QTRY_VERIFY(run().databaseLocked);
        choose(flow_id::warehouse, -1, QStringLiteral("End: database locked"));
        QTRY_VERIFY(!run().databaseLocked);
        choose(flow_id::warehouse, -1, QStringLiteral("Database closed"));
        QTRY_VERIFY(run().databaseClosed);
        choose(flow_id::warehouse, -1, QStringLiteral("End: database closed"));
        QTRY_VERIFY(!run().databaseClosed);

        const QString raw = flow_id::topic("raw_orders");
        const auto leader = [&] {
            const Node *topic = canvas->graph().node(raw);
            return topic != nullptr && !topic->lanes.empty() ? topic->lanes.front().leader : -1;
        };
        QTRY_VERIFY(leader() >= 1);
        const int broker = leader();
        choose(raw, 0, QStringLiteral("Broker %1 down (leader)").arg(broker));
        QTRY_COMPARE(run().brokersDown, std::vector<int>{broker});
        choose(raw, 0, QStringLiteral("End: broker %1 down").arg(broker));
        QTRY_COMPARE(run().brokersDown, std::vector<int>());
    }

    void menuOfTheDiagram_offersNoCrashOfAMemberThatIsDown()
    {
        Desk desk([](SessionOptions &options) { options.restartAfterCrashMs = 3'600'000; });
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        auto *canvas = desk.child<FlowCanvas>("canvas");
        FlowTarget target;
        target.kind = FlowTarget::Kind::Member;
        target.node = flow_id::group("kampus-loader");
        target.member = QStringLiteral("load-0");
        /// Empty: it is not in the menu at all.
        const auto isOffered = [&]() -> std::optional<bool> {
            const QPoint at = canvas->rectOf(target).center().toPoint();
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at));
            QCoreApplication::sendEvent(canvas, &event);
            const std::unique_ptr<QMenu> menu(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
            for (const QAction *action : menu ? menu->actions() : QList<QAction *>()) {
                if (action->text() == QLatin1String("Crash load-0"))
                    return action->isEnabled();
            }
            return std::nullopt;
        };
        QTRY_VERIFY(isOffered() == true);
        desk.controller().crashMember(target.member);
        QTRY_VERIFY(isOffered() == false);
        QCOMPARE(desk.failures, QStringList());
    }

    void menuOfTheDiagram_isOpenWhileTheWindowEnds()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        FlowCanvas *canvas = desk.child<FlowCanvas>("canvas");
        const QPoint at = canvas->rectOf(canvas->focusFiles().front().front()).center().toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas->mapToGlobal(at));
        QCoreApplication::sendEvent(canvas, &event); // comes back at once: nothing waits inside of it
        QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
        const QPointer<QWidget> menu = QApplication::activePopupWidget();
        desk.bench.reset();
        QVERIFY(!menu);
    }

    /// Somebody else moves the group's offset while its member is away.
    void resetFromOutside_isSaidInTheStatusLineAndAmongTheEvents()
    {
        Desk desk([](SessionOptions &options) { options.ratePerSecond = 40; });
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 40);
        desk.controller().stopMember(QStringLiteral("load-0"));
        const auto isAway = [&] {
            const auto &members = desk.controller().snapshot()->run.members;
            return std::any_of(members.begin(), members.end(), [](const auto &member) {
                return member.name == "load-0" && member.status == pipeline::StageStatus::Stopped;
            });
        };
        QTRY_VERIFY(isAway());
        broker::ConsumerSettings settings;
        settings.group = "kampus-loader";
        settings.clientId = "stranger";
        auto stranger = broker::Consumer::create(
            broker::consumerConfig(desk.controller().snapshot()->run.cluster, settings), {});
        QVERIFY(stranger);
        const broker::CommitOffset offset{{"enriched_orders", 0}, 2, {}};
        QVERIFY((*stranger)->commit(std::span(&offset, 1)));
        desk.controller().addMember(StageKind::Load);
        auto *news = desk.child<QLabel>("news");
        QTRY_VERIFY(news->text().contains(QStringLiteral("somebody has set")));
        desk.window().showPage(QStringLiteral("groups"));
        auto *changes = desk.window().findChild<ChangeModel *>();
        const auto hasReset = [&] {
            for (int row = 0; row < changes->rowCount(); ++row)
                if (changes->index(row, ChangeModel::Partitions).data().toString()
                    == QStringLiteral("enriched_orders P0 @ 2"))
                    return true;
            return false;
        };
        QTRY_VERIFY(hasReset());
    }

    void fault_inANarrowWindow_foldsTheSheetThatWouldCoverIt()
    {
        Desk desk;
        desk.open({1280, 800});
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        desk.click("slowConsumer");
        QTRY_VERIFY(!desk.child("slowConsumer")->isVisible());
        QCOMPARE(desk.child<FlowCanvas>("canvas")->x(), 0); // all of the diagram is seen
        QTRY_COMPARE(desk.child<QAbstractButton>("faults")->text(), QStringLiteral("Slow consumer"));
    }

    void faults_escape_closes_andTheFocusIsWhereItWas()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        FlowCanvas *canvas = desk.child<FlowCanvas>("canvas");
        canvas->setFocus();
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        QVERIFY(QApplication::focusWidget() != canvas);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!desk.child("slowConsumer")->isVisible());
        QCOMPARE(QApplication::focusWidget(), canvas);
        desk.click("faults");
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Escape); // also from beneath
        QTRY_VERIFY(!desk.child("slowConsumer")->isVisible());
        QCOMPARE(QApplication::focusWidget(), canvas);
    }
};

PK_WINDOW_TEST(TestWindowFaults)
#include "tst_window_faults.moc"
