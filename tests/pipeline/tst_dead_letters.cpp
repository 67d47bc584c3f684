// What goes aside: as it was, with Kafka Connect's headers; and a record that is too large for it holds
// nothing up.

#include "pipeline/dead_letter.h"

#include "base/hash.h"
#include "extract/csv_source.h"
#include "pipeline_fixture.h"

#include <set>

using namespace pk;
using namespace pk::test;

class TestDeadLetters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedRecord_keepsItsBytesAndSaysWhy()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 2, 0}));
        using namespace std::string_literals;
        const std::string bytes = "{\"order_id\": \xff\x00 broken"s; // with its zero byte
        VERIFY_OK(bench.produce({"raw_orders", 1}, "ORD-1", bytes,
                                {{"correlation_id", "c-1"}, {"anything", "kept"}}));
        auto options = bench.options();
        options.transformMembers = 2; // the second one owns the partition
        auto transform = bench.make(options);
        VERIFY_OK(transform->start({false, true, false, false}));
        QTRY_COMPARE(transform->progress().deadLettered, 1);
        transform->stop();
        const auto letters = bench.records({"raw_orders.dlq", 1});
        QCOMPARE(letters.size(), 1U);
        QCOMPARE(letters.front().timestampMs, bench.records({"raw_orders", 1}).front().timestampMs);
        QCOMPARE(letters.front().key, std::string("ORD-1"));
        QVERIFY(letters.front().value == bytes);
        auto headers = letters.front().headers;
        QVERIFY(!headers["__connect.errors.exception.message"].empty());
        QVERIFY(headers["__connect.errors.exception.stacktrace"].find("at parse") != std::string::npos);
        headers.erase("__connect.errors.exception.message");
        headers.erase("__connect.errors.exception.stacktrace");
        QCOMPARE(headers["event_id"].size(), 36U); // of its place
        headers.erase("event_id");
        const Bench::HeaderMap expected{
            {"anything", "kept"},
            {"correlation_id", "c-1"},
            {"raw_position", "raw_orders/1/0"},
            {"__connect.errors.topic", "raw_orders"},
            {"__connect.errors.partition", "1"},
            {"__connect.errors.offset", "0"},
            {"__connect.errors.connector.name", "pelatihan-kafka"},
            {"__connect.errors.task.id", "1"},
            {"__connect.errors.stage", "TRANSFORMATION"},
            {"__connect.errors.class.name", "parse"},
            {"__connect.errors.exception.class.name", headers["__connect.errors.exception.class.name"]}};
        QVERIFY(headers == expected);
        QVERIFY(headers["__connect.errors.exception.class.name"].rfind("pk.", 0) == 0);
    }

    void linesThatAreNoRecords_nameTheirFileAndLineAndSayWhy()
    {
        Bench bench;
        QVERIFY(bench.ready());
        const QString file = sourcePath("tests/data/toko_sumber_rejeki.csv");
        const auto mapping =
            extract::CsvMapping::load(sourcePath("tests/data/toko_sumber_rejeki.mapping.json"));
        VERIFY_OK(mapping);
        auto pipeline =
            bench.make(bench.options([&](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
                auto source = extract::CsvSource::create(file, *mapping);
                if (!source)
                    return source.error();
                return std::unique_ptr<extract::Source>(std::move(*source));
            }));
        VERIFY_OK(pipeline->start({true, false, false, false}));
        QTRY_VERIFY(!pipeline->sourceRuns());
        pipeline->stop();
        QCOMPARE(pipeline->progress().rejected, 3);
        std::set<std::string> lines;
        for (const int partition : {0, 1}) {
            for (auto letter : bench.records({"raw_orders.dlq", partition})) {
                lines.insert(letter.headers["pk_line"]);
                QCOMPARE(letter.headers["pk_file"], std::string("toko_sumber_rejeki.csv"));
                QVERIFY(letter.headers["__connect.errors.exception.message"].size() > 10);
                QVERIFY(!letter.value.empty());
            }
        }
        QVERIFY((lines == std::set<std::string>{"8", "10", "11"}));
    }

    void recordOfAPartitionThatTheDeadLettersLack_goesToOneThatTheyHave_data()
    {
        QTest::addColumn<QString>("input");
        QTest::newRow("transform") << QStringLiteral("raw_orders");
        QTest::newRow("loader") << QStringLiteral("enriched_orders");
    }
    /// Topics may have any number of partitions, and more are added to one that grows.
    void recordOfAPartitionThatTheDeadLettersLack_goesToOneThatTheyHave()
    {
        QFETCH(QString, input);
        const std::string topic = input.toStdString();
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({topic, 5, 0}));
        VERIFY_OK(bench.backend->createTopic({topic + ".dlq", 3, 0}));
        for (const int partition : {4, 1})
            VERIFY_OK(bench.produce({topic, partition}, "POISON", "{\"broken"));
        auto stage = bench.make(bench.options());
        const bool transform = topic == "raw_orders";
        VERIFY_OK(stage->start({false, transform, !transform, false}));
        QTRY_VERIFY(stage->failure() || stage->progress().deadLettered == 2);
        stage->stop();
        QVERIFY2(!stage->failure(), qPrintable(stage->failure()->toString()));
        std::multiset<std::string> from; // 4 modulo 3 is 1, which is there itself, too
        for (const auto &letter : bench.records({topic + ".dlq", 1}))
            from.insert(letter.headers.at("__connect.errors.partition"));
        QVERIFY((from == std::multiset<std::string>{"1", "4"}));
    }

    void deadLetterThatIsRefusedForGood_failsTheStageWithTheReason_data()
    {
        QTest::addColumn<QString>("input");
        QTest::newRow("transform") << QStringLiteral("raw_orders");
        QTest::newRow("loader") << QStringLiteral("enriched_orders");
    }
    void deadLetterThatIsRefusedForGood_failsTheStageWithTheReason()
    {
        QFETCH(QString, input);
        const std::string topic = input.toStdString();
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({topic, 2, 0}));
        VERIFY_OK(bench.produce({topic, 0}, "POISON", "{\"broken"));
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kPolicyViolation, 1'000));
        auto stage = bench.make(bench.options());
        const bool transform = topic == "raw_orders";
        VERIFY_OK(stage->start({false, transform, !transform, false}));
        QTRY_VERIFY(stage->failure());
        stage->stop();
        QVERIFY2(stage->failure()->message.contains(QStringLiteral("Policy violation")),
                 qPrintable(stage->failure()->message));
        // Nobody is to look for a broker that does not answer.
        int said = 0;
        for (const journal::Event &event : bench.events(journal::EventKind::Error)) {
            QVERIFY2(event.key != condition::broker, event.text.c_str());
            said += event.text.find("Policy violation") != std::string::npos ? 1 : 0;
        }
        QVERIFY(said >= 2 && said < 10); // it may have passed, so it was tried again
    }

    void tooLargeRecord_isPutAsideWithItsBeginning_data()
    {
        QTest::addColumn<int>("keyBytes");
        QTest::addColumn<int>("valueBytes");
        QTest::addColumn<int>("headerBytes");
        QTest::addColumn<QString>("truncated");
        const int limit = broker::kMaxMessageBytes;
        QTest::newRow("value over the client's limit") << 5 << limit + 1 << 10 << QStringLiteral("value");
        QTest::newRow("fits, but not with the reason") << 5 << limit - 200 << 10 << QStringLiteral("value");
        QTest::newRow("key, too") << limit << limit << 10 << QStringLiteral("key,value");
        QTest::newRow("headers") << 5 << 100 << limit << QStringLiteral("headers");
        QTest::newRow("fits") << 5 << limit / 2 + 1 << 10 << QString();
    }
    void tooLargeRecord_isPutAsideWithItsBeginning()
    {
        QFETCH(int, keyBytes);
        QFETCH(int, valueBytes);
        QFETCH(int, headerBytes);
        QFETCH(QString, truncated);
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 2, 0}));
        const std::string key(static_cast<std::size_t>(keyBytes), 'k');
        const std::string value(static_cast<std::size_t>(valueBytes), '[');
        VERIFY_OK(bench.produce(
            {"raw_orders", 0}, key, value,
            {{"correlation_id", "c-1"}, {"own", std::string(static_cast<std::size_t>(headerBytes), 'h')}}));
        auto pipeline = bench.make(bench.options(generator(20)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        VERIFY_OK(pipeline->finishFollower(60'000));
        QCOMPARE(pipeline->progress().loaded, 20);
        const auto letters = bench.records({"raw_orders.dlq", 0});
        QCOMPARE(letters.size(), 1U);
        auto letter = letters.front();
        QCOMPARE(letter.headers["raw_position"], std::string("raw_orders/0/0"));
        QCOMPARE(letter.headers["correlation_id"], std::string("c-1"));
        QCOMPARE(letter.headers["__connect.errors.topic"], std::string("raw_orders"));
        QCOMPARE(letter.headers[std::string(kTruncatedHeader)], truncated.toStdString());
        QVERIFY(key.rfind(letter.key, 0) == 0 && !letter.key.empty());
        QVERIFY(value.rfind(letter.value, 0) == 0 && !letter.value.empty());
        const bool cut = truncated.contains(QLatin1String("value"));
        QCOMPARE(letter.value.size() < value.size(), cut);
        QCOMPARE(letter.headers[std::string(kOriginalSizeHeader)],
                 cut ? std::to_string(value.size()) : std::string());
        QCOMPARE(letter.headers[std::string(kOriginalSha256Header)],
                 cut ? toHex(sha256(value)) : std::string());
    }
};

PK_TEST(TestDeadLetters)
#include "tst_dead_letters.moc"
