#include "broker_testing.h"

using namespace pk;
using namespace pk::broker;

/// Taking by credit, changing the position, commits, leaving in order and by crash. One test joins a group.
class TestConsumerTaking : public QObject
{
    Q_OBJECT

private:
    static constexpr int kRecords = 300;
    std::unique_ptr<ClusterBackend> m_cluster;

    ClientConfig config(const char *group, int maxPollMs = 300'000)
    {
        return consumerConfig(m_cluster->info(),
                              {.group = group, .clientId = group, .maxPollIntervalMs = maxPollMs});
    }
    void createFilled(const char *name, int partitions)
    {
        const auto created = m_cluster->createTopic({.name = name, .partitions = partitions});
        QVERIFY2(created, why(created));
        // Lingering: the records of a partition go as one set, and one answer of the broker's brings all of
        // it.
        TestProducer producer(producerConfig(m_cluster->info(), "test", 1'000));
        QVERIFY(producer.ok());
        for (int p = 0; p < partitions; ++p) {
            const auto filled = producer.fill({name, p}, kRecords);
            QVERIFY2(filled, why(filled));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto cluster = startEmbeddedCluster(embeddedOptions());
        QVERIFY2(cluster, why(cluster));
        m_cluster = std::move(*cluster);
    }

    void wait_aCommitIsAnswered_endsAtOnce()
    {
        createFilled("answered", 1);
        const TopicPartition zero{"answered", 0};
        bool answered = false;
        ConsumerListener listener;
        listener.committed = [&](const CommitOffset &, const std::optional<Error> &) { answered = true; };
        auto consumer = Consumer::create(config("answered"), std::move(listener));
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{zero, kRecords}}));
        const std::vector<CommitOffset> offsets{{zero, 5, {}}};
        QVERIFY((*consumer)->commit(offsets)); // now its coordinator is known
        QVERIFY((*consumer)->commitAsync(offsets));
        const std::int64_t beganUs = monotonicUs();
        for (int i = 0; i < 5 && !answered; ++i) {
            (*consumer)->wait(20'000);
            (*consumer)->serve();
        }
        QVERIFY(answered);
        QVERIFY2(monotonicUs() - beganUs < 15'000'000, "it waited for the end of its time");
    }

    void take_givesWhatWasAskedForInOrder()
    {
        createFilled("credit", 2);
        const TopicPartition zero{"credit", 0};
        const TopicPartition one{"credit", 1};
        auto consumer = Consumer::create(config("credit"), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{zero, kBeginning}, {one, 100}}));
        QCOMPARE((*consumer)->assignment().size(), 2U);

        std::vector<std::int64_t> offsets;
        for (const std::size_t credit : {1U, 1U, 5U, 93U}) {
            const std::vector<Message> taken = takeFrom(**consumer, zero, credit);
            QCOMPARE(taken.size(), credit);
            for (const Message &message : taken) {
                QCOMPARE(message.position().topic, std::string_view("credit"));
                QCOMPARE(message.partition(), 0);
                offsets.push_back(message.offset());
            }
        }
        QCOMPARE(offsets, ascending(0, 100));
        // What nobody asked for has waited, from its own start.
        QCOMPARE(offsetsOf(takeFrom(**consumer, one, 200)), ascending(100, 200));
        std::vector<Message> nothing;
        QCOMPARE((*consumer)->take(zero, 0, nothing), 0U);
        QCOMPARE((*consumer)->take({"credit", 7}, 10, nothing), 0U);
        QVERIFY(nothing.empty());
    }

    void takeAny_servesEveryPartitionInTurn()
    {
        createFilled("turns", 3);
        auto consumer = Consumer::create(config("turns"), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign(
            {{{"turns", 0}, kBeginning}, {{"turns", 1}, kBeginning}, {{"turns", 2}, kBeginning}}));
        std::map<std::int32_t, std::int64_t> next;
        std::size_t total = 0;
        QVERIFY(waitUntil([&] {
            (*consumer)->serve();
            std::vector<Message> messages;
            (*consumer)->takeAny(10, messages);
            if (messages.size() > 10)
                return false;
            for (const Message &message : messages) {
                if (message.offset() != next[message.partition()]++)
                    return false;
            }
            total += messages.size();
            return total == 3 * kRecords;
        }));
        QCOMPARE(next.size(), 3U);
    }

