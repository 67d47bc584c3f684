#include "controller_fixture.h"
#include "places/places.h"

using namespace pk;
using namespace pk::test;

namespace {

constexpr char kShopMapping[] = R"({
  "version": 1, "name": "toko", "title": "A shop", "dataset": "orders", "delimiter": ";", "encoding": "utf-8",
  "null_values": [], "group_by": ["nota"], "event_type": "order.created", "key": "{nota}",
  "fields": [
    { "to": "/order_id", "column": "nota" },
    { "to": "/occurred_at", "column": "tanggal", "type": "time", "formats": ["yyyy-MM-dd HH:mm"] },
    { "to": "/ordered_at", "column": "tanggal", "type": "time", "formats": ["yyyy-MM-dd HH:mm"] },
    { "to": "/customer/id", "value": "UMUM" }, { "to": "/currency", "value": "IDR" },
    { "to": "/status", "value": "PAID" }, { "to": "/channel", "value": "toko" } ],
  "items": [
    { "to": "/sku", "column": "barang" }, { "to": "/name", "column": "barang" },
    { "to": "/qty", "column": "banyak", "type": "number" }, { "to": "/unit", "value": "pcs" },
    { "to": "/price", "column": "harga", "type": "money" } ]
})";

} // namespace

class TestController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A command line is shown for what was done, never for what was refused.
    void refusedCommand_isNotShownAsDone()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        QSignalSpy wanted(bed.controller.get(), &Controller::mappingWanted);
        SourceChoice csv = bed.controller->source();
        csv.kind = SourceChoice::Kind::Csv;
        csv.file = bed.folder.filePath(QStringLiteral("nowhere.csv"));
        bed.controller->setSource(csv);
        bed.controller->stopMember(QStringLiteral("nobody"));
        QTRY_COMPARE(bed.failures.size(), 2);
        QVERIFY(bed.waitForFreshSnapshot());
        QCOMPARE(issued.count(), 0);
        QCOMPARE(wanted.count(), 0);
        QVERIFY(bed.controller->source().kind == SourceChoice::Kind::Generator);
        QSignalSpy succeeded(bed.controller.get(), &Controller::commandSucceeded);
        bed.controller->poison();
        QTRY_COMPARE(issued.count(), 1);
        bed.controller->crashMember(QStringLiteral("nobody"));
        bed.controller->setDelay(StageKind::Load, 1);
        QTRY_COMPARE(succeeded.count(), 2); // what was refused before is no longer so
        QVERIFY(succeeded[0][0].value<Command>() == Command::Produce);
        QVERIFY(succeeded[1][0].value<Command>() == Command::SetDelay);
        VERIFY_CLEAN_END(bed);
    }

    /// On a cluster without this window, or that it cannot be done there.
    void everyAction_saysWhatItIs()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        Controller &controller = *bed.controller;
        QSignalSpy issued(&controller, &Controller::commandIssued);
        const auto texts = [&](const std::function<void()> &act) {
            const auto before = issued.count();
            act();
            const bool told = QTest::qWaitFor([&] { return issued.count() > before; }, kPatienceMs)
                && bed.failures.isEmpty();
            return told ? issued.last()[0].value<CommandTexts>() : CommandTexts();
        };
        const auto line = [&](const std::function<void()> &act) {
            const CommandTexts found = texts(act);
            return found.empty() ? QStringLiteral("silence") : found.front().command;
        };
        QCOMPARE(line([&] { controller.holdMember(QStringLiteral("load-0"), true); }),
                 QStringLiteral("kill -STOP $PID_LOAD_0"));
        QCOMPARE(line([&] { controller.holdMember(QStringLiteral("load-0"), false); }),
                 QStringLiteral("kill -CONT $PID_LOAD_0"));
        QCOMPARE(line([&] { controller.setDelay(StageKind::Load, 50); }),
                 QStringLiteral("cpulimit --limit 5 --pid $PID_LOAD"));
        QTRY_COMPARE(bed.run().loadDelayMs, 50);
        QCOMPARE(line([&] { controller.endFaults(); }), QStringLiteral("kill $PID_CPULIMIT"));
        QVERIFY(line([&] { controller.burst(20); }).endsWith(QStringLiteral("--orders 20 --rate max")));
        QCOMPARE(line([&] { controller.endBurst(); }), QStringLiteral("kill -INT $PID_SOURCE"));
        const std::function<void()> stepping[] = {
            [&] { controller.pause(); }, [&] { controller.stepHop(); }, [&] { controller.stepRecord(); },
            [&] { controller.stepToCommit(); }, [&] { controller.play(); }};
        for (const auto &act : stepping) {
            const CommandTexts found = texts(act);
            QCOMPARE(found.size(), std::size_t(1));
            QVERIFY(found.front().where == Where::OnlyHere && !found.front().note.isEmpty());
            if (&act == &stepping[0])
                QTRY_VERIFY(controller.state() == RunState::Paused);
        }
        QVERIFY(line([&] { controller.setRate(50); }).endsWith(QStringLiteral("--rate 50")));
        SourceChoice seeded = controller.source();
        seeded.seed = 7;
        QVERIFY(line([&] { controller.setSource(seeded); }).contains(QStringLiteral("--seed 7 ")));
        const QString other = bed.folder.filePath(QStringLiteral("other.db"));
        QCOMPARE(line([&] { controller.setWarehouse(other); }),
                 QStringLiteral("pelatihan-kafka run --warehouse sqlite:") + other);
        QTRY_VERIFY(bed.run().warehousePath == other && bed.loaded() >= 1);
        VERIFY_CLEAN_END(bed);
    }

    void sourceThatIsBeingChosen_isNotForgotten_whenSomethingElseFails()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, 20'000);
        QSignalSpy changed(bed.controller.get(), &Controller::sourceChanged);
        SourceChoice nowhere = bed.controller->source();
        nowhere.kind = SourceChoice::Kind::Csv;
        nowhere.file = bed.folder.filePath(QStringLiteral("nowhere.csv"));
        SourceChoice polling = bed.controller->source();
        polling.kind = SourceChoice::Kind::Polling;
        bed.controller->stopMember(QStringLiteral("nobody"));
        bed.controller->setSource(nowhere);
        bed.controller->pause(); // so that the refusals come before the source
        bed.controller->play();
        bed.controller->setSource(polling);
        QTRY_COMPARE_WITH_TIMEOUT(bed.failures.size(), 2, 20'000);
        QVERIFY(bed.controller->source().kind == SourceChoice::Kind::Polling);
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 20'000);
        QVERIFY(bed.controller->source().kind == SourceChoice::Kind::Polling);
        bed.controller->setDataset(extract::GeneratedDatasets::Both);
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 2, 20'000);
        QVERIFY(bed.waitForFreshSnapshot());
        QVERIFY(bed.run().source.kind == SourceChoice::Kind::Polling);
        VERIFY_CLEAN_END(bed);
    }

    void csvOfUnknownColumns_asksForItsMapping_andTakesIt()
    {
        Bed bed;
        QFile table(bed.folder.filePath(QStringLiteral("toko.csv")));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("nota;barang;banyak;harga;tanggal\nN-1;Pensil;2;1500;2025-01-06 10:00\n");
        table.close();
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        QSignalSpy wanted(bed.controller.get(), &Controller::mappingWanted);
        QSignalSpy changed(bed.controller.get(), &Controller::sourceChanged);
        SourceChoice csv = bed.controller->source();
        csv.kind = SourceChoice::Kind::Csv;
        csv.file = table.fileName();
        bed.controller->setSource(csv);
        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), table.fileName());
        QVERIFY2(!wanted[0][1].toString().contains(QStringLiteral("--")),
                 qPrintable(wanted[0][1].toString()));
        QFile mapping(bed.folder.filePath(QStringLiteral("toko.json")));
        QVERIFY(mapping.open(QIODevice::WriteOnly));
        mapping.write(kShopMapping);
        mapping.close();
        csv.mapping = mapping.fileName();
        bed.controller->setSource(csv);
        QTRY_VERIFY(changed.count() == 1 || wanted.count() == 2);
        QVERIFY2(changed.count() == 1, qPrintable(wanted.last()[1].toString()));
        QTRY_VERIFY(bed.number("SELECT count(*) FROM fact_orders WHERE order_id = 'N-1'") == 1);
        VERIFY_CLEAN_END(bed);
    }

    void failedStart_saysWhatFailed_andStartsElsewhere()
    {
        Bed bed([](SessionOptions &options) { options.dataFolder = QStringLiteral("/dev/null/data"); });
        QSignalSpy failed(bed.controller.get(), &Controller::startFailed);
        bed.controller->start();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].value<StartStep>() == StartStep::Folder);
        QVERIFY(bed.controller->state() == RunState::Failed);
        QFile damaged(bed.folder.filePath(QStringLiteral("warehouse.db")));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(20'000, 'x'));
        damaged.close();
        bed.controller->startAgain(bed.folder.path());
        QTRY_COMPARE(failed.count(), 2);
        QVERIFY(failed[1][0].value<StartStep>() == StartStep::Warehouse);
        QCOMPARE(failed[1][2].toString(), damaged.fileName());
        QVERIFY(damaged.remove());
        bed.controller->startAgain({});
        QTRY_VERIFY(bed.loaded() >= 1);
        QCOMPARE(failed.count(), 2);
        VERIFY_CLEAN_END(bed);
    }

    void start_firstRecordIsAcknowledgedWhileTheGroupsJoin()
    {
        Bed bed([](SessionOptions &o) { o.staticAssignment = false; });
        LoopMeter loop;
        bed.controller->start();
        QTRY_VERIFY(!bed.hops.empty()); // how soon: bench_window
        QVERIFY(!bed.isJoined());
        const auto reason = [&] {
            for (const Node &node : bed.controller->flow().nodes) {
                if (node.id == flow_id::transform)
                    return node.reason;
            }
            return QString();
        };
        QTRY_VERIFY(reason().contains(QStringLiteral("JoinGroup")));
        QTRY_VERIFY(bed.loaded() > 0);
        QVERIFY(bed.isJoined());
        VERIFY_CLEAN_END(bed);
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
        QCOMPARE(bed.failures, QStringList());
    }

    void lowRate_everyRecordIsSeenAtEveryHop()
    {
        Bed bed([](SessionOptions &o) {
            o.ratePerSecond = 40;
            o.source.dirtyPercent = 0;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 80);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->play();
        bed.controller->shutdown(60'000);
        QTRY_VERIFY_WITH_TIMEOUT(bed.finished, 61'000);
        std::map<QString, int> sums; // by the kind of edge
        for (const auto &[edge, count] : bed.hops)
            sums[edge.section(QLatin1Char('>'), 1, 1).section(QLatin1Char('/'), 0, 0)] += count;
        // What came after the last frame is not counted here.
        const int stored = sums[flow_id::warehouse];
        QVERIFY2(stored >= 80, qPrintable(QString::number(stored)));
        QVERIFY(sums[QStringLiteral("topic:raw_orders")] >= stored);
        QVERIFY(sums[flow_id::transform] >= stored);
        QVERIFY(sums[QStringLiteral("topic:enriched_orders")] >= stored);
        QVERIFY(sums[QStringLiteral("group:kampus-loader")] >= stored);
    }

    void pauseStepPlay_keepsTheBooksClosed()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 100; });
        LoopMeter loop;
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 50);
        bed.controller->pause();
        QSignalSpy succeeded(bed.controller.get(), &Controller::commandSucceeded);
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QTRY_COMPARE(succeeded.count(), 1); // when it has come to rest, not when it was asked for
        QVERIFY(succeeded[0][0].value<Command>() == Command::Pause);
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t held = bed.acked();
        QVERIFY(bed.waitForFreshSnapshot());
        QCOMPARE(bed.acked(), held);

        QSignalSpy stepped(bed.controller.get(), &Controller::stepped);
        for (int i = 0; i < 12; ++i)
            bed.controller->stepHop();
        bed.controller->stepRecord();
        bed.controller->stepToCommit();
        QTRY_COMPARE(stepped.count(), 14);
        QCOMPARE(bed.failures, QStringList());
        bed.controller->play();
        QTRY_VERIFY(bed.acked() > held + 100);
        VERIFY_CLEAN_END(bed);
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void step_whileRunning_pausesFirst()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        QSignalSpy stepped(bed.controller.get(), &Controller::stepped);
        bed.controller->stepRecord();
        QTRY_COMPARE(stepped.count(), 1);
        QVERIFY(bed.controller->state() == RunState::Paused);
        VERIFY_CLEAN_END(bed); // from the pause: what was under way still arrives
    }

    void setRate_takesEffectAtOnceAndIsNotMadeUpForAfterAPause()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 2);
        QVERIFY(bed.acked() < 12);
        bed.controller->setRate(400);
        QTRY_VERIFY(bed.acked() > 400);
        QTRY_VERIFY(bed.controller->snapshot()->rate("source") > 250);
        bed.controller->setRate(4);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QVERIFY(bed.waitForFreshSnapshot()); // the pause lasts a second or two
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t held = bed.acked();
        QElapsedTimer since;
        since.start();
        bed.controller->play();
        QTRY_VERIFY(bed.acked() - held >= 3);
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t due = 4 * (since.elapsed() / 1'000 + 1) + 2;
        QVERIFY2(bed.acked() - held <= due, qPrintable(QString::number(bed.acked() - held)));
        VERIFY_CLEAN_END(bed);
    }

    /// However high the rate may be: of the few records that come while the gates are closed, each is told.
    void pausedAtTheGreatestRate_everyRecordIsTold()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 0; });
        const auto oneIn = [&] { return bed.controller->snapshot()->state.sampledOneIn(); };
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 500);
        QTRY_VERIFY(oneIn() > 1);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QTRY_COMPARE(oneIn(), 1);
        bed.controller->play();
        QTRY_VERIFY(oneIn() > 1);
        VERIFY_CLEAN_END(bed);
    }

    void reopened_theGeneratorContinuesItsSequence()
    {
        Bed first([](SessionOptions &o) {
            o.ratePerSecond = 500;
            o.source.dirtyPercent = 0;
        });
        first.controller->start();
        QTRY_VERIFY(first.loaded() > 500);
        VERIFY_CLEAN_END(first);
        first.controller.reset();
        const std::int64_t orders = first.number("select count(*) from fact_orders");
        const std::int64_t versions = first.number("select count(*) from etl_audit where action = 'insert'");
        QCOMPARE(versions, orders);

        const QString folder = first.folder.path();
        Bed second([&](SessionOptions &o) {
            o.dataFolder = folder;
            o.ratePerSecond = 500;
            o.source.dirtyPercent = 0;
        });
        second.controller->start();
        QTRY_VERIFY(second.loaded() > 500);
        VERIFY_CLEAN_END(second);
        QVERIFY(first.number("select count(*) from fact_orders") > orders);
        // No order of the first run was overwritten: every order begins with its own insert.
        QCOMPARE(first.number("select count(*) from etl_audit where action = 'insert'"),
                 first.number("select count(*) from fact_orders"));
        QCOMPARE(
            first.number("select count(*) from (select entity_key from etl_audit where action = 'insert' "
                         "group by entity_key having count(*) > 1)"),
            0);
    }

    void setDataset_theSourceChangesAndBothAreLoaded()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 200; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 50);
        QSignalSpy changed(bed.controller.get(), &Controller::sourceChanged);
        bed.controller->setDataset(extract::GeneratedDatasets::Activities);
        QTRY_COMPARE(changed.count(), 1);
        QTRY_VERIFY(bed.number("select count(*) from fact_activities") > 50);
        VERIFY_CLEAN_END(bed);
        QVERIFY(bed.number("select count(*) from fact_orders") > 0);
    }

    void setSource_csv_isReadToItsEnd()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 200; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        SourceChoice csv;
        csv.kind = SourceChoice::Kind::Csv;
        csv.file = sourcePath("resources/samples/northwind_order_lines.csv");
        bed.controller->setSource(csv);
        bed.controller->setRate(0);
        QTRY_COMPARE(bed.statusOf("source-1"), pipeline::StageStatus::Stopped);
        VERIFY_CLEAN_END(bed);

        QVERIFY(bed.failures.isEmpty());
    }

    void setSource_fileThatIsNotThere_changesNothingAndSaysSo()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        SourceChoice csv;
        csv.kind = SourceChoice::Kind::Csv;
        csv.file = QStringLiteral("/nowhere/orders.csv");
        bed.controller->setSource(csv);
        QTRY_COMPARE(bed.failures.size(), 1);
        const std::int64_t before = bed.acked();
        QTRY_VERIFY(bed.acked() > before);
        VERIFY_CLEAN_END(bed);
    }

    void produceRecord_goesWhereItsKeyBelongsAndIsSeen()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        QSignalSpy produced(bed.controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-1"; // partition 1 of 3 by murmur2
        message.value = "{}";
        bed.controller->produceRecord(message);
        QTRY_COMPARE(produced.count(), 1);
        QCOMPARE(produced.first().at(0).toString(), QStringLiteral("raw_orders"));
        QCOMPARE(produced.first().at(1).toInt(), 1);
        bed.controller->shutdown(60'000);
        QTRY_VERIFY_WITH_TIMEOUT(bed.finished, 61'000);
    }

    void flatOut_shutdownInTheMiddle_endsWithinItsDeadlineAndTheWindowNeverStalls()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 0; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 1'000);
        LoopMeter loop;
        QTRY_VERIFY(bed.loaded() > 20'000);
        bed.controller->setVisible(false);
        bed.controller->setVisible(true);
        QElapsedTimer since;
        since.start();
        bed.controller->shutdown(15'000);
        QTRY_VERIFY_WITH_TIMEOUT(bed.finished, 16'000);
        qInfo("shutdown %lld ms; %s", since.elapsed(), qPrintable(loop.text()));
        QVERIFY(since.elapsed() < 15'500);
        QVERIFY2(bed.clean, qPrintable(bed.lastWords + QLatin1Char(' ') + bed.ledger));
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void hidden_nothingIsSentUntilItIsShownAgain()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 100; });
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 10);
        bed.controller->setVisible(false);
        QSignalSpy snapshots(bed.controller.get(), &Controller::snapshotTaken);
        QTRY_VERIFY(!snapshots.wait(500)); // what was under way has come
        snapshots.clear();
        bed.hops.clear();
        QTest::qWait(500); // nothing comes: a busy machine cannot make it fail
        QCOMPARE(snapshots.count(), 0);
        QVERIFY(bed.hops.empty());
        bed.controller->setVisible(true);
        QTRY_VERIFY(snapshots.count() > 1);
        QTRY_VERIFY(!bed.hops.empty());
        VERIFY_CLEAN_END(bed);
    }

    void paused_whatDoesNotChangeIsSentOnceASecondAtMost_andPlayGoesOnAtOnce()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 40; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 10);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        const auto seq = [&] { return bed.controller->snapshot()->seq; };
        QSignalSpy snapshots(bed.controller.get(), &Controller::snapshotTaken);
        std::uint64_t last = 0;
        QTRY_VERIFY(snapshots.wait(2'000) && std::exchange(last, seq()) == seq());
        for (int i = 0; i < 3; ++i) {
            const std::int64_t before = bed.controller->snapshot()->wallUs;
            QVERIFY(snapshots.wait(10'000)); // in a long pause only every five seconds
            QCOMPARE(seq(), last);
            const std::int64_t gapUs = bed.controller->snapshot()->wallUs - before;
            QVERIFY2(gapUs >= 950'000, qPrintable(QString::number(gapUs)));
        }
        bed.controller->play();
        QTRY_VERIFY(seq() > last);
        VERIFY_CLEAN_END(bed);
    }

    void shownAfterTheEnd_nothingStartsAgain()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 40; });
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 5);
        bed.controller->setVisible(false);
        VERIFY_CLEAN_END(bed);
        QSignalSpy snapshots(bed.controller.get(), &Controller::snapshotTaken);
        QTRY_VERIFY(!snapshots.wait(200)); // what was under way has come
        snapshots.clear();
        bed.hops.clear();
        bed.controller->setVisible(true);
        QTest::qWait(400);
        QCOMPARE(snapshots.count(), 0);
        QVERIFY(bed.hops.empty());
    }
};

PK_TEST(TestController)
#include "tst_controller.moc"
