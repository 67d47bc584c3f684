#include "cdc/campus_history.h"
#include "cdc/store.h"
#include "pipeline_fixture.h"

#include <map>

// The bridge with a real broker: change events in, records of the raw topics out, whatever dies in between.

using namespace pk;
using namespace pk::test;

namespace {

class CdcBench : public Bench
{
public:
    QString storePath() const { return folder.filePath(QStringLiteral("bridge.db")); }
    pipeline::PipelineOptions bridgeOptions() const
    {
        pipeline::PipelineOptions o = options();
        o.bridgePath = storePath();
        return o;
    }
    std::unique_ptr<Pipeline> make(pipeline::PipelineOptions o, CrashPlan &plan)
    {
        return std::make_unique<Pipeline>(std::move(o), *backend, *journal, clock, plan, monotonicUs());
    }
    Result<void> makeTopics(int partitions = 2) const
    {
        for (const std::string &topic : cdcTopicsOf(Dataset::Orders)) {
            if (auto made = backend->createTopic({topic, partitions, 0, {}}); !made)
                return made;
        }
        return {};
    }
    /// Sends the logs, items before orders or the other way round.
    Result<void> send(const CampusHistory &history, bool itemsFirst) const
    {
        auto producer = broker::Producer::create(broker::producerConfig(backend->info(), "maxwell", 5), {});
        if (!producer)
            return producer.error();
        std::vector<std::vector<RowEvent>> logs = history.logs();
        if (itemsFirst)
            std::reverse(logs.begin(), logs.end());
        for (const auto &log : logs) {
            for (const RowEvent &event : log) {
                broker::Headers none;
                broker::ProduceRequest request;
                request.topic = event.topic;
                request.partition = event.partition;
                request.key = "{}";
                request.value = event.value;
                if (auto sent = (*producer)->produce(request, none); !sent)
                    return sent;
            }
        }
        return (*producer)->flush(60'000);
    }
    /// What is wrong with the warehouse; empty when it has every order as it was at the end, and every
    /// version once.
    QString complaint(const CampusHistory &history) const
    {
        const auto text = [this](const std::string &sql) {
            const auto db = reader();
            auto query = db->prepare(sql);
            return query && *(*query)->step() ? QString::fromStdString(std::string((*query)->text(0)))
                                              : QString();
        };
        if (const auto found = number("SELECT count(*) FROM fact_orders");
            found != std::ssize(history.orders()))
            return QStringLiteral("%1 orders").arg(found);
        for (const auto &[id, order] : history.orders()) {
            const std::string where = " WHERE order_id = 'ORD-" + std::to_string(id) + "'";
            QString items;
            for (const auto &[line, qty] : order.items)
                items += QStringLiteral("%1:%2,").arg(line).arg(12'000 * std::stoi(qty));
            const QString expected = QStringLiteral("%1 %2 %3")
                                         .arg(order.version + (order.deleted ? 1 : 0))
                                         .arg(order.deleted ? QStringLiteral("cancelled")
                                                            : QString::fromStdString(order.status).toLower(),
                                              items);
            const QString found =
                text("SELECT version || ' ' || status || ' ' || (SELECT group_concat(line || ':' || "
                     "qty_e3 || ',', '') FROM (SELECT * FROM fact_order_items"
                     + where + " ORDER BY line)) FROM fact_orders" + where);
            if (found != expected)
                return QStringLiteral("ORD-%1: %2 instead of %3").arg(id).arg(found, expected);
        }
        const auto versions =
            number("SELECT count(*) FROM (SELECT DISTINCT entity_key, version FROM etl_audit)");
        if (versions != static_cast<std::int64_t>(history.versions()))
            return QStringLiteral("%1 versions instead of %2").arg(versions).arg(history.versions());
        return {};
    }
};

constexpr Pipeline::Parts kFromChanges{false, true, true, true, true};

} // namespace

class TestBridge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_becomeOrdersInTheWarehouse_data()
    {
        QTest::addColumn<bool>("itemsFirst");
        QTest::addRow("orders first") << false;
        QTest::addRow("items first") << true;
    }
    void changes_becomeOrdersInTheWarehouse()
    {
        QFETCH(const bool, itemsFirst);
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics());
        const CampusHistory history(11, 400);
        VERIFY_OK(bench.send(history, itemsFirst));
        auto pipeline = bench.Bench::make(bench.bridgeOptions());
        VERIFY_OK(runToEnd(*pipeline, kFromChanges));
        QCOMPARE(bench.complaint(history), QString());
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, static_cast<std::int64_t>(history.versions()));
        QCOMPARE(ledger->duplicateEvents, 0);
        QCOMPARE(ledger->foreign, 0);
        QVERIFY(pipeline->allAcked());
        QCOMPARE(bench.number(
                     "SELECT count(*) FROM fact_orders WHERE cdc_position LIKE 'producer.kampus.orders/%'"),
                 std::ssize(history.orders()));
    }

    void crash_losesAndDoublesNothing_data()
    {
        QTest::addColumn<int>("point");
        QTest::addColumn<qint64>("at");
        for (const CrashPoint point :
             {CrashPoint::BridgeTaken, CrashPoint::BridgeWritten, CrashPoint::BridgeEmitted}) {
            for (const qint64 at : {1, 300})
                QTest::addRow("%s@%lld", std::string(toString(point)).c_str(), at)
                    << static_cast<int>(point) << at;
        }
    }
    void crash_losesAndDoublesNothing()
    {
        QFETCH(const int, point);
        QFETCH(const qint64, at);
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics());
        const CampusHistory history(12, 400);
        VERIFY_OK(bench.send(history, at == 1));
        CrashPlan plan(CrashOrder{static_cast<CrashPoint>(point), at});
        auto options = bench.bridgeOptions();
        options.commitEvery = 100;
        auto pipeline = bench.make(std::move(options), plan);
        VERIFY_OK(runToEnd(*pipeline, kFromChanges));
        QCOMPARE(bench.events(journal::EventKind::Crash).size(), 1U);
        QCOMPARE(bench.complaint(history), QString());
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QVERIFY(point != static_cast<int>(CrashPoint::BridgeEmitted)
                || ledger->duplicateEvents + ledger->superseded > 0);
    }

    void topicsWithAnotherNumberOfPartitions_canBePausedAt()
    {
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics(1));
        auto options = bench.bridgeOptions();
        options.staticAssignment = false;
        auto pipeline = bench.Bench::make(std::move(options));
        VERIFY_OK(pipeline->start(kFromChanges));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        conductor.release();
        pipeline->stop();
    }

    void topicsWithMorePartitions_areReadWholeWithoutAGroup()
    {
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics(5)); // the pipeline's own topics have two
        for (const int partition : {0, 4})
            VERIFY_OK(bench.produce(
                {"producer.kampus.orders", partition}, "k",
                maxwell("orders", "insert", 8 + partition, true, orderRow(1 + partition, 1, 1, 0, "PAID"))));
        auto pipeline = bench.Bench::make(bench.bridgeOptions());
        VERIFY_OK(runToEnd(*pipeline, kFromChanges));
        QCOMPARE(pipeline->bridge()->bridged(), 2);
    }

    void rebalanceWhileEventsAreSent_sendsNoneTwice()
    {
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics());
        auto options = bench.bridgeOptions();
        options.staticAssignment = false;
        auto pipeline = bench.Bench::make(std::move(options));
        VERIFY_OK(pipeline->start({false, false, false, false, true}));
        QTRY_VERIFY(pipeline->bridge()->joined());
        QVERIFY(pipeline->setOnHold("bridge-0", true));
        for (int id = 1; id <= 20; ++id)
            VERIFY_OK(bench.produce({"producer.kampus.orders", 0}, "k",
                                    maxwell("orders", "insert", id, true, orderRow(id, 1, 1, 0, "PAID"))));
        // Nobody leads where they are sent, for as long as the group needs to rebalance.
        const std::vector<TopicPartition> raw{{"raw_orders", 0}, {"raw_orders", 1}};
        VERIFY_OK(bench.backend->setBrokerUp(3, false));
        for (const TopicPartition &partition : raw)
            VERIFY_OK(bench.backend->moveLeader(partition, 3));
        QVERIFY(pipeline->setOnHold("bridge-0", false));
        QTRY_VERIFY(pipeline->bridge()->bridged() > 0);
        broker::ConsumerSettings settings;
        settings.group = std::string(kBridgeGroup);
        settings.clientId = "another";
        auto another = broker::Consumer::create(broker::consumerConfig(bench.backend->info(), settings), {});
        VERIFY_OK(another);
        VERIFY_OK((*another)->subscribe(cdcTopicsOf(Dataset::Orders)));
        const auto revoked = [&] {
            (*another)->serve();
            return !bench.events(journal::EventKind::Revoked).empty();
        };
        QTRY_VERIFY(revoked());
        QCOMPARE(pipeline->bridge()->ackedCount(), 0); // it was in the middle of that
        for (const TopicPartition &partition : raw)
            VERIFY_OK(bench.backend->moveLeader(partition, 1));
        QTRY_VERIFY(pipeline->bridge()->ackedCount() > 0);
        pipeline->stop();
        QVERIFY(pipeline->allAcked());
        std::int64_t sent = 0;
        for (const TopicPartition &partition : raw)
            sent += std::ssize(bench.records(partition));
        QCOMPARE(sent, pipeline->bridge()->bridged());
    }

    void anotherStart_goesOnWhereTheStoreSays_andAnotherGroupTellsNothingNew()
    {
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics());
        const CampusHistory history(13, 100);
        VERIFY_OK(bench.send(history, false));
        std::size_t events = 0;
        for (const auto &log : history.logs())
            events += log.size();
        const auto runAs = [&bench](const std::string &group) {
            auto options = bench.bridgeOptions();
            options.bridgeGroup = group;
            auto pipeline = bench.Bench::make(std::move(options));
            const auto done = runToEnd(*pipeline, kFromChanges);
            return done ? pipeline->progress() : Progress{.bridged = -1};
        };
        QCOMPARE(runAs("kampus-bridge").bridged, static_cast<std::int64_t>(events));
        QCOMPARE(runAs("kampus-bridge").bridged, 0);
        const Progress again = runAs("another");
        QCOMPARE(again.bridged, static_cast<std::int64_t>(events));
        QCOMPARE(again.acked, 0);
        QCOMPARE(bench.complaint(history), QString());
    }

    void rowThatComesAgain_isSaidToBePassedOver()
    {
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics());
        const TopicPartition orders{"producer.kampus.orders", 1};
        const std::string row = maxwell("orders", "insert", 8, true, orderRow(1, 1, 1, 0, "PAID"));
        VERIFY_OK(bench.produce(orders, "k", row));
        VERIFY_OK(bench.produce(orders, "k", row));
        auto pipeline = bench.Bench::make(bench.bridgeOptions());
        VERIFY_OK(runToEnd(*pipeline, kFromChanges));
        QCOMPARE(pipeline->bridge()->ackedCount(), 1);
        pipeline.reset(); // the journal has all
        const auto told = bench.events(journal::EventKind::PassedOver);
        QCOMPARE(told.size(), 1U);
        QCOMPARE(told[0].topic, orders.topic);
        QCOMPARE(told[0].group, std::string(kBridgeGroup));
        QVERIFY(told[0].first == 1 && told[0].last == 1 && told[0].count == 1);
    }

    void garbage_isSetAsideWithItsReason()
    {
        CdcBench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.makeTopics());
        const TopicPartition orders{"producer.kampus.orders", 1};
        VERIFY_OK(bench.produce(orders, "k", "no JSON", {{"h", "v"}}));
        VERIFY_OK(bench.produce(orders, "k", maxwell("notes", "insert", 7, true, "\"id\":1")));
        VERIFY_OK(
            bench.produce(orders, "k", maxwell("orders", "insert", 8, true, orderRow(1, 1, 1, 0, "PAID"))));
        PipelineOptions options = bench.bridgeOptions();
        options.sampleEvery = 1;
        auto pipeline = bench.Bench::make(std::move(options));
        VERIFY_OK(runToEnd(*pipeline, kFromChanges));
        QCOMPARE(pipeline->bridge()->refused(), 1);
        QCOMPARE(pipeline->bridge()->bridged(), 3); // the one of another table makes nothing
        QCOMPARE(pipeline->bridge()->ackedCount(), 1);
        const auto letters = bench.records({"producer.kampus.orders.dlq", 1});
        QCOMPARE(letters.size(), 1U);
        QCOMPARE(letters[0].value, std::string("no JSON"));
        QCOMPARE(letters[0].headers.at("h"), std::string("v"));
        QCOMPARE(letters[0].headers.at("__connect.errors.topic"), std::string("producer.kampus.orders"));
        QCOMPARE(letters[0].headers.at("__connect.errors.offset"), std::string("0"));
        QCOMPARE(letters[0].headers.at("__connect.errors.stage"), std::string("EXTRACT"));
        QCOMPARE(letters[0].headers.at("__connect.errors.exception.class.name"),
                 std::string("pk.transform.InvalidJson"));
        pipeline.reset(); // the journal has all
        int told = 0;
        std::map<std::int64_t, std::string> taken;
        for (const journal::Event &event : bench.events(journal::EventKind::Record)) {
            told +=
                event.hop == journal::Hop::DeadLettered && event.topic == orders.topic && event.first == 0;
            if (event.hop == journal::Hop::LoadTaken && event.topic == orders.topic)
                taken[event.first] = event.text;
        }
        QCOMPARE(told, 1);
        // Change events have no header that tells what has happened: Maxwell's own word does.
        QCOMPARE(taken, (std::map<std::int64_t, std::string>{{0, ""}, {1, "insert"}, {2, "insert"}}));
    }
};

PK_TEST(TestBridge)
#include "tst_bridge.moc"
