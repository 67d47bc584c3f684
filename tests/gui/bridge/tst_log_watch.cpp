// What the watch over the logs tells the journal that no stage can know.

#include "bridge/log_watch.h"
#include "journal/state.h"
#include "support/silent_cluster.h"

#include <QTest>

#include <algorithm>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;
using journal::EventKind;

namespace {

const TopicPartition kEnriched{"enriched_orders", 0};
const TopicPartition kOther{"raw_orders", 0};
const std::string kGroup = "kampus-loader";

/// Has two topics, whose logs are as the test says. Nobody can read their messages.
class FakeLogs final : public SilentCluster
{
public:
    std::atomic<std::int64_t> begin{0};
    std::atomic<std::int64_t> end{0};
    std::atomic<int> looks{0};
    std::atomic<bool> deleted{false};
    std::atomic<int> described{0}; ///< groups
    std::atomic<int> refused{0}; ///< lists of groups, as long as they are
    std::atomic<bool> refuses{false};
    std::atomic<bool> hangs{false}; ///< there
    std::atomic<bool> hidesGroups{false}; ///< where they are described
    std::atomic<std::size_t> listed{1}; ///< brokers

    broker::ClusterInfo info() const override
    {
        broker::ClusterInfo info;
        info.bootstrap = "127.0.0.1:1";
        return info;
    }
    Result<std::vector<broker::TopicInfo>> topics() override
    {
        std::vector<broker::TopicInfo> topics{{kOther.topic, {{0, 1, {1}, {1}}}}};
        if (!deleted)
            topics.push_back({kEnriched.topic, {{0, 1, {1}, {1}}}});
        return topics;
    }
    bool supports(broker::Feature feature) const override { return feature == broker::Feature::GroupAdmin; }
    Result<std::vector<broker::BrokerInfo>> brokers() override
    {
        return std::vector<broker::BrokerInfo>(listed);
    }
    Result<std::vector<broker::GroupInfo>> groups() override
    {
        if (refuses) {
            ++refused;
            return Error{};
        }
        return std::vector<broker::GroupInfo>{{kGroup, {}, {}}};
    }
    Result<broker::GroupInfo> describeGroup(const std::string &) override
    {
        ++described;
        hangs.wait(true);
        return hidesGroups ? Error{ErrorCode::Unavailable, {}, {}, true} : Error{};
    }
    /// Of all that are asked for, or of none.
    Result<std::vector<broker::Consumer::Watermarks>>
    watermarksOf(const std::vector<TopicPartition> &partitions) override
    {
        if (deleted && std::find(partitions.begin(), partitions.end(), kEnriched) != partitions.end())
            return Error{};
        ++looks;
        return std::vector(partitions.size(), broker::Consumer::Watermarks{begin.load(), end.load()});
    }
};

} // namespace

class TestLogWatch : public QObject
{
    Q_OBJECT

private:
    FakeLogs m_cluster;
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
    journal::PartitionState log(const TopicPartition &partition = kEnriched) const
    {
        const journal::State now = state();
        const auto found = now.partitions().find(partition);
        return found != now.partitions().end() ? found->second : journal::PartitionState();
    }

private Q_SLOTS:
    void init()
    {
        m_cluster.begin = m_cluster.end = 0;
        m_cluster.looks = m_cluster.described = 0;
        m_cluster.deleted = m_cluster.hangs = m_cluster.refuses = m_cluster.hidesGroups = false;
        m_cluster.listed = 1;
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

    void aTopicThatWasDeleted_hasNothingThatItsReadersAreBehindOf_andTheOthersAreLookedAt()
    {
        tell(EventKind::Acked, 0, 999);
        tell(EventKind::Committed, 900, -1);
        m_cluster.end = 1'000;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic, kOther.topic});
        QTRY_VERIFY(m_cluster.looks >= 2);
        QCOMPARE(state().lag(kGroup, kEnriched), 100);
        m_cluster.deleted = true;
        m_cluster.end = 1'010;
        QTRY_COMPARE(log(kOther).logEnd, 1'010);
        QTRY_COMPARE(log().logEnd, 0);
        QCOMPARE(state().lag(kGroup, kEnriched), 0);
    }

    /// That question is put to a broker as any other.
    void aBrokerThatHangsWhereGroupsAreDescribed_isSilentFromThenOn()
    {
        m_cluster.hangs = true;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(m_cluster.described == 1);
        QVERIFY(watch.silentSinceUs() > 0);
        m_cluster.hangs = false;
        m_cluster.hangs.notify_all();
        QTRY_COMPARE(watch.silentSinceUs(), 0);
    }

    void groupsOfACluster_areThoseItLastNamedWhereItDoesNotAnswer()
    {
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(watch.report() && !watch.report()->groups.empty());
        m_cluster.refuses = true;
        QTRY_VERIFY(m_cluster.refused >= 2); // what the first answer led to is told
        QCOMPARE(watch.report()->groups.front().id, kGroup);
        QVERIFY(watch.report()->groupsAreOld);
        m_cluster.refuses = false;
        QTRY_VERIFY(!watch.report()->groupsAreOld);
    }

    void brokersAndReplicas_areReportedWhileNoCoordinatorAnswers()
    {
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(watch.report() && !watch.report()->groups.empty());
        m_cluster.hidesGroups = true;
        QTRY_VERIFY(watch.report()->groupsAreOld);
        m_cluster.deleted = true;
        QTRY_COMPARE(watch.report()->topics.size(), std::size_t{1});
        QCOMPARE(watch.report()->groups.front().id, kGroup);
    }

    void aBrokerThatHangsAmongOthers_doesNotMakeThemSilent()
    {
        m_cluster.listed = 3;
        const LogWatch watch(m_cluster, *m_journal, {kEnriched.topic});
        QTRY_VERIFY(watch.report());
        m_cluster.hangs = true;
        m_cluster.described = 0;
        QTRY_VERIFY(m_cluster.described == 1);
        QCOMPARE(watch.silentSinceUs(), 0);
        m_cluster.hangs = false;
        m_cluster.hangs.notify_all();
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
