#include "journal/state.h"
#include "sample_events.h"

#include <QtTest>

using namespace pk;
using namespace pk::journal;
using samples::fact;
using samples::numbered;
using samples::range;

namespace {

const TopicPartition kRaw0{"raw_orders", 0};
const TopicPartition kRaw1{"raw_orders", 1};

State fold(std::vector<Event> events)
{
    State state;
    state.apply(numbered(std::move(events)));
    return state;
}

Event committed(std::int64_t offset, std::string by = {}, std::int32_t partition = 0)
{
    Event event = range(EventKind::Committed, "raw_orders", partition, offset, -1, "g");
    event.text = std::move(by);
    return event;
}

Event member(EventKind kind, std::string id, std::int32_t partition = -1)
{
    Event event;
    event.kind = kind;
    event.group = "g";
    event.member = std::move(id);
    if (partition >= 0) {
        event.topic = "raw_orders";
        event.partition = partition;
    }
    return event;
}

Event fault(std::string what, std::int64_t first)
{
    Event event = fact(EventKind::Fault, std::move(what));
    event.first = first;
    return event;
}

Event with(Event event, std::uint32_t writer, std::uint64_t number, std::int64_t wallUs)
{
    event.writer = writer;
    event.writerSeq = number;
    event.wallUs = wallUs;
    return event;
}

} // namespace

