// The window's generator loses no order when its producer has to be replaced.

#include "bridge/sources.h"

#include "../../pipeline/pipeline_fixture.h"

#include <set>

using namespace pk;
using namespace pk::test;

class TestLiveGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedRecords_areGivenOnceMore()
    {
        Bench bench;
        QVERIFY(bench.ready());
        gui::SourceChoice choice;
        choice.kind = gui::SourceChoice::Kind::Generator;
        choice.dirtyPercent = 0;
        gui::SourcePlaces places;
        places.cluster = bench.backend.get();
        places.sequence = std::make_shared<std::atomic<std::int64_t>>(1);
        const auto prepared = gui::prepareSource(choice, places);
        VERIFY_OK(prepared);
        auto options = bench.options(prepared->factory);
        options.ratePerSecond = 1'000; // nobody reads: the guard must not hold it back before the end
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({true, false, false, false}));
        QTRY_VERIFY(pipeline->progress().acked > 500);
        constexpr int policyViolation = 44; // final: the producer is replaced
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, policyViolation, 1));
        const std::int64_t before = pipeline->progress().acked;
        QTRY_VERIFY(!bench.events(journal::EventKind::Restart).empty());
        QTRY_VERIFY(pipeline->progress().acked > before + 500);
        pipeline->stop();
        std::set<std::string> orders;
        for (int p = 0; p < 2; ++p) {
            for (const Bench::Record &record : bench.records({"raw_orders", p}))
                orders.insert(record.key);
        }
        // The numbers are given one after the other, whatever became of them.
        QCOMPARE(orders.size(), static_cast<std::size_t>(places.sequence->load() - 1));
    }
};

PK_TEST(TestLiveGenerator)
#include "tst_live_generator.moc"