    void takeAny_takesAsMuchOfEachAsOfTheOthers()
    {
        createFilled("shares", 3);
        auto consumer = Consumer::create(config("shares"), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign(
            {{{"shares", 0}, kBeginning}, {{"shares", 1}, kBeginning}, {{"shares", 2}, kBeginning}}));
        for (int p = 0; p < 3; ++p) // all of it is fetched at once
            QCOMPARE(takeFrom(**consumer, {"shares", p}, 1).size(), 1U);
        std::vector<Message> messages;
        QCOMPARE((*consumer)->takeAny(60, messages), 60U);
        std::map<std::int32_t, int> taken;
        for (const Message &message : messages)
            ++taken[message.partition()];
        QCOMPARE(taken, (std::map<std::int32_t, int>{{0, 20}, {1, 20}, {2, 20}}));
    }

    void partitionCounts_areTheClusters()
    {
        createFilled("counted", 2);
        auto consumer = Consumer::create(config("counted"), {});
        QVERIFY2(consumer, why(consumer));
        const auto counts = (*consumer)->partitionCounts(5'000);
        QVERIFY2(counts, why(counts));
        QCOMPARE(counts->at("counted"), 2);
        QVERIFY(!counts->contains("not there"));
    }

    void assignAgain_replacesTheOldPartitions()
    {
        createFilled("swap", 2);
        auto consumer = Consumer::create(config("swap"), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{{"swap", 0}, kBeginning}}));
        QCOMPARE(takeFrom(**consumer, {"swap", 0}, 5).size(), 5U);
        QVERIFY((*consumer)->assign({{{"swap", 0}, 200}, {{"swap", 1}, 7}}));
        QCOMPARE((*consumer)->assignment().size(), 2U);
        QCOMPARE(offsetsOf(takeFrom(**consumer, {"swap", 0}, 5)), ascending(200, 5));
        QCOMPARE(offsetsOf(takeFrom(**consumer, {"swap", 1}, 5)), ascending(7, 5));
    }

    void assignWithoutAGroupName_isAnError()
    {
        auto consumer =
            Consumer::create(ClientConfig().set("bootstrap.servers", m_cluster->info().bootstrap), {});
        QVERIFY2(consumer, why(consumer));
        QVERIFY(!(*consumer)->assign({{{"swap", 0}, kBeginning}}));
    }

    void offsetOutOfTheLog_isToldToTheListener()
    {
        createFilled("short", 1);
        const TopicPartition partition{"short", 0};
        std::vector<Error> errors;
        ConsumerListener listener;
        listener.failed = [&](const Error &error) { errors.push_back(error); };
        ClientConfig strict = config("strict");
        strict.set("auto.offset.reset", "error");
        auto consumer = Consumer::create(strict, listener);
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{partition, kRecords + 1000}}));
        QVERIFY(waitUntil([&] {
            (*consumer)->serve();
            std::vector<Message> messages;
            (*consumer)->take(partition, 10, messages);
            return !errors.empty();
        }));
        QVERIFY(!errors.front().message.isEmpty());
    }

    void close_returnsAtOnceWithUntakenRecords()
    {
        createFilled("left", 1);
        const TopicPartition partition{"left", 0};
        int revoked = 0;
        ConsumerListener listener;
        listener.revoked = [&](const std::vector<TopicPartition> &partitions, bool lost) {
            revoked += static_cast<int>(partitions.size());
            QVERIFY(!lost);
        };
        auto consumer = Consumer::create(config("left"), listener);
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{partition, kBeginning}}));
        QCOMPARE(takeFrom(**consumer, partition, 1).size(), 1U);
        const std::int64_t startUs = monotonicUs();
        (*consumer)->close();
        (*consumer)->close(); // a second time does nothing
        QCOMPARE(revoked, 1);
        consumer->reset();
        QVERIFY(monotonicUs() - startUs < 10'000'000);
    }

    /// Everything that needs a real membership, in one join (three seconds).
    void groupMember_holdsCommitsAndLeaves()
    {
        createFilled("grouped", 2);
        const TopicPartition zero{"grouped", 0};
        std::vector<TopicPartition> given;
        int revokedCalls = 0;
        ConsumerListener listener;
        listener.assigned = [&](std::vector<StartOffset> &starts) {
            for (StartOffset &start : starts) {
                given.push_back(start.partition);
                start.offset = 20; // what a loader does: its own stored offset wins
            }
        };
        listener.revoked = [&](const std::vector<TopicPartition> &, bool) { ++revokedCalls; };
        // A poll interval so short that a hold without serve() would cost the membership.
        auto consumer = Consumer::create(config("grouped", 4000), listener);
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->subscribe({"grouped"}));
        QVERIFY(waitUntil([&] {
            (*consumer)->serve();
            return given.size() == 2;
        }));
        QCOMPARE(offsetsOf(takeFrom(**consumer, zero, 10)), ascending(20, 10));

        // The hold: longer than the poll interval, served but not taken from.
        const std::int64_t holdUntilUs = monotonicUs() + 5'500'000;
        while (monotonicUs() < holdUntilUs) {
            (*consumer)->serve();
            (*consumer)->wait(40);
        }
        QCOMPARE(revokedCalls, 0);
        QCOMPARE((*consumer)->assignment().size(), 2U);
        std::vector<Message> resumed;
        QCOMPARE((*consumer)->take(zero, 1, resumed), 1U); // it lies there: nothing is fetched again
        QCOMPARE(offsetsOf(resumed), ascending(30, 1));

        const std::vector<CommitOffset> commits{{zero, 31, "pk1;cluster;4"}};
        const auto committed = (*consumer)->commit(commits);
        QVERIFY2(committed, why(committed));
        const std::vector<TopicPartition> both{zero, {"grouped", 1}};
        const auto read = (*consumer)->committed(both, 5000);
        QVERIFY2(read, why(read));
        QCOMPARE(read->size(), 2U);
        QCOMPARE((*read)[0].offset, 31);
        QCOMPARE((*read)[0].metadata, std::string("pk1;cluster;4"));
        QCOMPARE((*read)[1].offset, -1);
        // The same from outside of the group.
        const auto outside = m_cluster->committed("grouped", both);
        QVERIFY2(outside, why(outside));
        QCOMPARE((*outside)[0].offset, 31);
        QCOMPARE((*outside)[0].metadata, std::string("pk1;cluster;4"));
        QCOMPARE((*outside)[1].offset, -1);
        const auto marks = (*consumer)->watermarks(zero, 5000);
        QVERIFY2(marks, why(marks));
        QCOMPARE(marks->begin, 0);
        QCOMPARE(marks->end, kRecords);

        const std::vector<CommitOffset> later{{zero, 40, ""}};
        QVERIFY((*consumer)->commitAsync(later));
        QVERIFY(waitUntil([&] {
            (*consumer)->serve();
            const auto now = (*consumer)->committed(std::span(both).first(1), 5000);
            return now && (*now)[0].offset == 40 && (*now)[0].metadata.empty();
        }));

        (*consumer)->close();
        QCOMPARE(revokedCalls, 1);
        QVERIFY((*consumer)->assignment().empty());
    }

    void abandon_runsNoRevokeAndEndsAtOnce()
    {
        createFilled("crash", 1);
        int revokedCalls = 0;
        ConsumerListener listener;
        listener.revoked = [&](const std::vector<TopicPartition> &, bool) { ++revokedCalls; };
        auto consumer = Consumer::create(config("crash"), listener);
        QVERIFY2(consumer, why(consumer));
        QVERIFY((*consumer)->assign({{{"crash", 0}, kBeginning}}));
        QCOMPARE(takeFrom(**consumer, {"crash", 0}, 1).size(), 1U);
        (*consumer)->abandon();
        const std::int64_t startUs = monotonicUs();
        consumer->reset();
        QVERIFY(monotonicUs() - startUs < 10'000'000);
        QCOMPARE(revokedCalls, 0);
    }
};

PK_TEST(TestConsumerTaking)
#include "tst_consumer_taking.moc"
