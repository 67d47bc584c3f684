// What a person does in the window, by mouse and keys, with a real broker and warehouse behind it.

#include "../support/child_process.h"
#include "bridge/flow_builder.h"
#include "flow/flow_canvas.h"
#include "pages/flow/change_list.h"
#include "pages/flow/flow_page.h"
#include "pages/inspector/inspector_panel.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/pill.h"
#include "warehouse/warehouse.h"
#include "workbench_fixture.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>

#include <csignal>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;
using pk::test::number;

namespace {

FlowCanvas *canvasOf(Desk &desk)
{
    return desk.child<FlowCanvas>("canvas");
}

/// Tokens move: the point is looked for and clicked in one go.
bool clickAnyToken(FlowCanvas &canvas)
{
    for (int y = 0; y < canvas.height(); y += 4) {
        for (int x = 0; x < canvas.width(); x += 4) {
            const FlowTarget target = canvas.targetAt(QPointF(x, y));
            if (target.kind == FlowTarget::Kind::Token && target.hop.operation != Operation::DeadLetter) {
                QTest::mouseClick(&canvas, Qt::LeftButton, {}, QPoint(x, y));
                return true;
            }
        }
    }
    return false;
}

/// Whether a pill of the window holds these words.
bool says(Desk &desk, const QString &words)
{
    const auto pills = desk.window().findChildren<Pill *>();
    return std::any_of(pills.begin(), pills.end(),
                       [&](const Pill *pill) { return pill->isVisible() && pill->text().contains(words); });
}

} // namespace

