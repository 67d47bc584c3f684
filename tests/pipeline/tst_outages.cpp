// What the stages do while something they need is away, and when it comes back: nothing is lost, nothing is
// doubled, and it is said.

#include "failing_disk.h"
#include "flaky_lookups.h"
#include "journal/state.h"
#include "pipeline/database_fault.h"
#include "pipeline_fixture.h"
#include "portions.h"

#include <set>

using namespace pk;
using namespace pk::test;

class TestOutages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        FailingDisk::setFull(false);
        FailingDisk::setReadOnly(false);
    }

    void lookupDown_theRecordIsTriedAgainUntilItIsBack()
    {
        Bench bench;
        QVERIFY(bench.ready());
        const auto lookups = std::make_shared<FlakyLookups>();
        auto pipeline = bench.make(withLookups(bench, 50, lookups));
        VERIFY_OK(pipeline->start({true, true, true, true}));
        QTRY_COMPARE(pipeline->transforms().front()->status(), StageStatus::Retrying);
        QTRY_VERIFY(lookups->refused > 3);
        QVERIFY(lasts(bench, "transform-0 lookup"));
        QCOMPARE(pipeline->progress().transformed + pipeline->progress().deadLettered, 0);
        lookups->down = false;
        QTRY_VERIFY(isDrained(*pipeline));
        QCOMPARE(pipeline->transforms().front()->status(), StageStatus::Running);
        QVERIFY(lastingErrors(bench).empty());
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->acked, 50);
        QCOMPARE(ledger->lost, 0);
        QCOMPARE(ledger->redelivered, 0);
    }

    void lookupDown_canBePausedAndSteppedAndNothingIsLost()
    {
        Bench bench;
        QVERIFY(bench.ready());
        const auto lookups = std::make_shared<FlakyLookups>();
        auto pipeline = bench.make(withLookups(bench, 50, lookups));
        VERIFY_OK(pipeline->start({}));
        QTRY_COMPARE(pipeline->transforms().front()->status(), StageStatus::Retrying);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        QCOMPARE(stepUntilRefused(conductor), ErrorCode::Unavailable);
        lookups->down = false;
        VERIFY_OK(conductor.stepRecord());
        QCOMPARE(pipeline->progress().loaded, 1);
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 50);
        QCOMPARE(ledger->redelivered, 0);
    }

    void databaseAway_canBePausedAndSteppedAndNothingIsLost_data()
    {
        QTest::addColumn<Semantics>("semantics");
        QTest::addColumn<bool>("locked");
        QTest::newRow("closed") << Semantics::EffectivelyOnce << false;
        QTest::newRow("locked") << Semantics::EffectivelyOnce << true;
        QTest::newRow("closed, at least once") << Semantics::AtLeastOnce << false;
        QTest::newRow("closed, at most once") << Semantics::AtMostOnce << false;
    }
    void databaseAway_canBePausedAndSteppedAndNothingIsLost()
    {
        QFETCH(Semantics, semantics);
        QFETCH(bool, locked);
        Bench bench;
        QVERIFY(bench.ready());
        auto options = trickle(bench, 200);
        options.semantics = semantics;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        pipeline->burst(50);
        QTRY_VERIFY(pipeline->progress().loaded > 20);
        std::unique_ptr<DatabaseLock> lock;
        if (locked) {
            auto held = DatabaseLock::hold(bench.warehousePath());
            VERIFY_OK(held);
            lock = std::move(*held);
        } else {
            pipeline->setDatabaseClosed(true);
        }
        pipeline->burst(200); // the rest
        const LoadStage &load = *pipeline->loads().front();
        QTRY_COMPARE(load.status(), StageStatus::Retrying);
        QVERIFY(lasts(bench, "load-0 database"));
        const std::int64_t before = pipeline->progress().loaded;
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        QCOMPARE(load.status(), StageStatus::Running); // in the window: paused
        QCOMPARE(stepUntilRefused(conductor), locked ? ErrorCode::Busy : ErrorCode::Unavailable);
        QCOMPARE(pipeline->progress().loaded, before);
        QVERIFY(lasts(bench, "load-0 database"));
        lock.reset();
        pipeline->setDatabaseClosed(false);
        VERIFY_OK(conductor.stepRecord());
        QCOMPARE(pipeline->progress().loaded, before + 1);
        QVERIFY(!lasts(bench, "load-0 database"));
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 200);
        QCOMPARE(ledger->redelivered, 0);
    }

    void resetWhileTheDatabaseIsAway_isFollowedWhenItIsBack()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(trickle(bench, 200));
        VERIFY_OK(pipeline->start({}));
        pipeline->burst(50);
        QTRY_VERIFY(bench.number("select min(next_offset) from etl_offsets") > 5);
        pipeline->setDatabaseClosed(true);
        pipeline->burst(200); // the rest
        const LoadStage &load = *pipeline->loads().front();
        QTRY_COMPARE(load.status(), StageStatus::Retrying);
        QVERIFY(load.joined());
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(
            conductor.reset(StageKind::Load, {{{"enriched_orders", 0}, 0}, {{"enriched_orders", 1}, 0}}));
        // It cannot join before it knows where to begin; paused it can be all the same.
        QTRY_COMPARE(load.status(), StageStatus::Retrying);
        QVERIFY(!load.joined());
        VERIFY_OK(conductor.conduct(60'000));
        pipeline->setDatabaseClosed(false);
        QTRY_VERIFY(load.joined());
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'reset'"), 2);
        QCOMPARE(bench.number("select count(*) from etl_audit where epoch = 1 and action <> 'reset'"), 200);
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 200);
    }

    void keptRecordsOfAPartitionThatIsGivenUp_areWorkedByWhoeverHasItNow()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(100'000));
        options.ratePerSecond = 400;
        options.staticAssignment = false;
        options.loadMembers = 2;
        options.semantics = Semantics::AtLeastOnce; // anything written twice is seen
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        QVERIFY(pipeline->setOnHold("source-0", true)); // until the groups are complete
        QTRY_VERIFY(pipeline->times().assignedUs.load() > 0);
        QVERIFY(pipeline->setOnHold("source-0", false));
        QTRY_VERIFY(pipeline->progress().loaded > 20);
        pipeline->setDatabaseClosed(true);
        const auto retries = [](const auto &load) { return load->status() == StageStatus::Retrying; };
        QTRY_VERIFY(std::all_of(pipeline->loads().begin(), pipeline->loads().end(), retries));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        QVERIFY(pipeline->stopMember("load-1"));
        QTRY_COMPARE(pipeline->loads().front()->gate().positions().size(), 2U);
        pipeline->setDatabaseClosed(false);
        conductor.release();
        pipeline->stopSource();
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QVERIFY(ledger->acked > 20);
    }

    void keptRecordsOfATransformThatGaveThemUp_areNotWorkedAfterThePause()
    {
        Bench bench;
        QVERIFY(bench.ready());
        const auto lookups = std::make_shared<FlakyLookups>();
        auto options = withLookups(bench, 200, lookups);
        options.staticAssignment = false;
        options.transformMembers = 2;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        const auto retries = [](const auto &t) { return t->status() == StageStatus::Retrying; };
        QTRY_VERIFY(std::all_of(pipeline->transforms().begin(), pipeline->transforms().end(), retries));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        QVERIFY(pipeline->stopMember("transform-1")); // the other one gives its partition up and gets both
        QTRY_COMPARE(pipeline->transforms().front()->gate().positions().size(), 2U);
        lookups->down = false;
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 200);
        QCOMPARE(ledger->redelivered, 0);
    }

    void brokersAway_theErrorEndsWhenTheyAnswerAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(20)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        const auto brokers = bench.backend->brokers();
        VERIFY_OK(brokers);
        for (const broker::BrokerInfo &broker : *brokers)
            VERIFY_OK(bench.backend->setBrokerUp(broker.id, false));
        QTRY_VERIFY(lasts(bench, "load-0 broker") && lasts(bench, "transform-0 broker"));
        for (const broker::BrokerInfo &broker : *brokers)
            VERIFY_OK(bench.backend->setBrokerUp(broker.id, true));
        // Nothing is read or written any more that would show it.
        QTRY_VERIFY(lastingErrors(bench).empty());
        pipeline->stop();
    }

    void partitionWithoutALeader_waitsAndTheOthersAreRead()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto feeder = bench.make(bench.options(generator(200)));
        VERIFY_OK(feeder->start({true, true, false, false}));
        QTRY_COMPARE(feeder->progress().transformed, 200);
        feeder->stop();
        const TopicPartition dead{"enriched_orders", 1};
        const auto rows = [&](std::string_view partition) {
            return bench.number("select count(*) from etl_audit where src_partition = "
                                + std::string(partition));
        };
        const auto end = [&](int partition) {
            const auto marks = bench.backend->watermarks({"enriched_orders", partition});
            return marks ? marks->end : -1;
        };
        const std::int64_t inDead = end(1);
        VERIFY_OK(bench.backend->setBrokerUp(3, false));
        VERIFY_OK(bench.backend->moveLeader(dead, 3));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_COMPARE(rows("0"), end(0));
        QCOMPARE(rows("1"), 0);
        QVERIFY(!loader->loads().front()->joined()); // it is not done with what it was given
        QVERIFY(saidInTheJournal(bench, "Nobody leads this partition"));
        VERIFY_OK(bench.backend->moveLeader(dead, 1));
        QTRY_COMPARE(rows("1"), inDead);
        QTRY_VERIFY(loader->loads().front()->joined());
        loader->stop();
        QVERIFY(!loader->failure());
    }

    void diskFull_theLoaderWaitsForSpaceAndGoesOn()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(trickle(bench, 300));
        VERIFY_OK(pipeline->start({}));
        pipeline->burst(50);
        QTRY_VERIFY(pipeline->progress().loaded > 20);
        FailingDisk::setFull(true);
        pipeline->burst(300); // the rest
        QTRY_COMPARE(pipeline->loads().front()->status(), StageStatus::Retrying);
        QVERIFY(saidInTheJournal(bench, "disk is full"));
        FailingDisk::setFull(false);
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 300);
    }

    void readOnlyWarehouse_stopsTheLoaderWithTheReasonAndKeepsTheRecords()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(warehouse::openWarehouse(bench.warehousePath(), Semantics::EffectivelyOnce));
        FailingDisk::setReadOnly(true);
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(pipeline->start({}));
        QTRY_COMPARE(pipeline->loads().front()->status(), StageStatus::Failed);
        QCOMPARE(pipeline->failure()->code, ErrorCode::Permission);
        FailingDisk::setReadOnly(false);
        QCOMPARE(pipeline->addMember(StageKind::Load), std::string("load-0"));
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 100);
    }

    void retentionOvertakesTheLoader_theGapIsSaidAndCountedAsLost()
    {
        constexpr int orders = 120'000; // the log keeps some 30,000, and the loader has fetched 40,000 ahead
        Bench bench;
        QVERIFY(bench.ready());
        std::atomic<std::int64_t> allowed{100};
        auto options = bench.options(Portions::of(generator(orders), allowed));
        options.partitions = 1;
        options.ratePerSecond = 30'000;
        auto pipeline = bench.make(options);
        pipeline->guard().setLimit(0);
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(pipeline->progress().loaded > 50);
        pipeline->setDatabaseClosed(true);
        while (allowed < orders) { // never so many at a time that the transform could be overtaken, too
            allowed = std::min<std::int64_t>(allowed + 10'000, orders);
            QTRY_VERIFY(pipeline->progress().transformed == allowed);
        }
        allowed = orders + 1; // its end
        pipeline->setDatabaseClosed(false);
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        QVERIFY(saidInTheJournal(bench, "deleted by retention"));
        bool logStart = false;
        for (const journal::Event &event : bench.events(journal::EventKind::LogStart))
            logStart = logStart || (event.topic == "enriched_orders" && event.first > 0);
        QVERIFY(logStart);
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->acked, orders);
        QVERIFY(ledger->lost > 0);
        QVERIFY(ledger->balanced());
        QCOMPARE(ledger->duplicates, 0);
    }

    void followUpThatTheBrokerRefuses_isSentAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 40));
        constexpr int invalidRecord = 87;
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, invalidRecord, 1));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        const auto said = [&](journal::EventKind kind) {
            const auto events = bench.events(kind);
            return std::any_of(events.begin(), events.end(),
                               [](const journal::Event &event) { return event.key == "outbox"; });
        };
        QTRY_VERIFY(said(journal::EventKind::Error));
        QTRY_COMPARE(bench.number("select count(*) from etl_outbox where published_at is null"), 0);
        QTRY_VERIFY(said(journal::EventKind::Recovered));
        QVERIFY(!lasts(bench, "load-0 outbox"));
        QCOMPARE(loader->progress().loaded, 40);
        loader->stop();
    }

    void deadLetterThatWaitsForTheBroker_keepsNobodyFromWriting()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 10));
        VERIFY_OK(bench.produce({"enriched_orders", 0}, "k", "no JSON"));
        const TopicPartition letters{"enriched_orders.dlq", 0};
        VERIFY_OK(bench.backend->setBrokerUp(3, false));
        VERIFY_OK(bench.backend->moveLeader(letters, 3)); // nobody leads it
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        const auto taken = [&bench] {
            const auto events = bench.events(journal::EventKind::Taken);
            return std::any_of(events.begin(), events.end(),
                               [](const journal::Event &event) { return event.group == kLoaderGroup; });
        };
        QTRY_VERIFY(taken());
        {
            const auto lock = DatabaseLock::hold(bench.warehousePath());
            VERIFY_OK(lock);
            const std::string past =
                "select count(*) from etl_offsets where \"partition\" = 0 and next_offset > ";
            const auto marks = bench.backend->watermarks({"enriched_orders", 0});
            VERIFY_OK(marks);
            QCOMPARE(bench.number(past + std::to_string(marks->end - 1)), 0);
        }
        QCOMPARE(loader->progress().deadLettered, 0); // it still waits
        VERIFY_OK(bench.backend->moveLeader(letters, 1));
        QTRY_COMPARE(loader->progress().deadLettered, 1);
        QTRY_COMPARE(loader->progress().loaded, 10);
        loader->stop();
        QCOMPARE(bench.records(letters).size(), 1U);
    }

