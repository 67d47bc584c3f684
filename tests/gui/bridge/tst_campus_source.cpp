// The campus database as the window's source: change capture, bridge, and the other ways to read it.

#include "base/sql.h"
#include "bridge/step_done.h"
#include "controller_fixture.h"

#include <algorithm>
#include <set>

using namespace pk;
using namespace pk::gui;
using pk::test::Bed;

namespace {

SourceChoice choiceOf(SourceChoice::Kind kind)
{
    SourceChoice choice;
    choice.kind = kind;
    return choice;
}

std::unique_ptr<Bed> campusBed(std::int64_t ratePerSecond = 20)
{
    return std::make_unique<Bed>([ratePerSecond](SessionOptions &options) {
        options.source = firstSource();
        options.ratePerSecond = ratePerSecond;
    });
}

/// Of the campus's own file.
std::int64_t inCampus(const Bed &bed, std::string_view sql)
{
    auto db = openSqlite(bed.folder.filePath(QStringLiteral("kampus.db")), OpenMode::ReadOnly);
    const auto number = db ? queryInteger(**db, sql) : Result<std::int64_t>(db.error());
    return number ? *number : -1;
}

std::string textIn(const QString &file, std::string_view sql)
{
    auto db = openSqlite(file, OpenMode::ReadOnly);
    if (!db)
        return {};
    auto statement = (*db)->prepare(sql);
    if (!statement || !*(*statement)->step())
        return {};
    return std::string((*statement)->text(0));
}

bool hasNode(const FlowGraph &graph, const char *id)
{
    return std::any_of(graph.nodes.begin(), graph.nodes.end(),
                       [id](const Node &node) { return node.id == QLatin1String(id); });
}

int hopsInto(const Bed &bed, const QString &begin, const QString &end = {})
{
    int sum = 0;
    for (const auto &[edge, count] : bed.hops) {
        if (edge.startsWith(begin) && edge.endsWith(end))
            sum += count;
    }
    return sum;
}

} // namespace

class TestCampusSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void campus_anOrdersStoryLeadsFromItsRowToTheWarehouse()
    {
        const auto bed = campusBed();
        bed->controller->start();
        QTRY_VERIFY(bed->loaded() >= 30);
        const pipeline::Progress progress = bed->run().progress;
        QVERIFY(progress.inserts > 0 && progress.updates > 0);
        QVERIFY(progress.transactions > 0);
        QVERIFY(bed->run().firstAckUs > 0);
        qInfo("first change event acknowledged after %lld ms",
              static_cast<long long>(bed->run().firstAckUs / 1000));
        // What moved is what the journal told, on the edges of this picture.
        QVERIFY(hopsInto(*bed, QStringLiteral("campus>source")) > 0);
        QVERIFY(hopsInto(*bed, QStringLiteral("source>topic:producer.kampus.orders/")) > 0);
        QVERIFY(hopsInto(*bed, QStringLiteral("source>topic:producer.kampus.order_items/")) > 0);
        QVERIFY(hopsInto(*bed, QStringLiteral("topic:producer.kampus."), QStringLiteral(">bridge")) > 0);
        QVERIFY(hopsInto(*bed, QStringLiteral("bridge>topic:raw_orders/")) > 0);
        QCOMPARE(hopsInto(*bed, QStringLiteral("source>topic:raw_orders")), 0);
        // Nobody else has written: what the capture published is known as ours.
        for (const auto &[partition, log] : bed->controller->snapshot()->state.partitions())
            QVERIFY2(log.observed.count() == 0, partition.topic.c_str());
        VERIFY_CLEAN_END(*bed);

        QVERIFY(bed->number("SELECT count(*) FROM fact_orders") > 0);
        const QString warehouse = bed->folder.filePath(QStringLiteral("warehouse.db"));
        const std::string order =
            textIn(warehouse,
                   "SELECT order_id FROM fact_orders WHERE status <> 'CANCELLED' ORDER BY order_id LIMIT 1");
        QVERIFY(!order.empty());
        const std::string where = " WHERE order_id = '" + order + "'";
        QCOMPARE(bed->number("SELECT version FROM fact_orders" + where),
                 inCampus(*bed, "SELECT version FROM orders" + where));
        QCOMPARE(bed->number("SELECT item_count FROM fact_orders" + where),
                 inCampus(*bed, "SELECT item_count FROM orders" + where));
        QVERIFY(textIn(warehouse, "SELECT cdc_position FROM fact_orders" + where)
                    .starts_with("producer.kampus.orders/"));
        QCOMPARE(textIn(warehouse, "SELECT raw_topic FROM fact_orders" + where), std::string("raw_orders"));
        QVERIFY(bed->failures.isEmpty());
    }

    void campus_goesOnWhereItStopped_whenItIsOpenedAgain()
    {
        QTemporaryDir folder;
        std::int64_t orders = 0;
        for (int life = 0; life < 2; ++life) {
            Bed bed([&](SessionOptions &options) {
                options.source = firstSource();
                options.ratePerSecond = 40;
                options.dataFolder = folder.path();
            });
            bed.controller->start();
            QTRY_VERIFY(bed.loaded() >= 20);
            VERIFY_CLEAN_END(bed);
            auto db = openSqlite(folder.filePath(QStringLiteral("warehouse.db")), OpenMode::ReadOnly);
            QVERIFY(db);
            const std::int64_t now = *queryInteger(**db, "SELECT count(*) FROM fact_orders");
            QVERIFY2(now > orders, qPrintable(QString::number(now)));
            QCOMPARE(*queryInteger(**db, "SELECT count(*) - count(DISTINCT order_id) FROM fact_orders"), 0);
            orders = now;
        }
    }

    /// A broker that died has taken changes with it that nobody had read.
    void changesThatWentWithTheBroker_areToldByABootstrapOnTheNext()
    {
        QTemporaryDir folder;
        const auto live = [&folder](const std::function<void(Bed &)> &look) {
            Bed bed([&](SessionOptions &options) {
                options.source = firstSource();
                options.ratePerSecond = 40;
                options.dataFolder = folder.path();
            });
            bed.controller->start();
            QTRY_VERIFY(bed.loaded() >= 20);
            look(bed);
            VERIFY_CLEAN_END(bed);
        };
        live([](Bed &) {});
        auto campus = openSqlite(folder.filePath(QStringLiteral("kampus.db")));
        QVERIFY(campus);
        QVERIFY((*campus)->exec("UPDATE orders SET version = version + 1, channel = 'hilang' WHERE id = "
                                "(SELECT min(id) FROM orders)"));
        QVERIFY((*campus)->exec("UPDATE cdc_state SET published = (SELECT max(seq) FROM cdc_log)"));
        const QString warehouse = folder.filePath(QStringLiteral("warehouse.db"));
        live([&warehouse](Bed &) {
            QTRY_COMPARE(textIn(warehouse, "SELECT count(*) FROM fact_orders WHERE channel = 'hilang'"),
                         std::string("1"));
        });
        QCOMPARE(*queryInteger(**campus, "SELECT count(*) FROM cdc_bootstrap WHERE table_name = 'orders'"),
                 1);
        live([](Bed &) {}); // nothing was lost this time
        QCOMPARE(*queryInteger(**campus, "SELECT count(*) FROM cdc_bootstrap WHERE table_name = 'orders'"),
                 1);
    }

    /// Whichever was there first: the numbers of the other one are not gone on with.
    void generatorAfterTheCampus_overwritesNoneOfItsOrders()
    {
        QTemporaryDir folder;
        const auto open = [&](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 40;
            options.dataFolder = folder.path();
        };
        Bed first(open);
        first.controller->start();
        QTRY_VERIFY(first.loaded() >= 20);
        VERIFY_CLEAN_END(first);
        Bed again(open);
        again.controller->start();
        QTRY_VERIFY(again.loaded() >= 20);
        again.controller->setSource(choiceOf(SourceChoice::Kind::Generator));
        QTRY_VERIFY(again.run().source.kind == SourceChoice::Kind::Generator);
        const std::int64_t before = again.loaded();
        QTRY_VERIFY(again.loaded() > before + 40);
        VERIFY_CLEAN_END(again);
        auto db = openSqlite(folder.filePath(QStringLiteral("warehouse.db")), OpenMode::ReadOnly);
        QVERIFY(db);
        QVERIFY(*queryInteger(**db, "SELECT count(*) FROM fact_orders WHERE order_id >= 'ORD-10000000'") > 0);
        QVERIFY(*queryInteger(**db, "SELECT count(*) FROM fact_orders WHERE order_id < 'ORD-10000000'") > 0);
        QCOMPARE(*queryInteger(**db,
                               "SELECT count(*) FROM fact_orders WHERE (order_id < 'ORD-10000000') <> "
                               "(cdc_position IS NULL)"),
                 0);
    }

    void generatorToCampusAndBack_whileItRuns()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 20; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 5);
        QVERIFY(bed.statusOf("bridge-0") == pipeline::StageStatus::Idle); // there is none
        bed.controller->setSource(firstSource());
        QTRY_VERIFY(hopsInto(bed, QStringLiteral("bridge>topic:raw_orders/")) >= 5);
        QVERIFY(bed.run().source.kind == SourceChoice::Kind::Campus);
        const std::int64_t before = bed.acked();
        bed.controller->setSource(choiceOf(SourceChoice::Kind::Generator));
        QTRY_VERIFY(bed.run().source.kind == SourceChoice::Kind::Generator);
        QTRY_VERIFY(bed.acked() > before + 10);
        QVERIFY(bed.run().progress.ackedOfSource > 0);
        QVERIFY(bed.run().progress.ackedOfSource
                <= bed.acked() - 10); // the first generator's and the bridge's
        VERIFY_CLEAN_END(bed);
        QVERIFY(bed.failures.isEmpty());
    }

    void pausedCampus_doesATransactionForEachStep()
    {
        const auto bed = campusBed(4);
        bed->controller->start();
        QTRY_VERIFY(bed->loaded() >= 2);
        bed->controller->pause();
        QTRY_VERIFY(bed->controller->state() == RunState::Paused);
        const std::int64_t before = inCampus(*bed, "SELECT transactions FROM shop_progress");
        const std::int64_t rows = bed->number("SELECT count(*) FROM etl_audit");
        std::vector<StepDone> steps;
        connect(bed->controller.get(), &Controller::stepped, bed->controller.get(),
                [&steps](const StepDone &step) { steps.push_back(step); });
        std::set<StageKind> stages;
        // Which of the possible hops is done is left to chance.
        const auto allHaveWorked = [&] {
            return stages.contains(StageKind::Bridge)
                && inCampus(*bed, "SELECT transactions FROM shop_progress") > before
                && bed->number("SELECT count(*) FROM etl_audit") > rows;
        };
        for (int i = 0; i < 200 && !allHaveWorked(); ++i) {
            const auto count = steps.size();
            bed->controller->stepHop();
            QTRY_VERIFY(steps.size() > count);
            QVERIFY2(steps.back().anythingLeft, qPrintable(stepText(steps.back())));
            stages.insert(steps.back().stage);
        }
        QVERIFY(allHaveWorked());
        bed->controller->play();
        VERIFY_CLEAN_END(*bed);
        QVERIFY(bed->failures.isEmpty());
    }

    void poison_goesWhereTheCaptureWrites_andTheBridgePutsItAside()
    {
        const auto bed = campusBed();
        bed->controller->start();
        QTRY_VERIFY(bed->loaded() >= 2);
        bed->controller->poison();
        QTRY_VERIFY(hasNode(bed->controller->flow(), "topic:producer.kampus.orders.dlq"));
        VERIFY_CLEAN_END(*bed);
    }

    void otherSources_reachTheWarehouse_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("polling") << static_cast<int>(SourceChoice::Kind::Polling);
        QTest::newRow("rest") << static_cast<int>(SourceChoice::Kind::Rest);
    }
    void otherSources_reachTheWarehouse()
    {
        QFETCH(int, kind);
        Bed bed([kind](SessionOptions &options) {
            options.source = choiceOf(static_cast<SourceChoice::Kind>(kind));
            options.ratePerSecond = 40;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 10);
        const FlowGraph graph = bed.controller->flow();
        QVERIFY(hasNode(graph, "campus"));
        QVERIFY(!hasNode(graph, "bridge"));
        VERIFY_CLEAN_END(bed);
        QVERIFY(bed.number("SELECT count(*) FROM fact_orders") > 0);
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
    }

    void campusBesideASource_thatCannotWork_saysSoAndGoesOnByItself()
    {
        Bed bed([](SessionOptions &options) {
            options.source = choiceOf(SourceChoice::Kind::Polling);
            options.ratePerSecond = 40;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 10);
        const auto change = [&bed](std::string_view sql) {
            auto db = openSqlite(bed.folder.filePath(QStringLiteral("kampus.db")));
            return db && (*db)->exec(sql);
        };
        QTRY_VERIFY(change("CREATE TRIGGER IF NOT EXISTS refuse BEFORE UPDATE ON shop_progress "
                           "BEGIN SELECT RAISE(ABORT, 'refused by a trigger'); END"));
        const auto campus = [&bed] {
            const FlowGraph graph = bed.controller->flow();
            return *std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                 [](const Node &node) { return node.id == flow_id::campus; });
        };
        QTRY_VERIFY(campus().status == NodeStatus::Retrying
                    && campus().reason.contains(QStringLiteral("refused by a trigger")));
        const std::int64_t before = bed.loaded();
        QTRY_VERIFY(change("DROP TRIGGER IF EXISTS refuse"));
        QTRY_VERIFY(campus().status == NodeStatus::Running && bed.loaded() > before + 20);
        VERIFY_CLEAN_END(bed);
    }

    /// At another address its objects would be other events, and a naive mode would store them twice.
    void campusApi_keepsItsAddress_whenTheRunBeginsAnew()
    {
        Bed bed([](SessionOptions &options) {
            options.source = choiceOf(SourceChoice::Kind::Rest);
            options.ratePerSecond = 40;
        });
        QSignalSpy changed(bed.controller.get(), &Controller::semanticsChanged);
        QSignalSpy sources(bed.controller.get(), &Controller::sourceChanged);
        const auto addresses = [&] { // of which a position is kept
            auto db = openSqlite(bed.folder.filePath(QStringLiteral("positions.db")), OpenMode::ReadOnly);
            const auto count = db
                ? queryInteger(**db, "SELECT count(*) FROM source_owners WHERE source LIKE '% rest %'")
                : Result<std::int64_t>(db.error());
            return count ? *count : -1;
        };
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 10);
        QCOMPARE(addresses(), 1);
        bed.controller->setSemantics(Semantics::AtLeastOnce);
        QTRY_VERIFY2(changed.count() == 1, qPrintable(bed.failures.join(u'\n')));
        QTRY_VERIFY(bed.run().incarnation == 2 && bed.loaded() >= 10);
        QCOMPARE(addresses(), 1);
        bed.controller->setDataset(extract::GeneratedDatasets::Both);
        QTRY_VERIFY2(sources.count() == 1, qPrintable(bed.failures.join(u'\n')));
        const std::int64_t acked = bed.acked();
        QTRY_VERIFY(bed.acked() >= acked + 10);
        QCOMPARE(addresses(), 1);
        VERIFY_CLEAN_END(bed);
        QCOMPARE(bed.number("SELECT count(*) FROM (SELECT 1 FROM fact_orders GROUP BY order_id, version "
                            "HAVING count(*) > 1)"),
                 0);
    }

    void topic_thatIsNotThere_isRefusedInWords_andOneThatIsIsRead()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 20; });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        SourceChoice topic = choiceOf(SourceChoice::Kind::Topic);
        topic.topic = QStringLiteral("orders_from_outside");
        bed.controller->setSource(topic);
        QTRY_VERIFY(!bed.failures.isEmpty());
        QVERIFY2(bed.failures.front().contains(topic.topic), qPrintable(bed.failures.front()));
        QVERIFY(bed.controller->source().kind == SourceChoice::Kind::Generator);

        HandMade order;
        order.topic = topic.topic.toStdString();
        order.key = "ORD-OUTSIDE-1";
        order.value =
            R"({"event_id":"018c0000-0000-7000-8000-000000000001","event_type":"order.created",)"
            R"("order_id":"ORD-OUTSIDE-1","version":1,"occurred_at":"2025-11-20T10:42:07.918+07:00",)"
            R"("customer":{"id":"MHS-231045","name":"Budi S.","email":"budi@kampus.ac.id",)"
            R"("city":"Malang"},"channel":"web","status":"PAID","currency":"IDR","items":[)"
            R"({"line":1,"sku":"ATK-014","name":"Pensil","qty":2,"unit":"pcs","price":1500,)"
            R"("discount":0}],"ordered_at":"2025-11-20T10:40:00+07:00"})";
        bed.controller->produceRecord(order);
        bed.failures.clear();
        QTRY_VERIFY([&] {
            bed.failures.clear();
            bed.controller->setSource(topic);
            return QTest::qWaitFor([&] { return bed.run().source.kind == SourceChoice::Kind::Topic; }, 3'000);
        }());
        QTRY_COMPARE(bed.number("SELECT count(*) FROM fact_orders WHERE order_id = 'ORD-OUTSIDE-1'"), 1);
        VERIFY_CLEAN_END(bed);
    }

    void journalledSource_isReadAsItWasWritten_data()
    {
        QTest::addColumn<int>("kind");
        for (const auto kind :
             {SourceChoice::Kind::Generator, SourceChoice::Kind::Csv, SourceChoice::Kind::Campus,
              SourceChoice::Kind::Polling, SourceChoice::Kind::Rest, SourceChoice::Kind::Topic})
            QTest::newRow(toJournal(choiceOf(kind)).c_str()) << static_cast<int>(kind);
    }
    void journalledSource_isReadAsItWasWritten()
    {
        QFETCH(int, kind);
        SourceChoice choice = choiceOf(static_cast<SourceChoice::Kind>(kind));
        choice.file = QStringLiteral("/data/my orders.csv");
        choice.url = QStringLiteral("http://127.0.0.1:8000/x");
        choice.topic = QStringLiteral("orders_from_outside");
        choice.pollById = true;
        SourceChoice read;
        readJournalled(toJournal(choice), read);
        QVERIFY(read.kind == choice.kind);
        QCOMPARE(toJournal(read), toJournal(choice));
    }
};

PK_TEST(TestCampusSource)
#include "tst_campus_source.moc"
