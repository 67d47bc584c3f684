// The past of consumer groups, from the events of the journal.

#include "bridge/commit_watch.h"
#include "bridge/group_history.h"
#include "bridge/reset_origin.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;
using journal::Event;
using journal::EventKind;

namespace {

constexpr std::int64_t kSecond = 1'000'000;
const std::string kGroup = "kampus-loader";
const std::string kEnriched = "enriched_orders";

Event about(EventKind kind, const char *member, double second, int partition = -1)
{
    Event event;
    event.kind = kind;
    event.member = member;
    event.wallUs = static_cast<std::int64_t>(second * kSecond);
    if (kind != EventKind::Crash && kind != EventKind::Restart)
        event.group = kGroup;
    if (partition >= 0) {
        event.topic = kEnriched;
        event.partition = partition;
    }
    return event;
}

/// load-0 has all three partitions since second 4.
GroupHistory joined()
{
    GroupHistory history;
    history.expect(kGroup, kEnriched);
    history.apply(std::vector<Event>{
        about(EventKind::Joined, "load-0", 1), about(EventKind::Assigned, "load-0", 4, 0),
        about(EventKind::Assigned, "load-0", 4, 1), about(EventKind::Assigned, "load-0", 4, 2)});
    return history;
}

const GroupCourse &course(const GroupHistory &history)
{
    return history.courses().find(kGroup)->second;
}

const std::vector<OwnerSpan> &owners(const GroupHistory &history, int partition)
{
    return course(history).partitions.find({kEnriched, partition})->second.owners;
}

const PartitionCourse &owned(const GroupHistory &history, int partition)
{
    return course(history).partitions.find({kEnriched, partition})->second;
}

/// A commit in partition 2 that nobody here has told.
Event found(std::int64_t offset, double second)
{
    Event event = about(EventKind::Committed, "", second, 2);
    event.first = offset;
    event.text = kFoundCommit;
    return event;
}

/// Three logs that hold something.
journal::State logs()
{
    journal::State state;
    for (int p = 0; p < 3; ++p) {
        Event event;
        event.kind = EventKind::Acked;
        event.topic = kEnriched;
        event.partition = p;
        event.first = 0;
        event.last = 99;
        event.writerSeq = static_cast<std::uint64_t>(p) + 1;
        state.apply(std::span(&event, 1));
    }
    return state;
}

} // namespace

class TestGroupHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstJoin_isARebalanceUntilTheAssignment()
    {
        GroupHistory history;
        history.apply(std::vector<Event>{about(EventKind::Joined, "load-0", 1)});
        QVERIFY(course(history).isRebalancing());
        history.apply(std::vector<Event>{about(EventKind::Assigned, "load-0", 4, 0)});
        QVERIFY(!course(history).isRebalancing());
        QCOMPARE(course(history).rebalances.size(), 1U);
        QCOMPARE(course(history).rebalances[0].number, 1);
        QCOMPARE(course(history).rebalances[0].fromUs, 1 * kSecond);
        QCOMPARE(course(history).rebalances[0].toUs, 4 * kSecond);
        QCOMPARE(owners(history, 0).back().member, std::string("load-0"));
    }

    void aPartitionThatNobodyHereWasGiven_isReadElsewhere()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{about(EventKind::Revoked, "load-0", 20, 0),
                                         about(EventKind::Revoked, "load-0", 20, 1),
                                         about(EventKind::Revoked, "load-0", 20, 2)});
        history.sample(logs(), 21 * kSecond);
        QVERIFY(!owned(history, 2).isReadElsewhere()); // the group shares them out
        history.apply(std::vector<Event>{about(EventKind::Assigned, "load-0", 23, 0),
                                         about(EventKind::Assigned, "load-0", 23, 1)});
        history.sample(logs(), 24 * kSecond);
        QVERIFY(!owned(history, 2).isReadElsewhere()); // somebody here may still be told
        history.sample(logs(), 25 * kSecond);
        QVERIFY(owned(history, 2).isReadElsewhere());
        QVERIFY(!owned(history, 0).isReadElsewhere());
        history.sample(logs(), 2'000 * kSecond); // past what is kept
        QVERIFY(owned(history, 2).isReadElsewhere());
        history.apply(std::vector<Event>{about(EventKind::Revoked, "load-0", 2'001, 0)});
        QVERIFY(!owned(history, 2).isReadElsewhere());
        history.apply(std::vector<Event>{about(EventKind::Assigned, "load-0", 2'004, 2)});
        history.sample(logs(), 2'010 * kSecond);
        QVERIFY(!owned(history, 2).isReadElsewhere());
        QCOMPARE(owners(history, 2).back().member, std::string("load-0"));
    }

    void whatNobodyHas_isNotReadElsewhere()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{about(EventKind::Crash, "load-0", 20)});
        history.sample(logs(), 40 * kSecond);
        QVERIFY(!owned(history, 2).isReadElsewhere()); // the group still keeps them for it
        history.apply(
            std::vector<Event>{about(EventKind::Joined, "load-0", 50), about(EventKind::Left, "load-0", 60)});
        history.sample(logs(), 70 * kSecond);
        QVERIFY(!course(history).isReadElsewhere());
    }

    void commitsThatGoOn_areOfAReaderElsewhereUntilTheyStop()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{about(EventKind::Left, "load-0", 20), found(10, 30)});
        history.sample(logs(), 31 * kSecond);
        QVERIFY(!course(history).isReadElsewhere()); // a reset commits once
        history.apply(std::vector<Event>{found(12, 32)});
        history.sample(logs(), 33 * kSecond);
        QVERIFY(owned(history, 2).isReadElsewhere());
        QVERIFY(!owned(history, 0).isReadElsewhere());
        history.sample(logs(), 50 * kSecond);
        QVERIFY(!course(history).isReadElsewhere()); // all gone
        QCOMPARE(owners(history, 2).back().toUs, 50 * kSecond);
        history.apply(std::vector<Event>{found(5, 51)});
        history.sample(logs(), 52 * kSecond);
        QVERIFY(!course(history).isReadElsewhere()); // went back: a reset
        history.apply(std::vector<Event>{found(7, 53), about(EventKind::Assigned, "load-0", 54, 2),
                                         about(EventKind::Left, "load-0", 55)});
        history.sample(logs(), 56 * kSecond);
        QVERIFY(!course(history).isReadElsewhere()); // it had come here since
    }

    /// As a reset of offsets needs it: the group stops, and its only member joins again.
    void stopOfTheOnlyMember_isNoRebalanceOfItsOwn()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{
            about(EventKind::Revoked, "load-0", 12, 0), about(EventKind::Revoked, "load-0", 12, 1),
            about(EventKind::Revoked, "load-0", 12, 2), about(EventKind::Left, "load-0", 12.1)});
        QVERIFY(!course(history).isRebalancing());
        QCOMPARE(course(history).rebalances.size(), 1U);
        history.apply(std::vector<Event>{about(EventKind::Joined, "load-0", 13),
                                         about(EventKind::Assigned, "load-0", 16, 0)});
        QCOMPARE(course(history).rebalances.back().number, 2);
        QCOMPARE(course(history).rebalances.back().fromUs, 13 * kSecond);
        // They are counted on when the earlier ones are not kept any more.
        history.sample(logs(), 16 * kSecond + GroupHistory::kKeptUs + kSecond);
        QVERIFY(course(history).rebalances.empty());
        history.apply(std::vector<Event>{about(EventKind::Revoked, "load-0", 700, 0)});
        QCOMPARE(course(history).rebalances.back().number, 3);
    }

    void anotherJoins_theBandIsFromTheFirstRevokeToTheLastAssignment()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{about(EventKind::Joined, "load-1", 10)});
        QVERIFY(!course(history).isRebalancing()); // load-0 still reads
        history.apply(std::vector<Event>{
            about(EventKind::Revoked, "load-0", 12, 0), about(EventKind::Revoked, "load-0", 12, 1),
            about(EventKind::Revoked, "load-0", 12, 2), about(EventKind::Assigned, "load-0", 14, 0),
            about(EventKind::Assigned, "load-1", 14.5, 1), about(EventKind::Assigned, "load-1", 14.5, 2)});
        QCOMPARE(course(history).rebalances.size(), 2U);
        QCOMPARE(course(history).rebalances[1].number, 2);
        QCOMPARE(course(history).rebalances[1].fromUs, 12 * kSecond);
        QCOMPARE(course(history).rebalances[1].toUs, 14'500'000);
        QCOMPARE(owners(history, 1).size(), 2U);
        QCOMPARE(owners(history, 1)[0].toUs, 12 * kSecond);
        QCOMPARE(owners(history, 1)[1].member, std::string("load-1"));
    }

    void crash_endsTheMembersSpansAtOnceThoughTheGroupKeepsThemForIt()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{about(EventKind::Crash, "load-0", 20)});
        QCOMPARE(owners(history, 1).back().toUs, 20 * kSecond);
        QVERIFY(owners(history, 1).back().crashed);
        QVERIFY(course(history).changes.back().kind == EventKind::Crash);
    }

    void lastMemberLeaves_theRebalanceIsOver()
    {
        GroupHistory history = joined();
        history.apply(std::vector<Event>{about(EventKind::Revoked, "load-0", 20, 0)});
        QVERIFY(course(history).isRebalancing());
        history.apply(std::vector<Event>{about(EventKind::Left, "load-0", 21)});
        QVERIFY(!course(history).isRebalancing());
    }

    void reset_isKeptWithItsCauseAndItsOffsets_andIsNoRebalance()
    {
        GroupHistory history = joined();
        Event first = about(EventKind::Reset, "load-0", 20, 0);
        first.text = "commit";
        first.first = 12;
        Event second = about(EventKind::Reset, "load-0", 20.01, 2);
        second.text = "commit";
        second.first = 7;
        Event other = about(EventKind::Reset, "load-0", 20.02, 1);
        other.text = "new_log";
        other.first = 0;
        history.apply(std::vector<Event>{first, second, other});
        const std::vector<MemberChange> &changes = course(history).changes;
        QCOMPARE(changes.size(), 4U);
        QCOMPARE(changes[2].cause, std::string("commit"));
        QVERIFY((changes[2].offsets == std::vector<std::int64_t>{12, 7}));
        QCOMPARE(changes[2].partitions.size(), 2U);
        QCOMPARE(changes[3].cause, std::string("new_log"));
        QVERIFY(!course(history).isRebalancing());
        QCOMPARE(owners(history, 0).back().toUs, 0);
    }

    /// What this program has committed is followed as its own; the same offset once more is a stranger's.
    void reset_isOfHere_whereTheOffsetIsTheOneThatWasCommittedForIt()
    {
        const auto committed = [](std::int64_t offset, const char *by) {
            Event event = about(EventKind::Committed, "load-0", 19, 0);
            event.first = offset;
            event.text = by;
            return event;
        };
        double second = 20;
        const auto followed = [&second](std::int64_t offset) {
            Event event = about(EventKind::Reset, "load-0", second++, 0);
            event.text = "commit";
            event.first = offset;
            return event;
        };
        GroupHistory history = joined();
        history.apply(std::vector<Event>{committed(12, "reset"), committed(12, ""), followed(12),
                                         followed(12), committed(7, "reset"), followed(9),
                                         committed(7, "reset"), committed(30, ""), followed(7)});
        std::vector<ResetOrigin> origins;
        for (const MemberChange &change : course(history).changes) {
            if (change.kind == EventKind::Reset)
                origins.push_back(originOf(change));
        }
        QVERIFY((origins
                 == std::vector{ResetOrigin::Here, ResetOrigin::Somebody, ResetOrigin::Somebody,
                                ResetOrigin::Somebody}));
    }

    void changes_ofOneMomentAreOneLineAndOldOnesGo()
    {
        GroupHistory history = joined();
        QCOMPARE(course(history).changes.size(), 2U); // joined, and one assignment of three partitions
        QCOMPARE(course(history).changes[1].partitions.size(), 3U);
        std::vector<Event> many;
        for (int i = 0; i < 1'000; ++i)
            many.push_back(about(i % 2 == 0 ? EventKind::Joined : EventKind::Left, "load-1", 30 + i));
        history.apply(many);
        QCOMPARE(course(history).changes.size(), GroupHistory::kChangesKept);
        QCOMPARE(course(history).changes.back().us, 1'029 * kSecond);
    }

    void sample_isTakenTwiceASecondAndKeptForTenMinutes()
    {
        std::vector<Event> events{about(EventKind::Committed, "load-0", 1, 0),
                                  about(EventKind::Acked, "source-0", 1, 0)};
        events[0].first = 40;
        events[1].first = 0;
        events[1].last = 99;
        events[1].count = 100;
        for (std::size_t i = 0; i < events.size(); ++i) {
            events[i].writer = static_cast<std::uint32_t>(i + 1);
            events[i].writerSeq = 1;
        }
        journal::State state;
        state.apply(events);
        GroupHistory history = joined();
        for (int tick = 0; tick <= 13'000; ++tick) // 21 minutes
            history.sample(state, tick * kSecond / 10);
        const auto &samples = course(history).partitions.find({kEnriched, 0})->second.samples;
        QCOMPARE(samples.size(), 1'201U);
        QCOMPARE(samples.front().us, 700 * kSecond);
        QCOMPARE(samples.back().lag(), 60);
    }

    /// A pause makes nobody late: what waited before it has waited as long after it.
    void behind_countsNoTimeInWhichTheRunStoodStill()
    {
        Event acked;
        acked.kind = EventKind::Acked;
        acked.topic = kEnriched;
        acked.partition = 0;
        acked.first = 0;
        acked.last = 9;
        acked.count = 10;
        acked.writerSeq = 1;
        journal::State state;
        state.apply(std::span(&acked, 1));
        GroupHistory history = joined();
        const auto behind = [&](double second) {
            const auto us = static_cast<std::int64_t>(second * kSecond);
            return behindSeconds(owned(history, 0).samples, us);
        };
        history.sample(state, 10 * kSecond);
        history.sample(state, 11 * kSecond);
        QCOMPARE(behind(11.5), std::optional(1.5));
        for (int half = 23; half <= 200; ++half)
            history.sample(state, half * kSecond / 2, true);
        QCOMPARE(behind(100.4), std::optional(1.0));
        history.sample(state, 101 * kSecond);
        QCOMPARE(behind(102), std::optional(3.0));
    }
};

PK_TEST(TestGroupHistory)
#include "tst_group_history.moc"
