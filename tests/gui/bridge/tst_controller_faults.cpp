// Faults that a person asks for, members, resets, and what a run says at its end.

#include "../support/child_process.h"
#include "base/database.h"
#include "broker/producer.h"
#include "controller_fixture.h"
#include "main/live_transport.h"

#include <QDir>

#include <csignal>

using namespace pk;
using namespace pk::test;

namespace {

std::map<std::string, int> ownersOf(const Bed &bed, std::string_view group, const char *topic)
{
    std::map<std::string, int> owners;
    for (int p = 0; p < 3; ++p)
        ++owners[bed.owner(group, topic, p)];
    return owners;
}

/// The records that are said to be another client's.
QString observedIn(const Bed &bed)
{
    QString text;
    for (const auto &[partition, log] : bed.controller->snapshot()->state.partitions()) {
        for (const journal::Interval &range : log.observed.intervals())
            text += QStringLiteral("%1 [%2, %3] ")
                        .arg(QString::fromStdString(partition.toString()))
                        .arg(range.first)
                        .arg(range.last);
    }
    return text;
}

/// What the actions were said to be without the window, in their order.
std::vector<CommandTexts> told(const QSignalSpy &issued)
{
    std::vector<CommandTexts> texts;
    for (const QList<QVariant> &each : issued)
        texts.push_back(each.front().value<CommandTexts>());
    return texts;
}

} // namespace

class TestControllerFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void members_addStopCrash_moveTheAssignment()
    {
        Bed bed([](SessionOptions &o) {
            o.staticAssignment = false;
            o.ratePerSecond = 50;
        });
        LoopMeter loop;
        bed.controller->start();
        QTRY_VERIFY(bed.isJoined() && bed.loaded() > 0);
        QCOMPARE(ownersOf(bed, kLoaderGroup, "enriched_orders"), (std::map<std::string, int>{{"load-0", 3}}));

        const CommandTarget target = bed.controller->commandTarget();
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        QSignalSpy added(bed.controller.get(), &Controller::memberAdded);
        bed.controller->addMember(StageKind::Load);
        QTRY_COMPARE(added.count(), 1);
        QCOMPARE(added.first().first().toString(), QStringLiteral("load-1"));
        QTRY_VERIFY(ownersOf(bed, kLoaderGroup, "enriched_orders")
                        == (std::map<std::string, int>{{"load-0", 2}, {"load-1", 1}})
                    || ownersOf(bed, kLoaderGroup, "enriched_orders")
                        == (std::map<std::string, int>{{"load-0", 1}, {"load-1", 2}}));

        bed.controller->crashMember(QStringLiteral("load-1"));
        QTRY_COMPARE(bed.statusOf("load-1"), pipeline::StageStatus::Crashed);
        QTRY_VERIFY(bed.statusOf("load-1") == pipeline::StageStatus::Running
                    && ownersOf(bed, kLoaderGroup, "enriched_orders").size() == 2);

        bed.controller->stopMember(QStringLiteral("load-0"));
        QTRY_VERIFY(ownersOf(bed, kLoaderGroup, "enriched_orders")
                    == (std::map<std::string, int>{{"load-1", 3}}));
        QCOMPARE(bed.statusOf("load-0"), pipeline::StageStatus::Stopped);
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(bed.loaded() > before + 20);
        QCOMPARE(bed.failures, QStringList());
        QVERIFY(told(issued)
                == (std::vector{addMemberText(target, StageKind::Load, QStringLiteral("kampus-loader")),
                                crashMemberText(target, QStringLiteral("load-1")),
                                stopMemberText(target, QStringLiteral("load-0"))}));
        VERIFY_CLEAN_END(bed);
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void stopMember_unknown_isSaid()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        bed.controller->stopMember(QStringLiteral("load-7"));
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY(bed.failures.first().contains(QStringLiteral("load-7")));
        VERIFY_CLEAN_END(bed);
    }

    void database_data()
    {
        QTest::addColumn<int>("outage");
        QTest::newRow("locked") << static_cast<int>(Session::Outage::Locked);
        QTest::newRow("closed") << static_cast<int>(Session::Outage::Closed);
    }
    void database()
    {
        QFETCH(int, outage);
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        LoopMeter loop;
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        bed.controller->databaseOutage(static_cast<Session::Outage>(outage), true);
        QTRY_COMPARE(bed.statusOf("load-0"), pipeline::StageStatus::Retrying);
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t held = bed.loaded();
        QVERIFY(bed.waitForFreshSnapshot());
        QCOMPARE(bed.loaded(), held);
        const FlowGraph graph = bed.controller->flow();
        const auto warehouse = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                            [](const Node &n) { return n.id == flow_id::warehouse; });
        QVERIFY(warehouse->status == NodeStatus::Failed && !warehouse->reason.isEmpty());
        QVERIFY(!bed.controller->snapshot()->state.activeFaults().empty());

        bed.controller->databaseOutage(static_cast<Session::Outage>(outage), false);
        QTRY_VERIFY(bed.loaded() > held + 50);
        QVERIFY(bed.controller->snapshot()->state.activeFaults().empty());
        const CommandTarget target = bed.controller->commandTarget();
        QVERIFY(told(issued)
                == (std::vector{outageText(target, static_cast<Session::Outage>(outage), true),
                                outageText(target, static_cast<Session::Outage>(outage), false)}));
        VERIFY_CLEAN_END(bed);
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void slowConsumer_lagGrowsAndGoesWhenItEnds()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->setDelay(StageKind::Load, 200);
        const auto lag = [&] { return bed.controller->snapshot()->state.lag(kLoaderGroup); };
        QTRY_VERIFY(lag() > 60);
        bed.controller->endFaults();
        QTRY_VERIFY(lag() < 30);
        QVERIFY(bed.controller->snapshot()->state.activeFaults().empty());
        VERIFY_CLEAN_END(bed);
    }

    /// Also a member that would be dead for a long time yet.
    void endFaults_startsWhoHasCrashed()
    {
        Bed bed([](SessionOptions &o) {
            o.ratePerSecond = 50;
            o.restartAfterCrashMs = 3'600'000;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->crashMember(QStringLiteral("load-0"));
        QTRY_COMPARE(bed.statusOf("load-0"), pipeline::StageStatus::Crashed);
        QTRY_VERIFY(bed.controller->flow()
                        .node(flow_id::group(bed.run().loaderGroup))
                        ->reason.contains(QStringLiteral("starts again in 3")));
        const std::int64_t before = bed.loaded();
        bed.controller->endFaults();
        QTRY_VERIFY(bed.statusOf("load-0") == pipeline::StageStatus::Running && bed.loaded() > before + 20);
        QCOMPARE(bed.failures, QStringList());
        VERIFY_CLEAN_END(bed);
    }

    void poison_endsInTheDeadLettersAndTheRestGoesOn()
    {
        Bed bed([](SessionOptions &o) { o.source.dirtyPercent = 0; });
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        bed.controller->poison();
        QTRY_COMPARE(bed.run().progress.deadLettered, 1);
        QTRY_COMPARE(bed.hops[QStringLiteral("transform>topic:raw_orders.dlq")], 1);
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(bed.loaded() > before);
        VERIFY_CLEAN_END(bed);
    }

    void burst_addsSoManyRecordsAtOnce()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        const std::int64_t before = bed.acked();
        bed.controller->burst(500);
        QTRY_VERIFY(bed.acked() >= before + 500);
        QVERIFY(bed.acked() < before + 530);
        VERIFY_CLEAN_END(bed);
    }

    void burst_isSeenWhileItIsDue_andCanBeEnded()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.acked() > 0);
        bed.controller->pause();
        QTRY_COMPARE(bed.controller->state(), RunState::Paused);
        bed.controller->burst(500);
        QTRY_COMPARE(bed.run().burstLeft, 500);
        bed.controller->endFaults();
        QTRY_COMPARE(bed.run().burstLeft, 0);
        const std::int64_t before = bed.acked();
        bed.controller->play();
        QTRY_VERIFY(bed.acked() >= before + 5);
        QVERIFY(bed.acked() < before + 100);
        VERIFY_CLEAN_END(bed);
    }

    void brokerDown_leadersMoveAndNothingIsLost()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        LoopMeter loop;
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        const auto leader = [&] {
            const auto &partitions = bed.controller->snapshot()->state.partitions();
            const auto found = partitions.find({"raw_orders", 0});
            return found == partitions.end() ? -1 : found->second.leader.value;
        };
        QTRY_VERIFY(leader() > 0);
        const int down = leader();
        QSignalSpy issued(bed.controller.get(), &Controller::commandIssued);
        bed.controller->brokerDown(down);
        QTRY_VERIFY(leader() != down);
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(bed.loaded() > before + 50);
        bed.controller->brokerUp(down);
        QTRY_VERIFY(bed.run().brokersDown.empty());
        QVERIFY(told(issued) == (std::vector{brokerText({}, down, false), brokerText({}, down, true)}));
        QTRY_COMPARE(leader(), down); // the next demonstration begins as this one did
        VERIFY_CLEAN_END(bed);
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void pause_whileEveryBrokerIsDown_leavesThemToBeStarted_andIsCarriedOutThen()
    {
        Bed bed;
        const LiveTransport transport(*bed.controller);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 2);
        bed.controller->brokerDown(1);
        QTRY_COMPARE(transport.environment().name, QStringLiteral("2 of 3 brokers run"));
        QVERIFY(!transport.environment().healthy);
        for (const int broker : {2, 3})
            bed.controller->brokerDown(broker);
        QTRY_COMPARE(bed.run().brokersDown.size(), std::size_t{3});
        QVERIFY(!transport.environment().healthy); // at once: nobody needs ten seconds to see it
        QCOMPARE(transport.environment().name, QStringLiteral("No broker runs"));
        bed.controller->pause();
        QTRY_COMPARE(bed.controller->state(), RunState::Pausing);
        QCOMPARE(transport.status().activity, QStringLiteral("Waiting for a broker, then pause"));
        bed.controller->play(); // that is off again
        QTRY_COMPARE(bed.controller->state(), RunState::Running);
        bed.controller->pause();
        bed.controller->stepHop();
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY2(bed.failures.first().contains(QStringLiteral("pauses as soon as one does")),
                 qPrintable(bed.failures.first()));
        QCOMPARE(bed.controller->state(), RunState::Pausing);
        bed.controller->endFaults();
        QTRY_VERIFY(bed.run().brokersDown.empty());
        QTRY_COMPARE(bed.controller->state(), RunState::Paused);
        QVERIFY(transport.environment().healthy);
        QCOMPARE(bed.failures.size(), 1);
        const std::int64_t loaded = bed.loaded();
        bed.controller->play();
        QTRY_VERIFY(bed.loaded() > loaded + 5);
        VERIFY_CLEAN_END(bed);
    }

    /// What a stage has sent is its own, also when it is kept waiting before it can say so, and when a
    /// request that a broker had answered to nobody was sent again.
    void faults_ownRecordsAreNotTakenForAnotherClients()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 20; });
        const LiveTransport transport(*bed.controller);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        bed.controller->setDelay(StageKind::Load, 400);
        QTest::qWait(4'000);
        QCOMPARE(observedIn(bed), QString());
        bed.controller->brokerDown(1);
        QTest::qWait(8'000);
        QCOMPARE(observedIn(bed), QString());
        bed.controller->databaseOutage(Session::Outage::Locked, true);
        QTest::qWait(9'000);
        QCOMPARE(observedIn(bed), QString());
        bed.controller->endFaults();
        bed.controller->crashMember(QStringLiteral("transform-0"));
        QTest::qWait(19'000); // longer than the watch has patience with what is undecided
        QCOMPARE(observedIn(bed), QString());
        QVERIFY(transport.status().regime == Regime::Free);
        VERIFY_CLEAN_END(bed);
    }

    void anotherClientsRecord_isSeenAndSaid()
    {
        Bed bed;
        const LiveTransport transport(*bed.controller);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 4);
        broker::ClusterInfo cluster;
        cluster.bootstrap = bed.controller->commandTarget().bootstrap.toStdString();
        cluster.embedded = true;
        auto producer = broker::Producer::create(broker::producerConfig(cluster, "outside", 0),
                                                 [](const broker::Delivery &) {});
        QVERIFY(producer);
        broker::Headers headers;
        broker::ProduceRequest request;
        request.topic = "raw_orders";
        request.partition = 1;
        request.value = "{}";
        QVERIFY((*producer)->produce(request, headers));
        QVERIFY((*producer)->flush(60'000));
        QTRY_VERIFY(!observedIn(bed).isEmpty());
        QTRY_VERIFY(transport.status().regime == Regime::ForeignClients);
        const auto &partitions = bed.controller->snapshot()->state.partitions();
        QCOMPARE(partitions.at({"raw_orders", 1}).observed.count(), 1);
    }

    void resetOffsets_previewSaysHowManyAreReadAgain_data()
    {
        QTest::addColumn<QString>("group");
        QTest::newRow("loader") << QStringLiteral("kampus-loader");
        QTest::newRow("transform") << QStringLiteral("kampus-transform");
    }
    void resetOffsets_previewSaysHowManyAreReadAgain()
    {
        QFETCH(QString, group);
        Bed bed([](SessionOptions &o) {
            o.ratePerSecond = 100;
            o.source.dirtyPercent = 0;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 100);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t loaded = bed.loaded();
        std::int64_t committed = 0;
        for (const auto &[partition, consumer] :
             bed.controller->snapshot()->state.groups().find(group.toStdString())->second.partitions)
            committed += std::max<std::int64_t>(0, consumer.committed.value.offset);

        QSignalSpy previewed(bed.controller.get(), &Controller::resetPreviewed);
        ResetSpec earliest;
        bed.controller->previewReset(group, earliest);
        QTRY_COMPARE(previewed.count(), 1);
        const auto preview = previewed.first().first().value<ResetPreview>();
        QCOMPARE(preview.readAgain(), committed);
        QCOMPARE(preview.skipped(), 0);

        QSignalSpy done(bed.controller.get(), &Controller::resetDone);
        bed.controller->resetOffsets(group, earliest);
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->play();
        QTRY_VERIFY(bed.loaded() >= 2 * loaded);
        QCOMPARE(bed.failures, QStringList());
        VERIFY_CLEAN_END(bed); // read twice, and nothing doubled
        if (group == QStringLiteral("kampus-loader"))
            QVERIFY(bed.number("select count(*) from etl_audit where action = 'reset'") > 0);
    }

    void resetOffsets_ofAGroupWithoutMembers_isShownAndCanBeTakenBack()
    {
        Bed bed([](SessionOptions &o) {
            o.staticAssignment = false;
            o.ratePerSecond = 50;
        });
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() > 20, 20'000);
        bed.controller->stopMember(QStringLiteral("load-0"));
        QTRY_VERIFY(bed.statusOf("load-0") == pipeline::StageStatus::Stopped);
        const TopicPartition partition{"enriched_orders", 0};
        const std::string group(kLoaderGroup);
        const auto lag = [&] { return bed.controller->snapshot()->state.lag(group, partition); };
        QTRY_VERIFY(lag() >= 20);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QVERIFY(bed.waitForFreshSnapshot());
        const std::int64_t waiting = lag();
        const SnapshotPtr before = bed.controller->snapshot();
        const auto &consumer = before->state.groups().at(group).partitions.at(partition);
        const std::int64_t committed = consumer.committed.value.offset;

        QSignalSpy done(bed.controller.get(), &Controller::resetDone);
        ResetSpec spec;
        spec.to = ResetSpec::To::Latest;
        spec.partitions = {partition};
        bed.controller->resetOffsets(QString::fromStdString(group), spec);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 40'000);
        QCOMPARE(done.last().first().value<ResetPreview>().skipped(), waiting);
        QTRY_COMPARE(lag(), 0);

        spec.to = ResetSpec::To::Offset;
        spec.value = committed;
        bed.controller->resetOffsets(QString::fromStdString(group), spec);
        QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, 40'000);
        QCOMPARE(done.last().first().value<ResetPreview>().readAgain(), waiting);
        QTRY_COMPARE(lag(), waiting);
        bed.controller->play();
        bed.controller->addMember(StageKind::Load);
        QTRY_VERIFY_WITH_TIMEOUT(lag() < 10, 40'000);
        QCOMPARE(bed.failures, QStringList());
        VERIFY_CLEAN_END(bed); // nothing was skipped
    }

    void resetOffsets_byShiftAndTime_countsPerPartition()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 100; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 100);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        QSignalSpy previewed(bed.controller.get(), &Controller::resetPreviewed);
        ResetSpec shift;
        shift.to = ResetSpec::To::Shift;
        shift.value = -5;
        shift.partitions = {{"raw_orders", 0}, {"raw_orders", 1}};
        bed.controller->previewReset(QStringLiteral("kampus-transform"), shift);
        ResetSpec time = shift;
        time.to = ResetSpec::To::Time;
        time.value = 0; // before everything
        bed.controller->previewReset(QStringLiteral("kampus-transform"), time);
        time.value = SystemClock().nowMs() + 60'000; // after everything
        bed.controller->previewReset(QStringLiteral("kampus-transform"), time);
        QTRY_COMPARE(previewed.count(), 3);
        const auto at = [&](int i) { return previewed.at(i).first().value<ResetPreview>(); };
        QCOMPARE(at(0).readAgain(), 10);
        for (const ResetLine &line : at(1).lines)
            QCOMPARE(line.to, 0);
        for (const ResetLine &line : at(2).lines)
            QCOMPARE(line.to, line.end);
        VERIFY_CLEAN_END(bed);
    }

    void sessionFileThatCannotBeWritten_isSaidOnce_andTheRunGoesOn()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 0; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 0);
        const QDir sessions(bed.folder.filePath(QStringLiteral("sessions")));
        const QStringList files = sessions.entryList({QStringLiteral("*.pks")}, QDir::Files);
        QCOMPARE(files.size(), 1);
        auto other = openSqlite(sessions.filePath(files[0]), OpenMode::ReadWrite, 5'000);
        QVERIFY(other);
        QVERIFY((*other)->exec("BEGIN IMMEDIATE"));
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(!bed.failures.isEmpty());
        QVERIFY2(bed.failures[0].contains(QLatin1String("session file")), qPrintable(bed.failures[0]));
        QTRY_VERIFY(bed.loaded() > before);
        QVERIFY((*other)->exec("ROLLBACK"));
        QCOMPARE(bed.failures.size(), 1);
    }

    void shutdown_thatCannotFinish_givesUpAtItsDeadlineAndSaysWhat()
    {
        Bed bed([](SessionOptions &o) { o.ratePerSecond = 50; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() > 20);
        // The broker neither answers nor ends.
        const qint64 pid = pk::test::brokerPid();
        ::kill(static_cast<pid_t>(pid), SIGSTOP);
        QElapsedTimer since;
        since.start();
        bed.controller->shutdown(1'500);
        QTRY_VERIFY(bed.finished);
        ::kill(static_cast<pid_t>(pid), SIGCONT);
        QVERIFY(since.elapsed() < 15'000); // what it waits for has more patience than that
        QVERIFY(!bed.clean);
        QVERIFY(!bed.lastWords.isEmpty());
        bed.controller.release(); // its threads are left running: this is the last test
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    TestControllerFaults tests;
    const int failed = QTest::qExec(&tests, argc, argv);
    std::fflush(nullptr);
    std::_Exit(failed); // as a window does that gave up waiting
}
#include "tst_controller_faults.moc"
