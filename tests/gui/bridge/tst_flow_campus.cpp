// The part of the diagram that belongs to the campus database, and what moves in it.

#include "bridge/flow_source.h"
#include "flow_scene.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

/// A scene whose source is the campus database.
class CampusScene : public Scene
{
public:
    CampusScene()
    {
        run.source.kind = SourceChoice::Kind::Campus;
        run.bridgeGroup = kBridgeGroup;
        run.campusDatabase = QStringLiteral("/data/kampus.db");
        member(StageKind::Bridge, "bridge-0", pipeline::StageStatus::Running, true);
    }
};

const Edge *edgeNamed(const FlowGraph &graph, const char *id)
{
    const auto found = std::find_if(graph.edges.begin(), graph.edges.end(),
                                    [id](const Edge &edge) { return edge.id == QLatin1String(id); });
    return found == graph.edges.end() ? nullptr : &*found;
}

bool hasEdge(const FlowGraph &graph, const char *id)
{
    return edgeNamed(graph, id) != nullptr;
}

journal::Event record(journal::Hop hop, const char *topic, const char *member, const char *text)
{
    journal::Event e;
    e.kind = journal::EventKind::Record;
    e.hop = hop;
    e.topic = topic;
    e.partition = 1;
    e.first = e.last = 7;
    e.member = member;
    e.text = text;
    return e;
}

} // namespace

