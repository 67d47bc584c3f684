// What the verification believes: only what happened in this run, and nothing that a header merely says.

#include "pipeline_fixture.h"
#include "support/silent_cluster.h"

using namespace pk;
using namespace pk::test;

namespace {

/// Three orders, of which the second has a name longer than the warehouse takes: the loader refuses it.
class OrderWithALongName final : public extract::Source
{
public:
    explicit OrderWithALongName(std::unique_ptr<extract::Source> orders)
        : m_orders(std::move(orders))
    {
    }
    Result<bool> next(extract::SourceRecord &record) override
    {
        auto given = m_orders->next(record);
        if (given && *given && ++m_given == 2)
            record.value.replace(record.value.find(record.key), record.key.size(), std::string(300, 'x'));
        return given;
    }
    std::string_view name() const override { return m_orders->name(); }

private:
    std::unique_ptr<extract::Source> m_orders;
    int m_given = 0;
};

/// The logs of another cluster, but for one topic, which was made anew and is shorter now.
class MadeAnew final : public SilentCluster
{
public:
    MadeAnew(broker::ClusterBackend &cluster, std::string topic, std::int64_t end)
        : m_cluster(cluster)
        , m_topic(std::move(topic))
        , m_end(end)
    {
    }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        auto marks = m_cluster.watermarksOf(partitions);
        for (std::size_t i = 0; marks && i < partitions.size(); ++i) {
            if (partitions[i].topic == m_topic)
                (*marks)[i] = {0, m_end};
        }
        return marks;
    }

private:
    broker::ClusterBackend &m_cluster;
    const std::string m_topic;
    const std::int64_t m_end;
};

} // namespace

