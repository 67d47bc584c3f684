// When the retention guard asks the broker, and that it holds producers back in time all the same.

#include "pipeline/retention_guard.h"
#include "support/silent_cluster.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pk;
using namespace pk::pipeline;
using pk::test::kPatienceMs;

namespace {

constexpr std::size_t kMiB = 1024 * 1024;

/// A log of one partition that one group reads; counts how often it is asked.
class CountingCluster final : public pk::test::SilentCluster
{
public:
    std::atomic<int> asked{0};
    std::atomic<std::int64_t> committedOffset{0};
    std::atomic<std::int64_t> logEnd{0};

    Result<std::vector<broker::CommitOffset>>
    committed(const std::string &, const std::vector<TopicPartition> &partitions) override
    {
        ++asked;
        std::vector<broker::CommitOffset> offsets;
        for (const TopicPartition &partition : partitions)
            offsets.push_back({partition, committedOffset.load(), {}});
        return offsets;
    }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        broker::Consumer::Watermarks marks;
        marks.end = logEnd.load();
        return std::vector(partitions.size(), marks);
    }
};

} // namespace

class TestRetentionGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_cluster = std::make_unique<CountingCluster>();
        auto opened = journal::Journal::open({});
        QVERIFY(opened);
        m_journal = std::move(*opened);
        m_guard = std::make_unique<RetentionGuard>(*m_journal);
        m_guard->watch("raw_orders", 1, {"kampus-transform"});
        m_guard->start(*m_cluster);
    }
    void cleanup() { m_guard.reset(); }

    void nothingIsWatched_itEndsWhenItIsAsked()
    {
        RetentionGuard idle(*m_journal);
        idle.start(*m_cluster);
        idle.stop(); // or the test's time-out says so
    }

    void nothingHandedOver_theBrokerIsNotAsked()
    {
        const int atStart = m_cluster->asked;
        QTest::qWait(700);
        QCOMPARE(m_cluster->asked.load(), atStart);
    }

    void fewRecords_theBrokerIsAskedSlowly()
    {
        const qint64 took = msFor(4);
        QVERIFY2(took > 500, qPrintable(QString::number(took)));
    }

    void pastAQuarterOfTheLimit_theBrokerIsAskedSoon()
    {
        hand(kMiB);
        // At ease eight looks take two seconds; a busy machine does not hold all attempts up.
        qint64 fastest = msFor(8);
        for (int i = 1; i < 10 && fastest >= 1'500; ++i)
            fastest = std::min(fastest, msFor(8));
        QVERIFY2(fastest < 1'500, qPrintable(QString::number(fastest)));
    }

    void pastTheLimit_holdsAtOnceAndOpensWhenItWasRead()
    {
        hand(2 * kMiB);
        QVERIFY(m_guard->mayProduce("raw_orders"));
        hand(2 * kMiB);
        QVERIFY(!m_guard->mayProduce("raw_orders"));
        QTRY_COMPARE(m_guard->closings(), 1);
        QVERIFY(!m_guard->mayProduce("raw_orders"));
        m_cluster->logEnd = 2;
        m_cluster->committedOffset = 2;
        QTRY_VERIFY(m_guard->mayProduce("raw_orders"));
        QTRY_COMPARE(guardEvents(), 2); // held, open
    }

    void smallRecordsWereReadAndLargeOnesWereNot_holdsByTheLargeOnes()
    {
        for (int i = 0; i < 100'000; ++i)
            hand(100);
        QVERIFY(!m_guard->mayProduce("raw_orders"));
        m_cluster->logEnd = 100'000;
        m_cluster->committedOffset = 100'000;
        QTRY_VERIFY(m_guard->mayProduce("raw_orders"));
        int handed = 0;
        for (; m_guard->mayProduce("raw_orders") && handed < 1'000; ++handed)
            hand(40 * 1024);
        QVERIFY2(handed >= 70 && handed <= 77, qPrintable(QString::number(handed))); // 3 MiB hold 76.8
    }

    void onePartitionIsFull_holdsAlthoughTheOthersHaveRoom()
    {
        RetentionGuard guard(*m_journal);
        guard.watch("skewed", 3, {"kampus-transform"});
        guard.start(*m_cluster);
        guard.note("skewed", 0, 100);
        guard.note("skewed", 2, 4 * kMiB);
        QVERIFY(!guard.mayProduce("skewed"));
    }

    void heldAndNobodyReads_theBrokerIsAskedSlowly()
    {
        hand(4 * kMiB);
        QTRY_COMPARE(m_guard->closings(), 1);
        QTest::qWait(1'500); // until the readers count as standing still
        const int before = m_cluster->asked;
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(m_cluster->asked >= before + 4);
        QVERIFY2(since.elapsed() > 500, qPrintable(QString::number(since.elapsed())));
    }

    void othersWroteWhileNothingWasHandedOver_theNextRecordTells()
    {
        m_cluster->logEnd = 10'000;
        QTRY_VERIFY([&] {
            hand(1'000);
            return !m_guard->mayProduce("raw_orders");
        }());
    }

private:
    void hand(std::size_t bytes) { m_guard->note("raw_orders", 0, bytes); }
    /// How long it takes until the broker was asked so many times more, with a record now and then.
    qint64 msFor(int looks)
    {
        QElapsedTimer since;
        since.start();
        const int atStart = m_cluster->asked;
        const auto asked = [&] {
            hand(100);
            return m_cluster->asked >= atStart + looks;
        };
        if (!QTest::qWaitFor(asked, kPatienceMs))
            QTest::qFail("the broker was not asked", __FILE__, __LINE__);
        return since.elapsed();
    }
    int guardEvents() const
    {
        int count = 0;
        (void)m_journal->forEach([&](std::span<const journal::Event> events) {
            for (const journal::Event &event : events)
                count += event.kind == journal::EventKind::Guard ? 1 : 0;
            return true;
        });
        return count;
    }

    std::unique_ptr<CountingCluster> m_cluster;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<RetentionGuard> m_guard;
};

PK_TEST(TestRetentionGuard)
#include "tst_retention_guard.moc"
