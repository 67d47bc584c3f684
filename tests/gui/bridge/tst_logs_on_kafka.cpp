// The logs of a real Kafka, whose transactions leave markers in them.

#include "../../broker/broker_testing.h"
#include "bridge/log_watch.h"
#include "bridge/message_fetch.h"
#include "bridge/record_teller.h"
#include "bridge/topic_reader.h"
#include "environment/local_backend.h"
#include "journal/state.h"

#include <QTemporaryDir>

using namespace pk;
using namespace pk::broker;
using namespace pk::environment;
using namespace pk::gui;

class TestLogsOnKafka : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ClusterBackend> m_cluster;
    const std::atomic<bool> m_givenUp{false};

    /// Two transactions of one record each: a record, a marker, a record, a marker.
    void writeTransactions(const std::string &topic)
    {
        const auto made = m_cluster->createTopic({.name = topic, .partitions = 1, .replication = 0});
        QVERIFY2(made, why(made));
        TestProducer producer(transactionalConfig(m_cluster->info(), "test", 0, "test-" + topic));
        QVERIFY(producer.ok());
        const auto ready = producer.raw().initTransactions(20'000);
        QVERIFY2(ready, why(ready));
        for (const std::int64_t offset : {0, 2}) {
            QVERIFY(producer.raw().beginTransaction());
            QCOMPARE(producer.send({topic, 0, "k", "value", 0, 0}).offset, offset);
            QVERIFY(producer.raw().commitTransaction(20'000));
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto program = findKafka();
        if (!program)
            QSKIP(qUtf8Printable(program.error().message));
        LocalKafka::Options options;
        options.program = std::move(*program);
        options.folder = m_folder.path();
        auto started = startLocalCluster({std::move(options), false});
        QVERIFY2(started, why(started));
        m_cluster = std::move(*started);
    }
    void cleanupTestCase() { m_cluster.reset(); }

    void topicReader_isNotBehindByMarkers()
    {
        const std::string topic = "markers-for-a-reader";
        writeTransactions(topic);
        ReadRequest request;
        request.cluster = m_cluster->info();
        request.topic = topic;
        request.partitions = {0};
        const auto reader = TopicReader::open(std::move(request));
        QVERIFY2(reader, why(reader));
        QTRY_VERIFY((*reader)->progress().read == 2 && (*reader)->progress().end.contains(0));
        QCOMPARE((*reader)->progress().end.at(0), 4);
        QTRY_COMPARE((*reader)->progress().behind, 0);
    }

    void markersAreReadPast_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<qint64>("messages");
        QTest::addColumn<qint64>("next");
        QTest::newRow("all, to the marker at the end") << qint64{0} << qint64{10} << qint64{2} << qint64{4};
        QTest::newRow("to a marker in the middle") << qint64{0} << qint64{2} << qint64{1} << qint64{2};
        QTest::newRow("nothing but the last marker") << qint64{3} << qint64{1} << qint64{0} << qint64{4};
        QTest::newRow("nothing but one in the middle") << qint64{1} << qint64{1} << qint64{0} << qint64{2};
    }
    void markersAreReadPast()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, count);
        static int topics = 0;
        const std::string topic = "markers-" + std::to_string(++topics);
        writeTransactions(topic);
        const auto fetch = MessageFetch::open(m_cluster->info(), m_givenUp);
        QVERIFY2(fetch, why(fetch));
        const auto fetched = (*fetch)->range({topic, 0}, first, count);
        QVERIFY2(fetched, why(fetched));
        QTEST(qint64(fetched->messages.size()), "messages");
        QTEST(qint64(fetched->next), "next");
    }

    /// Somebody who clicks it is told so, not that the broker is silent.
    void aMarker_isNoRecord()
    {
        const std::string topic = "clicked";
        writeTransactions(topic);
        StorySources sources;
        sources.run.cluster = m_cluster->info();
        RecordTeller teller(m_givenUp);
        QVERIFY(teller.tell(sources, {topic, 0, 1}).presence == Presence::NoRecord);
        QVERIFY(teller.tell(sources, {topic, 0, 2}).presence == Presence::There);
    }

    /// What lies behind it is there, and the broker answers.
    void anOpenTransaction_isToldWithItsOffset_untilItEnds()
    {
        const std::string topic = "open";
        const auto made = m_cluster->createTopic({.name = topic, .partitions = 1, .replication = 0});
        QVERIFY2(made, why(made));
        TestProducer plain(producerConfig(m_cluster->info(), "test", 0));
        QVERIFY(plain.ok());
        QCOMPARE(plain.send({topic, 0, "k", "before", 0, 0}).offset, 0);
        TestProducer open(transactionalConfig(m_cluster->info(), "test", 0, "left-open"));
        QVERIFY(open.ok());
        const auto ready = open.raw().initTransactions(20'000);
        QVERIFY2(ready, why(ready));
        QVERIFY(open.raw().beginTransaction());
        QCOMPARE(open.send({topic, 0, "k", "open", 0, 0}).offset, 1);
        QCOMPARE(plain.send({topic, 0, "k", "behind", 0, 0}).offset, 2);
        auto journal = journal::Journal::open({});
        QVERIFY(journal);
        const LogWatch watch(*m_cluster, **journal, {topic}, {{{topic, 0}, {0, 3}}});
        const std::map<TopicPartition, std::int64_t> waitsAt{{{topic, 0}, 1}};
        QVERIFY(waitUntil([&] { return watch.openTransactions() == waitsAt; }, 20'000));

        const auto fetch = MessageFetch::open(m_cluster->info(), m_givenUp);
        QVERIFY2(fetch, why(fetch));
        const auto behind = (*fetch)->range({topic, 0}, 2, 1);
        QVERIFY2(behind, why(behind));
        QVERIFY(behind->messages.empty());
        QCOMPARE(behind->openFrom, 1);
        QVERIFY(open.raw().commitTransaction(20'000));
        QVERIFY(waitUntil([&] { return watch.openTransactions().empty(); }, 20'000));
        const auto now = (*fetch)->range({topic, 0}, 2, 1);
        QVERIFY2(now, why(now));
        QCOMPARE(now->messages.size(), std::size_t{1});
        QCOMPARE(now->openFrom, -1);
    }

    void aTopicMadeAnew_isSeen_andWhatOthersWriteToItToo()
    {
        const std::string topic = "again";
        const auto fill = [&](int records) {
            const auto made = m_cluster->createTopic({.name = topic, .partitions = 1, .replication = 0});
            QVERIFY2(made, why(made));
            TestProducer producer(producerConfig(m_cluster->info(), "test", 0));
            QVERIFY(producer.ok());
            const auto filled = producer.fill({topic, 0}, records);
            QVERIFY2(filled, why(filled));
        };
        fill(10);
        auto journal = journal::Journal::open({});
        QVERIFY(journal);
        journal::Event ours;
        ours.kind = journal::EventKind::Acked;
        ours.topic = topic;
        ours.partition = 0;
        ours.first = 0;
        ours.last = 9;
        ours.count = 10;
        (*journal)->append((*journal)->writer("test"), ours);
        const auto log = [&] {
            journal::State state;
            (void)(*journal)->forEach([&](std::span<const journal::Event> events) {
                state.apply(events);
                return true;
            });
            return state.partitions().at({topic, 0});
        };
        const LogWatch watch(*m_cluster, **journal, {topic}, {{{topic, 0}, {0, 10}}});
        QVERIFY(waitUntil([&] { return log().leader.value == 1 && watch.silentSinceUs() == 0; }, 20'000));

        const auto deleted = m_cluster->deleteTopic(topic);
        QVERIFY2(deleted, why(deleted));
        const auto isThere = [&] {
            const auto topics = m_cluster->topics();
            return !topics || std::any_of(topics->begin(), topics->end(), [&](const TopicInfo &info) {
                return info.name == topic;
            });
        };
        QVERIFY(waitUntil([&] { return !isThere(); }, 20'000));
        fill(3);
        QVERIFY(waitUntil([&] { return log().logEnd == 3 && log().observed.count() == 3; }, 40'000));
        QCOMPARE(log().acked.total(), 10);
    }
};

PK_TEST(TestLogsOnKafka)
#include "tst_logs_on_kafka.moc"