class TestWorkbench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void start_recordsFlow_andAreSeen()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 3);
        QVERIFY(canvasOf(desk)->graph().node(flow_id::topic("raw_orders")));
        QTRY_VERIFY(desk.child<QTableView>("recentRecords")->model()->rowCount() >= 3);
        QVERIFY2(desk.failures.isEmpty(), qPrintable(desk.failures.join(QLatin1Char('\n'))));
    }

    void pause_thenStepRecord_storesOneMore()
    {
        Desk desk([](SessionOptions &options) { options.source.dirtyPercent = 0; }); // none is set aside
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        desk.click("playPause");
        QTRY_COMPARE(desk.controller().state(), RunState::Paused);
        const std::int64_t before = number(desk, "SELECT COUNT(*) FROM etl_audit");
        QSignalSpy stepped(&desk.controller(), &Controller::stepped);
        desk.click("stepRecord");
        QTRY_VERIFY(stepped.count() == 1);
        QTRY_COMPARE(number(desk, "SELECT COUNT(*) FROM etl_audit"), before + 1);
        QVERIFY2(desk.failures.isEmpty(), qPrintable(desk.failures.join(QLatin1Char('\n'))));
    }

    void typedSql_isKeptInTheWindowsSettings()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.window().showPage(QStringLiteral("warehouse"));
        auto *editor = desk.child<QPlainTextEdit>("sqlEditor");
        editor->setPlainText(QStringLiteral("SELECT 42"));
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(desk.store.value(QStringLiteral("warehouse/sqlHistory")).toStringList(),
                     QStringList{QStringLiteral("SELECT 42")});
    }

    void step_saysWhatWasDoneWithWhichRecord()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        desk.click("playPause");
        QTRY_COMPARE(desk.controller().state(), RunState::Paused);
        StepDone last;
        int steps = 0;
        connect(&desk.controller(), &Controller::stepped, this, [&](const StepDone &step) {
            last = step;
            ++steps;
        });
        desk.click("stepRecord");
        QTRY_VERIFY(steps == 1);
        QVERIFY(last.action == pipeline::Action::Commit && last.at.offset > 0);
        const QString sentence = stepText(last);
        QVERIFY(sentence.contains(QStringLiteral("%1 P%2 @ %3")
                                      .arg(QString::fromStdString(last.at.topic))
                                      .arg(last.at.partition)
                                      .arg(last.at.offset)));
        const auto labels = desk.window().findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [&](const QLabel *label) { return label->text() == sentence; }));
    }

    void latestRecords_showWhatTheMessagesHold_andWhatTheTransformChanged()
    {
        Desk desk([](SessionOptions &options) { options.ratePerSecond = 2; });
        desk.open({1600, 900});
        QTRY_VERIFY(desk.loaded() >= 3);
        const QAbstractItemModel *model = desk.child<QTableView>("recentRecords")->model();
        const auto hasValue = [&] {
            for (int row = 0; row < std::min(12, model->rowCount()); ++row)
                if (model->index(row, model->columnCount() - 1)
                        .data()
                        .toString()
                        .startsWith(QStringLiteral("status")))
                    return true;
            return false;
        };
        QTRY_VERIFY(hasValue());
        const auto *list = desk.child("changes")->findChild<ChangeList *>();
        QTRY_VERIFY(!list->changes().empty());
        QVERIFY(std::any_of(list->changes().begin(), list->changes().end(),
                            [](const ValueChange &change) { return !change.before.isEmpty(); }));
    }

    void pause_withoutOtherClients_promisesTheOrderOfTheSeed()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 12); // long enough for the watch to have looked
        const auto &partitions = desk.controller().snapshot()->state.partitions();
        for (const auto &[partition, log] : partitions)
            QVERIFY2(log.observed.count() == 0, partition.toString().c_str());
        desk.click("playPause");
        QTRY_COMPARE(desk.controller().state(), RunState::Paused);
        QTRY_VERIFY(says(desk, QStringLiteral("order = seed 1")));
    }

    void selectingARecentRecord_holdsTheList()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 3);
        auto *table = desk.child<QTableView>("recentRecords");
        const QPoint first = table->visualRect(table->model()->index(0, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, first);
        const int rows = table->model()->rowCount();
        const QVariant offset = table->model()->index(0, 4).data();
        const std::int64_t loaded = desk.loaded();
        QTRY_VERIFY(desk.loaded() >= loaded + 4);
        QCOMPARE(table->model()->rowCount(), rows);
        QCOMPARE(table->model()->index(0, 4).data(), offset);
    }

    /// A token on its way is clicked: what opens is the record that an outside client and SQL find, too.
    void clickOnAToken_opensTheRecordThatKcatAndSqlKnow()
    {
        Desk desk([](SessionOptions &options) { options.source.dirtyPercent = 0; }); // none is set aside
        desk.bench->settings().setReducedMotion(false);
        desk.open({1600, 900});
        QTRY_VERIFY(desk.loaded() >= 2);
        FlowCanvas *canvas = canvasOf(desk);
        std::optional<Hop> clicked;
        connect(canvas, &FlowCanvas::tokenActivated, this, [&](const Hop &hop) { clicked = hop; });
        QTRY_VERIFY(clickAnyToken(*canvas) && clicked);
        auto *panel = desk.window().findChild<InspectorPanel *>();
        QVERIFY(panel && panel->isVisible());
        QVERIFY(panel->current() == Link::record(clicked->topic, clicked->partition, clicked->offset));
        // The audit names the record by its place, in its raw topic or in the enriched one.
        const QString side =
            clicked->topic.startsWith(QLatin1String("raw_")) ? QStringLiteral("raw") : QStringLiteral("src");
        const std::string sameRecord =
            QStringLiteral("SELECT COUNT(*) FROM etl_audit WHERE entity_key = '%1' AND %2_topic = '%3' "
                           "AND %2_partition = %4 AND %2_offset = %5")
                .arg(clicked->key, side, clicked->topic)
                .arg(clicked->partition)
                .arg(clicked->offset)
                .toStdString();
        QTRY_COMPARE(number(desk, sameRecord), 1);
        const QString kcat = QStandardPaths::findExecutable(QStringLiteral("kcat"));
        if (kcat.isEmpty())
            QSKIP("kcat is not installed: the record cannot be looked up by an outside client");
        QProcess outside;
        outside.start(kcat,
                      {QStringLiteral("-C"), QStringLiteral("-q"), QStringLiteral("-b"),
                       desk.controller().commandTarget().bootstrap, QStringLiteral("-t"), clicked->topic,
                       QStringLiteral("-p"), QString::number(clicked->partition), QStringLiteral("-o"),
                       QString::number(clicked->offset), QStringLiteral("-c"), QStringLiteral("1"),
                       QStringLiteral("-f"), QStringLiteral("%k")});
        QVERIFY(outside.waitForFinished(20'000));
        QCOMPARE(QString::fromUtf8(outside.readAllStandardOutput()), clicked->key);
    }

    void pause_thenStepsByKey_hopAndCommit_doWhatTheySay()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        QTest::keyClick(&desk.window(), Qt::Key_F5);
        QTRY_COMPARE(desk.controller().state(), RunState::Paused);
        std::vector<StepDone> steps;
        connect(&desk.controller(), &Controller::stepped, this,
                [&](const StepDone &step) { steps.push_back(step); });
        // Not the rows: an event that comes twice makes none.
        const char *const stored = "SELECT SUM(next_offset) FROM etl_offsets";
        const std::int64_t before = number(desk, stored);
        desk.click("stepHop");
        QTRY_COMPARE(steps.size(), 1U);
        QVERIFY(steps[0].action != pipeline::Action::Commit);
        QCOMPARE(number(desk, stored), before); // one hop is not yet stored
        const auto *canvas = desk.child<FlowCanvas>("canvas");
        const Position &where = steps[0].output ? *steps[0].output : steps[0].at;
        QCOMPARE(canvas->marked().node, flow_id::topic(where.topic));
        QCOMPARE(canvas->marked().offset, where.offset);
        // The transform commits, too; which of the possible hops is done is left to chance.
        const auto loaderHasCommitted = [&] {
            return steps.back().stage == StageKind::Load && steps.back().action == pipeline::Action::Commit;
        };
        for (std::size_t commits = 1; !loaderHasCommitted() && commits < 60; ++commits) {
            desk.click("stepToCommit");
            QTRY_COMPARE(steps.size(), commits + 1);
            QVERIFY(steps.back().action == pipeline::Action::Commit);
        }
        QTRY_VERIFY(number(desk, stored) > before);
        QTest::keyClick(&desk.window(), Qt::Key_F5);
        QTRY_COMPARE(desk.controller().state(), RunState::Running);
        QTRY_VERIFY(canvas->marked().isNone());
        QCOMPARE(desk.failures, QStringList());
    }

    void speed_stepsHopsByItself_untilItIsPlayed()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 2);
        QSignalSpy stepped(&desk.controller(), &Controller::stepped);
        desk.click("speed");
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Up); // the last: the fastest
        QElapsedTimer since; // begun before the first step could be: what holds the test up only adds to it
        since.start();
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
        QTRY_VERIFY(desk.controller().state() == RunState::Paused);
        const std::int64_t before = number(desk, "SELECT COUNT(*) FROM etl_audit");
        QTRY_VERIFY(stepped.count() >= 9);
        QVERIFY2(since.elapsed() >= 2'400, qPrintable(QString::number(since.elapsed()))); // three a second
        QTRY_VERIFY(number(desk, "SELECT COUNT(*) FROM etl_audit") > before);
        QVERIFY(desk.controller().state() == RunState::Paused);
        QVERIFY(desk.child<QAbstractButton>("speed")->isChecked());
        desk.click("playPause");
        QTRY_COMPARE(desk.controller().state(), RunState::Running);
        QTRY_VERIFY(!desk.child<QAbstractButton>("speed")->isChecked());
        QCOMPARE(desk.failures, QStringList());
    }

    void arrowKeys_goThroughTheRows_andFromRecordToRecordOnceOneIsOpen()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 3);
        desk.click("playPause");
        QTRY_COMPARE(desk.controller().state(), RunState::Paused);
        auto *table = desk.child<QTableView>("recentRecords");
        QTRY_VERIFY(table->model()->rowCount() > 5);
        table->setFocus(Qt::TabFocusReason);
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(!desk.window().findChild<InspectorPanel *>()); // nothing opens that nobody asked for
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(desk.window().findChild<InspectorPanel *>());
        auto *panel = desk.window().findChild<InspectorPanel *>();
        const auto recordOf = [&](int row) {
            const auto text = [&](int column) { return table->model()->index(row, column).data(); };
            return Link::record(text(2).toString(), text(3).toInt(), text(4).toLongLong());
        };
        const int row = table->currentIndex().row();
        QVERIFY(panel->current() == recordOf(row));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(table->currentIndex().row(), row + 1);
        QTRY_VERIFY(panel->current() == recordOf(row + 1));
        QTest::keyClick(table, Qt::Key_Up);
        QTRY_VERIFY(panel->current() == recordOf(row));
    }

    void start_withoutItsFolder_isAPage_andAnotherTryStarts()
    {
        Desk desk([](SessionOptions &options) {
            QFile(options.dataFolder).open(QIODevice::WriteOnly); // a file where the folder should be
        });
        desk.open();
        QTRY_VERIFY(desk.child("startAgain")->isVisible());
        QVERIFY(desk.window()
                    .findChild<FlowPage *>()
                    ->findChild<ErrorBanner *>()
                    ->isHidden()); // one place says what to do
        desk.click("startAgain");
        QTRY_VERIFY(desk.child<QAbstractButton>("errors")->text() == QStringLiteral("2"));
        QVERIFY(desk.child("startAgain")->isVisible());
        QVERIFY(QFile::remove(desk.folder.filePath(QStringLiteral("data"))));
        desk.click("startAgain");
        QTRY_VERIFY(!desk.child("startAgain")->isVisible());
        QTRY_VERIFY(desk.loaded() >= 1);
    }

    void csv_ofUnknownColumns_isSaidWithTheWindowsOwnWay()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        QFile table(desk.folder.filePath(QStringLiteral("toko.csv")));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("a,b\n1,2\n");
        table.close();
        desk.child<QComboBox>("source")->setFocus();
        QTest::keyClick(desk.child<QComboBox>("source"), Qt::Key_Down); // the next source: a CSV file
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = desk.window().findChild<QFileDialog *>()) && dialog->isVisible());
        dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(table.fileName());
        QMetaObject::invokeMethod(dialog, "accept");
        auto *note = desk.child<ErrorBanner>("note");
        QTRY_VERIFY(note->isVisible());
        QVERIFY2(!note->sentence().contains(QStringLiteral("--")), qPrintable(note->sentence()));
        const auto buttons = note->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty() && buttons.first()->isVisible());
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QTRY_VERIFY(desk.window().findChild<QFileDialog *>());
        QTRY_COMPARE(desk.child<QComboBox>("source")->currentData().toString(), QStringLiteral("generator"));
        QVERIFY(!desk.window().findChild<CommandBox *>()); // what was refused is not shown as done
    }

    void inspector_escapeInTheRecordsTable_closesIt()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        auto *table = desk.child<QTableView>("recentRecords");
        QTRY_VERIFY(table->model()->rowCount() > 2);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(1, 1)).center());
        auto *inspector = desk.window().findChild<InspectorPanel *>();
        QTRY_VERIFY(inspector->isVisible());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Escape);
        QTRY_VERIFY(!inspector->isVisible());
        QVERIFY(!table->currentIndex().isValid()); // the list goes on
    }

    void source_northwind_isOfferedAndRead()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        auto *source = desk.child<QComboBox>("source");
        const int at = source->findData(QStringLiteral("northwind"));
        QVERIFY(at >= 0);
        source->setCurrentIndex(at);
        Q_EMIT source->activated(at);
        QTRY_VERIFY(number(desk, "SELECT COUNT(*) FROM fact_orders WHERE order_id GLOB 'NW-*'") > 0);
        QCOMPARE(source->currentData().toString(), QStringLiteral("northwind"));
        QCOMPARE(desk.failures, QStringList());
    }

    void latestRecords_theFocusChoosesNone_enterDoes()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        auto *table = desk.child<QTableView>("recentRecords");
        QTRY_VERIFY(table->model()->rowCount() > 2);
        table->setFocus(Qt::TabFocusReason);
        QVERIFY(!desk.window().findChild<InspectorPanel *>());
        QVERIFY(table->selectionModel()->selectedRows().isEmpty());
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_VERIFY(desk.window().findChild<InspectorPanel *>());
    }

    void sideOfTheWindow_holdsOneThing_whoComesInClosesTheOther()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.bench->inspect(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders")));
        auto *panel = desk.window().findChild<InspectorPanel *>();
        QVERIFY(panel->isVisible());
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        QVERIFY(!panel->isVisible());
        desk.bench->inspect(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders")));
        QVERIFY(panel->isVisible());
        QTRY_VERIFY(!desk.child("slowConsumer")->isVisible());
        QVERIFY(canvasOf(desk)->width() < desk.window().width() - panel->width()); // it gives way to it
    }

    void produce_enterSends_escapeCloses_andTheFocusIsWhereItWas()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.window().showPage(QStringLiteral("messages"));
        auto *open = desk.child<QAbstractButton>("produce");
        QTRY_VERIFY(open->isVisible());
        open->setFocus();
        QTest::mouseClick(open, Qt::LeftButton);
        auto *key = desk.child<QLineEdit>("produceKey");
        QTRY_VERIFY(key->isVisible());
        QSignalSpy produced(&desk.controller(), &Controller::produced);
        key->setFocus();
        QTest::keyClick(key, Qt::Key_Return);
        QTRY_COMPARE(produced.count(), 1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!key->isVisible());
        QCOMPARE(QApplication::focusWidget(), open);
    }

    void hidden_nothingIsSampled_shownAgain_itGoesOn()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 1);
        desk.window().hide();
        QSignalSpy snapshots(&desk.controller(), &Controller::snapshotTaken);
        QVERIFY(pk::test::comesToRest([&] { return snapshots.count(); }, 1'200)); // one may be under way
        const std::uint64_t seq = desk.controller().snapshot()->seq;
        desk.window().show();
        QTRY_VERIFY(desk.controller().snapshot()->seq > seq);
    }

    void close_whileRunning_endsInOrder_andLosesNothing()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY(desk.loaded() >= 3);
        QString ledger;
        bool clean = false;
        connect(&desk.controller(), &Controller::shutdownFinished, this,
                [&](bool c, const QString &, const QString &l) {
                    clean = c;
                    ledger = l;
                });
        desk.window().close();
        QVERIFY(desk.window().isVisible()); // it says what it does first
        QTRY_VERIFY(!desk.window().isVisible());
        QVERIFY2(clean, qPrintable(ledger));
        QVERIFY(ledger.contains(QStringLiteral("0 lost; 0 doubled")));
    }
};

PK_WINDOW_TEST(TestWorkbench)
#include "tst_workbench.moc"
