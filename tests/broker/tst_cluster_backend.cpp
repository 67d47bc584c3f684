#include "broker_testing.h"

#include <QFile>

#include <set>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace pk;
using namespace pk::broker;

/// The embedded cluster through both of its backends: as its owner sees it, and as any other program does.
class TestClusterBackend : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ClusterBackend> m_owner;
    std::unique_ptr<ClusterBackend> m_stranger;
    int m_deaths = 0;

    Result<PartitionInfo> partition(ClusterBackend &backend, const TopicPartition &wanted)
    {
        const auto topics = backend.topics();
        if (!topics)
            return topics.error();
        for (const TopicInfo &topic : *topics) {
            if (topic.name == wanted.topic)
                return topic.partitions.at(static_cast<std::size_t>(wanted.partition));
        }
        return Error{ErrorCode::NotFound, {}, QString::fromStdString(wanted.topic)};
    }
    /// Asked again when it was asked of a broker that went down meanwhile.
    int leaderOf(const TopicPartition &wanted)
    {
        int leader = -1;
        waitUntil([&] {
            const auto found = partition(*m_owner, wanted);
            leader = found ? found->leader : -1;
            return found.ok();
        });
        return leader;
    }
    Result<void> create(const char *name, int partitions)
    {
        return m_owner->createTopic({.name = name, .partitions = partitions});
    }

