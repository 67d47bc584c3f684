#include "flow_scene.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

const Edge *findEdge(const FlowGraph &graph, const char *id)
{
    for (const Edge &edge : graph.edges) {
        if (edge.id == QLatin1String(id))
            return &edge;
    }
    return nullptr;
}

journal::Event record(journal::Hop hop, const char *topic, int partition, std::int64_t offset)
{
    journal::Event e;
    e.kind = journal::EventKind::Record;
    e.hop = hop;
    e.topic = topic;
    e.partition = partition;
    e.first = e.last = offset;
    e.key = "ORD-1";
    e.correlationId = "c-1";
    return e;
}

} // namespace

class TestFlowBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void build_detailsOfASample_areSaidToBeOne()
    {
        Scene scene;
        QCOMPARE(scene.graph().detailedOneIn, 1);
        journal::Event sampled;
        sampled.kind = journal::EventKind::Sampled;
        sampled.count = 16;
        scene.add(std::move(sampled));
        QCOMPARE(scene.graph().detailedOneIn, 16);
    }

    void build_everyEdgeEndsAtANodeAndNoIdIsTwice()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 0, 9);
        scene.range(journal::EventKind::Acked, "raw_orders.dlq", 1, 0, 0);
        const FlowGraph graph = scene.graph();
        std::set<QString> nodes;
        for (const Node &node : graph.nodes)
            QVERIFY2(nodes.insert(node.id).second, qPrintable(node.id));
        std::set<QString> edges;
        for (const Edge &edge : graph.edges) {
            QVERIFY2(edges.insert(edge.id).second, qPrintable(edge.id));
            QVERIFY(nodes.count(edge.from) == 1 && nodes.count(edge.to) == 1);
        }
    }

    void build_laneShowsLogCommittedAndPosition()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders", 1, 0, 19);
        scene.range(journal::EventKind::LogStart, "raw_orders", 1, 5, 5);
        scene.range(journal::EventKind::Taken, "raw_orders", 1, 5, 11, kTransformGroup);
        scene.range(journal::EventKind::Committed, "raw_orders", 1, 10, 10, kTransformGroup);
        const FlowGraph graph = scene.graph();
        const Lane &lane = find(graph, QStringLiteral("topic:raw_orders"))->lanes.at(1);
        QCOMPARE(lane.logStart, 5);
        QCOMPARE(lane.logEnd, 20);
        QCOMPARE(lane.position, 12);
        QCOMPARE(lane.committed, 10);
        QCOMPARE(find(graph, QStringLiteral("topic:raw_orders"))->facts.at(1).value, QStringLiteral("10"));
    }

    void build_topicsOfADatasetThatNeverRan_areNotShown()
    {
        Scene scene;
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_orders")) != nullptr);
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_activities")) == nullptr);
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_orders.dlq")) == nullptr);
        scene.range(journal::EventKind::Acked, "raw_activities", 0, 0, 0);
        scene.range(journal::EventKind::Acked, "raw_orders.dlq", 0, 0, 0);
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_activities")) != nullptr);
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_orders.dlq"))->compact);
    }

    void build_joiningMember_saysThatTheGroupWaits()
    {
        Scene scene;
        scene.run.members[1].joined = false;
        const FlowGraph graph = scene.graph();
        const Node *transform = find(graph, flow_id::transform);
        QVERIFY(transform->status == NodeStatus::Starting);
        QVERIFY(transform->reason.contains(QStringLiteral("JoinGroup")));
        QVERIFY(transform->members.front().status == NodeStatus::Starting);
    }

    void build_status_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("node");
        const auto row = [](const char *name, pipeline::StageStatus status, NodeStatus node) {
            QTest::newRow(name) << static_cast<int>(status) << static_cast<int>(node);
        };
        row("running", pipeline::StageStatus::Running, NodeStatus::Running);
        row("retrying", pipeline::StageStatus::Retrying, NodeStatus::Retrying);
        row("crashed", pipeline::StageStatus::Crashed, NodeStatus::Crashed);
        row("stopped", pipeline::StageStatus::Stopped, NodeStatus::Stopped);
    }
    void build_status()
    {
        QFETCH(int, status);
        QFETCH(int, node);
        Scene scene;
        scene.run.members[2].status = static_cast<pipeline::StageStatus>(status);
        const FlowGraph graph = scene.graph();
        QCOMPARE(static_cast<int>(find(graph, QStringLiteral("group:kampus-loader"))->status), node);
    }

    /// Ten seconds long nothing restarts: it is dead, and it is told when that ends.
    void build_crashedMember_isToldWithTheTimeUntilItStartsAgain()
    {
        Scene scene;
        scene.run.restartAfterCrashMs = 10'000;
        scene.member(StageKind::Load, "load-1", pipeline::StageStatus::Crashed, false);
        auto courses = std::make_shared<GroupCourses>();
        MemberChange &crash = (*courses)[std::string(kLoaderGroup)].changes.emplace_back();
        crash = {50'000'000, journal::EventKind::Crash, "load-1", {}, {}, {}};
        scene.courses = courses;
        scene.wallUs = 52'400'000;
        const auto loader = [&] { return *find(scene.graph(), QStringLiteral("group:kampus-loader")); };
        QCOMPARE(loader().members.at(1).status, NodeStatus::Crashed);
        QCOMPARE(loader().status, NodeStatus::Running); // the other one reads on
        QCOMPARE(loader().alert, QStringLiteral("load-1 crashed"));
        QCOMPARE(loader().reason, QStringLiteral("load-1: crashed, starts again in 8 s."));
        scene.run.state = RunState::Paused;
        QCOMPARE(loader().status, NodeStatus::Paused);
        scene.run.state = RunState::Running;

        scene.run.members[2].status = pipeline::StageStatus::Stopped; // and nobody else is left
        QCOMPARE(loader().status, NodeStatus::Crashed);
        scene.wallUs = 60'100'000;
        QVERIFY(!loader().reason.contains(QLatin1String(" in ")));

        scene.run.members.back().status = pipeline::StageStatus::Starting;
        QCOMPARE(loader().members.front().status, NodeStatus::Restarting);
        QVERIFY(loader().reason.contains(QStringLiteral("JoinGroup")));
    }

    void build_paused_isShownByEveryStage()
    {
        Scene scene;
        scene.run.state = RunState::Paused;
        const FlowGraph graph = scene.graph();
        QVERIFY(find(graph, flow_id::source)->status == NodeStatus::Paused);
        QVERIFY(find(graph, flow_id::transform)->status == NodeStatus::Paused);
        QVERIFY(find(graph, QStringLiteral("group:kampus-loader"))->status == NodeStatus::Paused);
    }

    void build_fiveColumns_warehouseUnderItsGroup()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders.dlq", 0, 0, 0);
        scene.range(journal::EventKind::Acked, "enriched_orders.dlq", 0, 0, 0);
        const FlowGraph graph = scene.graph();
        QCOMPARE(find(graph, flow_id::source)->column, 0);
        QCOMPARE(find(graph, QStringLiteral("topic:raw_orders"))->column, 1);
        QCOMPARE(find(graph, flow_id::transform)->column, 2);
        for (const char *topic : {"enriched_orders", "raw_orders.dlq", "enriched_orders.dlq"})
            QCOMPARE(find(graph, flow_id::topic(topic))->column, 3);
        const Node *group = find(graph, QStringLiteral("group:kampus-loader"));
        const Node *warehouse = find(graph, flow_id::warehouse);
        QCOMPARE(group->column, 4);
        QCOMPARE(warehouse->column, 4);
        QVERIFY(group->row < warehouse->row);
        QCOMPARE(group->title, QStringLiteral("kampus-loader"));
    }

    /// The source makes 50 a second; what passes behind it is what really passed there.
    void ids_areTakenApartAsTheyWereMade()
    {
        const QString topic = flow_id::topic("raw_orders");
        const QString loader = flow_id::group("kampus-loader");
        QCOMPARE(flow_id::topicOf(topic), QStringLiteral("raw_orders"));
        QCOMPARE(flow_id::groupOf(loader), QStringLiteral("kampus-loader"));
        QVERIFY(flow_id::topicOf(loader).isEmpty() && flow_id::groupOf(flow_id::source).isEmpty());
        const QString edge = flow_id::edge(topic, 2, loader, -1);
        QCOMPARE(flow_id::fromOf(edge), topic);
        QCOMPARE(flow_id::toOf(edge), loader);
        QCOMPARE(flow_id::toOf(flow_id::edge(flow_id::source, -1, topic, 0)), topic);
    }

    void build_edgeRates_areThoseOfTheRecordsThatPassed()
    {
        Scene scene;
        scene.rates["source"].perSecond = 50;
        scene.rates["raw_orders/1"].perSecond = 49; // with what another client wrote
        scene.rates[rate_of::acked({"raw_orders", 1})].perSecond = 40;
        scene.rates[rate_of::taken(kTransformGroup, {"raw_orders", 1})].perSecond = 30;
        scene.rates[rate_of::acked({"enriched_orders", 1})].perSecond = 20;
        scene.rates[rate_of::taken(kLoaderGroup, {"enriched_orders", 1})].perSecond = 10;
        scene.rates[rate_of::rows].perSecond = 4;
        scene.rates[rate_of::absorbed].perSecond = 1;
        const FlowGraph graph = scene.graph();
        const auto rate = [&](const char *edge) { return findEdge(graph, edge)->ratePerS; };
        QCOMPARE(rate("source>topic:raw_orders/1"), 40.0);
        QCOMPARE(rate("topic:raw_orders/1>transform"), 30.0);
        QCOMPARE(rate("transform>topic:enriched_orders/1"), 20.0);
        QCOMPARE(rate("topic:enriched_orders/1>group:kampus-loader"), 10.0);
        QCOMPARE(rate("group:kampus-loader>warehouse"), 5.0);
        QCOMPARE(find(graph, flow_id::warehouse)->ratePerS, 4.0);
        QCOMPARE(rate("source>topic:raw_orders/0"), 0.0);
    }

    void build_guardOfOneTopic_holdsOnlyWhatWritesThere()
    {
        Scene scene;
        journal::Event guard;
        guard.kind = journal::EventKind::Guard;
        guard.topic = "enriched_orders";
        guard.count = 1;
        scene.add(guard);
        const FlowGraph graph = scene.graph();
        QVERIFY(findEdge(graph, "transform>topic:enriched_orders/0")->backPressure);
        QVERIFY(!findEdge(graph, "source>topic:raw_orders/0")->backPressure);
        QVERIFY(find(graph, flow_id::source)->reason.isEmpty());
        // The stage says that it stands still, and that it is not Kafka that holds it.
        QVERIFY(findEdge(graph, "transform>topic:enriched_orders/0")->byGuard);
        const Node &transform = *find(graph, flow_id::transform);
        QVERIFY(!transform.alert.isEmpty());
        QVERIFY2(transform.reason.contains(QStringLiteral("Not by Kafka")), qPrintable(transform.reason));
        QVERIFY(find(graph, QStringLiteral("group:kampus-loader"))->alert.isEmpty());
    }

    void build_memberOnHold_holdsItsPartitionsWhereRecordsWait()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 0, 9);
        scene.range(journal::EventKind::Taken, "raw_orders", 0, 0, 2, kTransformGroup);
        scene.owns(kTransformGroup, "transform-0", "raw_orders", 0);
        scene.owns(kTransformGroup, "transform-0", "raw_orders", 1);
        const FlowGraph before = scene.graph();
        QVERIFY(!findEdge(before, "topic:raw_orders/0>transform")->backPressure);
        scene.run.members[1].onHold = true;
        const FlowGraph graph = scene.graph();
        QVERIFY(findEdge(graph, "topic:raw_orders/0>transform")->backPressure);
        QCOMPARE(findEdge(graph, "topic:raw_orders/0>transform")->buffered, 7);
        QVERIFY(!findEdge(graph, "topic:raw_orders/1>transform")->backPressure); // nothing waits
    }

    void build_failure_isToldUntilItIsGotOver()
    {
        Scene scene;
        scene.run.members[2].failure = Error{ErrorCode::Unavailable, QStringLiteral("The file is gone."), {}};
        scene.run.members[2].status = pipeline::StageStatus::Failed;
        const QString loader = QStringLiteral("group:kampus-loader");
        QVERIFY(find(scene.graph(), loader)->status == NodeStatus::Failed);
        QCOMPARE(find(scene.graph(), loader)->reason, QStringLiteral("The file is gone."));
        scene.run.members[2].status = pipeline::StageStatus::Running;
        QVERIFY(find(scene.graph(), loader)->status == NodeStatus::Running);
        QCOMPARE(find(scene.graph(), loader)->reason, QString());
    }

    void build_beforeTheBrokerIsThere_lanesAreShownAndNobodyIsMissed()
    {
        Scene scene;
        scene.run.state = RunState::Starting;
        scene.run.members.clear();
        const FlowGraph graph = scene.graph();
        QCOMPARE(find(graph, QStringLiteral("topic:raw_orders"))->lanes.size(), std::size_t(2));
        QVERIFY(find(graph, flow_id::transform)->status == NodeStatus::Starting);
        QVERIFY(!find(graph, flow_id::transform)->reason.isEmpty());
    }

    void build_warehouse_countsWhatWroteRowsAndWhatWasAbsorbed()
    {
        Scene scene;
        scene.range(journal::EventKind::Applied, "enriched_orders", 0, 0, 9, kLoaderGroup);
        scene.range(journal::EventKind::Duplicate, "enriched_orders", 0, 10, 11, kLoaderGroup);
        scene.range(journal::EventKind::Superseded, "enriched_orders", 0, 12, 12, kLoaderGroup);
        const FlowGraph graph = scene.graph();
        const auto &facts = find(graph, flow_id::warehouse)->facts;
        QCOMPARE(facts.at(0).value, QStringLiteral("10"));
        QCOMPARE(facts.at(1).value, QStringLiteral("3"));
    }

    void build_beforeAGroupHasItsPartitions_stageAndTopicNameOneLag()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 0, 6);
        scene.range(journal::EventKind::Acked, "enriched_orders", 1, 0, 2);
        const FlowGraph graph = scene.graph();
        const auto lagOf = [&](const QString &id) {
            for (const Fact &fact : find(graph, id)->facts) {
                if (fact.label == QLatin1String("Lag"))
                    return fact.value;
            }
            return QString();
        };
        QCOMPARE(lagOf(QStringLiteral("topic:raw_orders")), QStringLiteral("7"));
        QCOMPARE(lagOf(flow_id::transform), QStringLiteral("7"));
        QCOMPARE(lagOf(QStringLiteral("group:kampus-loader")), QStringLiteral("3"));
    }

    void build_slowConsumer_isSaidByTheStageThatIsSlow()
    {
        Scene scene;
        scene.run.loadDelayMs = 400;
        const FlowGraph graph = scene.graph();
        QVERIFY(find(graph, QStringLiteral("group:kampus-loader"))->alert.contains(QLatin1String("400")));
        QVERIFY(find(graph, flow_id::transform)->alert.isEmpty());
        QVERIFY(find(Scene().graph(), QStringLiteral("group:kampus-loader"))->alert.isEmpty());
    }

    void build_sourceThatTriesAgain_saysWhy()
    {
        Scene scene;
        scene.run.source.kind = SourceChoice::Kind::Rest;
        scene.run.members.front().status = pipeline::StageStatus::Retrying;
        scene.condition(journal::EventKind::Error, "source-0", "source", "The API does not answer.");
        const FlowGraph graph = scene.graph();
        QVERIFY(find(graph, flow_id::source)->status == NodeStatus::Retrying);
        QCOMPARE(find(graph, flow_id::source)->reason, QStringLiteral("The API does not answer."));
    }

    void build_brokerDown_isSaidByTheTopicsAndTheLanesItLed()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 0, 6);
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 0, 1, 1);
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 1, 2, 2);
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_orders"))->alert.isEmpty());
        journal::Event down;
        down.kind = journal::EventKind::BrokerDown;
        down.partition = 1;
        scene.add(down);
        scene.run.brokersDown = {1};
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 0, 3, 3);
        const FlowGraph graph = scene.graph();
        const Node *raw = find(graph, QStringLiteral("topic:raw_orders"));
        QVERIFY(raw->alert.contains(QLatin1Char('1')));
        QVERIFY(raw->lanes[0].leaderMoved && raw->lanes[0].leader == 3);
        QVERIFY(!raw->lanes[1].leaderMoved);
        scene.run.brokersDown = {1, 2}; // and nobody has taken over what the second one led
        QCOMPARE(find(scene.graph(), QStringLiteral("topic:raw_orders"))->lanes[1].leader, kNoLeader);
        // What is cut on a narrow card is not that they are down.
        QVERIFY(find(scene.graph(), QStringLiteral("topic:raw_orders"))
                    ->alert.startsWith(QStringLiteral("down")));
        scene.run.brokersDown.clear();
        const FlowGraph after = scene.graph();
        QVERIFY(find(after, QStringLiteral("topic:raw_orders"))->alert.isEmpty());
        QVERIFY(!find(after, QStringLiteral("topic:raw_orders"))->lanes[0].leaderMoved);
    }

    void toHop_stored_isWhatHappenedToTheRow_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<int>("operation");
        QTest::newRow("insert") << QStringLiteral("insert") << static_cast<int>(Operation::Insert);
        QTest::newRow("update") << QStringLiteral("update") << static_cast<int>(Operation::Update);
        QTest::newRow("unchanged") << QStringLiteral("unchanged") << static_cast<int>(Operation::Absorbed);
        QTest::newRow("superseded") << QStringLiteral("superseded") << static_cast<int>(Operation::Absorbed);
    }
    void toHop_stored_isWhatHappenedToTheRow()
    {
        QFETCH(QString, action);
        journal::Event event = record(journal::Hop::Stored, "enriched_orders", 0, 4);
        event.text = action.toStdString();
        QTEST(static_cast<int>(toHop(event)->operation), "operation");
    }

    void toHop_beforeItIsStored_isWhatTheEventTypeSays_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("operation");
        QTest::newRow("created") << QStringLiteral("order.created") << static_cast<int>(Operation::Insert);
        QTest::newRow("updated") << QStringLiteral("order.updated") << static_cast<int>(Operation::Update);
        QTest::newRow("cancelled") << QStringLiteral("order.cancelled")
                                   << static_cast<int>(Operation::Delete);
        QTest::newRow("recorded") << QStringLiteral("activity.recorded")
                                  << static_cast<int>(Operation::Insert);
        QTest::newRow("no type") << QString() << static_cast<int>(Operation::Insert);
    }
    void toHop_beforeItIsStored_isWhatTheEventTypeSays()
    {
        QFETCH(QString, type);
        using journal::Hop;
        for (const Hop hop : {Hop::Acked, Hop::Taken, Hop::Enriched, Hop::LoadTaken}) {
            journal::Event event = record(hop, "raw_orders", 0, 4);
            event.text = type.toStdString();
            QTEST(static_cast<int>(toHop(event)->operation), "operation");
        }
        journal::Event dead = record(Hop::DeadLettered, "raw_orders.dlq", 0, 4);
        dead.text = type.toStdString();
        QVERIFY(toHop(dead)->operation == Operation::DeadLetter);
    }

    void build_membersShowTheirPartitions()
    {
        Scene scene;
        scene.member(StageKind::Load, "load-1", pipeline::StageStatus::Running, true);
        scene.owns(kLoaderGroup, "load-0", "enriched_orders", 0);
        scene.owns(kLoaderGroup, "load-1", "enriched_orders", 1);
        const FlowGraph graph = scene.graph();
        const Node *group = find(graph, QStringLiteral("group:kampus-loader"));
        QCOMPARE(group->members.size(), std::size_t(2));
        QCOMPARE(group->members[0].partitions, std::vector<int>{0});
        QCOMPARE(group->members[1].partitions, std::vector<int>{1});
    }

    void build_aMemberShowsWhatItHoldsOfTheTopicsThatHoldSomething()
    {
        Scene scene;
        const auto partitionsOf = [&scene] {
            const FlowGraph graph = scene.graph();
            return find(graph, QStringLiteral("group:kampus-loader"))->members.front();
        };
        scene.owns(kLoaderGroup, "load-0", "enriched_orders", 0);
        for (const int p : {0, 1}) // another member reads the orders alone
            scene.owns(kLoaderGroup, "load-0", "enriched_activities", p);
        scene.range(journal::EventKind::Acked, "enriched_orders", 1, 0, 4);
        QCOMPARE(partitionsOf().partitions, std::vector<int>{0});
        QVERIFY(partitionsOf().shares.empty());
        scene.range(journal::EventKind::Acked, "enriched_activities", 1, 0, 4);
        QCOMPARE(partitionsOf().partitions, std::vector<int>());
        const std::vector<Member::Share> shares{{QStringLiteral("enriched_activities"), {0, 1}},
                                                {QStringLiteral("enriched_orders"), {0}}};
        QVERIFY(partitionsOf().shares == shares);
    }

    void build_groupThatIsReadElsewhere_isNotSaidToBeReadByNobody()
    {
        Scene scene;
        scene.run.members.erase(scene.run.members.begin() + 2);
        const auto reason = [&scene] {
            const FlowGraph graph = scene.graph();
            return find(graph, QStringLiteral("group:kampus-loader"))->reason;
        };
        QVERIFY(reason().contains(QLatin1String("nobody reads")));
        auto courses = std::make_shared<GroupCourses>();
        (*courses)[std::string(kLoaderGroup)].partitions[{"enriched_orders", 0}].owners = {{{}, 1, 0, false}};
        scene.courses = courses;
        QVERIFY(reason().contains(QLatin1String("another program reads")));
    }

    void toHop_namesAnEdgeOfTheGraph_data()
    {
        QTest::addColumn<int>("hop");
        QTest::addColumn<QString>("topic");
        using journal::Hop;
        const auto row = [](const char *name, Hop hop, const char *topic) {
            QTest::newRow(name) << static_cast<int>(hop) << QString::fromLatin1(topic);
        };
        row("acked", Hop::Acked, "raw_orders");
        row("taken", Hop::Taken, "raw_orders");
        row("enriched", Hop::Enriched, "enriched_orders");
        row("dead letter of the transform", Hop::DeadLettered, "raw_orders.dlq");
        row("dead letter of the loader", Hop::DeadLettered, "enriched_orders");
        row("filtered", Hop::Filtered, "raw_orders.filtered");
        row("taken by the loader", Hop::LoadTaken, "enriched_orders");
        row("stored", Hop::Stored, "enriched_orders");
    }
    void toHop_namesAnEdgeOfTheGraph()
    {
        QFETCH(int, hop);
        QFETCH(QString, topic);
        Scene scene;
        for (const char *aside : {"raw_orders.dlq", "raw_orders.filtered", "enriched_orders.dlq"})
            scene.range(journal::EventKind::Acked, aside, 0, 0, 0);
        const auto moved = toHop(record(static_cast<journal::Hop>(hop), topic.toLatin1().constData(), 1, 7));
        QVERIFY(moved.has_value());
        const FlowGraph graph = scene.graph();
        const bool known = std::any_of(graph.edges.begin(), graph.edges.end(),
                                       [&](const Edge &edge) { return edge.id == moved->edge; });
        QVERIFY2(known, qPrintable(moved->edge));
        QCOMPARE(moved->offset, 7);
    }

    void toHop_exactEvent_movesNothing()
    {
        journal::Event e;
        e.kind = journal::EventKind::Acked;
        QVERIFY(!toHop(e).has_value());
        QVERIFY(!toHop(record(journal::Hop::Produced, "raw_orders", 0, -1)).has_value());
    }
};

PK_TEST(TestFlowBuilder)
#include "tst_flow_builder.moc"
