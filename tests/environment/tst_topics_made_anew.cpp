// Topics of a real Kafka that are deleted and made anew under a running pipeline.

#include "../pipeline/pipeline_fixture.h"
#include "environment/local_backend.h"

#include <QElapsedTimer>

using namespace pk;
using namespace pk::test;

class TestTopicsMadeAnew : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto program = environment::findKafka();
        if (!program)
            QSKIP(qUtf8Printable(program.error().message));
        environment::LocalKafka::Options kafka;
        kafka.program = std::move(*program);
        kafka.folder = m_folder.path();
        auto started = environment::startLocalCluster({std::move(kafka), false});
        VERIFY_OK(started);
        m_kafka = std::move(*started);
    }
    void cleanupTestCase() { m_kafka.reset(); }

    void consumerOfADeletedTopic_ends_data()
    {
        QTest::addColumn<bool>("abandoned");
        QTest::newRow("closed") << false;
        QTest::newRow("abandoned") << true;
    }
    void consumerOfADeletedTopic_ends()
    {
        QFETCH(bool, abandoned);
        const std::string topic = abandoned ? "abandoned" : "closed";
        VERIFY_OK(m_kafka->createTopic({.name = topic, .partitions = 2}));
        broker::ConsumerListener listener;
        int told = 0;
        listener.failed = [&told](const Error &) { ++told; };
        auto made = broker::Consumer::create(
            broker::consumerConfig(m_kafka->info(), {.group = "reader", .clientId = "reader"}),
            std::move(listener));
        VERIFY_OK(made);
        auto &consumer = *made;
        VERIFY_OK(consumer->assign({{{topic, 0}, 0}, {{topic, 1}, 0}}));
        std::vector<broker::Message> taken;
        const auto reads = [&] {
            consumer->serve();
            consumer->takeAny(10, taken);
        };
        QTRY_VERIFY((reads(), consumer->pastMarkers({topic, 1}, 0) == 0));
        VERIFY_OK(m_kafka->deleteTopic(topic));
        QTRY_VERIFY((reads(), told >= 2));
        QElapsedTimer since;
        since.start();
        if (abandoned)
            consumer->abandon();
        consumer.reset();
        QVERIFY2(since.elapsed() < 3'000, qPrintable(QString::number(since.elapsed())));
    }

    /// Of two records with one offset nobody can tell which of them the books speak of.
    void whatWentThroughEitherLog_isNotLost_andNotVerified()
    {
        auto connected = broker::connectCluster(m_kafka->info().bootstrap);
        VERIFY_OK(connected);
        Bench bench(std::move(*connected));
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(300, 7)));
        VERIFY_OK(pipeline->start({}));
        QVERIFY(QTest::qWaitFor([&] { return isDrained(*pipeline); }, kPatienceMs));
        pipeline->stopSource();

        for (const std::string topic : {"raw_orders", "enriched_orders"}) {
            VERIFY_OK(bench.backend->deleteTopic(topic));
            QVERIFY(QTest::qWaitFor([&] { return !isThere(*bench.backend, topic); }, kPatienceMs));
            VERIFY_OK(bench.backend->createTopic({.name = topic, .partitions = 2}));
        }
        pipeline->replaceSource(generator(100, 8));
        const auto loadedAll = [&] {
            return bench.number("SELECT count(*) FROM etl_audit WHERE action <> 'reset'") >= 400;
        };
        QVERIFY(QTest::qWaitFor(loadedAll, kPatienceMs));
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->lost, 0);
        QCOMPARE(ledger->overwritten, 100);
        QVERIFY(!ledger->holds() && !ledger->problem().isEmpty());
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<broker::ClusterBackend> m_kafka;

    static bool isThere(broker::ClusterBackend &cluster, const std::string &name)
    {
        const auto topics = cluster.topics();
        return !topics
            || std::any_of(topics->begin(), topics->end(),
                           [&name](const broker::TopicInfo &topic) { return topic.name == name; });
    }
};

PK_TEST(TestTopicsMadeAnew)
#include "tst_topics_made_anew.moc"
