// Records that other programs put into the topics: they go the same way, and nobody takes them for ours.

#include "base/json_utf8.h"
#include "domain/headers.h"
#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

namespace {

constexpr std::string_view kOrder =
    R"({"event_id":"e-1","event_type":"order.created","order_id":"X-1","version":1,)"
    R"("occurred_at":"2025-11-20T10:42:07+07:00","customer":{"id":"M-1","name":"Budi","email":"b@x.id","city":"Malang"},)"
    R"("items":[{"line":1,"sku":"A-1","name":"Buku","qty":"2","unit":"pcs","price":"Rp 1.000"}],)"
    R"("currency":"IDR","status":"PAID","channel":"koperasi","ordered_at":"20/11/2025 10:41"})";

/// The order without its event_id.
std::string unnamed(std::string_view order)
{
    std::string text(order);
    const std::string_view id = R"("event_id":"e-1",)";
    return text.erase(text.find(id), id.size());
}

std::string headerOf(const Bench::Record &record, std::string_view name)
{
    const auto found = record.headers.find(std::string(name));
    return found != record.headers.end() ? found->second : std::string();
}

} // namespace

class TestForeignRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutACorrelationId_theirPlaceGivesThemOne_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::newRow("no header") << QByteArray();
        QTest::newRow("one that is no text") << QByteArray("\xc3\x28\xff");
        QTest::newRow("one that no index holds") << QByteArray(300, 'x');
    }
    void withoutACorrelationId_theirPlaceGivesThemOne()
    {
        QFETCH(QByteArray, given);
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 2}));
        Bench::HeaderMap headers;
        if (!given.isEmpty())
            headers.emplace(header::correlationId, given.toStdString());
        VERIFY_OK(bench.produce({"raw_orders", 0}, "X-1", kOrder, headers));
        VERIFY_OK(bench.produce({"raw_orders", 0}, "X-2", "no order", headers));
        // Read twice by different groups, as after a crash.
        std::set<std::string> ids;
        for (const std::string_view group : {"first", "second"}) {
            auto options = bench.options();
            options.transformGroup = group;
            options.sampleEvery = 1;
            auto pipeline = bench.make(std::move(options));
            VERIFY_OK(runToEnd(*pipeline, {false, true, true, false}));
        }
        for (int partition = 0; partition < 2; ++partition) {
            for (const auto &record : bench.records({"enriched_orders", partition}))
                ids.insert(headerOf(record, header::correlationId));
        }
        QCOMPARE(ids.size(), 1U);
        const std::string id = *ids.begin();
        QCOMPARE(id.size(), 36U);
        QCOMPARE(id[14], '7');
        const auto letters = bench.records({"raw_orders.dlq", 0});
        QCOMPARE(letters.size(), 2U);
        QCOMPARE(headerOf(letters[0], header::correlationId), headerOf(letters[1], header::correlationId));
        QVERIFY(headerOf(letters[0], header::correlationId) != id); // another place
        QCOMPARE(bench.number("select count(*) from fact_orders where correlation_id = '" + id + "'"), 1);
        // The journal can follow it.
        std::set<journal::Hop> hops;
        for (const journal::Event &event : bench.events(journal::EventKind::Record)) {
            if (event.correlationId == id)
                hops.insert(event.hop);
        }
        for (const journal::Hop hop :
             {journal::Hop::Taken, journal::Hop::Enriched, journal::Hop::LoadTaken, journal::Hop::Stored})
            QVERIFY2(hops.contains(hop), std::string(toString(hop)).c_str());
    }

    void withOneOfTheirOwn_theyKeepIt()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 2}));
        VERIFY_OK(bench.produce({"raw_orders", 0}, "X-1", kOrder,
                                {{std::string(header::correlationId), "theirs"}}));
        auto pipeline = bench.make(bench.options());
        VERIFY_OK(runToEnd(*pipeline, {false, true, true, false}));
        QCOMPARE(bench.number("select count(*) from fact_orders where correlation_id = 'theirs'"), 1);
    }

    /// Sent twice, as by a producer that has not heard the first answer.
    void withTheirEventIdInTheHeaderAlone_theSecondIsTheSameEvent()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 2}));
        const std::string id = "0198aaaa-0000-7000-8000-000000000002";
        for (int i = 0; i < 2; ++i)
            VERIFY_OK(bench.produce({"raw_orders", 0}, "X-1", unnamed(kOrder),
                                    {{std::string(header::eventId), id}}));
        auto pipeline = bench.make(bench.options());
        VERIFY_OK(runToEnd(*pipeline, {false, true, true, false}));
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'insert'"), 1);
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'unchanged'"), 1);
        QCOMPARE(bench.number("select count(*) from fact_orders where event_id = '" + id + "'"), 1);
        std::vector<Bench::Record> enriched = bench.records({"enriched_orders", 0});
        for (Bench::Record &record : bench.records({"enriched_orders", 1}))
            enriched.push_back(std::move(record));
        QCOMPARE(enriched.size(), 2U);
        for (const Bench::Record &record : enriched) {
            QCOMPARE(headerOf(record, header::eventId), id);
            QVERIFY2(record.value.find('"' + id + '"') != std::string::npos, record.value.c_str());
        }
    }

    /// A dead letter carries the id that its place gave it, since it comes back from another one.
    void withoutAnEventId_aRedriveKeepsTheFirstOne()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 2}));
        const std::string order = unnamed(kOrder);
        std::string wrong = order;
        wrong.replace(wrong.find("\"pcs\""), 5, "\"karung\"");
        VERIFY_OK(bench.produce({"raw_orders", 0}, "X-1", wrong));
        VERIFY_OK(bench.produce({"raw_orders", 0}, "X-2", "no order", {{"event_id", "\xc3\x28"}}));
        auto options = bench.options();
        options.transformGroup = "first";
        auto refusing = bench.make(std::move(options));
        VERIFY_OK(runToEnd(*refusing, {false, true, true, false}));
        const auto letters = bench.records({"raw_orders.dlq", 0});
        QCOMPARE(letters.size(), 2U);
        const std::string id = headerOf(letters.front(), header::eventId);
        QCOMPARE(id.size(), 36U);
        QCOMPARE(headerOf(letters.back(), header::eventId).size(),
                 36U); // in the place of one that is no text
        for (int i = 0; i < 2; ++i) // mended, from two other places
            VERIFY_OK(bench.produce({"raw_orders", i}, "X-1", order, letters.front().headers));
        auto again = bench.make(bench.options());
        VERIFY_OK(runToEnd(*again, {false, true, true, false}));
        QCOMPARE(bench.number("select count(*) from fact_orders where event_id = '" + id + "'"), 1);
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'unchanged'"), 1);
    }

    void headerThatIsNoText_isNotStored_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("position") << QByteArray("raw_position") << QByteArray("raw_\xff\xfe/0/0");
        QTest::newRow("position in the source") << QByteArray("cdc_position") << QByteArray("binlog\xc3");
        QTest::newRow("correlation id") << QByteArray("correlation_id") << QByteArray("\xf0\x28\x8c\x28");
    }
    void headerThatIsNoText_isNotStored()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        Bench bench;
        QVERIFY(bench.ready());
        auto feeder = bench.make(bench.options(generator(1)));
        VERIFY_OK(runToEnd(*feeder));
        auto enriched = bench.records({"enriched_orders", 0});
        if (enriched.empty())
            enriched = bench.records({"enriched_orders", 1});
        QCOMPARE(enriched.size(), 1U);
        VERIFY_OK(bench.produce({"enriched_orders", 0}, "x", enriched.front().value,
                                {{name.toStdString(), value.toStdString()}}));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_COMPARE(loader->progress().loaded, 1);
        loader->stop();
        const auto db = bench.reader();
        auto rows =
            db->prepare("select coalesce(correlation_id, '') || coalesce(raw_topic, '') from etl_audit");
        VERIFY_OK(rows);
        while (*(*rows)->step())
            QCOMPARE(firstInvalidUtf8((*rows)->text(0)), std::string_view::npos);
    }

    /// A record taken from the topic, changed and put back with its headers, as an editor of messages does.
    void changedCopyOfAnEnrichedRecord_isSomebodyElsesAndDoublesNothing()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(100)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        const Bench::Record original = bench.records({"enriched_orders", 0}).front();
        Bench::Record copy = original;
        const std::string version = "\"version\":1";
        const auto at = copy.value.find(version);
        QVERIFY(at != std::string::npos);
        copy.value.replace(at, version.size(), "\"version\":9");
        VERIFY_OK(bench.produce({"enriched_orders", 0}, copy.key, copy.value, copy.headers));
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->duplicates, 0);
        QCOMPARE(ledger->unknownOrigin, 1);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
    }
};

PK_TEST(TestForeignRecords)
#include "tst_foreign_records.moc"
