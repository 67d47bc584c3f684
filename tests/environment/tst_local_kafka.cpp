// A real Kafka started by the program: what it can do that the embedded broker cannot, and its end.

#include "../broker/broker_testing.h"
#include "environment/folder_lock.h"
#include "environment/local_backend.h"

#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>

using namespace pk;
using namespace pk::broker;
using namespace pk::environment;

class TestLocalKafka : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ClusterBackend> m_cluster;

    LocalKafka::Options options(const QString &folder)
    {
        LocalKafka::Options options;
        options.program = *findKafka();
        options.folder = folder;
        return options;
    }
    Result<void> create(const char *name, int partitions)
    {
        return m_cluster->createTopic({.name = name, .partitions = partitions, .replication = 0});
    }
    void fill(const TopicPartition &to, int count)
    {
        TestProducer producer(producerConfig(m_cluster->info(), "test", 0));
        QVERIFY(producer.ok());
        const auto filled = producer.fill(to, count);
        QVERIFY2(filled, why(filled));
    }
    /// What a reader of committed records finds in the partition until `expected` have come.
    std::vector<std::string> committedValues(const TopicPartition &from, std::size_t expected)
    {
        auto consumer = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = "test-reader", .clientId = "test"}), {});
        if (!consumer || !(*consumer)->assign({{from, kBeginning}}))
            return {};
        std::vector<std::string> values;
        std::vector<Message> batch;
        waitUntil([&] {
            (*consumer)->serve();
            batch.clear();
            (*consumer)->take(from, 100, batch);
            for (const Message &message : batch)
                values.emplace_back(message.value());
            return values.size() >= expected;
        });
        batch.clear();
        return values;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto kafka = findKafka();
        if (!kafka)
            QSKIP(qUtf8Printable(kafka.error().message));
        auto started = startLocalCluster({options(m_folder.path()), false});
        QVERIFY2(started, why(started));
        m_cluster = std::move(*started);
    }
    void cleanupTestCase()
    {
        const auto pids = m_cluster ? m_cluster->info().processIds : std::vector<std::int64_t>();
        m_cluster.reset();
        for (const std::int64_t pid : pids)
            QVERIFY(kill(static_cast<pid_t>(pid), 0) != 0);
        QVERIFY(!FolderLock::isHeld(m_folder.path()));
    }

    void itSaysWhatItIsAndCan()
    {
        QVERIFY(!m_cluster->info().embedded);
        QVERIFY(m_cluster->info().brokerVersion.starts_with("Apache Kafka 4."));
        QCOMPARE(m_cluster->info().processIds.size(), std::size_t{1});
        for (const Feature feature : {Feature::Transactions, Feature::TopicAdmin, Feature::GroupAdmin,
                                      Feature::OffsetsForTimes, Feature::BrokerOutage})
            QVERIFY(m_cluster->supports(feature));
        QVERIFY(!m_cluster->supports(Feature::BrokerFaults));
        QCOMPARE(m_cluster->setRoundTrip(1, 100).error().code, ErrorCode::Unsupported);
    }

    void topicSettings_areReadAndChangedOneByOne()
    {
        QVERIFY(create("settings", 1));
        const auto valueOf = [this](const std::string &name) -> std::optional<TopicSetting> {
            const auto settings = m_cluster->topicSettings("settings");
            if (settings) {
                for (const TopicSetting &setting : *settings) {
                    if (setting.name == name)
                        return setting;
                }
            }
            return std::nullopt;
        };
        QVERIFY(valueOf("retention.ms") && !valueOf("retention.ms")->own);
        const std::string before = valueOf("retention.ms")->value;
        auto changed = m_cluster->changeTopicSetting("settings", "retention.ms", "60000");
        QVERIFY2(changed, why(changed));
        QVERIFY(m_cluster->changeTopicSetting("settings", "cleanup.policy", "compact"));
        QTRY_COMPARE(valueOf("cleanup.policy")->value, std::string("compact"));
        QCOMPARE(valueOf("retention.ms")->value, std::string("60000"));
        QVERIFY(valueOf("retention.ms")->own);
        QVERIFY(m_cluster->changeTopicSetting("settings", "retention.ms", std::nullopt));
        QTRY_COMPARE(valueOf("retention.ms")->value, before);
        QCOMPARE(valueOf("cleanup.policy")->value, std::string("compact"));
        const auto wrong = m_cluster->changeTopicSetting("settings", "retention.ms", "a while");
        QVERIFY(!wrong);
        QVERIFY(wrong.error().message.size() > 20);
    }

    void aTopic_isMadeWithItsSettings()
    {
        QVERIFY(m_cluster->createTopic({"made", 1, 0, {{"retention.ms", "-1"}}}));
        const auto settings = m_cluster->topicSettings("made");
        QVERIFY2(settings, why(settings));
        const auto retention = std::find_if(settings->begin(), settings->end(),
                                            [](const auto &s) { return s.name == "retention.ms"; });
        QVERIFY(retention != settings->end());
        QCOMPARE(retention->value, std::string("-1"));
        QVERIFY(retention->own);
    }

    void aTopic_isKnownToItsBroker_whenItIsMade()
    {
        // Brokers learn of a topic only after the controller has said that it is made. Many, so that the
        // question comes in between.
        auto stranger = connectCluster(m_cluster->info().bootstrap);
        QVERIFY2(stranger, why(stranger));
        for (int i = 0; i < 15; ++i) {
            const std::string name = "fresh-" + std::to_string(i);
            const auto made = create(name.c_str(), 3);
            QVERIFY2(made, why(made));
            const auto marks = (*stranger)->offsetsForTime({{name, 2}, {name, 0}, {name, 1}}, 0);
            QVERIFY2(marks, why(marks).append(" in round ").append(QByteArray::number(i)));
        }
    }

    void partitions_areAdded_andTopicsDeleted()
    {
        QVERIFY(create("grows", 1));
        QVERIFY(m_cluster->addPartitions("grows", 4));
        const auto partitionsOf = [this](const std::string &name) {
            const auto topics = m_cluster->topics();
            for (const TopicInfo &topic : topics ? *topics : std::vector<TopicInfo>()) {
                if (topic.name == name)
                    return static_cast<int>(topic.partitions.size());
            }
            return 0;
        };
        QTRY_COMPARE(partitionsOf("grows"), 4);
        QVERIFY(m_cluster->deleteTopic("grows"));
        QTRY_COMPARE(partitionsOf("grows"), 0);
    }

    void offsetsForTime_areTheFirstFromThatMomentOn()
    {
        QVERIFY(create("times", 1));
        TestProducer producer(producerConfig(m_cluster->info(), "test", 0));
        const std::int64_t noon = SystemClock().nowMs() - 3'600'000;
        for (int i = 0; i < 5; ++i) {
            const auto sent = producer.send({"times", 0, "k", "v", noon + i * 1000, 0});
            QCOMPARE(sent.offset, std::int64_t{i});
        }
        const auto at = [this](std::int64_t time) {
            const auto found = m_cluster->offsetsForTime({{"times", 0}}, time);
            return found ? found->front().offset : -99;
        };
        QCOMPARE(at(noon + 2'000), std::int64_t{2});
        QCOMPARE(at(noon + 2'001), std::int64_t{3});
        QCOMPARE(at(noon + 9'000), std::int64_t{-1});
    }

    void groups_areListedAndDescribed()
    {
        QVERIFY(create("grouped", 2));
        bool assigned = false;
        ConsumerListener listener;
        listener.assigned = [&](std::vector<StartOffset> &) { assigned = true; };
        auto consumer = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = "listed", .clientId = "member-a"}), listener);
        QVERIFY(consumer);
        QVERIFY((*consumer)->subscribe({"grouped"}));
        QVERIFY(waitUntil([&] {
            (*consumer)->serve();
            return assigned;
        }));
        const auto groups = m_cluster->groups();
        QVERIFY2(groups, why(groups));
        QVERIFY(std::any_of(groups->begin(), groups->end(), [](const auto &g) { return g.id == "listed"; }));
        const auto described = m_cluster->describeGroup("listed");
        QVERIFY2(described, why(described));
        QCOMPARE(described->members.size(), std::size_t{1});
        QCOMPARE(described->members.front().clientId, std::string("member-a"));
        QCOMPARE(described->members.front().partitions.size(), std::size_t{2});
    }

    void aTopicThatIsMadeLater_isReadByAMemberThatHasJoined()
    {
        QVERIFY(create("early", 1));
        std::vector<std::string> assigned;
        ConsumerListener listener;
        listener.assigned = [&](std::vector<StartOffset> &starts) {
            assigned.clear();
            for (const StartOffset &start : starts)
                assigned.push_back(start.partition.topic);
            std::sort(assigned.begin(), assigned.end());
        };
        auto consumer = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = "waits", .clientId = "test"}), listener);
        QVERIFY(consumer);
        QVERIFY((*consumer)->subscribe({"early", "late"}));
        const auto served = [&] {
            (*consumer)->serve();
            return assigned;
        };
        QTRY_COMPARE(served(), std::vector<std::string>({"early"}));
        QVERIFY(create("late", 1));
        QTRY_COMPARE_WITH_TIMEOUT(served(), std::vector<std::string>({"early", "late"}), 60'000);
    }

    void abortedRecords_areNotSeen_andMarkersAreSteppedOver()
    {
        QVERIFY(create("txn", 1));
        TestProducer producer(transactionalConfig(m_cluster->info(), "test", 0, "txn-test"));
        QVERIFY(producer.ok());
        const auto ready = producer.raw().initTransactions(20'000);
        QVERIFY2(ready, why(ready));
        QVERIFY(producer.raw().beginTransaction());
        QCOMPARE(producer.send({"txn", 0, "k", "aborted", 0, 0}).offset, std::int64_t{0});
        QVERIFY(producer.raw().abortTransaction(10'000));
        QVERIFY(producer.raw().beginTransaction());
        QCOMPARE(producer.send({"txn", 0, "k", "committed", 0, 0}).offset,
                 std::int64_t{2}); // behind a marker
        QVERIFY(producer.raw().commitTransaction(10'000));
        QCOMPARE(committedValues({"txn", 0}, 1), std::vector<std::string>{"committed"});

        auto consumer = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = "test-markers", .clientId = "test"}), {});
        QVERIFY((*consumer)->assign({{{"txn", 0}, 0}}));
        std::vector<Message> taken;
        QVERIFY(waitUntil([&] {
            (*consumer)->serve();
            (*consumer)->take({"txn", 0}, 10, taken);
            return (*consumer)->pastMarkers({"txn", 0}, 3) == 4;
        }));
        QCOMPARE(taken.size(), std::size_t{1});
        QCOMPARE((*consumer)->pastMarkers({"txn", 0}, 2), std::int64_t{2}); // the record is not worked yet
        taken.clear();
    }

    void watermarks_ofAReaderOfCommittedRecords_reachBehindAnOpenTransaction()
    {
        QVERIFY(create("open", 1));
        fill({"open", 0}, 2);
        TestProducer producer(transactionalConfig(m_cluster->info(), "test", 0, "open-test"));
        QVERIFY(producer.raw().initTransactions(20'000));
        QVERIFY(producer.raw().beginTransaction());
        QCOMPARE(producer.send({"open", 0, "k", "not committed", 0, 0}).offset, std::int64_t{2});
        auto reader = Consumer::create(
            consumerConfig(m_cluster->info(), {.group = "test-open", .clientId = "test"}), {});
        QVERIFY(reader);
        const auto marks = (*reader)->watermarks({"open", 0}, 10'000);
        QVERIFY2(marks, why(marks));
        QCOMPARE(marks->begin, 0);
        QCOMPARE(marks->end, 3);
        QVERIFY(producer.raw().abortTransaction(10'000));
    }

    void theOlderOfTwoWithTheSameId_isFenced()
    {
        QVERIFY(create("fence", 1));
        const auto config = transactionalConfig(m_cluster->info(), "test", 0, "fence-test");
        TestProducer older(config);
        QVERIFY(older.raw().initTransactions(20'000));
        QVERIFY(older.raw().beginTransaction());
        QCOMPARE(older.send({"fence", 0, "k", "of the zombie", 0, 0}).offset, std::int64_t{0});
        TestProducer newer(config);
        QVERIFY(newer.raw().initTransactions(20'000));
        const auto late = older.raw().commitTransaction(10'000);
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Fenced);
        QVERIFY(newer.raw().beginTransaction());
        newer.send({"fence", 0, "k", "of the heir", 0, 0});
        QVERIFY(newer.raw().commitTransaction(10'000));
        QCOMPARE(committedValues({"fence", 0}, 1), std::vector<std::string>{"of the heir"});
    }

    void aSecondOneInTheSameFolder_isRefused()
    {
        const auto second = LocalKafka::start(options(m_folder.path()));
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Busy);
    }

    void messages_surviveAPowerCutOfTheNode()
    {
        QVERIFY(create("kept", 1));
        fill({"kept", 0}, 100);
        const auto before = m_cluster->info().processIds;
        QVERIFY(m_cluster->setBrokerUp(1, false));
        QVERIFY(m_cluster->info().processIds.empty());
        const auto up = m_cluster->setBrokerUp(1, true);
        QVERIFY2(up, why(up));
        QVERIFY(m_cluster->info().processIds != before);
        QCOMPARE(committedValues({"kept", 0}, 100).size(), std::size_t{100});
    }

    void anEndOfItsOwn_isToldWithTheReason()
    {
        QTemporaryDir folder;
        std::atomic<int> left{-1};
        LocalKafka::Options other = options(folder.path());
        QString reason;
        std::atomic<int> node{0};
        other.died = [&](const NodeDeath &death) {
            reason = death.error.message;
            node = death.node;
            left = death.left;
        };
        const auto kafka = LocalKafka::start(std::move(other));
        QVERIFY2(kafka, why(kafka));
        kill(static_cast<pid_t>((*kafka)->nodes().front().pid), SIGKILL);
        QTRY_COMPARE(left.load(), 0);
        QVERIFY(reason.contains(QStringLiteral("1")));
        QCOMPARE(node.load(), 1);
    }

    void aNodeThatCannotStart_saysWhy()
    {
        QTemporaryDir folder;
        LocalKafka::Options broken = options(folder.path());
        broken.heapMb = 2;
        const auto kafka = LocalKafka::start(std::move(broken));
        QVERIFY(!kafka);
        QCOMPARE(kafka.error().code, ErrorCode::Unavailable);
        QVERIFY2(!kafka.error().message.endsWith(QStringLiteral(": ")),
                 qUtf8Printable(kafka.error().message));
    }

    void aPortThatIsTakenBetweenPlanAndStart_isReplacedByAnother_data()
    {
        QTest::addColumn<bool>("ofController");
        QTest::newRow("for clients") << false;
        QTest::newRow("among the nodes") << true;
    }
    void aPortThatIsTakenBetweenPlanAndStart_isReplacedByAnother()
    {
        QFETCH(bool, ofController);
        QTemporaryDir folder;
        const auto plan = planCluster(folder.path(), 1);
        QVERIFY2(plan, why(plan));
        const int taken = ofController ? plan->nodes[0].controllerPort : plan->nodes[0].port;
        QTcpServer stranger;
        LocalKafka::Options other = options(folder.path());
        other.answering = [&](int nodes) { // none so far: the node has begun, and Java takes its time
            if (nodes == 0 && !stranger.isListening())
                QVERIFY(stranger.listen(QHostAddress::LocalHost, static_cast<quint16>(taken)));
        };
        const auto kafka = LocalKafka::start(std::move(other));
        QVERIFY2(kafka, why(kafka));
        QVERIFY(stranger.isListening());
        const NodePlan now = (*kafka)->nodes().front().plan;
        QVERIFY(now.port != taken && now.controllerPort != taken);
        const auto client = connectCluster((*kafka)->bootstrap());
        QVERIFY2(client, why(client));
        const auto brokers = (*client)->brokers();
        QVERIFY2(brokers, why(brokers));
        QCOMPARE(brokers->size(), std::size_t{1});
        QCOMPARE(brokers->front().port, now.port);
    }

    void interrupted_nothingIsLeft()
    {
        QTemporaryDir folder;
        LocalKafka::Options other = options(folder.path());
        other.interrupted = [] { return true; };
        const auto kafka = LocalKafka::start(std::move(other));
        QVERIFY(!kafka);
        QCOMPARE(kafka.error().code, ErrorCode::Cancelled);
        QVERIFY(!FolderLock::isHeld(folder.path()));
    }
};

PK_TEST(TestLocalKafka)
#include "tst_local_kafka.moc"
