// What the diagram says of a topic: its partitions, what it keeps, what holds its readers back.

#include "bridge/topic_stage.h"
#include "flow_scene.h"

#include <QTest>

#include <algorithm>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

class TestFlowTopics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void build_topicHasItsOwnPartitions_andThoseThatItGets()
    {
        Scene scene;
        scene.run.topicPartitions = std::make_shared<const std::map<std::string, int, std::less<>>>(
            std::map<std::string, int, std::less<>>{{"raw_orders", 4}, {"enriched_orders", 1}});
        const auto lanes = [](const FlowGraph &graph, const char *topic) {
            return find(graph, QLatin1String("topic:") + QLatin1String(topic))->lanes.size();
        };
        const FlowGraph before = scene.graph();
        QCOMPARE(lanes(before, "raw_orders"), 4U);
        QCOMPARE(lanes(before, "enriched_orders"), 1U);
        // The log watch finds more: somebody has added them.
        scene.range(journal::EventKind::LeaderMoved, "raw_orders", 5, 1, 1);
        const FlowGraph after = scene.graph();
        QCOMPARE(lanes(after, "raw_orders"), 6U);
        QCOMPARE(find(after, QStringLiteral("topic:raw_orders"))->subtitle, QStringLiteral("6 partitions"));
        const auto read = std::count_if(after.edges.begin(), after.edges.end(), [](const Edge &edge) {
            return edge.from == QLatin1String("topic:raw_orders") && edge.to == flow_id::transform;
        });
        QCOMPARE(read, 6);
    }

    void build_transformSaysHowManyStepsItHas_ofEachDatasetThatIsShown()
    {
        Scene scene;
        const auto steps = [&] {
            const FlowGraph graph = scene.graph();
            for (const Fact &fact : find(graph, flow_id::transform)->facts) {
                if (fact.label == QLatin1String("Steps"))
                    return fact.value;
            }
            return QString();
        };
        QCOMPARE(steps(), QString()); // nothing has told them yet
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities})
            scene.run.transforms[dataset] = *transform::Config::shipped(dataset);
        const auto count = [&](Dataset dataset) {
            return QString::number(scene.run.transforms.at(dataset)->stepNames().size());
        };
        QCOMPARE(steps(), count(Dataset::Orders));
        scene.range(journal::EventKind::Observed, "raw_activities", 0, 0, 0);
        QVERIFY(count(Dataset::Orders) != count(Dataset::Activities));
        QCOMPARE(steps(), count(Dataset::Orders) + QStringLiteral(" · ") + count(Dataset::Activities));
    }

    /// On a cluster that is kept, the log watch finds the topics of every run before.
    void build_leavesOutWhatOnlyEarlierRunsHaveWritten()
    {
        Scene scene;
        const auto isDrawn = [&](const char *topic) {
            return find(scene.graph(), QLatin1String("topic:") + QLatin1String(topic)) != nullptr;
        };
        const auto former = [&](const char *topic, std::string_view group) {
            scene.range(journal::EventKind::LogStart, topic, 0, 0, 99);
            if (!group.empty())
                scene.range(journal::EventKind::Committed, topic, 0, 100, 100, group);
        };
        former("raw_activities", kTransformGroup);
        former("enriched_activities", kLoaderGroup);
        former("raw_orders", kTransformGroup);
        for (const char *topic : {"raw_activities", "enriched_activities"})
            QVERIFY2(!isDrawn(topic), topic);
        QVERIFY(isDrawn("raw_orders") && isDrawn("enriched_orders")); // what the source brings
        // A person adds one by hand, or another program: then it is read, too.
        scene.range(journal::EventKind::Observed, "raw_activities", 0, 100, 100);
        QVERIFY(isDrawn("raw_activities") && isDrawn("enriched_activities"));
    }

    /// Another run on the same cluster, as after a change of the delivery semantics, has put nothing aside.
    void build_deadLettersStay_whileTheTopicHoldsThem()
    {
        Scene scene;
        const auto dead = [&] {
            return find(scene.graph(), QStringLiteral("topic:raw_orders.dlq")) != nullptr;
        };
        QVERIFY(!dead());
        scene.range(journal::EventKind::LogStart, "raw_orders.dlq", 0, 0, 209);
        QVERIFY(dead());
        QCOMPARE(find(scene.graph(), QStringLiteral("topic:raw_orders.dlq"))->kept, 210);
        scene.range(journal::EventKind::LogStart, "raw_orders.dlq", 0, 210, 209);
        QVERIFY(!dead());
    }

    /// The dataset before goes when its last record has come to its end, and not between two of them.
    void build_datasetThatIsNotChosen_staysWhileItFlows()
    {
        Scene scene;
        const auto isShown = [&] {
            const bool raw = find(scene.graph(), QStringLiteral("topic:raw_activities")) != nullptr;
            const bool enriched = find(scene.graph(), QStringLiteral("topic:enriched_activities")) != nullptr;
            return raw && enriched;
        };
        scene.range(journal::EventKind::Acked, "raw_activities", 0, 0, 9);
        QVERIFY(isShown());
        scene.range(journal::EventKind::Committed, "raw_activities", 0, 10, 10, kTransformGroup);
        QVERIFY(!isShown());
        scene.range(journal::EventKind::Acked, "enriched_activities", 0, 0, 9);
        QVERIFY(isShown());
        scene.range(journal::EventKind::Committed, "enriched_activities", 0, 10, 10, kLoaderGroup);
        QVERIFY(!isShown());
        std::vector<float> &past = scene.rates["enriched_activities"].history;
        past = {0, 4, 0};
        QVERIFY(isShown());
        past.insert(past.end(), 20, 0);
        QVERIFY(!isShown());
        scene.run.recorded = true; // of which everything is shown
        QVERIFY(isShown());
    }

    /// The same as on the Groups page, and as it was before a pause.
    void build_lateness_isThatOfTheOldestRecord()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "enriched_orders", 1, 0, 19);
        const auto level = [&] {
            return find(scene.graph(), QStringLiteral("topic:enriched_orders"))->lanes[1].level;
        };
        QCOMPARE(level(), LagLevel::Normal);
        auto courses = std::make_shared<GroupCourses>();
        auto &samples = (*courses)[std::string(kLoaderGroup)].partitions[{"enriched_orders", 1}].samples;
        samples = {{1'000'000, 20, 0, 0, false}};
        scene.courses = courses;
        scene.wallUs = 2'900'000;
        QCOMPARE(level(), LagLevel::Normal);
        scene.wallUs = 3'000'000;
        QCOMPARE(level(), LagLevel::Rising);
        scene.wallUs = 11'000'000;
        QCOMPARE(level(), LagLevel::Critical);
        samples.push_back({4'000'000, 20, 0, 0, true}); // paused since
        QCOMPARE(level(), LagLevel::Rising);
        samples.push_back({11'000'000, 20, 0, 7'000'000, false}); // and let on
        QCOMPARE(level(), LagLevel::Rising);
    }

    /// The run before has ended before it was read.
    void build_showsWhatIsLeftToRead()
    {
        Scene scene;
        scene.range(journal::EventKind::LogStart, "enriched_activities", 0, 0, 99);
        scene.range(journal::EventKind::Committed, "enriched_activities", 0, 60, 60, kLoaderGroup);
        QVERIFY(find(scene.graph(), QStringLiteral("topic:enriched_activities")) != nullptr);
    }

    void build_groupBehindAnOpenTransaction_saysSo()
    {
        Scene scene;
        scene.range(journal::EventKind::Acked, "enriched_orders", 1, 0, 19);
        scene.range(journal::EventKind::Committed, "enriched_orders", 1, 7, 7, kLoaderGroup);
        scene.run.openTransactions[{"enriched_orders", 1}] = 7;
        const auto loader = [&] {
            const FlowGraph graph = scene.graph();
            return *find(graph, flow_id::group(std::string(kLoaderGroup)));
        };
        QCOMPARE(loader().status, NodeStatus::Retrying);
        QVERIFY2(loader().reason.contains(QStringLiteral("enriched_orders P1, offset 7")),
                 qPrintable(loader().reason));
        scene.run.openTransactions.clear();
        QCOMPARE(loader().status, NodeStatus::Running);
    }

    /// Between two transactions lies a marker, which has an offset and is nobody's message.
    void build_countsMessagesAndNoMarkersOfTransactions()
    {
        Scene scene;
        for (const int first : {0, 3, 6}) {
            scene.range(journal::EventKind::Acked, "raw_orders.dlq", 0, first, first + 1);
            scene.range(journal::EventKind::Acked, "enriched_orders", 0, first, first + 1);
        }
        scene.range(journal::EventKind::Observed, "enriched_orders", 0, 9, 9);
        scene.range(journal::EventKind::LogStart, "raw_orders.dlq", 0, 0, 8);
        scene.range(journal::EventKind::LogStart, "enriched_orders", 0, 1, 9);
        const FlowGraph graph = scene.graph();
        const Node *dead = find(graph, QStringLiteral("topic:raw_orders.dlq"));
        QCOMPARE(dead->kept, 6);
        QVERIFY(!dead->keptAreOffsets);
        QCOMPARE(dead->facts.at(0).label, QStringLiteral("Messages kept"));
        QCOMPARE(find(graph, QStringLiteral("topic:enriched_orders"))->facts.at(0).value,
                 QStringLiteral("6"));
    }

    /// What lay there before the run may hold markers that nobody tells of.
    void build_whereTheRunKnowsNotAllOfTheLog_offsetsAreTold()
    {
        Scene scene;
        scene.range(journal::EventKind::LogStart, "raw_orders", 0, 0, 99);
        scene.range(journal::EventKind::Acked, "raw_orders", 0, 100, 109);
        const FlowGraph graph = scene.graph();
        const Node *raw = find(graph, QStringLiteral("topic:raw_orders"));
        QCOMPARE(raw->kept, 110);
        QVERIFY(raw->keptAreOffsets);
        QCOMPARE(raw->facts.at(0).label, QStringLiteral("Offsets kept"));
    }

    /// One function decides for the diagram, the list of topics and the inspector.
    void topic_hasTheColourOfItsStage()
    {
        for (const char *raw : {"raw_orders", "producer.kampus.orders", "producer.kampus.activities"})
            QVERIFY2(stageOf(raw) == Role::Raw, raw);
        QVERIFY(stageOf("enriched_activities") == Role::Enriched);
        QVERIFY(stageOf("warehouse_events") == Role::Consumer);
        for (const char *dead : {"raw_orders.dlq", "producer.kampus.orders.dlq"})
            QVERIFY2(stageOf(dead) == Role::DeadLetter, dead);
        for (const char *plain : {"raw_orders.filtered", "mine"})
            QVERIFY2(stageOf(plain) == Role::Plain, plain);
    }

    void filteredTopic_isNoDeadLetter()
    {
        Scene scene;
        for (const char *aside : {"raw_orders.dlq", "raw_orders.filtered"})
            scene.range(journal::EventKind::Acked, aside, 0, 0, 0);
        const FlowGraph graph = scene.graph();
        const auto node = [&](const char *topic) { return find(graph, flow_id::topic(topic)); };
        QVERIFY(node("raw_orders.dlq")->role == Role::DeadLetter);
        QVERIFY(node("raw_orders.filtered")->role == Role::Plain);
        QVERIFY(node("raw_orders.filtered")->icon != node("raw_orders.dlq")->icon);
        const auto edge = std::find_if(graph.edges.begin(), graph.edges.end(), [](const Edge &each) {
            return each.id == QLatin1String("transform>topic:raw_orders.filtered");
        });
        QVERIFY(edge != graph.edges.end() && edge->role == Role::Plain);
    }
};

PK_TEST(TestFlowTopics)
#include "tst_flow_topics.moc"
