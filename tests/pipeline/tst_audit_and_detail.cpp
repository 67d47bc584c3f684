// What may be left out, and what never is: the audit's images where it is fast, the journal's detail of
// records that came through; not that of anomalies.

#include "pipeline_fixture.h"

#include <set>

using namespace pk;
using namespace pk::test;

class TestAuditAndDetail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The loader knows no source and no rate, as `worker load`.
    void fewRows_haveImagesWhoeverSentThem()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 300));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_COMPARE(loader->progress().loaded, 300);
        loader->stop();
        QVERIFY(bench.number("select count(*) from etl_audit where action = 'update'") > 0);
        QCOMPARE(bench.number("select count(*) from etl_audit where action in ('insert', 'update') and "
                              "after_json is null"),
                 0);
        QCOMPARE(
            bench.number("select count(*) from etl_audit where action = 'update' and before_json is null"),
            0);
    }

    void conductedRows_haveImages()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(40));
        options.conducted = true;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        pipeline->stop();
        QCOMPARE(bench.number("select count(*) from etl_audit"), 40);
        QCOMPARE(bench.number("select count(*) from etl_audit where action in ('insert', 'update') and "
                              "after_json is null"),
                 0);
    }

    void anomalies_areAllTold()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(3'000, 7, 30));
        options.sampleEvery = 1'000'000;
        auto pipeline = bench.make(options);
        VERIFY_OK(runToEnd(*pipeline));
        std::map<std::string, std::int64_t> stored;
        std::int64_t deadLettered = 0;
        std::set<std::pair<std::int32_t, std::int64_t>> places;
        for (const journal::Event &event : bench.events(journal::EventKind::Record)) {
            if (event.hop == journal::Hop::Stored) {
                ++stored[event.text];
                places.emplace(event.partition, event.first);
                QVERIFY(!event.correlationId.empty() && !event.key.empty());
            }
            deadLettered += event.hop == journal::Hop::DeadLettered ? 1 : 0;
        }
        for (const std::string action : {"unchanged", "superseded"}) {
            const std::int64_t rows =
                bench.number("select count(*) from etl_audit where action = '" + action + "'");
            QVERIFY2(rows > 0, action.c_str());
            QCOMPARE(stored[action], rows);
        }
        QVERIFY(places.size() > 50);
        QCOMPARE(std::ssize(places), stored["unchanged"] + stored["superseded"]);
        QVERIFY(pipeline->progress().deadLettered > 50);
        QCOMPARE(deadLettered, pipeline->progress().deadLettered);
        QVERIFY(stored["insert"] + stored["update"] < 20); // the others are one in many
    }
};

PK_TEST(TestAuditAndDetail)
#include "tst_audit_and_detail.moc"