private Q_SLOTS:
    void initTestCase()
    {
        BrokerProcess::Options options = embeddedOptions();
        options.died = [this](const Error &) { ++m_deaths; };
        auto owner = startEmbeddedCluster(std::move(options));
        QVERIFY2(owner, why(owner));
        m_owner = std::move(*owner);
        auto stranger = connectCluster(m_owner->info().bootstrap);
        QVERIFY2(stranger, why(stranger));
        m_stranger = std::move(*stranger);
    }
    void cleanupTestCase() { QCOMPARE(m_deaths, 0); }

    void everybody_seesTheSameIncarnation()
    {
        const ClusterInfo own = m_owner->info();
        const ClusterInfo seen = m_stranger->info();
        QVERIFY(own.embedded && seen.embedded);
        QCOMPARE(own.id.size(), 36U);
        QCOMPARE(seen.id, own.id);
        const auto brokers = m_stranger->brokers();
        QVERIFY2(brokers, why(brokers));
        QCOMPARE(brokers->size(), 3U);
    }

    void createTopic_again_isDoneAlready()
    {
        QVERIFY2(create("same", 4), why(create("same", 4)));
        QVERIFY(create("same", 4));
        QVERIFY(m_stranger->createTopic({.name = "same", .partitions = 4}));
        const auto other = create("same", 5);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::BadInput);
        QVERIFY(other.error().message.contains(QStringLiteral("4")));
        const auto topics = m_stranger->topics();
        QVERIFY2(topics, why(topics));
        QCOMPARE(topics->size(), 1U); // the internal one is left out
        QCOMPARE((*topics)[0].partitions.size(), 4U);
    }

    void createTopic_spreadsTheLeaders()
    {
        QVERIFY(create("spread", 6));
        std::multiset<int> leaders;
        for (int p = 0; p < 6; ++p)
            leaders.insert(leaderOf({"spread", p}));
        QCOMPARE(leaders, (std::multiset<int>{1, 1, 2, 2, 3, 3}));
    }

    void wrongTopics_areErrors_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<int>("partitions");
        QTest::newRow("no partitions") << std::string("none") << 0;
        QTest::newRow("negative") << std::string("none") << -3;
        QTest::newRow("no name") << std::string() << 1;
        QTest::newRow("slash") << std::string("a/b") << 1;
    }
    void wrongTopics_areErrors()
    {
        QFETCH(std::string, name);
        QFETCH(int, partitions);
        const auto created = m_owner->createTopic({.name = name, .partitions = partitions});
        QVERIFY(!created);
        QVERIFY(!created.error().message.isEmpty());
        QVERIFY(m_owner->brokers()); // it lives
    }

    /// Some of these requests would abort the broker if they were sent.
    void whatItCannotDo_isRefusedUnsent()
    {
        QVERIFY(create("refused", 1));
        for (ClusterBackend *backend : {m_owner.get(), m_stranger.get()}) {
            for (const Feature feature :
                 {Feature::Transactions, Feature::TopicAdmin, Feature::GroupAdmin, Feature::OffsetsForTimes})
                QVERIFY(!backend->supports(feature));
            const std::vector<Error> refusals{backend->deleteTopic("refused").error(),
                                              backend->addPartitions("refused", 2).error(),
                                              backend->describeGroup("kampus-loader").error(),
                                              backend->deleteGroup("kampus-loader").error()};
            for (const Error &refusal : refusals) {
                QCOMPARE(refusal.code, ErrorCode::Unsupported);
                QVERIFY(!refusal.message.isEmpty());
            }
        }
        QVERIFY(m_owner->supports(Feature::BrokerFaults));
        QVERIFY(!m_stranger->supports(Feature::BrokerFaults));
        QCOMPARE(m_stranger->createTopic({.name = "new", .partitions = 1}).error().code,
                 ErrorCode::Unsupported);
        QCOMPARE(m_stranger->setBrokerUp(1, false).error().code, ErrorCode::Unsupported);
        QCOMPARE(m_stranger->moveLeader({"refused", 0}, 2).error().code, ErrorCode::Unsupported);
        QCOMPARE(m_stranger->setRoundTrip(1, 10).error().code, ErrorCode::Unsupported);
        QVERIFY(m_owner->brokers());
    }

    void moveLeader_isSeenByEverybody()
    {
        QVERIFY(create("moved", 1));
        QCOMPARE(leaderOf({"moved", 0}), 1);
        const auto moved = m_owner->moveLeader({"moved", 0}, 3);
        QVERIFY2(moved, why(moved));
        QCOMPARE(leaderOf({"moved", 0}), 3);
        QVERIFY(!m_owner->moveLeader({"moved", 0}, 9));
        QVERIFY(!m_owner->moveLeader({"moved", 5}, 1));
        QVERIFY(!m_owner->moveLeader({"unknown", 0}, 1));
        QVERIFY(!m_owner->setBrokerUp(0, false));
        QVERIFY(m_owner->brokers());
    }

    void watermarks_afterALeaderHasMoved_areOfTheNewOne()
    {
        QVERIFY(create("wandering", 3));
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        // A client of its own, which nothing but these questions makes ask for the leaders.
        auto client = connectCluster(m_owner->info().bootstrap);
        QVERIFY2(client, why(client));
        std::int64_t sent = 0;
        const auto bothEnds = [&] {
            for (int p = 0; p < 3; ++p) {
                if (producer.send({"wandering", p, {}, "v", 0, 0}).error)
                    return QByteArray("not produced");
            }
            ++sent;
            for (int p = 0; p < 3; ++p) {
                const std::int64_t startUs = monotonicUs();
                const auto marks = (*client)->watermarks({"wandering", p});
                if (!marks)
                    return why(marks);
                if (marks->begin != 0 || marks->end != sent)
                    return QByteArray("begin ") + QByteArray::number(qint64{marks->begin}) + " end "
                        + QByteArray::number(qint64{marks->end});
                if (monotonicUs() - startUs > 8'000'000)
                    return QByteArray("too late");
            }
            return QByteArray();
        };
        QCOMPARE(bothEnds(), QByteArray());
        for (int p = 0; p < 3; ++p)
            QVERIFY(m_owner->moveLeader({"wandering", p}, p == 2 ? 1 : p + 2));
        QCOMPARE(bothEnds(), QByteArray());
        QVERIFY(m_owner->setBrokerUp(1, false));
        QCOMPARE(bothEnds(), QByteArray());
        QVERIFY(m_owner->setBrokerUp(2, false));
        QCOMPARE(bothEnds(), QByteArray());
        QVERIFY(m_owner->setBrokerUp(1, true));
        QVERIFY(m_owner->setBrokerUp(2, true));
        QCOMPARE(bothEnds(), QByteArray());
        QVERIFY(m_owner->setBrokerUp(3, false));
        QCOMPARE(bothEnds(), QByteArray());
        QVERIFY(m_owner->setBrokerUp(3, true));
    }

    void watermarksOf_partitionsOfSeveralLeaders_comeInTheOrderAsked()
    {
        QVERIFY(create("uneven", 3));
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        for (int p = 0; p < 3; ++p) {
            for (int i = 0; i <= p; ++i)
                QVERIFY(!producer.send({"uneven", p, {}, "v", 0, 0}).error);
        }
        const auto marks = m_stranger->watermarksOf({{"uneven", 2}, {"uneven", 0}, {"uneven", 1}});
        QVERIFY2(marks, why(marks));
        std::vector<std::int64_t> ends;
        for (const Consumer::Watermarks &mark : *marks)
            ends.push_back(mark.end);
        QCOMPARE(ends, (std::vector<std::int64_t>{3, 1, 2}));
        const auto none = m_stranger->watermarksOf({});
        QVERIFY2(none, why(none));
        QVERIFY(none->empty());
        QVERIFY(!m_stranger->watermarksOf({{"uneven", 0}, {"uneven", 7}}));
    }

    void watermarks_ofNoSuchPartition_isAnErrorInTime()
    {
        QVERIFY(create("small", 1));
        const std::int64_t startUs = monotonicUs();
        const auto marks = m_stranger->watermarks({"small", 7});
        QVERIFY(!marks);
        QCOMPARE(marks.error().context, QStringLiteral("small/7"));
        QVERIFY(monotonicUs() - startUs < 12'000'000);
    }

    void watermarks_ofATopicJustMade_waitUntilItsLeaderKnowsIt()
    {
        QVERIFY(create("new", 1));
        constexpr int unknownTopicOrPartition = 3;
        QVERIFY(m_owner->failRequests(RequestKind::ListOffsets, unknownTopicOrPartition, 1));
        const auto marks = m_stranger->watermarks({"new", 0});
        QVERIFY2(marks, why(marks));
        QCOMPARE(marks->end, std::int64_t{0});
    }

    void committed_fromABrokerThatDoesNotCoordinateTheGroup_isNoCrash()
    {
        QVERIFY(create("elsewhere", 1));
        constexpr int notCoordinator = 16;
        QVERIFY(m_owner->failRequests(RequestKind::OffsetFetch, notCoordinator, 1));
        (void)m_stranger->committed("nobody", {{"elsewhere", 0}});
        const auto offsets = m_stranger->committed("nobody", {{"elsewhere", 0}});
        QVERIFY2(offsets, why(offsets));
        QCOMPARE(offsets->front().offset, std::int64_t{-1});
    }

    void committed_whileTheCoordinatorLoads_isAskedAgain()
    {
        QVERIFY(create("loading", 1));
        constexpr int coordinatorLoadInProgress = 14;
        QVERIFY(m_owner->failRequests(RequestKind::OffsetFetch, coordinatorLoadInProgress, 3));
        const auto offsets = m_stranger->committed("nobody yet", {{"loading", 0}});
        QVERIFY2(offsets, why(offsets));
        QCOMPARE(offsets->front().offset, std::int64_t{-1});
    }

    void committed_whileItsCoordinatorGoes_isAnsweredByTheNext()
    {
        QVERIFY(create("asked", 1));
        for (int broker = 1; broker <= 3; ++broker)
            QVERIFY(m_owner->setRoundTrip(broker, 100)); // a question is outstanding nearly all the time
        std::atomic<int> answers{0};
        std::atomic<int> errors{0};
        std::jthread asker([&](const std::stop_token &stop) {
            while (!stop.stop_requested())
                ++(m_owner->committed("asking", {{"asked", 0}}) ? answers : errors);
        });
        for (int broker = 1; broker <= 3; ++broker) {
            for (const bool up : {false, true}) {
                const int before = answers;
                QVERIFY(waitUntil([&] { return answers > before; }));
                QVERIFY(m_owner->setBrokerUp(broker, up));
            }
        }
        asker = {};
        for (int broker = 1; broker <= 3; ++broker)
            QVERIFY(m_owner->setRoundTrip(broker, 0));
        QCOMPARE(errors, 0);
    }

    void commands_areFastOnAnIdleCluster()
    {
        QTest::qWait(1500); // until its loop sleeps
        std::int64_t fastestUs = 0; // a busy machine holds some up, but not all; a loop that sleeps does
        for (int i = 0; i < 5 && (i == 0 || fastestUs >= 500'000); ++i) {
            const std::string name = "quick" + std::to_string(i);
            const std::int64_t startUs = monotonicUs();
            QVERIFY(create(name.c_str(), 3));
            const std::int64_t tookUs = monotonicUs() - startUs;
            fastestUs = i == 0 ? tookUs : std::min(fastestUs, tookUs);
            if (fastestUs >= 500'000)
                QTest::qWait(1500);
        }
        QVERIFY2(fastestUs < 500'000, QByteArray::number(qint64{fastestUs}));
    }

    void brokerDown_movesItsLeadersAndWorkGoesOn()
    {
        QVERIFY(create("failover", 3));
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        auto consumer = Consumer::create(
            consumerConfig(m_owner->info(), {.group = "failover", .clientId = "failover"}), {});
        QVERIFY2(consumer, why(consumer));
        std::vector<StartOffset> starts;
        for (int p = 0; p < 3; ++p)
            starts.push_back({{"failover", p}, kBeginning});
        QVERIFY((*consumer)->assign(starts));

        std::int64_t expected = 0;
        const auto goesOn = [&](const char *when) {
            for (int p = 0; p < 3; ++p) {
                const Sent sent = producer.send({"failover", p, "k", when, 0, 0});
                if (sent.error || sent.offset != expected)
                    return false;
                const std::vector<Message> got = takeFrom(**consumer, {"failover", p}, 1);
                if (got.size() != 1 || got[0].offset() != expected || got[0].value() != when)
                    return false;
            }
            ++expected;
            return true;
        };
        QVERIFY(goesOn("all up"));
        const std::int64_t startUs = monotonicUs();
        QVERIFY(m_owner->setBrokerUp(1, false));
        QVERIFY(monotonicUs() - startUs < 5'000'000);
        for (int p = 0; p < 3; ++p)
            QVERIFY(leaderOf({"failover", p}) > 1);
        QVERIFY(goesOn("one down"));
        QVERIFY(m_owner->setBrokerUp(2, false));
        QCOMPARE(leaderOf({"failover", 0}), 3);
        QVERIFY(goesOn("two down"));
        const std::int64_t downUs = monotonicUs();
        QVERIFY(create("made-while-down", 3));
        QVERIFY(monotonicUs() - downUs < 5'000'000);
        for (int p = 0; p < 3; ++p)
            QCOMPARE(leaderOf({"made-while-down", p}), 3);
        QVERIFY(m_owner->setBrokerUp(1, true));
        QVERIFY(m_owner->setBrokerUp(2, true));
        for (int p = 0; p < 3; ++p)
            QCOMPARE(leaderOf({"failover", p}), p + 1);
        QVERIFY(goesOn("up again"));
    }

    void brokersUpAgain_leadAsBefore()
    {
        QVERIFY(create("home", 3));
        const auto leaders = [this](const char *topic) {
            return std::vector{leaderOf({topic, 0}), leaderOf({topic, 1}), leaderOf({topic, 2})};
        };
        const std::vector before{1, 2, 3};
        QCOMPARE(leaders("home"), before);
        for (const std::vector<int> &order : {std::vector{1, 2, 3}, std::vector{3, 1, 2}}) {
            for (int broker : order)
                QVERIFY(m_owner->setBrokerUp(broker, false));
            for (int broker : {1, 2, 3})
                QVERIFY(m_owner->setBrokerUp(broker, true));
            QCOMPARE(leaders("home"), before);
        }
        QVERIFY(m_owner->setBrokerUp(2, false));
        QVERIFY(create("made-without", 3));
        QVERIFY(m_owner->moveLeader({"home", 1}, 1)); // by hand: it stays there
        QVERIFY(m_owner->setBrokerUp(2, true));
        QCOMPARE(leaders("made-without"), before);
        QCOMPARE(leaders("home"), (std::vector{1, 1, 3}));
    }

    void allBrokersDown_theFirstThatComesBackServes()
    {
        QVERIFY(create("dark", 3));
        for (int broker : {1, 2, 3})
            QVERIFY(m_owner->setBrokerUp(broker, false));
        QVERIFY(m_owner->setBrokerUp(2, true));
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        for (int p = 0; p < 3; ++p) {
            QCOMPARE(leaderOf({"dark", p}), 2);
            QVERIFY(!producer.send({"dark", p, {}, "v", 0, 0}).error);
        }
        QVERIFY(m_owner->setBrokerUp(1, true));
        QVERIFY(m_owner->setBrokerUp(3, true));
    }

    void brokerDown_movesLeadersOfTopicsThatOthersMade()
    {
        // An outside producer's first record creates the topic.
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        QVERIFY(!producer.send({"foreign", 0, {}, "first", 0, 0}).error);
        const int leader = leaderOf({"foreign", 0});
        QVERIFY(m_owner->setBrokerUp(leader, false));
        QVERIFY(leaderOf({"foreign", 0}) != leader);
        const Sent sent = producer.send({"foreign", 0, {}, "second", 0, 0});
        QVERIFY(!sent.error);
        QCOMPARE(sent.offset, 1);
        QVERIFY(m_owner->setBrokerUp(leader, true));
    }

    void setRoundTrip_delaysAnswers()
    {
        QVERIFY(create("far", 1));
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        QVERIFY(!producer.send({"far", 0, {}, "near", 0, 0}).error);
        QVERIFY(m_owner->setRoundTrip(1, 300));
        std::int64_t startUs = monotonicUs();
        QVERIFY(!producer.send({"far", 0, {}, "far", 0, 0}).error);
        QVERIFY(monotonicUs() - startUs >= 280'000);
        QVERIFY(m_owner->setRoundTrip(1, 0));
        QVERIFY(!producer.send({"far", 0, {}, "settled", 0, 0}).error);
        bool isNear = false; // a busy machine holds some up, but not all
        for (int i = 0; i < 5 && !isNear; ++i) {
            startUs = monotonicUs();
            QVERIFY(!producer.send({"far", 0, {}, "near again", 0, 0}).error);
            isNear = monotonicUs() - startUs < 250'000;
        }
        QVERIFY(isNear);
    }

    void failRequests_answersJustSoManyWithTheError()
    {
        QVERIFY(create("refusing", 1));
        TestProducer producer(producerConfig(m_owner->info(), "test", 0));
        QVERIFY(producer.ok());
        QVERIFY(!producer.send({"refusing", 0, {}, "before", 0, 0}).error);
        constexpr int policyViolation = 44;
        QVERIFY(m_owner->failRequests(RequestKind::Produce, policyViolation, 1));
        const Sent refused = producer.send({"refusing", 0, {}, "refused", 0, 0});
        QVERIFY(refused.error && !refused.error->retriable);
        QCOMPARE(producer.send({"refusing", 0, {}, "after", 0, 0}).offset, 1);
        QVERIFY(!m_owner->failRequests(RequestKind::Produce, 0, 1));
        QVERIFY(!m_owner->failRequests(RequestKind::Produce, policyViolation, 0));
        QCOMPARE(m_stranger->failRequests(RequestKind::Produce, policyViolation, 1).error().code,
                 ErrorCode::Unsupported);
    }

    void connectToNobody_saysSoInTime()
    {
        // A port that is bound and not listened on: nobody else can take it meanwhile.
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        QCOMPARE(bind(fd, reinterpret_cast<sockaddr *>(&address), size), 0);
        QCOMPARE(getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size), 0);
        const std::string bootstrap = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        const std::int64_t startUs = monotonicUs();
        const auto cluster = connectCluster(bootstrap, 1000);
        QVERIFY(monotonicUs() - startUs < 8'000'000); // without that limit it is ten seconds
        close(fd);
        QVERIFY(!cluster);
        QCOMPARE(cluster.error().code, ErrorCode::Unavailable);
        QVERIFY(cluster.error().message.endsWith(QLatin1Char('.')));
        QCOMPARE(cluster.error().context, QString::fromStdString(bootstrap));
    }
};

PK_TEST(TestClusterBackend)
#include "tst_cluster_backend.moc"