class tst_State : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranges_areJoinedPerPartition()
    {
        const State state = fold({range(EventKind::Acked, "raw_orders", 0, 0, 4),
                                  range(EventKind::Acked, "raw_orders", 1, 0, 0),
                                  range(EventKind::Acked, "raw_orders", 0, 5, 9),
                                  range(EventKind::DeadLettered, "raw_orders", 0, 3, 3),
                                  range(EventKind::Filtered, "raw_orders", 0, 4, 4)});
        const PartitionState &p = state.partitions().at(kRaw0);
        QVERIFY((p.acked.intervals() == std::vector<Interval>{{0, 9}}));
        QVERIFY((p.deadLettered.intervals() == std::vector<Interval>{{3, 3}}));
        QVERIFY((p.filtered.intervals() == std::vector<Interval>{{4, 4}}));
        QCOMPARE(p.logEnd, 10);
        QCOMPARE(state.partitions().at(kRaw1).logEnd, 1);
    }

    void lag_isLogEndMinusCommitted_data()
    {
        QTest::addColumn<std::vector<Event>>("events");
        QTest::addColumn<qint64>("ofPartition");
        QTest::addColumn<qint64>("ofGroup");
        const Event acked = range(EventKind::Acked, "raw_orders", 0, 0, 9);
        const Event acked1 = range(EventKind::Acked, "raw_orders", 1, 0, 4);
        Event logStart = range(EventKind::LogStart, "raw_orders", 0, 3, -1);
        QTest::newRow("nothing") << std::vector<Event>{} << qint64(0) << qint64(0);
        QTest::newRow("no group yet") << std::vector<Event>{acked} << qint64(10) << qint64(0);
        QTest::newRow("assigned, no commit")
            << std::vector<Event>{acked, member(EventKind::Assigned, "m", 0)} << qint64(10) << qint64(10);
        QTest::newRow("no commit, log cut")
            << std::vector<Event>{acked, logStart, member(EventKind::Assigned, "m", 0)} << qint64(7)
            << qint64(7);
        QTest::newRow("committed, and the log cut behind it")
            << std::vector<Event>{acked, committed(1), logStart} << qint64(7) << qint64(7);
        Event past = logStart; // what an earlier run has left there
        past.last = 29;
        QTest::newRow("left by an earlier run")
            << std::vector<Event>{past, committed(28)} << qint64(2) << qint64(2);
        QTest::newRow("committed") << std::vector<Event>{acked, committed(4)} << qint64(6) << qint64(6);
        QTest::newRow("all done") << std::vector<Event>{acked, committed(10)} << qint64(0) << qint64(0);
        QTest::newRow("other partition counts")
            << std::vector<Event>{acked, acked1, committed(4)} << qint64(6) << qint64(11);
        QTest::newRow("other topic does not")
            << std::vector<Event>{acked, range(EventKind::Acked, "raw_activities", 0, 0, 99), committed(4)}
            << qint64(6) << qint64(6);
        QTest::newRow("reset goes back")
            << std::vector<Event>{acked, committed(10), committed(2)} << qint64(8) << qint64(8);
        QTest::newRow("foreign records count")
            << std::vector<Event>{acked, range(EventKind::Observed, "raw_orders", 0, 10, 11), committed(10)}
            << qint64(2) << qint64(2);
        QTest::newRow("ahead of what is known")
            << std::vector<Event>{acked, committed(12)} << qint64(0) << qint64(0);
    }
    void lag_isLogEndMinusCommitted()
    {
        QFETCH(std::vector<Event>, events);
        QFETCH(qint64, ofPartition);
        QFETCH(qint64, ofGroup);
        const State state = fold(events);
        QCOMPARE(qint64(state.lag("g", kRaw0)), ofPartition);
        QCOMPARE(qint64(state.lag("g")), ofGroup);
    }

    void newLog_beginsAgain_andWhatWasInTheOldOneStaysCounted()
    {
        Event anew = range(EventKind::LogStart, "raw_orders", 0, 0, 4); // five are in it when it is seen
        anew.text = kNewLog;
        const std::vector<Event> events{range(EventKind::Acked, "raw_orders", 0, 0, 999),
                                        range(EventKind::LogStart, "raw_orders", 0, 100, 999),
                                        range(EventKind::Taken, "raw_orders", 0, 0, 999, "g"),
                                        range(EventKind::DeadLettered, "raw_orders", 0, 10, 12),
                                        committed(1'000),
                                        anew};
        const State empty = fold(events);
        const PartitionState &p = empty.partitions().at(kRaw0);
        QCOMPARE(p.logStart, 0);
        QCOMPARE(p.logEnd, 5);
        QCOMPARE(empty.lag("g", kRaw0), 5); // whatever was committed is gone with the old log
        QCOMPARE(p.acked.total(), 1'000);
        QCOMPARE(p.acked.count(), 5);
        QCOMPARE(p.deadLettered.total(), 3);
        QVERIFY(!p.deadLettered.contains(10));
        QVERIFY(!empty.groups().at("g").partitions.at(kRaw0).taken.contains(5));
        const auto read = State::decode(empty.encode());
        QVERIFY(read && *read == empty);

        std::vector<Event> further = events;
        further.push_back(range(EventKind::Acked, "raw_orders", 0, 5, 9));
        further.push_back(committed(5));
        const State filled = fold(further);
        QCOMPARE(filled.partitions().at(kRaw0).acked.total(), 1'005);
        QCOMPARE(filled.lag("g", kRaw0), 5);
    }

    /// It steps over the marker of a transaction, which has an offset and which nothing else tells of.
    void ownCommit_provesThatTheLogReachesThere()
    {
        Event own = committed(12);
        own.member = "transform-0";
        const std::vector<Event> events = numbered({range(EventKind::Acked, "raw_orders", 0, 0, 9), own});
        State state;
        state.apply(events);
        QCOMPARE(state.partitions().at(kRaw0).logEnd, 12);
        QCOMPARE(state.lag("g", kRaw0), 0);
        State backwards;
        backwards.apply(std::vector<Event>{events[1], events[0]});
        QVERIFY(backwards == state);
    }

    void commitOfNobodyKnown_provesNothing()
    {
        QCOMPARE(fold({range(EventKind::Acked, "raw_orders", 0, 0, 9), committed(1'000)})
                     .partitions()
                     .at(kRaw0)
                     .logEnd,
                 10);
    }

    void ownCommitOfTheLogBefore_isGoneWithIt()
    {
        Event own = committed(1'000);
        own.member = "transform-0";
        Event anew = range(EventKind::LogStart, "raw_orders", 0, 0, 4);
        anew.text = kNewLog;
        QCOMPARE(fold({own, anew}).partitions().at(kRaw0).logEnd, 5);
    }

    void commits_latestWins_alsoWhenItArrivesFirst()
    {
        // Two members commit the same partition; the older commit is applied last.
        State state;
        const Event older = with(committed(100, "old member"), 1, 5, 1'000);
        const Event newer = with(committed(60, "new member"), 2, 1, 2'000);
        state.apply(std::vector<Event>{newer, older});
        const auto &now = state.groups().find("g")->second.partitions.at(kRaw0).committed.value;
        QCOMPARE(now.offset, 60);
        QCOMPARE(now.by, std::string("new member"));
    }

    void position_followsWhatWasTakenLast_evenBackwards()
    {
        const State state = fold({range(EventKind::Taken, "raw_orders", 0, 0, 9, "g"),
                                  range(EventKind::Taken, "raw_orders", 0, 2, 3, "g")});
        const ConsumerState &consumer = state.groups().find("g")->second.partitions.at(kRaw0);
        QCOMPARE(consumer.position.value, 4);
        QVERIFY((consumer.taken.intervals() == std::vector<Interval>{{0, 9}}));
    }

    void owner_isTheMemberAssignedLast_data()
    {
        QTest::addColumn<std::vector<Event>>("events");
        QTest::addColumn<QByteArray>("owner");
        using K = EventKind;
        QTest::newRow("nobody") << std::vector<Event>{member(K::Joined, "a")} << QByteArray();
        QTest::newRow("assigned") << std::vector<Event>{member(K::Joined, "a"), member(K::Assigned, "a", 0)}
                                  << QByteArray("a");
        QTest::newRow("revoked") << std::vector<Event>{member(K::Assigned, "a", 0),
                                                       member(K::Revoked, "a", 0)}
                                 << QByteArray();
        QTest::newRow("lost") << std::vector<Event>{member(K::Assigned, "a", 0), member(K::Lost, "a", 0)}
                              << QByteArray();
        QTest::newRow("moved") << std::vector<Event>{member(K::Assigned, "a", 0), member(K::Revoked, "a", 0),
                                                     member(K::Assigned, "b", 0)}
                               << QByteArray("b");
        QTest::newRow("old one reports late")
            << std::vector<Event>{member(K::Assigned, "a", 0), member(K::Assigned, "b", 0),
                                  member(K::Revoked, "a", 0)}
            << QByteArray("b");
        QTest::newRow("crashed, joins again, and the group still counts on it")
            << std::vector<Event>{member(K::Joined, "a"), member(K::Assigned, "a", 0), member(K::Joined, "a")}
            << QByteArray("a");
        QTest::newRow("crashed, joins again, and another one has had it") << std::vector<Event>{
            member(K::Joined, "a"), member(K::Assigned, "a", 0), member(K::Assigned, "b", 0),
            member(K::Joined, "a"), member(K::Revoked, "b", 0)} << QByteArray();
        QTest::newRow("expelled") << std::vector<Event>{member(K::Joined, "a"), member(K::Assigned, "a", 0),
                                                        member(K::Expelled, "a")}
                                  << QByteArray();
        QTest::newRow("came back") << std::vector<Event>{member(K::Joined, "a"), member(K::Left, "a"),
                                                         member(K::Joined, "a"), member(K::Assigned, "a", 0)}
                                   << QByteArray("a");
        QTest::newRow("other partition") << std::vector<Event>{member(K::Assigned, "a", 1)} << QByteArray();
    }
    void owner_isTheMemberAssignedLast()
    {
        QFETCH(std::vector<Event>, events);
        QFETCH(QByteArray, owner);
        QCOMPARE(QByteArray::fromStdString(fold(events).owner("g", kRaw0)), owner);
    }

    void members_areAsTheyWereSeenLast()
    {
        const State state = fold({member(EventKind::Joined, "a"), member(EventKind::Joined, "b"),
                                  member(EventKind::Joined, "c"), member(EventKind::Left, "a"),
                                  member(EventKind::Expelled, "b")});
        const auto &members = state.groups().at("g").members;
        QVERIFY(members.at("a").value == Membership::Left);
        QVERIFY(members.at("b").value == Membership::Expelled);
        QVERIFY(members.at("c").value == Membership::Joined);
    }

    void clusterAndFaults_showTheLatest()
    {
        Event down = fact(EventKind::BrokerDown);
        down.partition = 1;
        Event up = fact(EventKind::BrokerUp);
        up.partition = 2;
        Event leader = range(EventKind::LeaderMoved, "raw_orders", 0, 3, -1);
        Event guard = fact(EventKind::Guard);
        guard.count = 1;
        const State state = fold({down, up, leader, guard, fault("latency", 1), fault("database down", 1),
                                  fault("database down", 0), fault("poison message", -1)});
        QVERIFY(!state.brokersUp().at(1).value);
        QVERIFY(state.brokersUp().at(2).value);
        QCOMPARE(state.partitions().at(kRaw0).leader.value, 3);
        QVERIFY(state.guardClosed());
        QCOMPARE(state.activeFaults(), std::vector<std::string>{"latency"});
        QCOMPARE(state.count(EventKind::Fault), 4);
        guard.count = 0;
        QVERIFY(!fold({fact(EventKind::Guard), guard}).guardClosed());
    }

    void crashAndRestart_giveTheStageStatus()
    {
        const State crashed = fold({fact(EventKind::Crash, "transform.produced")});
        const StageState &stage = crashed.stages().at({"transform", 0});
        QVERIFY(stage.status.value.first == StageStatus::Crashed);
        QCOMPARE(stage.status.value.second, std::string("transform.produced"));
        const State restarted =
            fold({fact(EventKind::Crash, "transform.produced"), fact(EventKind::Restart, "transform")});
        QVERIFY(restarted.stages().at({"transform", 0}).status.value.first == StageStatus::Running);
        QCOMPARE(restarted.stages().at({"transform", 0}).crashes, 1);
        QCOMPARE(restarted.stages().at({"transform", 0}).restarts, 1);
    }

    void batchesReasonsAndConfig_areSummed()
    {
        Event commit = fact(EventKind::BatchCommit);
        commit.group = "kampus-loader";
        commit.count = 500;
        Event rollback = fact(EventKind::BatchRollback);
        rollback.group = "kampus-loader";
        Event dead = range(EventKind::DeadLettered, "raw_orders", 0, 0, 2);
        dead.text = "pk.transform.UnknownUnit";
        Event config = fact(EventKind::Config, "20");
        config.key = "rate";
        const State state = fold({commit, commit, rollback, dead, config});
        const BatchCounts &counts = state.batches().at("kampus-loader");
        QCOMPARE(counts.commits, 2);
        QCOMPARE(counts.messages, 1'000);
        QCOMPARE(counts.rollbacks, 1);
        QCOMPARE(state.deadLetterReasons().at("pk.transform.UnknownUnit"), 3);
        QCOMPARE(state.config().at("rate").value, std::string("20"));
    }

    void errors_newestAreKept_allAreCounted()
    {
        std::vector<Event> events;
        for (int i = 1; i <= 250; ++i)
            events.push_back(fact(EventKind::Error, "error " + std::to_string(i)));
        events = numbered(std::move(events));
        Pcg32 random(1);
        samples::shuffle(events, random);
        State state;
        state.apply(events);
        QCOMPARE(state.errors().size(), State::kErrorsKept);
        QCOMPARE(state.errors().begin()->second.text, std::string("error 151"));
        QCOMPARE(state.errors().rbegin()->second.text, std::string("error 250"));
        QCOMPARE(state.count(EventKind::Error), 250);
    }

    void error_lastsUntilItsMemberHasRecoveredFromIt()
    {
        const auto by = [](EventKind kind, const char *member, const char *condition) {
            Event e = fact(kind, condition);
            e.member = member;
            e.key = condition;
            return e;
        };
        auto events = numbered(
            {by(EventKind::Error, "load-0", "database"), by(EventKind::Error, "load-1", "database"),
             by(EventKind::Error, "load-0", "broker"), by(EventKind::Error, "load-0", ""),
             by(EventKind::Recovered, "load-0", "database"), by(EventKind::Error, "load-0", "database")});
        const auto lasting = [](const State &state) {
            std::vector<std::string> found;
            for (const auto &[at, error] : state.errors()) {
                if (state.lasts(at, error))
                    found.push_back(error.member + " " + error.condition);
            }
            return found;
        };
        const std::vector<std::string> expected{"load-1 database", "load-0 broker", "load-0 database"};
        Pcg32 random(1);
        for (int i = 0; i < 20; ++i) {
            State state;
            state.apply(events);
            QCOMPARE(lasting(state), expected);
            const auto read = State::decode(state.encode());
            QVERIFY(read);
            QCOMPARE(lasting(*read), expected);
            samples::shuffle(events, random);
        }
    }

    void detailEvents_areCountedAndChangeNothingElse()
    {
        Event record = samples::record(Hop::Acked, "id");
        record.topic = "raw_orders";
        record.partition = 0;
        record.first = record.last = 50;
        const State state = fold({record});
        QVERIFY(state.partitions().empty());
        QCOMPARE(state.count(EventKind::Record), 1);
    }

    void impossibleRanges_areCountedAndLeftOut_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("last");
        QTest::newRow("negative") << qint64(-1) << qint64(5);
        QTest::newRow("backwards") << qint64(6) << qint64(5);
        QTest::newRow("endless") << qint64(0) << std::numeric_limits<qint64>::max();
        QTest::newRow("far away") << std::numeric_limits<qint64>::max() << std::numeric_limits<qint64>::max();
    }
    void impossibleRanges_areCountedAndLeftOut()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, last);
        Event event = range(EventKind::Acked, "raw_orders", 0, 0, 0);
        event.first = first;
        event.last = last;
        const State state = fold({event});
        QCOMPARE(state.impossibleEvents(), 1);
        QVERIFY(state.partitions().empty());
    }

    void sameEventTwice_changesNothing()
    {
        const std::vector<Event> stream = samples::randomStream(1, 500);
        State state;
        state.apply(stream);
        State again = state;
        again.apply(stream);
        again.apply(std::span(stream).subspan(17, 10));
        QVERIFY(again == state);
    }

    void anyOrderOfBatches_givesTheSameState()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            std::vector<samples::Batch> batches = samples::randomBatches(seed, 200);
            State inOrder;
            for (const samples::Batch &batch : batches)
                inOrder.apply(batch.events);
            Pcg32 random(seed);
            for (int round = 0; round < 5; ++round) {
                samples::shuffle(batches, random);
                State shuffled;
                for (const samples::Batch &batch : batches)
                    shuffled.apply(batch.events);
                QVERIFY2(shuffled == inOrder, qPrintable(QString::number(seed)));
                QCOMPARE(shuffled.missingEvents(), 0);
            }
        }
    }

    void anyOrderOfSingleEvents_givesTheSameState()
    {
        std::vector<Event> events = samples::randomStream(77, 400);
        State inOrder;
        inOrder.apply(events);
        Pcg32 random(5);
        for (int round = 0; round < 20; ++round) {
            samples::shuffle(events, random);
            State shuffled;
            shuffled.apply(events);
            QVERIFY(shuffled == inOrder);
        }
    }

    void missingEvents_areThoseThatLaterNumbersProve()
    {
        std::vector<Event> events = numbered(std::vector<Event>(10, fact(EventKind::Step)));
        events.erase(events.begin() + 3, events.begin() + 5);
        State state;
        state.apply(events);
        QCOMPARE(state.missingEvents(), 2);
    }

    void encodedState_decodesToTheSame()
    {
        State state;
        QVERIFY(State::decode(state.encode()) == state);
        state.apply(samples::randomStream(9, 3'000));
        const auto decoded = State::decode(state.encode());
        QVERIFY(decoded.has_value());
        QVERIFY(*decoded == state);
        QVERIFY(decoded->dump() == state.dump());
    }

    void decode_changedBytes_endsInOrder()
    {
        State state;
        state.apply(samples::randomStream(10, 100));
        const std::string bytes = state.encode();
        QVERIFY(!State::decode(""));
        for (std::size_t size = 1; size < bytes.size(); ++size)
            QVERIFY(!State::decode(std::string_view(bytes).substr(0, size)));
        Pcg32 random(1);
        for (int round = 0; round < 3'000; ++round) {
            std::string changed = bytes;
            changed[random.below(static_cast<std::uint32_t>(changed.size()))] =
                static_cast<char>(random.next());
            if (const auto decoded = State::decode(changed))
                QVERIFY(!decoded->dump().empty());
        }
    }

    void dump_isReadable()
    {
        const State state = fold({range(EventKind::Acked, "raw_orders", 0, 0, 9), committed(4, "m1"),
                                  member(EventKind::Joined, "m1")});
        QCOMPARE(QByteArray::fromStdString(state.dump()),
                 QByteArray("raw_orders/0 log: 0..10\n"
                            "raw_orders/0 acked: 0-9\n"
                            "group g member m1: joined\n"
                            "group g raw_orders/0 committed: 4 by m1\n"
                            "count acked: 1\n"
                            "count committed: 1\n"
                            "count joined: 1\n"));
    }
};

PK_TEST(tst_State)
#include "tst_state.moc"
