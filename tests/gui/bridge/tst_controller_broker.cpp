// The embedded broker's process dies or hangs under a running session.

#include "../support/child_process.h"
#include "base/sql.h"
#include "bridge/action_text.h"
#include "bridge/recorded_session.h"
#include "bridge/run_trouble.h"
#include "controller_fixture.h"
#include "main/live_transport.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <csignal>

using namespace pk;
using namespace pk::test;

namespace {

/// The raw records that a run's own producers were told of, less those that were set aside.
qint64 ackedIn(const QString &sessionFile)
{
    qint64 records = 0;
    const auto recorded = openRecordedSession(sessionFile, {});
    journal::State state;
    if (recorded)
        (void)recorded->journal->forEach([&state](std::span<const journal::Event> events) {
            state.apply(events);
            return true;
        });
    for (const auto &[partition, log] : state.partitions()) {
        if (partition.topic == rawTopic(Dataset::Orders))
            records += log.acked.count() - log.deadLettered.count() - log.filtered.count();
    }
    return records;
}

/// What stands in the warehouse, by order and version.
std::map<std::string, std::string> ordersOf(const Bed &bed)
{
    std::map<std::string, std::string> orders;
    auto db = warehouse::openWarehouseForReading(bed.folder.filePath(QStringLiteral("warehouse.db")));
    if (db)
        (void)forEachRow(
            **db,
            "SELECT order_id || ' ' || version, customer_id || ' ' || coalesce(customer_name, '') || ' ' "
            "|| coalesce(total_e4, '') || ' ' || coalesce(ordered_at, '') FROM fact_orders",
            {}, [&](const Statement &row) { orders.emplace(row.text(0), row.text(1)); });
    return orders;
}

} // namespace

class TestControllerBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brokerKilled_isSaidAndRunsAgainOnAFreshOne()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        LoopMeter loop;
        const LiveTransport transport(*bed.controller);
        QSignalSpy recovered(&transport, &Transport::recovered);
        QSignalSpy died(bed.controller.get(), &Controller::brokerDied);
        QSignalSpy restarted(bed.controller.get(), &Controller::brokerRestarted);
        QSignalSpy counted(bed.controller.get(), &Controller::recordsLost);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->addMember(StageKind::Load);
        const auto loaders = [&bed] {
            const RunInfo run = bed.run();
            return std::count_if(run.members.begin(), run.members.end(),
                                 [](const auto &member) { return member.stage == StageKind::Load; });
        };
        QTRY_COMPARE(loaders(), 2);
        const std::string cluster = bed.run().cluster.id;
        // So that some wait in the log when it goes, and some in a transaction that is carried out
        // afterwards.
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        QTRY_VERIFY(bed.run().databaseLocked);
        const std::int64_t acked = bed.acked();
        QTRY_VERIFY(bed.acked() > acked + 60);
        const QString session = bed.run().sessionFile;
        const qint64 pid = pk::test::brokerPid();
        QVERIFY(pid > 0);
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_COMPARE(died.count(), 1);
        QVERIFY(!died.first().first().toString().isEmpty());
        QTRY_COMPARE(restarted.count(), 1);
        QCOMPARE(recovered.count(), 1);
        QTRY_COMPARE(counted.count(), 1);
        QCOMPARE(counted.first()[1].toString(), QString());
        const qint64 lost = counted.first()[0].toLongLong();
        QVERIFY2(lost > 0, "acknowledged, not stored, and gone with the broker");
        QCOMPARE(lost,
                 ackedIn(session)
                     - bed.number("SELECT count(DISTINCT raw_partition || '/' || raw_offset) "
                                  "FROM etl_audit WHERE cluster = '"
                                  + cluster + "'"));
        QTRY_VERIFY(bed.run().incarnation == 2 && bed.loaded() > 20);
        QVERIFY(bed.run().cluster.id != cluster);
        QCOMPARE(loaders(), 2);
        QVERIFY(bed.controller->state() == RunState::Running);
        VERIFY_CLEAN_END(bed); // of the second cluster
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void sourceReplayed_onAFreshBroker_data()
    {
        QTest::addColumn<SourceChoice::Kind>("kind");
        QTest::newRow("campus") << SourceChoice::Kind::Campus;
        QTest::newRow("polling") << SourceChoice::Kind::Polling;
        QTest::newRow("rest") << SourceChoice::Kind::Rest;
    }

    /// Its topics hold the source's rows again, and what is stored keeps its contents.
    void sourceReplayed_onAFreshBroker()
    {
        QFETCH(SourceChoice::Kind, kind);
        Bed bed([kind](SessionOptions &o) {
            o.ratePerSecond = 100;
            o.source.kind = kind;
            o.source.dirtyPercent = 0;
        });
        QSignalSpy counted(bed.controller.get(), &Controller::recordsLost);
        bed.controller->start();
        QTRY_VERIFY(bed.number("SELECT count(*) FROM fact_orders") >= 200);
        bed.controller->setRate(1); // from here on hardly anything comes that is new
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        QTRY_COMPARE(counted.count(), 1);
        QTRY_VERIFY(bed.run().incarnation == 2 && bed.acked() > 0);
        const auto before = ordersOf(bed);
        if (kind != SourceChoice::Kind::Campus)
            bed.controller->setRate(100); // of these it is the rate at which they are read
        const CommandTexts texts = replayText(bed.controller->commandTarget(), bed.controller->source(), 100);
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        bed.controller->replaySource();
        QTRY_COMPARE(bed.run().incarnation, 3);
        QTRY_VERIFY(!issued.isEmpty() && issued.last().at(0).value<CommandTexts>() == texts);
        QTRY_VERIFY(bed.acked() >= 200);
        QTRY_VERIFY(bed.loaded() >= 200);
        const auto after = ordersOf(bed);
        std::size_t same = 0;
        for (const auto &[order, contents] : before) {
            if (const auto found = after.find(order); found != after.end()) { // else it has a later version
                QCOMPARE(found->second, contents);
                ++same;
            }
        }
        QVERIFY(same >= 150);
        QCOMPARE(bed.failures, QStringList());
        VERIFY_CLEAN_END(bed);
    }

    /// Without a run there is nothing to end and to begin again.
    void sourceReplayed_whileNothingRuns_isRefused()
    {
        Bed bed([](SessionOptions &o) { o.source.kind = SourceChoice::Kind::Campus; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 5);
        QSignalSpy restarted(bed.controller.get(), &Controller::brokerRestarted);
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        QTRY_VERIFY(bed.controller->state() == RunState::Restarting);
        bed.controller->replaySource();
        QTRY_COMPARE(bed.failures.size(), 1);
        QTRY_COMPARE(restarted.count(), 1);
        QTRY_VERIFY(bed.controller->state() == RunState::Running);
        VERIFY_CLEAN_END(bed);
    }

    void stepUnderALockedWarehouse_saysAtOnceWhatItWaitsFor()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        const LiveTransport transport(*bed.controller);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 5);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        QTRY_VERIFY(bed.run().databaseLocked);
        const auto waits = [&transport] {
            return transport.status().activity.contains(QStringLiteral("waits for the warehouse"));
        };
        QVERIFY(!waits());
        bed.controller->stepRecord(); // through all stages, to the row
        QTRY_VERIFY(waits());
        VERIFY_CLEAN_END(bed);
        QVERIFY(!waits());
    }

    void brokerKilled_whilePausedWithALockedDatabase_isPausedAgainWithoutTheFault()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        QSignalSpy restarted(bed.controller.get(), &Controller::brokerRestarted);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        QTRY_VERIFY(bed.run().databaseLocked);
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        QTRY_VERIFY(bed.controller->state() == RunState::Restarting);
        QTRY_COMPARE(restarted.count(), 1);
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QTRY_COMPARE(bed.run().incarnation, 2);
        QVERIFY(!bed.run().databaseLocked);
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t acked = bed.acked();
        QVERIFY(bed.waitForFreshSnapshot());
        QCOMPARE(bed.acked(), acked);
        bed.controller->play();
        QTRY_VERIFY(bed.loaded() > 20);
        QCOMPARE(bed.failures, QStringList());
        VERIFY_CLEAN_END(bed);
    }

    void brokerHung_isSaidUntilItAnswersAgain()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        const LiveTransport transport(*bed.controller);
        QSignalSpy changed(&transport, &Transport::changed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        QVERIFY(transport.environment().healthy);
        QVERIFY(transport.status().activity.isEmpty());
        const auto pid = static_cast<pid_t>(pk::test::brokerPid());
        QVERIFY(pid > 0);
        const auto wake = qScopeGuard([pid] { ::kill(pid, SIGCONT); });
        changed.clear();
        ::kill(pid, SIGSTOP);
        QTRY_VERIFY(!transport.environment().healthy);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(transport.environment().name, QStringLiteral("Broker does not answer"));
        QVERIFY(transport.environment().detail.contains(QStringLiteral("ten seconds")));
        QCOMPARE(transport.status().activity,
                 QStringLiteral("Waiting for a broker")); // not the same once more

        const auto anyWaits = [&bed] {
            const SnapshotPtr snapshot = bed.controller->snapshot();
            const auto waits = [&](StageKind stage) {
                return !lastingError(*snapshot, stage, pipeline::condition::broker).isEmpty();
            };
            return waits(StageKind::Bridge) || waits(StageKind::Transform) || waits(StageKind::Load);
        };
        QTRY_VERIFY(anyWaits());
        bed.controller->setRate(4); // a fetch is held back all its time, and what is asked stands behind it
        ::kill(pid, SIGCONT);
        QTRY_VERIFY(transport.environment().healthy);
        QVERIFY(transport.status().activity.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!anyWaits(), 20'000);
        bed.controller->setRate(50);
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(bed.loaded() > before + 20);
        VERIFY_CLEAN_END(bed);
    }

    void databaseBackInAPause_isSeen_thoughNothingIsWritten()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        QTRY_VERIFY(!lastingError(*bed.controller->snapshot(), StageKind::Load, pipeline::condition::database)
                         .isEmpty());
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QVERIFY(!warehouseTrouble(*bed.controller->snapshot()).isEmpty());
        bed.controller->databaseOutage(Session::Outage::Locked, false);
        QTRY_VERIFY(warehouseTrouble(*bed.controller->snapshot()).isEmpty());
        QVERIFY(bed.controller->state() == RunState::Paused);
        VERIFY_CLEAN_END(bed);
    }

    void setSource_whilePausedAndTheBrokerHangs_saysWhyItRunsOn()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        const auto pid = static_cast<pid_t>(pk::test::brokerPid());
        QVERIFY(pid > 0);
        const auto wake = qScopeGuard([pid] { ::kill(pid, SIGCONT); });
        ::kill(pid, SIGSTOP);
        bed.controller->setDataset(extract::GeneratedDatasets::Activities);
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY(bed.failures.first().startsWith(QStringLiteral("Pause: ")));
        QVERIFY(bed.controller->state() == RunState::Running);
        ::kill(pid, SIGCONT);
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(bed.loaded() > before + 20);
        VERIFY_CLEAN_END(bed);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    TestControllerBroker tests;
    const int failed = QTest::qExec(&tests, argc, argv);
    std::fflush(nullptr);
    std::_Exit(failed); // as a window does that gave up waiting
}
#include "tst_controller_broker.moc"
