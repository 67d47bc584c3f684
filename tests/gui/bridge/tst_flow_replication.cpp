// What a real cluster reports of a topic's replicas, in the diagram.

#include "flow_scene.h"

#include <QTest>

using namespace pk;
using namespace pk::test;

class TestFlowReplication : public QObject
{
    Q_OBJECT

private:
    static Node rawTopicOf(const Scene &scene)
    {
        const FlowGraph graph = scene.graph();
        const Node *node = find(graph, QStringLiteral("topic:raw_orders"));
        return node != nullptr ? *node : Node();
    }
    static std::shared_ptr<ClusterReport> report(std::vector<int> inSyncOfTheSecond)
    {
        auto report = std::make_shared<ClusterReport>();
        report->topics.push_back(
            {"raw_orders", {{0, 1, {1, 2, 3}, {1, 2, 3}}, {1, 3, {2, 3, 1}, std::move(inSyncOfTheSecond)}}});
        return report;
    }

private Q_SLOTS:
    void withoutAReport_nothingIsClaimed()
    {
        const Scene scene;
        const Node node = rawTopicOf(scene);
        QVERIFY(!node.subtitle.contains(QStringLiteral("ISR")));
        QCOMPARE(node.lanes.at(0).replicas, 0);
    }
    void leadersAndReplicas_areThoseThatTheClusterReports()
    {
        Scene scene;
        scene.run.report = report({1, 2, 3});
        const Node node = rawTopicOf(scene);
        QVERIFY2(node.subtitle.contains(QStringLiteral("ISR 3/3 \u00b7 leader 1, 3")),
                 qPrintable(node.subtitle));
        QVERIFY2(node.alert.isEmpty(), qPrintable(node.alert));
        QCOMPARE(node.lanes.at(1).leader, 3);
        QCOMPARE(node.lanes.at(1).inSync, 3);
    }
    void aReplicaThatIsBehind_isAnAlert_atItsLaneToo()
    {
        Scene scene;
        scene.run.report = report({3});
        scene.run.brokersDown = {2};
        const Node node = rawTopicOf(scene);
        QVERIFY2(node.alert.startsWith(QStringLiteral("broker 2 down \u00b7 ISR 1/3")),
                 qPrintable(node.alert));
        QCOMPARE(node.lanes.at(0).inSync, 2);
        QCOMPARE(node.lanes.at(1).inSync, 1);
        QCOMPARE(node.lanes.at(1).replicas, 3);
    }
    /// Two of three nodes are dead: what is left of the cluster cannot agree that they are.
    void brokersThatAreDown_neitherLeadNorAreInSync_whateverTheClusterReports()
    {
        Scene scene;
        scene.run.report = report({1, 2, 3});
        scene.run.brokersDown = {2, 3};
        const Node node = rawTopicOf(scene);
        QCOMPARE(node.lanes.at(0).leader, 1);
        QCOMPARE(node.lanes.at(1).leader, kNoLeader);
        QCOMPARE(node.lanes.at(1).inSync, 1);
        QVERIFY2(node.subtitle.contains(QStringLiteral("ISR 1/3 \u00b7 leader 1")),
                 qPrintable(node.subtitle));
    }
};

PK_TEST(TestFlowReplication)
#include "tst_flow_replication.moc"
