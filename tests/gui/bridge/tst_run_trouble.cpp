// What keeps a run from its work is said by the stage that waits, whoever has caused it.

#include "bridge/environment_switch.h"
#include "bridge/run_trouble.h"
#include "flow_scene.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

class TestRunTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void build_databaseTrouble_isNamedWhoeverCausedIt()
    {
        Scene scene;
        const QString loader = QStringLiteral("group:kampus-loader");
        QVERIFY(find(scene.graph(), flow_id::warehouse)->status == NodeStatus::Running);
        scene.condition(journal::EventKind::Error, "load-0", "database",
                        "The disk is full. [/data/warehouse.db]");
        scene.run.members[2].status = pipeline::StageStatus::Retrying;
        FlowGraph graph = scene.graph();
        QVERIFY(find(graph, flow_id::warehouse)->status == NodeStatus::Failed);
        QCOMPARE(find(graph, flow_id::warehouse)->reason, QStringLiteral("The disk is full."));
        QVERIFY(find(graph, loader)->status == NodeStatus::Retrying);
        QVERIFY(find(graph, loader)->reason.contains(QStringLiteral("warehouse")));
        scene.condition(journal::EventKind::Recovered, "load-0", "database", "");
        scene.run.members[2].status = pipeline::StageStatus::Running;
        graph = scene.graph();
        QVERIFY(find(graph, flow_id::warehouse)->status == NodeStatus::Running);
        QVERIFY(find(graph, flow_id::warehouse)->reason.isEmpty());
        QVERIFY(find(graph, loader)->status == NodeStatus::Running);
    }

    void build_everyBrokerDown_stagesWaitForABrokerAndNotForMembers()
    {
        Scene scene;
        scene.run.cluster.bootstrap = "127.0.0.1:1,127.0.0.1:2,127.0.0.1:3";
        scene.run.brokersDown = {1, 2};
        for (pipeline::MemberStatus &member : scene.run.members)
            member.joined = member.stage == StageKind::Source;
        scene.run.progress.produced = 12;
        scene.run.progress.acked = 5;
        QVERIFY(find(scene.graph(), flow_id::transform)->reason.contains(QStringLiteral("JoinGroup")));
        scene.run.brokersDown = {1, 2, 3};
        const FlowGraph graph = scene.graph();
        for (const QString &id :
             {flow_id::source, flow_id::transform, QStringLiteral("group:kampus-loader")}) {
            QVERIFY(find(graph, id)->status == NodeStatus::Retrying);
            QVERIFY(find(graph, id)->reason.startsWith(QStringLiteral("No broker answers.")));
        }
        QVERIFY(find(graph, flow_id::source)->reason.contains(QStringLiteral("7")));
    }

    void brokersThatAreDown_areCounted_andOfAKafkaMostOfThemMustRun()
    {
        RunInfo run;
        QVERIFY(countBrokers(run) == BrokerCount());
        run.cluster.bootstrap = "127.0.0.1:1,127.0.0.1:2,127.0.0.1:3";
        run.brokersDown = {3};
        QVERIFY((countBrokers(run) == BrokerCount{2, 3}));
        QVERIFY(!isMajorityDown(run));
        run.brokersDown = {3, 2};
        QVERIFY((countBrokers(run) == BrokerCount{1, 3}));
        QVERIFY(isMajorityDown(run));
        QVERIFY(!areBrokersDown(run));
        run.cluster.embedded = true; // leads with any that is left
        QVERIFY(!isMajorityDown(run));
    }

    void lag_isNotKnownWhereNobodyLeads()
    {
        Scene scene;
        const TopicPartition first{"raw_orders", 0};
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 0, 6);
        scene.range(journal::EventKind::Acked, "raw_orders", 1, 0, 6);
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 0, 2, 2);
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 1, 1, 1);
        for (const int partition : {0, 1})
            scene.range(journal::EventKind::Committed, "raw_orders", partition, 7, 7, kTransformGroup);
        const auto topicsLag = [&scene] {
            const FlowGraph graph = scene.graph();
            const Node *raw = find(graph, QStringLiteral("topic:raw_orders"));
            const auto fact = std::find_if(raw->facts.begin(), raw->facts.end(), [](const Fact &each) {
                return each.label == QStringLiteral("Lag");
            });
            return fact != raw->facts.end() ? fact->value : QString();
        };
        QCOMPARE(topicsLag(), QStringLiteral("0"));
        scene.run.brokersDown = {2};
        QCOMPARE(topicsLag(), QStringLiteral("\u2013"));
        QVERIFY(!isLagKnown(*find(scene.graph(), QStringLiteral("topic:raw_orders"))));
        QCOMPARE(leaderOf(scene.snapshot(), first), kNoLeader);
        QVERIFY(!knownLag(scene.snapshot(), kTransformGroup));
        QVERIFY(knownLag(scene.snapshot(), kTransformGroup, {"raw_orders", 1}) == 0);
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 0, 3, 3);
        QCOMPARE(topicsLag(), QStringLiteral("0"));
    }

    void build_memberThatTheBrokerDoesNotAnswer_saysSo()
    {
        Scene scene;
        scene.condition(journal::EventKind::Error, "transform-0", "broker", "Timed out.");
        const FlowGraph graph = scene.graph();
        QVERIFY(find(graph, flow_id::transform)->status == NodeStatus::Retrying);
        QVERIFY(find(graph, flow_id::transform)->reason.startsWith(QStringLiteral("A broker")));
        QVERIFY(find(graph, QStringLiteral("group:kampus-loader"))->status == NodeStatus::Running);
    }

    void unstoredRecords_areThoseNothingHasBecomeOf()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 0, 19);
        scene.range(journal::EventKind::Observed, "raw_orders", 0, 20, 24);
        scene.range(journal::EventKind::DeadLettered, "raw_orders", 0, 3, 4, kTransformGroup);
        scene.range(journal::EventKind::Filtered, "raw_orders", 0, 5, 5, kTransformGroup);
        // What the group has committed says nothing: some of it is on its way, and what is behind it may be
        // stored already.
        scene.range(journal::EventKind::Committed, "raw_orders", 0, 12, 12, kTransformGroup);
        scene.range(journal::EventKind::Acked, "enriched_orders", 1, 0, 13);
        RawOffsets stored;
        for (const int offset : {0, 1, 2, 14, 21})
            stored[{"raw_orders", 0}].set(offset);
        QCOMPARE(unstoredRecords(scene.state(), scene.run, stored), 25 - 3 - 5);
        scene.range(journal::EventKind::DeadLettered, "enriched_orders", 1, 9, 9, kLoaderGroup);
        QCOMPARE(unstoredRecords(scene.state(), scene.run, stored), 25 - 3 - 5 - 1);
    }

    /// What was skipped on purpose is in no disagreement with the count.
    void end_withLostRecords_saysHowMany_notThatTheCountIsWrong()
    {
        RunEnd end;
        end.semantics = Semantics::EffectivelyOnce;
        end.lost = 1171;
        end.ledger = QStringLiteral("22,338 acknowledged");
        QCOMPARE(end.trouble(), QStringLiteral("Records that did not reach the warehouse: 1,171."));
    }

    /// A crash doubles records, and so does an offset that was set back: the count does not tell which.
    void end_withDoubledRecords_namesNoCauseThatIsNotKnown()
    {
        RunEnd end;
        end.semantics = Semantics::AtLeastOnce;
        end.doubled = 3;
        QCOMPARE(end.trouble(),
                 QStringLiteral("Records stand there twice, as may happen with at-least-once."));
    }
};

PK_TEST(TestRunTrouble)
#include "tst_run_trouble.moc"