class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondRunOnTheSameBroker_isVerifiedForItself()
    {
        Bench bench;
        QVERIFY(bench.ready());
        for (const std::uint64_t seed : {7U, 8U}) {
            auto pipeline = bench.make(bench.options(generator(300, seed)));
            VERIFY_OK(runToEnd(*pipeline));
            const auto ledger = bench.ledgerOf(*pipeline);
            VERIFY_OK(ledger);
            QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
            QCOMPARE(ledger->acked, 300);
            QCOMPARE(ledger->foreign, 0);
            QCOMPARE(ledger->outOfOrder, 0);
        }
    }

    /// Somebody's crash hits a member wherever it is: what was written and not committed is written twice.
    void crashesOfAtLeastOnce_hitBetweenWriteAndCommit_too()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(1'000'000));
        options.semantics = Semantics::AtLeastOnce;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        const auto rows = [&bench] { return bench.number("select count(*) from fact_orders"); };
        const auto doubled = [&bench] {
            return bench.number("select count(*) - count(distinct event_id) from fact_orders") > 0;
        };
        // A member that crashes before it has written shows nothing: each time it has to be at work again.
        for (int crash = 0; crash < 20 && !doubled(); ++crash) {
            const std::int64_t before = rows();
            QTRY_VERIFY_WITH_TIMEOUT(rows() > before, 30'000);
            QVERIFY(pipeline->crashMember("load-0"));
            const std::int64_t then = rows();
            QTRY_VERIFY_WITH_TIMEOUT(rows() > then, 30'000);
        }
        QVERIFY(doubled());
        pipeline->stop();
    }

    /// The log's end is another log's, and what was written to the former one is in the warehouse all the
    /// same.
    void recordsOfATopicThatWasMadeAnewSince_areNotLost()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(runToEnd(*bench.make(bench.options(generator(300, 7)))));
        auto pipeline = bench.make(bench.options(generator(300, 8)));
        VERIFY_OK(runToEnd(*pipeline));
        const auto db = bench.reader();
        MadeAnew cluster(*bench.backend, "raw_orders", 20);
        const auto ledger = verify(*pipeline, cluster, *db);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->lost, 0);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 300);
    }

    void madeUpRawPosition_takesNoMemoryAndBelongsToNobody_data()
    {
        QTest::addColumn<QString>("position");
        QTest::newRow("far past the end") << QStringLiteral("raw_orders/0/9223372036854775806");
        QTest::newRow("just past the end") << QStringLiteral("raw_orders/1/1000");
        QTest::newRow("another topic") << QStringLiteral("somewhere/0/1");
        QTest::newRow("another partition") << QStringLiteral("raw_orders/77/1");
    }
    void madeUpRawPosition_takesNoMemoryAndBelongsToNobody()
    {
        QFETCH(QString, position);
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        const Bench::HeaderMap headers{{std::string(header::rawPosition), position.toStdString()}};
        const auto order = bench.records({"enriched_orders", 0}).front().value;
        VERIFY_OK(bench.produce({"enriched_orders", 0}, "x", order, headers));
        VERIFY_OK(bench.produce({"raw_orders.dlq", 0}, "x", "{}", headers));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->unknownOrigin, 2);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
    }

    /// What these books know nothing of they do not call verified.
    void recordsAstray_breakThePromise()
    {
        pipeline::Ledger ledger;
        QVERIFY(ledger.holds());
        ledger.astray = 830;
        QVERIFY(!ledger.holds());
        QVERIFY2(ledger.problem().contains(QStringLiteral("830")), qPrintable(ledger.problem()));
    }

    void recordsWithoutAKnownPlace_breakThePromise()
    {
        pipeline::Ledger ledger;
        ledger.unplaced = 7;
        QVERIFY(!ledger.holds());
        QVERIFY2(ledger.problem().contains(QStringLiteral("7 record(s) were sent again")),
                 qPrintable(ledger.problem()));
    }

    void recordOfAnotherProducer_isForeignAndNoLoss()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        VERIFY_OK(bench.produce({"raw_orders", 0}, "x", "not JSON"));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->foreign, 1);
        QCOMPARE(ledger->acked, 100);
        QVERIFY(ledger->holds());
    }

    /// The loader's own books know nothing of it: the row itself says what it was made of.
    void rowThatTheDatabaseDoubles_isADuplicate()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(300));
        options.semantics = Semantics::AtLeastOnce;
        VERIFY_OK(warehouse::openWarehouse(bench.warehousePath(), options.semantics));
        change(bench,
               "create trigger twice after insert on fact_orders when new.load_id % 10 = 0 begin "
               "insert into fact_orders(load_id, order_id, version, event_id, raw_topic, raw_partition, "
               "raw_offset, src_topic, src_partition, src_offset, loaded_at) values (-new.load_id, "
               "new.order_id, new.version, new.event_id, new.raw_topic, new.raw_partition, "
               "new.raw_offset, new.src_topic, new.src_partition, new.src_offset, new.loaded_at); end");
        auto pipeline = bench.make(options);
        VERIFY_OK(runToEnd(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->duplicates, 30);
        QCOMPARE(ledger->lost, 0);
        QVERIFY(!ledger->holds());
    }

    void rowThatIsGone_isLostWhateverTheAuditSays_data()
    {
        QTest::addColumn<Semantics>("semantics");
        QTest::newRow("each effect has a row") << Semantics::AtLeastOnce;
        QTest::newRow("each key has a row") << Semantics::EffectivelyOnce;
    }
    void rowThatIsGone_isLostWhateverTheAuditSays()
    {
        QFETCH(Semantics, semantics);
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(300, 7, 20));
        options.semantics = semantics;
        auto pipeline = bench.make(options);
        VERIFY_OK(runToEnd(*pipeline));
        const auto sound = bench.ledgerOf(*pipeline);
        VERIFY_OK(sound);
        QVERIFY2(sound->lost == 0 && sound->duplicates == 0, qPrintable(sound->problem()));
        change(bench,
               "delete from fact_orders where load_id in (select load_id from fact_orders order by load_id "
               "limit 4)");
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->lost, 4);
        QCOMPARE(ledger->applied, sound->applied - 4);
        QVERIFY(!ledger->holds());
    }

    /// A topic that was made anew has the same positions; what an earlier run has stored is not this one's.
    void rowsOfAnEarlierRun_areNoDuplicates_data() { rowThatIsGone_isLostWhateverTheAuditSays_data(); }
    void rowsOfAnEarlierRun_areNoDuplicates()
    {
        QFETCH(Semantics, semantics);
        QTemporaryDir folder;
        const QString kept = folder.filePath(QStringLiteral("warehouse.db"));
        for (const std::uint64_t seed : {7U, 8U}) {
            Bench bench;
            QVERIFY(bench.ready());
            auto options = bench.options(generator(300, seed, 20));
            options.semantics = semantics;
            options.warehousePath = kept;
            warehouse::Mark before;
            {
                const auto made = warehouse::openWarehouse(kept, semantics);
                VERIFY_OK(made);
                before = *warehouse::markOf(**made);
            }
            auto pipeline = bench.make(options);
            VERIFY_OK(runToEnd(*pipeline));
            const auto db = warehouse::openWarehouseForReading(kept);
            VERIFY_OK(db);
            const auto ledger = verify(*pipeline, *bench.backend, **db, before);
            VERIFY_OK(ledger);
            QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
            QCOMPARE(ledger->acked, 300);
        }
    }

    /// Rows name raw records, and not whose: two clusters have the same positions.
    void anotherClustersRowsInTheWarehouse_areNeitherLossNorDoubles()
    {
        Bench bench;
        Bench other;
        QVERIFY(bench.ready() && other.ready());
        auto options = other.options(generator(300, 8));
        options.warehousePath = bench.warehousePath();
        options.semantics = Semantics::AtLeastOnce;
        auto beside = other.make(options);
        options = bench.options(generator(300, 7));
        options.semantics = Semantics::AtLeastOnce;
        auto pipeline = bench.make(options);
        VERIFY_OK(runToEnd(*pipeline));
        VERIFY_OK(bench.ledgerOf(*pipeline));
        QVERIFY(bench.ledgerOf(*pipeline)->holds());
        VERIFY_OK(runToEnd(*beside));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->lost, 0);
        QCOMPARE(ledger->duplicates, 0);
        QVERIFY(!ledger->holds() && !ledger->problem().isEmpty());
    }

    void changedPayloadInTheAudit_doesNotMatchTheTopic()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(runToEnd(*pipeline));
        QVERIFY(bench.ledgerOf(*pipeline)->payloadsMatch);
        change(bench, "update etl_audit set payload_sha256 = lower(hex(randomblob(32))) where id = 1");
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY(!ledger->payloadsMatch);
        QVERIFY(!ledger->holds());
        QVERIFY(!ledger->problem().isEmpty());
    }

    void rowAndDeadLetterOfOneRecord_conflict()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        VERIFY_OK(bench.produce({"raw_orders.dlq", 0}, "x", "{}",
                                {{std::string(header::rawPosition), "raw_orders/0/3"}}));
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->conflicting, 1);
        QCOMPARE(ledger->redelivered, 1);
        QVERIFY(!ledger->holds());
        QVERIFY(ledger->problem().contains(QLatin1String("more than one outcome")));
    }

    void deadLetterOfTheLoader_mendedAndSentAgain_isTheRowItBecame_data()
    {
        QTest::addColumn<std::string>("redriveOf");
        QTest::addColumn<bool>("holds");
        QTest::newRow("mended") << std::string("enriched_orders.dlq/0/0") << true;
        QTest::newRow("by nobody who says so") << std::string() << false;
    }
    void deadLetterOfTheLoader_mendedAndSentAgain_isTheRowItBecame()
    {
        QFETCH(std::string, redriveOf);
        QFETCH(bool, holds);
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline =
            bench.make(bench.options([](std::int64_t skip) -> Result<std::unique_ptr<extract::Source>> {
                auto orders = generator(3)(skip);
                if (!orders)
                    return orders.error();
                return std::unique_ptr<extract::Source>(
                    std::make_unique<OrderWithALongName>(std::move(*orders)));
            }));
        VERIFY_OK(pipeline->start({}));
        QTRY_COMPARE_WITH_TIMEOUT(pipeline->loads().front()->rejected(), 1, 20'000);
        auto letters = bench.records({"enriched_orders.dlq", 0});
        for (auto &other : bench.records({"enriched_orders.dlq", 1}))
            letters.push_back(std::move(other));
        QCOMPARE(letters.size(), 1U);
        Bench::Record mended = letters.front();
        mended.value.replace(mended.value.find(std::string(300, 'x')), 300, "ORD-MENDED");
        if (!redriveOf.empty())
            mended.headers[std::string(header::redriveOf)] = redriveOf;
        VERIFY_OK(bench.produce({"enriched_orders", 0}, mended.key, mended.value, mended.headers));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->applied, 3);
        QCOMPARE(ledger->deadLettered, 0);
        QCOMPARE(ledger->conflicting, holds ? 0 : 1);
        QCOMPARE(ledger->holds(), holds);
    }

    void deadLetterOfTheLoaderThatCameTwice_isSubtractedOnce()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        VERIFY_OK(bench.produce({"enriched_orders", 0}, "x", "[1,2"));
        QTRY_COMPARE_WITH_TIMEOUT(pipeline->loads().front()->rejected(), 1, 20'000);
        const auto letter = bench.records({"enriched_orders.dlq", 0}).front();
        VERIFY_OK(bench.produce({"enriched_orders.dlq", 0}, letter.key, letter.value, letter.headers));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY(ledger->payloadsMatch);
    }

    void errorThatPasses_isNoVerdict()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(600));
        options.ratePerSecond = 200;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(pipeline->progress().loaded > 50);
        for (int broker = 1; broker <= 3; ++broker)
            VERIFY_OK(bench.backend->setBrokerUp(broker, false));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.events(journal::EventKind::Error).empty(), 20'000);
        for (int broker = 1; broker <= 3; ++broker)
            VERIFY_OK(bench.backend->setBrokerUp(broker, true));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 60'000);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(20'000));
        QVERIFY(!pipeline->follower()->failure());
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 600);
    }

private:
    static void change(const Bench &bench, std::string_view sql)
    {
        auto db = openSqlite(bench.warehousePath());
        VERIFY_OK(db);
        VERIFY_OK((*db)->exec(sql));
    }
};

PK_TEST(TestLedger)
#include "tst_ledger.moc"
