// How the watch over the logs reads records that it knows nothing of.

#include "../support/topic_bed.h"
#include "bridge/log_watch.h"
#include "support/silent_cluster.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

/// Another cluster, which counts how often somebody wants to know where it is.
class CountedCluster final : public SilentCluster
{
public:
    explicit CountedCluster(broker::ClusterBackend &cluster)
        : m_cluster(cluster)
    {
    }
    broker::ClusterInfo info() const override
    {
        ++asked;
        return m_cluster.info();
    }
    Result<std::vector<broker::TopicInfo>> topics() override { return m_cluster.topics(); }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        return m_cluster.watermarksOf(partitions);
    }

    mutable std::atomic<int> asked{0};

private:
    broker::ClusterBackend &m_cluster;
};

} // namespace

class TestLogWatchClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsOfOthers_areReadByOneClientLookAfterLook()
    {
        TopicBed bed;
        const QString refusal = bed.start();
        QVERIFY2(refusal.isEmpty(), qPrintable(refusal));
        const std::string topic = bed.newTopic(1);
        auto journal = journal::Journal::open({});
        QVERIFY(journal);
        const auto observed = [&] {
            std::int64_t records = 0;
            (void)(*journal)->forEach([&](std::span<const journal::Event> events) {
                for (const journal::Event &event : events)
                    records += event.kind == journal::EventKind::Observed ? event.count : 0;
                return true;
            });
            return records;
        };
        CountedCluster cluster(bed.backend());
        const LogWatch watch(cluster, **journal, {topic});
        for (int records = 1; records <= 3; ++records) {
            QVERIFY(bed.send(topic, 0, "key", "value", 1));
            QTRY_COMPARE(observed(), records);
        }
        QCOMPARE(cluster.asked.load(), 1);
    }
};

PK_TEST(TestLogWatchClients)
#include "tst_log_watch_clients.moc"
