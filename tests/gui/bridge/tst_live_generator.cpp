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
    void sequence_goesOnAfterTheGeneratorsOwn_data()
    {
        QTest::addColumn<QString>("orders");
        QTest::addColumn<QString>("activities");
        QTest::addColumn<std::int64_t>("next");
        const auto row = [](const char *name, const char *orders, const char *activities, std::int64_t next) {
            QTest::newRow(name) << QString::fromLatin1(orders) << QString::fromLatin1(activities) << next;
        };
        row("nothing", "", "", 1);
        row("orders", "ORD-00000007", "ACT-00000003", 8);
        row("activities", "ORD-00000007", "ACT-00000030", 31);
        row("the campus's", "ORD-00000007 ORD-10055615", "ACT-10000044", 8);
        row("the campus's alone", "ORD-10055615", "ACT-10000044", 1);
        row("of people", "ORD-00000007 ORD-M0000001 ORD-2024 ORD-1 PO-00000009", "ACT-93000000", 8);
        row("the last before the campus's", "ORD-09999999 ORD-10055615", "", 50'000'000);
        row("behind the campus's", "ORD-09999999 ORD-10055615 ORD-50000003", "", 50'000'004);
    }
    /// An order of the campus with the number of a new one would be overwritten.
    void sequence_goesOnAfterTheGeneratorsOwn()
    {
        QFETCH(QString, orders);
        QFETCH(QString, activities);
        QFETCH(std::int64_t, next);
        auto warehouse = openSqlite(QStringLiteral(":memory:"));
        VERIFY_OK(warehouse);
        VERIFY_OK((*warehouse)
                      ->exec("CREATE TABLE fact_orders(order_id TEXT PRIMARY KEY);"
                             "CREATE TABLE fact_activities(activity_id TEXT PRIMARY KEY);"));
        const auto fill = [&](const QString &ids, const QString &table) {
            for (const QString &id : ids.split(u' ', Qt::SkipEmptyParts))
                VERIFY_OK(
                    (*warehouse)
                        ->exec(QStringLiteral("INSERT INTO %1 VALUES ('%2')").arg(table, id).toStdString()));
        };
        fill(orders, QStringLiteral("fact_orders"));
        fill(activities, QStringLiteral("fact_activities"));
        const auto found = gui::nextSequenceIn(**warehouse);
        VERIFY_OK(found);
        QCOMPARE(*found, next);
    }

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