private:
    /// One record a second: what comes when is told by burst(), not by the machine.
    static pipeline::PipelineOptions trickle(const Bench &bench, std::int64_t orders)
    {
        auto options = bench.options(generator(orders));
        options.ratePerSecond = 1;
        return options;
    }
    static pipeline::PipelineOptions withLookups(const Bench &bench, std::int64_t orders,
                                                 std::shared_ptr<FlakyLookups> lookups)
    {
        auto options = bench.options(generator(orders));
        options.transforms[Dataset::Orders] =
            *transform::Config::parse(R"({"version": 1, "dataset": "orders", "steps": [{"use": "parse"},
            {"use": "lookup", "table": "city_province", "key": "/customer/city", "set": "/customer/province"}]})",
                                      QStringLiteral("test"));
        options.lookups = std::move(lookups);
        return options;
    }

    /// Steps the record that is furthest on its way until a hop is refused, and says why.
    static ErrorCode stepUntilRefused(Conductor &conductor)
    {
        for (;;) {
            const auto step = conductor.stepHop(Policy::FollowRecord);
            if (!step)
                return step.error().code;
            if (!step->done)
                return ErrorCode::Internal;
        }
    }

    /// Who says that something is wrong now, and what it is.
    static std::set<std::string> lastingErrors(const Bench &bench)
    {
        journal::State state;
        (void)bench.journal->forEach([&state](std::span<const journal::Event> part) {
            state.apply(part);
            return true;
        });
        std::set<std::string> lasting;
        for (const auto &[at, error] : state.errors()) {
            if (state.lasts(at, error))
                lasting.insert(error.member + " " + error.condition);
        }
        return lasting;
    }
    static bool lasts(const Bench &bench, const char *what) { return lastingErrors(bench).contains(what); }

    static bool saidInTheJournal(const Bench &bench, std::string_view words)
    {
        for (const journal::Event &event : bench.events(journal::EventKind::Error)) {
            if (event.text.find(words) != std::string::npos)
                return true;
        }
        return false;
    }

    FailingDisk m_disk;
};

PK_TEST(TestOutages)
#include "tst_outages.moc"
