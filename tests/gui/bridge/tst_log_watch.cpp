// What the watch over the logs tells the journal that no stage can know.

#include "bridge/log_watch.h"
#include "journal/state.h"
#include "support/silent_cluster.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;
using journal::EventKind;

namespace {

const TopicPartition kEnriched{"enriched_orders", 0};
const std::string kGroup = "kampus-loader";

/// Has one partition, whose log is as the test says. Nobody can read its messages.
class OneLog final : public SilentCluster
{
public:
    std::atomic<std::int64_t> begin{0};
    std::atomic<std::int64_t> end{0};
    std::atomic<int> looks{0};

    broker::ClusterInfo info() const override
    {
        broker::ClusterInfo info;
        info.bootstrap = "127.0.0.1:1";
        return info;
    }
    Result<std::vector<broker::TopicInfo>> topics() override
    {
        return std::vector<broker::TopicInfo>{{kEnriched.topic, {{0, 1, {1}, {1}}}}};
    }
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        ++looks;
        return std::vector(partitions.size(), broker::Consumer::Watermarks{begin.load(), end.load()});
    }
};

} // namespace

class TestLogWatch : public QObject
{
    Q_OBJECT

private:
    OneLog m_cluster;
    std::unique_ptr<journal::Journal> m_journal;

    void tell(EventKind kind, std::int64_t first, std::int64_t last, std::string member = {})
    {
        journal::Event e;
        e.kind = kind;
        e.topic = kEnriched.topic;
        e.partition = kEnriched.partition;
        e.first = first;
        e.last = last;
        e.count = last - first + 1;
        if (kind == EventKind::Committed)
            e.group = kGroup;
        e.member = std::move(member);
        m_journal->append(m_journal->writer("test"), std::move(e));
    }
    journal::State state() const
    {
        journal::State state;
        (void)m_journal->forEach([&](std::span<const journal::Event> events) {
            state.apply(events);
            return true;
        });
        return state;
    }
    journal::PartitionState log() const
    {
        const journal::State now = state();
        const auto found = now.partitions().find(kEnriched);
        return found != now.partitions().end() ? found->second : journal::PartitionState();
    }

private Q_SLOTS:
    void init()
    {
        m_cluster.begin = m_cluster.end = 0;
        m_cluster.looks = 0;
        auto opened = journal::Journal::open({});
        QVERIFY(opened);
        m_journal = std::move(*opened);
    }

    void theMarkerBehindTheLastRecord_belongsToTheLog()
    {
        tell(EventKind::Acked, 0, 55);
        tell(EventKind::Committed, 57, -1); // a reader steps over it
        m_cluster.end = 57;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_COMPARE(log().logEnd, 57);
        QCOMPARE(state().lag(kGroup, kEnriched), 0);
    }

    void aTopicMadeAnew_beginsAtItsOwnEnd()
    {
        tell(EventKind::Acked, 0, 999);
        tell(EventKind::Committed, 1'000, -1);
        m_cluster.begin = 100;
        m_cluster.end = 1'000;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(m_cluster.looks >= 2);
        tell(EventKind::Acked, 0, 4);
        m_cluster.begin = 0;
        m_cluster.end = 5;
        QTRY_COMPARE(log().logEnd, 5);
        QCOMPARE(log().logStart, 0);
        QCOMPARE(state().lag(kGroup, kEnriched), 5);
        tell(EventKind::Acked, 5, 6);
        m_cluster.end = 7;
        QTRY_COMPARE(log().logEnd, 7);
        QCOMPARE(log().acked.total(), 1'002);
        QCOMPARE(state().count(EventKind::LogStart), 2); // retention's, and the new log's
    }

    void whatAReaderStillTellsOfTheLogBefore_doesNotComeBack()
    {
        tell(EventKind::Acked, 0, 999);
        m_cluster.end = 1'000;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(m_cluster.looks >= 2);
        m_cluster.end = 5;
        QTRY_COMPARE(log().logEnd, 5);
        tell(EventKind::Applied, 500, 600); // it had fetched them before
        QTRY_COMPARE(log().logEnd, 5);
        QVERIFY(!log().applied.contains(500));
    }

    void aCommitThatArrivesAfterItsLogIsGone_doesNotSetTheEnd()
    {
        tell(EventKind::Acked, 0, 999);
        m_cluster.end = 1'000;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(m_cluster.looks >= 2);
        m_cluster.end = 5;
        QTRY_COMPARE(log().logEnd, 5);
        tell(EventKind::Committed, 900, -1, "load-0");
        QTRY_COMPARE(log().logEnd, 5);
    }

    void anEndThatIsKnown_isNotToldAgain()
    {
        tell(EventKind::Acked, 0, 55);
        m_cluster.end = 56;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(m_cluster.looks >= 3);
        QCOMPARE(state().count(EventKind::LogStart), 0);
    }
};

PK_TEST(TestLogWatch)
#include "tst_log_watch.moc"
