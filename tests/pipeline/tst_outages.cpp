// What the stages do while something they need is away, and when it comes back: nothing is lost, nothing is
// doubled, and it is said.

#include "failing_disk.h"
#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

namespace {

/// A lookup table that cannot be asked for a while.
class FlakyLookups final : public transform::LookupProvider
{
public:
    Answer find(std::string_view, std::string_view, transform::LookupValue &value) override
    {
        if (down) {
            ++refused;
            return Answer::Down;
        }
        value = {"1", false};
        return Answer::Found;
    }
    std::atomic<bool> down{true};
    std::atomic<int> refused{0};
};

} // namespace

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
        auto options = bench.options(generator(50));
        const auto config =
            transform::Config::parse(R"({"version": 1, "dataset": "orders", "steps": [{"use": "parse"},
            {"use": "lookup", "table": "city_province", "key": "/customer/city", "set": "/customer/province"}]})",
                                     QStringLiteral("test"));
        VERIFY_OK(config);
        options.transforms[Dataset::Orders] = *config;
        options.lookups = lookups;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({true, true, true, true}));
        QTRY_COMPARE_WITH_TIMEOUT(pipeline->transforms().front()->status(), StageStatus::Retrying, 10'000);
        QTRY_VERIFY(lookups->refused > 3);
        QCOMPARE(pipeline->progress().transformed + pipeline->progress().deadLettered, 0);
        lookups->down = false;
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        QCOMPARE(pipeline->transforms().front()->status(), StageStatus::Running);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->acked, 50);
        QCOMPARE(ledger->lost, 0);
        QCOMPARE(ledger->redelivered, 0);
    }

    void diskFull_theLoaderWaitsForSpaceAndGoesOn()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(300));
        options.ratePerSecond = 200;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(pipeline->progress().loaded > 20);
        FailingDisk::setFull(true);
        QTRY_COMPARE_WITH_TIMEOUT(pipeline->loads().front()->status(), StageStatus::Retrying, 10'000);
        QVERIFY(saidInTheJournal(bench, "disk is full"));
        FailingDisk::setFull(false);
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        VERIFY_OK(pipeline->finishFollower(10'000));
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
        QTRY_COMPARE_WITH_TIMEOUT(pipeline->loads().front()->status(), StageStatus::Failed, 10'000);
        QCOMPARE(pipeline->failure()->code, ErrorCode::Permission);
        FailingDisk::setReadOnly(false);
        QCOMPARE(pipeline->addMember(StageKind::Load), std::string("load-0"));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 20'000);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(10'000));
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
        auto options = bench.options(generator(orders));
        options.partitions = 1;
        options.ratePerSecond = 30'000; // the transform keeps up with it
        auto pipeline = bench.make(options);
        pipeline->guard().setLimit(0);
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(pipeline->progress().loaded > 50);
        pipeline->setDatabaseClosed(true);
        QTRY_VERIFY_WITH_TIMEOUT(pipeline->progress().transformed == orders, 40'000);
        pipeline->setDatabaseClosed(false);
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 40'000);
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        QVERIFY(saidInTheJournal(bench, "deleted by retention"));
        bool logStart = false;
        for (const journal::Event &event : bench.events(journal::EventKind::LogStart))
            logStart = logStart || (event.topic == "enriched_orders" && event.first > 0);
        QVERIFY(logStart);
        VERIFY_OK(pipeline->finishFollower(10'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->acked, orders);
        QVERIFY(ledger->lost > 0);
        QVERIFY(ledger->balanced());
        QCOMPARE(ledger->duplicates, 0);
    }

    void commitThatFails_isNotJournalledAndTriedAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto feeder = bench.make(bench.options(generator(40)));
        VERIFY_OK(feeder->start({true, true, false, false}));
        QTRY_COMPARE(feeder->progress().transformed, 40);
        feeder->stop();
        // While a group has members, the coordinator refuses the commits of a stranger: and that is what a
        // loader with a static assignment is then.
        broker::ConsumerSettings settings;
        settings.group = std::string(kLoaderGroup);
        settings.clientId = "member";
        bool assigned = false;
        broker::ConsumerListener listener;
        listener.assigned = [&assigned](std::vector<broker::StartOffset> &) { assigned = true; };
        auto member = broker::Consumer::create(broker::consumerConfig(bench.backend->info(), settings),
                                               std::move(listener));
        VERIFY_OK(member);
        VERIFY_OK((*member)->subscribe({"enriched_orders"}));
        const auto served = [&] {
            (*member)->serve();
            return assigned;
        };
        QTRY_VERIFY_WITH_TIMEOUT(served(), 20'000);
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_COMPARE(loader->progress().loaded, 40);
        QTRY_VERIFY(served() && bench.events(journal::EventKind::Error).size() >= 2); // tried again
        loader->stop();
        for (const journal::Event &event : bench.events(journal::EventKind::Committed))
            QVERIFY(event.group != kLoaderGroup);
        const auto known = bench.backend->committed(std::string(kLoaderGroup), {{"enriched_orders", 0}});
        VERIFY_OK(known);
        QCOMPARE(known->front().offset, -1);
    }

private:
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

QTEST_GUILESS_MAIN(TestOutages)
#include "tst_outages.moc"