class TestFlowCampus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void build_theWholeFlow_fromTheDatabaseToTheWarehouse()
    {
        const FlowGraph graph = CampusScene().graph();
        const std::pair<QString, int> columns[] = {{flow_id::campus, 0},
                                                   {flow_id::source, 0},
                                                   {QStringLiteral("topic:producer.kampus.orders"), 1},
                                                   {QStringLiteral("topic:producer.kampus.order_items"), 1},
                                                   {flow_id::bridge, 2},
                                                   {QStringLiteral("topic:raw_orders"), 2},
                                                   {flow_id::transform, 3},
                                                   {QStringLiteral("topic:enriched_orders"), 4},
                                                   {QStringLiteral("group:kampus-loader"), 5},
                                                   {flow_id::warehouse, 5}};
        for (const auto &[id, column] : columns) {
            QVERIFY2(find(graph, id), qPrintable(id));
            QCOMPARE(find(graph, id)->column, column);
        }
        QVERIFY(find(graph, flow_id::campus)->row < find(graph, flow_id::source)->row);
        QVERIFY(find(graph, flow_id::bridge)->row < find(graph, QStringLiteral("topic:raw_orders"))->row);
        // The window must say that it is none of the real ones.
        QVERIFY(find(graph, flow_id::source)->title.contains(QLatin1String("emulated")));
        std::set<QString> ids;
        for (const Edge &edge : graph.edges) {
            QVERIFY2(ids.insert(edge.id).second, qPrintable(edge.id));
            QVERIFY2(find(graph, edge.from) && find(graph, edge.to), qPrintable(edge.id));
        }
    }

    void build_onAServer_namesMaxwellAndTheDatabase_andWhatMaxwellDoes()
    {
        CampusScene scene;
        scene.run.source.database = QStringLiteral("mysql://kampus@db.example:3306/kampus");
        scene.run.campusDatabase = scene.run.source.database;
        scene.run.progress.published = 1'234;
        std::set<QString> subtitles;
        for (const auto state : {kampus::CaptureState::Starting, kampus::CaptureState::Bootstrapping,
                                 kampus::CaptureState::Running}) {
            scene.run.progress.capture = state;
            subtitles.insert(find(scene.graph(), flow_id::source)->subtitle);
        }
        QCOMPARE(subtitles.size(), std::size_t{3});
        const FlowGraph graph = scene.graph();
        QCOMPARE(find(graph, flow_id::campus)->subtitle, QStringLiteral("db.example:3306/kampus"));
        QCOMPARE(find(graph, flow_id::source)->title, QStringLiteral("Maxwell"));
        QCOMPARE(find(graph, flow_id::source)->facts.back().value, QStringLiteral("1,234"));
        scene.run.source.kind = SourceChoice::Kind::Polling;
        QCOMPARE(find(scene.graph(), flow_id::campus)->subtitle, QStringLiteral("db.example:3306/kampus"));
    }

    void build_withAnotherSource_hasNoCaptureAndNoBridge()
    {
        CampusScene scene;
        scene.run.source.kind = SourceChoice::Kind::Generator;
        const FlowGraph graph = scene.graph();
        for (const char *id : {"campus", "bridge", "topic:producer.kampus.orders"})
            QVERIFY2(!find(graph, QLatin1String(id)), id);
        QVERIFY(hasEdge(graph, "source>topic:raw_orders/0"));
    }

    void build_sourceTellsOfItsOwnRecords_notOfThoseBeforeIt()
    {
        Scene scene;
        scene.run.progress.acked = 38'458;
        scene.run.progress.ackedOfSource = 830;
        QCOMPARE(find(scene.graph(), flow_id::source)->facts.back().value, QStringLiteral("830"));
    }

    void build_pollingAndTheCampussOwnApi_standBelowTheDatabase()
    {
        for (const auto kind : {SourceChoice::Kind::Polling, SourceChoice::Kind::Rest}) {
            Scene scene;
            scene.run.source.kind = kind;
            const FlowGraph graph = scene.graph();
            QVERIFY(find(graph, flow_id::campus));
            QCOMPARE(find(graph, flow_id::source)->row, 1);
            QVERIFY(hasEdge(graph, "campus>source"));
        }
        Scene scene;
        scene.run.source.kind = SourceChoice::Kind::Rest;
        scene.run.source.url = QStringLiteral("http://api.example/");
        QVERIFY(!find(scene.graph(), flow_id::campus));
    }

    void build_captureCountsItsChanges_andTheBridgeWhatItHoldsBack()
    {
        CampusScene scene;
        scene.run.progress.inserts = 11;
        scene.run.progress.updates = 5;
        scene.run.progress.deletes = 2;
        scene.run.progress.waitingOrders = 3;
        const FlowGraph graph = scene.graph();
        const auto &facts = find(graph, flow_id::source)->facts;
        QCOMPARE(facts.size(), std::size_t(3));
        QVERIFY(facts[0].operation == Operation::Insert && facts[0].value == QLatin1String("11"));
        QVERIFY(facts[1].operation == Operation::Update && facts[1].value == QLatin1String("5"));
        QVERIFY(facts[2].operation == Operation::Delete && facts[2].value == QLatin1String("2"));
        QCOMPARE(find(graph, flow_id::bridge)->facts.front().value, QStringLiteral("3"));
        QVERIFY(waitingText(scene.run.progress).contains(QLatin1Char('3')));
        QVERIFY(waitingText({}).isEmpty());
    }

    void build_anItemBeforeItsOrder_isCountedByTheBridge()
    {
        CampusScene scene;
        scene.run.progress.waitingItems = 1;
        const Fact fact = find(scene.graph(), flow_id::bridge)->facts.front();
        QCOMPARE(fact.value, QStringLiteral("1"));
        QVERIFY2(fact.label.contains(QLatin1String("order")), qPrintable(fact.label));
        QVERIFY(waitingText(scene.run.progress).contains(QLatin1String("order")));
    }

    void build_changesThatNobodyCouldPublish_waitBetweenDatabaseAndCapture()
    {
        CampusScene scene;
        scene.run.progress.unpublished = 75;
        const FlowGraph graph = scene.graph();
        QCOMPARE(edgeNamed(graph, "campus>source")->buffered, 75);
        QVERIFY(!edgeNamed(graph, "campus>source")->backPressure); // they are under way
        scene.condition(journal::EventKind::Error, "source-0", "broker", "No broker answers.");
        const FlowGraph without = scene.graph();
        QVERIFY(edgeNamed(without, "campus>source")->backPressure);
        QVERIFY2(find(without, flow_id::source)->reason.contains(QStringLiteral("75")),
                 qPrintable(find(without, flow_id::source)->reason));
    }

    void build_deadLettersOfTheBridge_areShownOnceThereAreSome()
    {
        CampusScene scene;
        const QString dead = QStringLiteral("topic:producer.kampus.orders.dlq");
        QVERIFY(!find(scene.graph(), dead));
        scene.range(journal::EventKind::Acked, "producer.kampus.orders.dlq", 0, 0, 0);
        const FlowGraph graph = scene.graph();
        QVERIFY(find(graph, dead)->compact);
        // Beside the raw topics, not below them: its edge would go behind them.
        QCOMPARE(find(graph, dead)->column, find(graph, flow_id::transform)->column);
        QVERIFY(hasEdge(graph, "bridge>topic:producer.kampus.orders.dlq"));
    }

    void toHop_data()
    {
        QTest::addColumn<int>("hop");
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("edge");
        const auto row = [](const char *name, journal::Hop hop, const char *topic, const char *member,
                            const char *edge) {
            QTest::newRow(name) << static_cast<int>(hop) << QString::fromLatin1(topic)
                                << QString::fromLatin1(member) << QString::fromLatin1(edge);
        };
        row("published", journal::Hop::Acked, "producer.kampus.orders", "source-0",
            "source>topic:producer.kampus.orders/1");
        row("taken by the bridge", journal::Hop::LoadTaken, "producer.kampus.orders", "bridge-0",
            "topic:producer.kampus.orders/1>bridge");
        row("joined", journal::Hop::Acked, "raw_orders", "bridge-0", "bridge>topic:raw_orders/1");
        row("generated", journal::Hop::Acked, "raw_orders", "source-0", "source>topic:raw_orders/1");
    }
    void toHop()
    {
        QFETCH(int, hop);
        QFETCH(QString, topic);
        QFETCH(QString, member);
        QFETCH(QString, edge);
        const auto made = gui::toHop(
            record(static_cast<journal::Hop>(hop), qPrintable(topic), qPrintable(member), "update"));
        QVERIFY(made);
        QCOMPARE(made->edge, edge);
        QVERIFY(made->operation == Operation::Update);
        QCOMPARE(made->offset, 7);
    }

    void toHop_whatTheBridgeRefused_goesFromItToTheDeadLetters()
    {
        const auto made =
            gui::toHop(record(journal::Hop::DeadLettered, "producer.kampus.orders", "bridge-0", ""));
        QVERIFY(made);
        QCOMPARE(made->edge, QStringLiteral("bridge>topic:producer.kampus.orders.dlq"));
        QVERIFY(made->operation == Operation::DeadLetter);
    }

    void toCapture_isWhatLeftTheDatabase_andNothingElse()
    {
        const auto captured =
            toCapture(record(journal::Hop::Acked, "producer.kampus.order_items", "source-0", "delete"));
        QVERIFY(captured);
        QCOMPARE(captured->edge, QStringLiteral("campus>source"));
        QVERIFY(captured->operation == Operation::Delete);
        QVERIFY(!toCapture(record(journal::Hop::Acked, "raw_orders", "bridge-0", "order.created")));
        // Of a person's own message nobody is named.
        QVERIFY(!toCapture(record(journal::Hop::Acked, "producer.kampus.orders", "", "")));
        QVERIFY(!toCapture(record(journal::Hop::LoadTaken, "producer.kampus.orders", "bridge-0", "")));
    }
};

PK_WINDOW_TEST(TestFlowCampus)
#include "tst_flow_campus.moc"
