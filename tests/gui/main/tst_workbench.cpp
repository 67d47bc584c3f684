// What a person does in the window, by mouse and keys, with a real broker and warehouse behind it.

#include "../support/child_process.h"
#include "bridge/flow_builder.h"
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

std::int64_t number(const Desk &desk, std::string_view sql)
{
    auto db = warehouse::openWarehouseForReading(desk.folder.filePath(QStringLiteral("data/warehouse.db")));
    if (!db)
        return -1;
    auto statement = (*db)->prepare(sql);
    if (!statement || !*(*statement)->step())
        return -1;
    return (*statement)->integer(0);
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
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 3, 20'000);
        QVERIFY(canvasOf(desk)->graph().node(flow_id::topic("raw_orders")));
        QTRY_VERIFY(desk.child<QTableView>("recentRecords")->model()->rowCount() >= 3);
        QVERIFY2(desk.failures.isEmpty(), qPrintable(desk.failures.join(QLatin1Char('\n'))));
    }

    void pause_thenStepRecord_storesOneMore()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 2, 20'000);
        desk.click("playPause");
        QTRY_COMPARE_WITH_TIMEOUT(desk.controller().state(), RunState::Paused, 15'000);
        const std::int64_t before = number(desk, "SELECT COUNT(*) FROM etl_audit");
        QSignalSpy stepped(&desk.controller(), &Controller::stepped);
        desk.click("stepRecord");
        QTRY_VERIFY_WITH_TIMEOUT(stepped.count() == 1, 15'000);
        QTRY_COMPARE(number(desk, "SELECT COUNT(*) FROM etl_audit"), before + 1);
        QVERIFY2(desk.failures.isEmpty(), qPrintable(desk.failures.join(QLatin1Char('\n'))));
    }

    void typedSql_isKeptInTheWindowsSettings()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
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
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 2, 20'000);
        desk.click("playPause");
        QTRY_COMPARE_WITH_TIMEOUT(desk.controller().state(), RunState::Paused, 15'000);
        StepDone last;
        int steps = 0;
        connect(&desk.controller(), &Controller::stepped, this, [&](const StepDone &step) {
            last = step;
            ++steps;
        });
        desk.click("stepRecord");
        QTRY_VERIFY_WITH_TIMEOUT(steps == 1, 15'000);
        QVERIFY(last.action == pipeline::Action::Commit && last.at.offset > 0);
        const QString sentence = stepText(last);
        QVERIFY(sentence.contains(QStringLiteral("%1-%2 @ %3")
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
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 3, 20'000);
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
        QTRY_VERIFY_WITH_TIMEOUT(hasValue(), 10'000);
        const auto *list = desk.child("changes")->findChild<ChangeList *>();
        QTRY_VERIFY_WITH_TIMEOUT(!list->changes().empty(), 10'000);
        QVERIFY(std::any_of(list->changes().begin(), list->changes().end(),
                            [](const ValueChange &change) { return !change.before.isEmpty(); }));
    }

    void pause_withoutOtherClients_promisesTheOrderOfTheSeed()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 12, 30'000); // long enough for the watch to have looked
        const auto &partitions = desk.controller().snapshot()->state.partitions();
        for (const auto &[partition, log] : partitions)
            QVERIFY2(log.observed.count() == 0, partition.toString().c_str());
        desk.click("playPause");
        QTRY_COMPARE_WITH_TIMEOUT(desk.controller().state(), RunState::Paused, 15'000);
        QTRY_VERIFY(says(desk, QStringLiteral("order = seed 1")));
    }

    void selectingARecentRecord_holdsTheList()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 3, 20'000);
        auto *table = desk.child<QTableView>("recentRecords");
        const QPoint first = table->visualRect(table->model()->index(0, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, first);
        const int rows = table->model()->rowCount();
        const QVariant offset = table->model()->index(0, 4).data();
        const std::int64_t loaded = desk.loaded();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= loaded + 4, 20'000);
        QCOMPARE(table->model()->rowCount(), rows);
        QCOMPARE(table->model()->index(0, 4).data(), offset);
    }

    /// A token on its way is clicked: what opens is the record that an outside client and SQL find, too.
    void clickOnAToken_opensTheRecordThatKcatAndSqlKnow()
    {
        Desk desk;
        desk.bench->settings().setReducedMotion(false);
        desk.open({1600, 900});
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 2, 20'000);
        FlowCanvas *canvas = canvasOf(desk);
        std::optional<Hop> clicked;
        connect(canvas, &FlowCanvas::tokenActivated, this, [&](const Hop &hop) { clicked = hop; });
        QTRY_VERIFY_WITH_TIMEOUT(clickAnyToken(*canvas) && clicked, 20'000);
        auto *panel = desk.window().findChild<InspectorPanel *>();
        QVERIFY(panel && panel->isVisible());
        QVERIFY(panel->current() == Link::record(clicked->topic, clicked->partition, clicked->offset));
        QTRY_VERIFY_WITH_TIMEOUT(
            number(desk,
                   QStringLiteral("SELECT COUNT(*) FROM etl_audit WHERE entity_key = '%1'")
                       .arg(clicked->key)
                       .toStdString())
                > 0,
            10'000);
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

    void faults_slowConsumer_isShownAndEnded()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
        desk.click("faults");
        QTRY_VERIFY(desk.child("slowConsumer")->isVisible());
        desk.click("slowConsumer");
        QTRY_VERIFY(desk.controller().snapshot()->run.loadDelayMs > 0);
        QTRY_VERIFY(desk.child<QAbstractButton>("slowConsumer")->isChecked());
        desk.click("endFaults");
        QTRY_COMPARE(desk.controller().snapshot()->run.loadDelayMs, 0);
        QTRY_VERIFY(!desk.child<QAbstractButton>("slowConsumer")->isChecked());
    }

    void faults_poison_goesToTheDeadLetters_andSaysItsCommand()
    {
        Desk desk([](SessionOptions &options) { options.source.dirtyPercent = 0; });
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
        QVERIFY(desk.controller().snapshot()->state.deadLetterReasons().empty());
        desk.click("faults");
        desk.click("poison");
        QTRY_VERIFY(desk.window().findChild<CommandBox *>());
        QVERIFY(desk.window().findChild<CommandBox *>()->command().contains(QStringLiteral("kcat")));
        QTRY_VERIFY_WITH_TIMEOUT(desk.controller().snapshot()->state.deadLetterReasons().size() == 1, 10'000);
    }

    void faults_databaseLocked_recordsWait_thenCatchUp()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 2, 20'000);
        desk.click("faults");
        desk.click("databaseLocked");
        QTRY_VERIFY(desk.controller().snapshot()->run.databaseLocked);
        const std::int64_t acked = desk.controller().snapshot()->run.progress.acked;
        QTRY_VERIFY_WITH_TIMEOUT(desk.controller().snapshot()->run.progress.acked >= acked + 4, 10'000);
        const std::int64_t stored = number(desk, "SELECT COUNT(*) FROM etl_audit");
        const std::int64_t arrived = desk.controller().snapshot()->run.progress.acked;
        QTRY_VERIFY_WITH_TIMEOUT(desk.controller().snapshot()->run.progress.acked >= arrived + 4, 10'000);
        QCOMPARE(number(desk, "SELECT COUNT(*) FROM etl_audit"), stored);
        desk.click("databaseLocked");
        QTRY_VERIFY_WITH_TIMEOUT(number(desk, "SELECT COUNT(*) FROM etl_audit") >= stored + 4, 20'000);
    }

    void broker_killed_windowLives_saysSo_andGoesOn()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
        const qint64 pid = pk::test::brokerPid();
        QVERIFY(pid > 0);
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        auto *banner = desk.window().findChild<FlowPage *>()->findChild<ErrorBanner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 10'000);
        QVERIFY(banner->sentence().contains(QStringLiteral("warehouse is kept")));
        QTRY_COMPARE_WITH_TIMEOUT(desk.controller().state(), RunState::Running, 30'000);
        QVERIFY(!banner->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
    }

    void start_withoutItsFolder_isAPage_andAnotherTryStarts()
    {
        Desk desk([](SessionOptions &options) {
            QFile(options.dataFolder).open(QIODevice::WriteOnly); // a file where the folder should be
        });
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.child("startAgain")->isVisible(), 10'000);
        desk.click("startAgain");
        QTRY_VERIFY_WITH_TIMEOUT(desk.child<QAbstractButton>("errors")->text() == QStringLiteral("2"),
                                 10'000);
        QVERIFY(desk.child("startAgain")->isVisible());
        QVERIFY(QFile::remove(desk.folder.filePath(QStringLiteral("data"))));
        desk.click("startAgain");
        QTRY_VERIFY_WITH_TIMEOUT(!desk.child("startAgain")->isVisible(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
    }

    void csv_ofUnknownColumns_isSaidWithTheWindowsOwnWay()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
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
        QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), 10'000);
        QVERIFY2(!note->sentence().contains(QStringLiteral("--")), qPrintable(note->sentence()));
        const auto buttons = note->findChildren<QPushButton *>();
        QVERIFY(!buttons.isEmpty() && buttons.first()->isVisible());
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QTRY_VERIFY(desk.window().findChild<QFileDialog *>());
        QTRY_COMPARE(desk.child<QComboBox>("source")->currentData().toString(), QStringLiteral("generator"));
        QVERIFY(!desk.window().findChild<CommandBox *>()); // what was refused is not shown as done
    }

    void faults_escape_closes_andTheFocusIsWhereItWas()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
        FlowCanvas *canvas = canvasOf(desk);
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

    void produce_enterSends_escapeCloses_andTheFocusIsWhereItWas()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
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
        QTRY_COMPARE_WITH_TIMEOUT(produced.count(), 1, 10'000);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!key->isVisible());
        QCOMPARE(QApplication::focusWidget(), open);
    }

    void hidden_nothingIsSampled_shownAgain_itGoesOn()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 1, 20'000);
        desk.window().hide();
        QSignalSpy snapshots(&desk.controller(), &Controller::snapshotTaken);
        QTest::qWait(400); // one may be under way
        const auto soFar = snapshots.count();
        const std::uint64_t seq = desk.controller().snapshot()->seq;
        QTest::qWait(1'200);
        QCOMPARE(snapshots.count(), soFar);
        desk.window().show();
        QTRY_VERIFY_WITH_TIMEOUT(desk.controller().snapshot()->seq > seq, 5'000);
    }

    void close_whileRunning_endsInOrder_andLosesNothing()
    {
        Desk desk;
        desk.open();
        QTRY_VERIFY_WITH_TIMEOUT(desk.loaded() >= 3, 20'000);
        QString ledger;
        bool clean = false;
        connect(&desk.controller(), &Controller::shutdownFinished, this,
                [&](bool c, const QString &, const QString &l) {
                    clean = c;
                    ledger = l;
                });
        desk.window().close();
        QVERIFY(desk.window().isVisible()); // it says what it does first
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window().isVisible(), 20'000);
        QVERIFY2(clean, qPrintable(ledger));
        QVERIFY(ledger.contains(QStringLiteral("0 lost; 0 doubled")));
    }
};

QTEST_MAIN(TestWorkbench)
#include "tst_workbench.moc"
