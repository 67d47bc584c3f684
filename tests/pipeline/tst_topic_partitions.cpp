// Topics that are there before the pipeline, with other numbers of partitions than it would make.

#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

class TestTopicPartitions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Whoever made them has chosen, and readers and keys depend on it.
    void topicsThatAreThere_keepTheirPartitions()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 5, 0}));
        VERIFY_OK(bench.backend->createTopic({"enriched_orders", 3, 0}));
        VERIFY_OK(bench.backend->createTopic({"warehouse_events", 1, 0}));
        auto pipeline = bench.make(bench.options(generator(400, 7, 10)));
        VERIFY_OK(pipeline->start({}));
        VERIFY_OK(endOf(*pipeline));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->acked, 400);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
        for (const TopicPartition &last : {TopicPartition{"raw_orders", 4}, {"enriched_orders", 2}}) {
            const auto marks = bench.backend->watermarks(last);
            VERIFY_OK(marks);
            QVERIFY2(marks->end > 0, last.toString().c_str());
        }
        bool told = false;
        for (const journal::Event &event : bench.events(journal::EventKind::Config))
            told = told || (event.key == "partitions.raw_orders" && event.text == "5");
        QVERIFY(told);
    }

    void partitionsThatWereAskedFor_mustBeThose()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"enriched_orders", 3, 0}));
        auto options = bench.options(generator(10));
        options.exactPartitions = true;
        auto pipeline = bench.make(options);
        const auto started = pipeline->start({});
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::BadInput);
        QCOMPARE(started.error().context, QStringLiteral("enriched_orders"));
    }
};

PK_TEST(TestTopicPartitions)
#include "tst_topic_partitions.moc"
