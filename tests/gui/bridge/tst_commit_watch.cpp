// What our groups have committed without telling, as the watch over the commits finds it.

#include "bridge/commit_watch.h"
#include "journal/state.h"
#include "support/silent_cluster.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <mutex>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;
using journal::EventKind;

namespace {

const std::string kWatchedGroup = "kampus-loader";
const std::string kWatchedTopic = "enriched_orders";

/// Answers what the group has committed as the test says.
class OneGroup final : public SilentCluster
{
public:
    Result<std::vector<broker::CommitOffset>>
    committed(const std::string &group, const std::vector<TopicPartition> &partitions) override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<broker::CommitOffset> answer;
        for (const TopicPartition &partition : partitions)
            answer.push_back({partition, m_offsets[partition.partition], {}});
        if (group == kWatchedGroup && m_meanwhile)
            m_meanwhile();
        m_asked = partitions.size();
        ++m_questions;
        return answer;
    }
    void commit(int partition, std::int64_t offset)
    {
        const std::lock_guard lock(m_mutex);
        m_offsets[partition] = offset;
    }
    /// What happens while an answer is on its way.
    void meanwhile(std::function<void()> happens)
    {
        const std::lock_guard lock(m_mutex);
        m_meanwhile = std::move(happens);
    }
    int questions() const
    {
        const std::lock_guard lock(m_mutex);
        return m_questions;
    }
    std::size_t asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    mutable std::mutex m_mutex;
    std::map<int, std::int64_t> m_offsets{{0, -1}, {1, -1}, {2, -1}};
    std::function<void()> m_meanwhile;
    int m_questions = 0;
    std::size_t m_asked = 0; // partitions in the last question
};

} // namespace

class TestCommitWatch : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OneGroup> m_cluster;
    std::unique_ptr<journal::Journal> m_journal;
    std::unique_ptr<CommitWatch> m_watch;

    void tell(EventKind kind, int partition, std::int64_t first, std::int64_t last = -1,
              std::string_view text = {})
    {
        journal::Event e;
        e.kind = kind;
        e.topic = kWatchedTopic;
        e.partition = partition;
        e.first = first;
        e.last = last;
        e.text = text;
        if (!journal::isRange(kind) && kind != EventKind::LogStart) {
            e.group = kWatchedGroup;
            e.member = "load-0";
        }
        m_journal->append(m_journal->writer("test"), std::move(e));
    }
    void watch()
    {
        m_watch = std::make_unique<CommitWatch>(*m_cluster, *m_journal,
                                                std::vector<GroupTopics>{{kWatchedGroup, {kWatchedTopic}}});
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
    journal::CommittedOffset committed(int partition) const
    {
        return state().groups().at(kWatchedGroup).partitions.at({kWatchedTopic, partition}).committed.value;
    }
    /// Two whole looks from now on.
    void letItLookTwice() const
    {
        const int before = m_cluster->questions();
        QTRY_VERIFY(m_cluster->questions() >= before + 3);
    }

private Q_SLOTS:
    void init()
    {
        m_watch.reset();
        m_cluster = std::make_unique<OneGroup>();
        auto opened = journal::Journal::open({});
        QVERIFY(opened);
        m_journal = std::move(*opened);
        for (const int partition : {0, 1, 2}) {
            tell(EventKind::Acked, partition, 0, 99);
            tell(EventKind::Committed, partition, 20);
            m_cluster->commit(partition, 20);
        }
    }
    void cleanup() { m_watch.reset(); }

    void aMemberInAnotherProgram_movesTheCommit()
    {
        watch();
        m_cluster->commit(2, 59);
        QTRY_COMPARE(committed(2).offset, 59);
        QCOMPARE(committed(2).by, std::string(kFoundCommit));
        QCOMPARE(state().lag(kWatchedGroup, {kWatchedTopic, 2}), 41);
        m_cluster->commit(2, 100);
        QTRY_COMPARE(state().lag(kWatchedGroup, {kWatchedTopic, 2}), 0);
        QCOMPARE(committed(0).by, std::string()); // the others have told it themselves
    }

    void aResetGoesBack_andDeletedOffsetsAreNone()
    {
        watch();
        m_cluster->commit(0, 5);
        m_cluster->commit(1, -1);
        QTRY_COMPARE(committed(0).offset, 5);
        QTRY_COMPARE(committed(1).offset, -1);
        QCOMPARE(state().lag(kWatchedGroup, {kWatchedTopic, 1}), 100);
    }

    void nothingChanges_oneQuestionForAllPartitionsAndNothingTold()
    {
        watch();
        letItLookTwice();
        QCOMPARE(m_cluster->asked(), 3U);
        QCOMPARE(state().count(EventKind::Committed), 3);
    }

    void anAnswerThatWasOnItsWay_isOlderThanTheJournal()
    {
        m_cluster->meanwhile([this, next = 21]() mutable { tell(EventKind::Committed, 0, ++next); });
        watch();
        letItLookTwice();
        m_watch.reset();
        QVERIFY(committed(0).offset > 20);
        QCOMPARE(committed(0).by, std::string());
    }

    void aMemberHere_tellsItsCommitsItself()
    {
        tell(EventKind::Assigned, 0, -1);
        m_cluster->commit(
            0, 30); // the coordinator has it already, and the journal will before the second look ends
        m_cluster->meanwhile([this, questions = 0]() mutable {
            if (++questions == 2)
                tell(EventKind::Committed, 0, 30);
        });
        watch();
        letItLookTwice();
        QCOMPARE(committed(0).by, std::string());
        QCOMPARE(state().count(EventKind::Committed), 4);
    }

    void whatAMemberHereCouldNotTell_isFoundAtTheSecondLook()
    {
        tell(EventKind::Assigned, 0, -1);
        m_cluster->commit(0, 30); // and the member crashed before it said so
        watch();
        QTRY_COMPARE(committed(0).offset, 30);
        QVERIFY(m_cluster->questions() >= 2);
    }

    void aPartitionGivenUp_isFollowedAtOnce()
    {
        tell(EventKind::Assigned, 0, -1);
        tell(EventKind::Revoked, 0, -1);
        m_cluster->commit(0, 30);
        std::atomic<std::int64_t> atTheSecondLook{-1};
        m_cluster->meanwhile([&, questions = 0]() mutable {
            if (++questions == 2)
                atTheSecondLook = committed(0).offset;
        });
        watch();
        QTRY_VERIFY(atTheSecondLook >= 0);
        m_watch.reset();
        QCOMPARE(atTheSecondLook.load(), 30);
    }

    void aTopicMadeAnew_theOffsetOfTheLogBeforeDoesNotComeBack()
    {
        watch();
        letItLookTwice();
        tell(EventKind::LogStart, 0, 0, 4, journal::kNewLog);
        letItLookTwice();
        QCOMPARE(committed(0).offset, -1);
        QCOMPARE(state().lag(kWatchedGroup, {kWatchedTopic, 0}), 5);
        m_cluster->commit(0, 3);
        QTRY_COMPARE(committed(0).offset, 3);
    }
};

PK_TEST(TestCommitWatch)
#include "tst_commit_watch.moc"
