// What is said of a Kafka transaction whose end the broker does not tell.

#include "../pipeline/pipeline_fixture.h"
#include "environment/local_backend.h"
#include "kafka_proxy.h"

using namespace pk;
using namespace pk::test;
using journal::EventKind;

class TestTransactionOutcome : public QObject
{
    Q_OBJECT

private:
    /// A pipeline with transactions whose clients go through a proxy.
    struct Proxied
    {
        explicit Proxied(int brokerPort)
            : proxy(brokerPort)
            , bench(connected(proxy.bootstrap()))
        {
        }
        static std::unique_ptr<broker::ClusterBackend> connected(const std::string &bootstrap)
        {
            auto backend = broker::connectCluster(bootstrap);
            return backend ? std::move(*backend) : nullptr;
        }
        pipeline::PipelineOptions options(int orders) const
        {
            auto options = bench.options(generator(orders, 7, 20));
            options.staticAssignment = false;
            options.semantics = Semantics::Transactions;
            return options;
        }

        KafkaProxy proxy;
        Bench bench;
    };

    int brokerPort()
    {
        const auto brokers = m_kafka->brokers();
        return brokers ? brokers->front().port : 0;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<broker::ClusterBackend> m_kafka;
    VirtualClock m_clock;
    CrashPlan m_crashes;

private Q_SLOTS:
    void initTestCase()
    {
        auto program = environment::findKafka();
        if (!program)
            QSKIP(qUtf8Printable(program.error().message));
        environment::LocalKafka::Options options;
        options.program = std::move(*program);
        options.folder = m_folder.path();
        auto started = environment::startLocalCluster({std::move(options), false});
        VERIFY_OK(started);
        m_kafka = std::move(*started);
    }
    void cleanupTestCase() { m_kafka.reset(); }

    // The first of all, since it counts what it finds in the topics.
    void steppedRecords_goOnBehindTransactionMarkers()
    {
        Proxied proxied(brokerPort());
        const Bench &bench = proxied.bench;
        QVERIFY(bench.ready() && !bench.backend->info().embedded);
        auto options = proxied.options(6);
        options.conducted = true;
        auto pipeline = proxied.bench.make(options);
        VERIFY_OK(pipeline->start({}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        QCOMPARE(pipeline->progress().loaded + pipeline->progress().deadLettered, 6);
        // The broker's ends lie behind the markers of the last transactions: no record is waited for there.
        VERIFY_OK(conductor.conduct(60'000));
        for (const auto policy : {Policy::Seeded, Policy::FollowRecord}) {
            const auto more = conductor.stepHop(policy);
            VERIFY_OK(more);
            QVERIFY(!more->done);
        }
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
    }

    void commitWithoutAnAnswer_isUnknown_untilTheNextSessionFindsOut_data()
    {
        QTest::addColumn<KafkaProxy::Loss>("loss");
        QTest::addColumn<EventKind>("end");
        QTest::newRow("it was carried out") << KafkaProxy::Loss::Answer << EventKind::TxnCommit;
        QTest::newRow("it never came there") << KafkaProxy::Loss::Request << EventKind::TxnAbort;
    }
    void commitWithoutAnAnswer_isUnknown_untilTheNextSessionFindsOut()
    {
        QFETCH(KafkaProxy::Loss, loss);
        QFETCH(EventKind, end);
        Proxied proxied(brokerPort());
        auto &[proxy, bench] = proxied;
        QVERIFY(bench.ready() && !bench.backend->info().embedded);
        auto options = proxied.options(300);
        options.transactionCommitMs = 6'000; // an ordinary slow one is known
        proxy.lose(KafkaProxy::kEndTxn, loss);
        auto pipeline = bench.make(options);
        VERIFY_OK(runToEnd(*pipeline));
        QVERIFY(proxy.hasLost());

        const auto unknown = bench.events(EventKind::TxnUnknown);
        QCOMPARE(unknown.size(), 1U);
        const auto commits = bench.events(EventKind::TxnCommit);
        const auto aborts = bench.events(EventKind::TxnAbort);
        QCOMPARE(aborts.size(), end == EventKind::TxnAbort ? 1U : 0U);
        QCOMPARE(bench.events(EventKind::TxnBegin).size(), commits.size() + aborts.size());
        QVERIFY((end == EventKind::TxnAbort ? aborts : commits).front().seq > unknown.front().seq);
        // Nothing is said of its records before that.
        std::int64_t setAside = 0;
        for (const EventKind kind : {EventKind::DeadLettered, EventKind::Committed}) {
            for (const journal::Event &event : bench.events(kind)) {
                if (event.group != kTransformGroup)
                    continue;
                QVERIFY(event.seq > unknown.front().seq);
                setAside += kind == EventKind::DeadLettered ? event.count : 0;
            }
        }

        const Progress progress = pipeline->progress();
        QCOMPARE(progress.transformed + progress.deadLettered + progress.filtered, 300);
        QCOMPARE(setAside, progress.deadLettered);
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 300);
        QCOMPARE(ledger->redelivered, 0);
    }

    /// Who steps meanwhile is refused what it does not know yet, and hears why.
    void pausedWhileItIsUnknown_comesToRest_andGoesOnWhenItIsFoundOut()
    {
        Proxied proxied(brokerPort());
        auto &[proxy, bench] = proxied;
        QVERIFY(bench.ready() && !bench.backend->info().embedded);
        auto options = proxied.options(300);
        options.transactionCommitMs = 1'500;
        proxy.lose(KafkaProxy::kEndTxn, KafkaProxy::Loss::Answer);
        proxy.ignore("pk-record"); // whoever asks whether a record was committed
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        QTRY_COMPARE_WITH_TIMEOUT(bench.events(EventKind::TxnUnknown).size(), 1U, 60'000);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(40'000));
        Gate &gate = pipeline->transforms().front()->gate();
        const auto refused = gate.request({Action::Work, {"raw_orders", 0}, 0}, 30'000);
        QVERIFY(refused.error.has_value());
        QVERIFY2(refused.error->message.contains(QStringLiteral("has not said")),
                 qPrintable(refused.error->message));
        const auto ended = [&] {
            return bench.events(EventKind::TxnCommit).size() + bench.events(EventKind::TxnAbort).size();
        };
        QCOMPARE(ended() + 1, bench.events(EventKind::TxnBegin).size());

        proxy.ignore(nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(ended(), bench.events(EventKind::TxnBegin).size(), 60'000);
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 300);
        QCOMPARE(ledger->redelivered, 0);
    }

    void rebalanceWhileASteppedRecordIsUnderWay_outputAndOffsetStayTogether()
    {
        Proxied proxied(brokerPort());
        auto &[proxy, bench] = proxied;
        QVERIFY(bench.ready() && !bench.backend->info().embedded);
        auto pipeline = bench.make(proxied.options(20));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        pipeline->replaceSource(generator(5, 8));
        Result<Conductor::Step> generated = conductor.stepHop();
        VERIFY_OK(generated);
        QVERIFY(generated->stage == StageKind::Source);
        QVERIFY(!generated->report.outputs.empty());
        const Position raw = generated->report.outputs.front();
        Gate &gate = pipeline->transforms().front()->gate();
        const TopicPartition partition{raw.topic, raw.partition};
        QVERIFY(!gate.request({Action::Take, partition, raw.offset}, 10'000).error);

        proxy.lose(KafkaProxy::kProduce, KafkaProxy::Loss::Delay);
        std::jthread step([&] { (void)gate.request({Action::Work, partition, raw.offset}, 30'000); });
        QTRY_VERIFY(proxy.hasLost());
        pipeline->addMember(StageKind::Transform);
        const auto rebalances = [&] {
            const auto group = m_kafka->describeGroup(std::string(kTransformGroup));
            return group && group->state != "Stable";
        };
        QTRY_VERIFY(rebalances());
        // It hears of it with its next heartbeat, and must not give the partition up before it is done.
        QVERIFY(!QTest::qWaitFor([&] { return !gate.owns(partition); }, 4'000));
        proxy.release();
        step.join();
        conductor.release();
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        QCOMPARE(ledger->acked, 25);
        QCOMPARE(ledger->redelivered, 0);
    }

    void recordOfAPartitionThatTheDeadLettersLack_isPutAsideAndCommitted()
    {
        Proxied proxied(brokerPort());
        auto &[proxy, bench] = proxied;
        QVERIFY(bench.ready() && !bench.backend->info().embedded);
        VERIFY_OK(m_kafka->createTopic({"raw_orders", 2, 0, {}}));
        VERIFY_OK(m_kafka->createTopic({"raw_orders.dlq", 2, 0, {}}));
        VERIFY_OK(m_kafka->addPartitions("raw_orders", 5));
        QTRY_VERIFY(m_kafka->watermarks({"raw_orders", 4}).ok());
        VERIFY_OK(bench.produce({"raw_orders", 4}, "POISON", "{\"broken"));
        auto pipeline = bench.make(proxied.options(0));
        VERIFY_OK(pipeline->start({false, true, false, false}));
        QTRY_VERIFY(!bench.events(EventKind::DeadLettered).empty() || pipeline->failure());
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        QCOMPARE(bench.events(EventKind::TxnAbort).size(), 0U);
        QVERIFY(!bench.events(EventKind::TxnCommit).empty());
    }

    void topicOfSomebodyElse_thatForgetsOldRecords_isToldOf()
    {
        const Bench bench(Proxied::connected(m_kafka->info().bootstrap));
        QVERIFY(bench.ready());
        VERIFY_OK(m_kafka->createTopic({"raw_activities", 2, 0, {}})); // with the cluster's own retention
        auto options = bench.options();
        options.datasets = {Dataset::Activities};
        Pipeline pipeline(options, *bench.backend, *bench.journal, m_clock, m_crashes, 0);
        VERIFY_OK(pipeline.start({false, false, false, false}));
        pipeline.stop();
        const auto told = bench.events(EventKind::Error);
        QCOMPARE(told.size(), 1U); // nothing of the topics that the pipeline has made
        QVERIFY(told.front().text.find("raw_activities ") != std::string::npos);
        QVERIFY(told.front().text.find("168 hours") != std::string::npos);
    }

    /// Each try leaves aborted records in the topics.
    void deadLetterThatIsRefusedForGood_isNotTriedWithoutEnd()
    {
        Proxied proxied(brokerPort());
        auto &[proxy, bench] = proxied;
        QVERIFY(bench.ready() && !bench.backend->info().embedded);
        VERIFY_OK(m_kafka->createTopic({"raw_activities.dlq", 2, 0, {}}));
        VERIFY_OK(m_kafka->changeTopicSetting("raw_activities.dlq", "max.message.bytes", "100"));
        auto options = proxied.options(0);
        options.datasets = {Dataset::Activities};
        options.transforms[Dataset::Activities] = *transform::Config::shipped(Dataset::Activities);
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({false, true, false, false}));
        VERIFY_OK(bench.produce({"raw_activities", 0}, "POISON", "{\"broken"));
        QTRY_VERIFY_WITH_TIMEOUT(pipeline->failure(), 120'000);
        pipeline->stop();
        QVERIFY(pipeline->failure()->code == ErrorCode::TooLarge);
        QVERIFY(bench.events(EventKind::TxnAbort).size() < 10);
        for (const journal::Event &event : bench.events(EventKind::Error))
            QVERIFY2(event.key != condition::broker, event.text.c_str());
    }
};

PK_TEST(TestTransactionOutcome)
#include "tst_transaction_outcome.moc"
