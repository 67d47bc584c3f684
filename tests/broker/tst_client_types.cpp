#include "broker_testing.h"

#include "base/hash.h"

using namespace pk;
using namespace pk::broker;

/// Producer, Message, Headers and commits, against one embedded cluster. Readers use assign(): no group, no
/// waiting.
class TestClientTypes : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ClusterBackend> m_cluster;

    void createTopic(const char *name, int partitions)
    {
        const auto created = m_cluster->createTopic({.name = name, .partitions = partitions});
        QVERIFY2(created, why(created));
    }
    Result<std::unique_ptr<Consumer>> reader(const TopicPartition &partition, std::int64_t start = kBeginning)
    {
        auto consumer = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = "reader", .clientId = "reader"}), {});
        if (consumer) {
            if (auto assigned = (*consumer)->assign({{partition, start}}); !assigned)
                return assigned.error();
        }
        return consumer;
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto cluster = startEmbeddedCluster(embeddedOptions());
        QVERIFY2(cluster, why(cluster));
        m_cluster = std::move(*cluster);
    }

    void record_comesBackAsItWasSent()
    {
        createTopic("round", 1);
        TestProducer producer(producerConfig(m_cluster->info(), "test", 0));
        QVERIFY(producer.ok());
        const std::string binary("\x00\xff\n{", 4);
        const std::string longName(200, 'n');
        Headers headers;
        headers.add("correlation_id", "c-1");
        headers.add("twice", "first");
        headers.add("twice", "second");
        headers.add("empty", "");
        headers.add(longName, "long");
        const Sent whole =
            producer.send({"round", 0, "ORD-1", binary, 1'736'125'200'123, 0}, std::move(headers));
        QVERIFY(!whole.error);
        const Sent tombstone = producer.send({"round", 0, "ORD-1", std::nullopt, 0, 0});
        const Sent keyless = producer.send({"round", 0, std::nullopt, "value", 0, 0});
        const Sent empties = producer.send({"round", 0, "", "", 0, 0});
        QVERIFY(!tombstone.error && !keyless.error && !empties.error);
        QCOMPARE(empties.offset, 3);

        const TopicPartition partition{"round", 0};
        auto consumer = reader(partition);
        QVERIFY2(consumer, why(consumer));
        std::vector<Message> messages = takeFrom(**consumer, partition, 4);
        QCOMPARE(offsetsOf(messages), ascending(0, 4));

        Message &first = messages[0];
        QCOMPARE(first.topic(), std::string_view("round"));
        QCOMPARE(first.key(), std::string_view("ORD-1"));
        QCOMPARE(first.value(), std::string_view(binary));
        QCOMPARE(first.timestampMs(), std::int64_t{1'736'125'200'123});
        QCOMPARE(first.header("correlation_id").value_or("-"), std::string_view("c-1"));
        QCOMPARE(first.header("twice").value_or("-"), std::string_view("second"));
        QCOMPARE(first.header("empty").value_or("-"), std::string_view(""));
        QCOMPARE(first.header(longName).value_or("-"), std::string_view("long"));
        QVERIFY(!first.header("absent"));
        QCOMPARE(first.headers().size(), 5U);
        QCOMPARE(first.headers()[1].second, std::string_view("first"));

        QVERIFY(messages[1].hasKey() && !messages[1].hasValue());
        QVERIFY(messages[1].headers().empty());
        QVERIFY(!messages[2].hasKey() && messages[2].hasValue());
        QVERIFY(messages[3].hasKey() && messages[3].hasValue());
        QCOMPARE(messages[3].value(), std::string_view(""));
        const std::int64_t now = SystemClock().nowMs();
        QVERIFY(std::abs(messages[2].timestampMs() - now) < 60'000);
    }

    void prefix_isSeenByTheClusterAlone()
    {
        createTopic("t07.notes", 1);
        createTopic("elsewhere", 1);
        ClusterAccess access;
        access.bootstrap = m_cluster->info().bootstrap;
        access.prefix = "t07.";
        const auto ours = connectCluster(access);
        QVERIFY2(ours, why(ours));
        QCOMPARE((*ours)->info().id, m_cluster->info().id + "/t07.");
        const auto topics = (*ours)->topics();
        QVERIFY2(topics, why(topics));
        QCOMPARE(topics->size(), 1U); // and none of the others
        QCOMPARE(topics->front().name, std::string("notes"));

        TestProducer producer(producerConfig((*ours)->info(), "test", 0));
        QVERIFY(producer.ok());
        QVERIFY(!producer.send({"notes", 0, "k", "v", 0, 0}).error);
        const TopicPartition partition{"notes", 0};
        auto consumer =
            Consumer::create(consumerConfig((*ours)->info(), {.group = "g", .clientId = "g"}), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{partition, 0}}).ok());
        const std::vector<Message> messages = takeFrom(**consumer, partition, 1);
        QCOMPARE(messages.size(), 1U);
        QCOMPARE(messages.front().topic(), std::string_view("notes"));
        const CommitOffset next{partition, 1, "mine"};
        const auto committed = (*consumer)->commit(std::span(&next, 1));
        QVERIFY2(committed, why(committed));

        const auto asOurs = (*ours)->committed("g", {partition});
        const auto asTheirs = m_cluster->committed("t07.g", {{"t07.notes", 0}});
        QVERIFY(asOurs && asTheirs);
        QCOMPARE(asOurs->front().partition, partition);
        QCOMPARE(asOurs->front().offset, 1);
        QCOMPARE(asTheirs->front().offset, 1);
        QCOMPARE((*ours)->watermarks(partition)->end, 1);
    }

    void headers_canBeForwardedAndFilledAgain()
    {
        createTopic("forward", 1);
        TestProducer producer(producerConfig(m_cluster->info(), "test", 0));
        QVERIFY(producer.ok());
        const TopicPartition partition{"forward", 0};
        Headers headers;
        headers.add("event_id", "e-1");
        QVERIFY(producer.raw().produce({"forward", 0, {}, "first", 0, 0}, headers));
        QCOMPARE(headers.size(), 0U); // the producer has them
        headers.add("event_id", "e-2"); // a list that was handed over starts anew
        QVERIFY(producer.raw().produce({"forward", 0, {}, "second", 0, 0}, headers));
        QVERIFY(producer.raw().flush(60'000));

        auto consumer = reader(partition);
        QVERIFY2(consumer, why(consumer));
        std::vector<Message> messages = takeFrom(**consumer, partition, 2);
        QCOMPARE(messages.size(), 2U);
        Headers taken = messages[0].detachHeaders();
        QCOMPARE(messages[1].header("event_id").value_or("-"), std::string_view("e-2"));
        Headers copy = taken.copy();
        taken.remove("event_id");
        taken.add("stage", "transform");
        QCOMPARE(taken.size(), 1U);
        QCOMPARE(copy.find("event_id").value_or("-"), std::string_view("e-1"));
        QVERIFY(Headers().copy().size() == 0);
        QVERIFY(!producer.send({"forward", 0, {}, "third", 0, 0}, std::move(taken)).error);
        messages = takeFrom(**consumer, partition, 1);
        QCOMPARE(messages.size(), 1U);
        QCOMPARE(messages[0].header("stage").value_or("-"), std::string_view("transform"));
    }

    void keys_fallWhereJavaPutsThem_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<int>("of3");
        QTest::addColumn<int>("of6");
        QTest::newRow("ORD-1") << std::string("ORD-1") << 1 << 4;
        QTest::newRow("ORD-2") << std::string("ORD-2") << 2 << 2;
        QTest::newRow("ORD-3") << std::string("ORD-3") << 2 << 2;
        QTest::newRow("1001") << std::string("1001") << 0 << 0;
        QTest::newRow("kafka") << std::string("kafka") << 1 << 4;
    }
    void keys_fallWhereJavaPutsThem()
    {
        QFETCH(std::string, key);
        QFETCH(int, of3);
        QFETCH(int, of6);
        createTopic("keys3", 3);
        createTopic("keys6", 6);
        TestProducer producer(producerConfig(m_cluster->info(), "test", 0));
        QVERIFY(producer.ok());
        QCOMPARE(murmur2Partition(key, 3), of3);
        QCOMPARE(murmur2Partition(key, 6), of6);
        QCOMPARE(producer.send({"keys3", kAnyPartition, key, "v", 0, 0}).partition, of3);
        QCOMPARE(producer.send({"keys6", kAnyPartition, key, "v", 0, 0}).partition, of6);
    }

    void manyKeys_fallWhereWeComputeThem()
    {
        createTopic("keys7", 7);
        std::vector<std::pair<int, int>> seen; // computed, reported
        std::vector<int> computed;
        auto producer =
            Producer::create(producerConfig(m_cluster->info(), "test", 5),
                             [&](const Delivery &d) { seen.emplace_back(computed[d.tag], d.partition); });
        QVERIFY2(producer, why(producer));
        Headers none;
        for (int i = 0; i < 300; ++i) {
            const std::string key = std::string(static_cast<std::size_t>(i % 13), 'x') + std::to_string(i);
            computed.push_back(murmur2Partition(key, 7));
            QVERIFY((*producer)->produce({"keys7", kAnyPartition, key, "v", 0, static_cast<std::uint64_t>(i)},
                                         none));
        }
        QVERIFY((*producer)->flush(60'000));
        QCOMPARE(seen.size(), 300U);
        for (const auto &[ours, theirs] : seen)
            QCOMPARE(ours, theirs);
    }

    void fullQueue_isBusyAndKeepsTheHeaders()
    {
        createTopic("full", 1);
        // A long linger keeps the records in the queue, which holds no more than two.
        ClientConfig config = producerConfig(m_cluster->info(), "test", 60'000);
        config.set("queue.buffering.max.messages", 2);
        TestProducer producer(config);
        QVERIFY(producer.ok());
        Headers headers;
        QVERIFY(producer.raw().produce({"full", 0, {}, "1", 0, 0}, headers));
        QVERIFY(producer.raw().produce({"full", 0, {}, "2", 0, 0}, headers));
        headers.add("kept", "yes");
        const auto third = producer.raw().produce({"full", 0, {}, "3", 0, 0}, headers);
        QVERIFY(!third);
        QCOMPARE(third.error().code, ErrorCode::Busy);
        QVERIFY(third.error().retriable);
        QCOMPARE(headers.find("kept").value_or("-"), std::string_view("yes"));
        QCOMPARE(producer.raw().outstanding(), 2);
        producer.raw().purge();
        QCOMPARE(producer.raw().outstanding(), 0);
    }

    void flush_timesOutWhileABrokerIsSlow()
    {
        createTopic("slow", 1);
        ClientConfig config = producerConfig(m_cluster->info(), "test", 0);
        TestProducer producer(config);
        QVERIFY(producer.ok());
        QVERIFY(!producer.send({"slow", 0, {}, "warm", 0, 0}).error);
        QVERIFY(m_cluster->setRoundTrip(1, 3'000));
        const std::int64_t startUs = monotonicUs();
        Headers none;
        QVERIFY(producer.raw().produce({"slow", 0, {}, "late", 0, 0}, none));
        const auto early = producer.raw().flush(100);
        QVERIFY(!early);
        QCOMPARE(early.error().code, ErrorCode::Timeout);
        QVERIFY(early.error().retriable);
        const auto late = producer.raw().flush(30'000);
        QVERIFY2(late, why(late));
        QVERIFY(monotonicUs() - startUs >= 1'000'000);
        QVERIFY(m_cluster->setRoundTrip(1, 0));
    }

    void wrongSetting_isAUsageErrorWithItsName()
    {
        const auto producer = Producer::create(ClientConfig().set("no.such.setting", 1), {});
        QVERIFY(!producer);
        QCOMPARE(producer.error().code, ErrorCode::Usage);
        QCOMPARE(producer.error().context, QStringLiteral("no.such.setting"));
    }
};

PK_TEST(TestClientTypes)
#include "tst_client_types.moc"
