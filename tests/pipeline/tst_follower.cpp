// What the follower keeps in memory of records that are not loaded yet.

#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

class TestFollower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsThatAnotherProcessHasLoaded_areKeptNoLonger()
    {
        constexpr int orders = 2'000;
        constexpr int committed = 100;
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(orders)));
        VERIFY_OK(pipeline->makeTopics({}));
        const PipelineOptions options = pipeline->options();
        std::atomic<int> asked{0};
        Follower follower(
            options, pipeline->partitions(), bench.backend->info(),
            [] { return std::map<TopicPartition, std::int64_t>(); }, // nobody loads here
            [&](const std::vector<TopicPartition> &partitions) {
                std::vector<broker::CommitOffset> offsets;
                for (const TopicPartition &partition : partitions)
                    offsets.push_back({partition, committed, {}});
                ++asked;
                return Result(offsets);
            });
        VERIFY_OK(follower.start());
        VERIFY_OK(pipeline->start({true, true, false, false}));
        QTRY_COMPARE(pipeline->progress().transformed, orders);
        QTRY_VERIFY(asked > 0);
        pipeline->stop();
        VERIFY_OK(follower.finish(*bench.backend, kPatienceMs));
        std::int64_t waiting = 0;
        for (const auto &[partition, records] : follower.waitingFrom({}))
            waiting += records.count();
        QCOMPARE(waiting, orders - committed * options.partitions);
        QVERIFY(asked <= orders / 1'000); // not again for each record
    }
};

PK_TEST(TestFollower)
#include "tst_follower.moc"
