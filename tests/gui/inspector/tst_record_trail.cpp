// One record's way through a journal, whether it was sampled or not.

#include "bridge/change_trail.h"
#include "bridge/record_trail.h"
#include "journal/journal.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;
using journal::Event;
using journal::EventKind;

namespace {

Event range(EventKind kind, const char *topic, std::int64_t first, std::int64_t last, const char *member,
            const char *text = "")
{
    Event e;
    e.kind = kind;
    e.topic = topic;
    e.partition = 0;
    e.first = first;
    e.last = last;
    e.count = last - first + 1;
    e.member = member;
    e.text = text;
    return e;
}

Event commit(const char *topic, std::int64_t next, const char *member)
{
    Event e = range(EventKind::Committed, topic, next, -1, member);
    e.count = 0;
    return e;
}

Event detail(journal::Hop hop, const char *topic, std::int64_t offset, const char *id)
{
    Event e = range(EventKind::Record, topic, offset, offset, "m");
    e.hop = hop;
    e.correlationId = id;
    return e;
}

std::string hops(const RecordTrail &trail)
{
    std::string names;
    for (const Station &station : trail.stations())
        names.append(names.empty() ? "" : " ")
            .append(toString(station.hop))
            .append("@")
            .append(std::to_string(station.at.offset));
    return names;
}

} // namespace

class TestRecordTrail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto opened = journal::Journal::open();
        QVERIFY(opened.ok());
        m_journal = std::move(*opened);
    }

    void changeEvent_hasItsMoments_byRangesOrItsOwnEvent_data()
    {
        QTest::addColumn<bool>("sampled");
        QTest::newRow("ranges") << false;
        QTest::newRow("sampled") << true;
    }
    void changeEvent_hasItsMoments_byRangesOrItsOwnEvent()
    {
        QFETCH(bool, sampled);
        constexpr const char *topic = "producer.kampus.orders";
        const auto at = [](Event event, std::int64_t wallUs) {
            event.wallUs = wallUs;
            return event;
        };
        if (sampled)
            append({at(detail(journal::Hop::Acked, topic, 5, "producer.kampus.orders/0/5"), 90)});
        append({at(range(EventKind::Acked, topic, 0, 4, "source"), 50),
                at(range(EventKind::Acked, topic, 5, 9, "source"), 100),
                at(range(EventKind::Acked, "raw_orders", 5, 9, "bridge-0"), 400),
                at(range(EventKind::Taken, topic, 0, 4, "bridge-0"), 150),
                at(range(EventKind::Taken, topic, 5, 9, "bridge-0"), 200)});
        ChangeTrail trail;
        trail.follow("producer.kampus.orders/0/5");
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.ackedUs(), sampled ? 90 : 100);
        QCOMPARE(trail.takenUs(), 200);
        trail.follow("producer.kampus.orders/0/2"); // another one begins anew
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.ackedUs(), 50);
        QCOMPARE(trail.takenUs(), 150);
        trail.follow(""); // of a source without changes
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.ackedUs(), 0);
    }

    void changeEvent_isTheBridges_whoeverElseReadsThere()
    {
        constexpr const char *topic = "producer.kampus.orders";
        const auto of = [](const char *group, Event event) {
            event.group = group;
            return event;
        };
        append({of("replica", range(EventKind::Taken, topic, 0, 9, "replica-0")),
                of("replica", commit(topic, 10, "replica-0"))});
        ChangeTrail trail;
        trail.follow("producer.kampus.orders/0/5", "bridge", "raw_orders");
        QVERIFY(trail.read(*m_journal).ok());
        QVERIFY(trail.takenUs() == 0 && !trail.isPassed());
        append({range(EventKind::Acked, "raw_orders", 0, 9, "bridge-0"),
                of("bridge", range(EventKind::Taken, topic, 0, 9, "bridge-0")),
                range(EventKind::Acked, "raw_orders", 10, 19, "bridge-0"),
                of("bridge", commit(topic, 10, "bridge-0")),
                range(EventKind::Acked, "raw_orders", 20, 29, "bridge-0")});
        QVERIFY(trail.read(*m_journal).ok());
        QVERIFY(trail.takenUs() > 0 && trail.isPassed() && !trail.isPassedOver());
        QCOMPARE(trail.madeFrom().at(0), 0); // a range may have grown behind the taking
        trail.noteNotMade(); // as long as the bridge holds it
        QCOMPARE(trail.madeFrom().at(0), 20);
        // Read once more after a reset, it is known, but was told the first time.
        append({of("bridge", range(EventKind::Taken, topic, 0, 9, "bridge-0")),
                of("bridge", range(EventKind::PassedOver, topic, 0, 9, "bridge-0"))});
        QVERIFY(trail.read(*m_journal).ok());
        QVERIFY(!trail.isPassedOver());
    }

    void changeEvent_thatTheBridgeKnew_isPassedOver()
    {
        Event known = range(EventKind::PassedOver, "producer.kampus.orders", 5, 5, "bridge-0");
        known.group = "bridge";
        append({known});
        ChangeTrail trail;
        trail.follow("producer.kampus.orders/0/5", "bridge");
        QVERIFY(trail.read(*m_journal).ok());
        QVERIFY(trail.isPassedOver());
        trail.follow("producer.kampus.orders/0/6", "bridge");
        QVERIFY(trail.read(*m_journal).ok());
        QVERIFY(!trail.isPassedOver());
    }

    void changeEvent_thatWasSentByHand_isKnownAsSuch()
    {
        Event command;
        command.kind = EventKind::Command;
        command.text = "produce producer.kampus.orders/0/5";
        append({command});
        RecordTrail trail;
        trail.follow({"producer.kampus.orders", 0, 5});
        trail.learn({{"raw_orders", 0, 3}, {}, {}, {}, {"producer.kampus.orders", 0, 5}});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.byHandAt().offset, 5);
        QCOMPARE(trail.known().rawAt.offset, 3); // its way goes on
    }

    void unsampledRecord_isFoundInTheRangesOfItsBatches()
    {
        append({range(EventKind::Acked, "raw_orders", 0, 9, "source"),
                range(EventKind::Taken, "raw_orders", 0, 9, "transform-0"),
                commit("raw_orders", 3, "transform-0"), // not past it yet
                commit("raw_orders", 10, "transform-0"), commit("raw_orders", 12, "transform-0")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 5}, {}, {}, {}});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(hops(trail), std::string("acked@5 taken@5 committed@10"));
        QCOMPARE(trail.stations()[1].member, std::string("transform-0"));
    }

    void sampledRecord_leadsToItsOtherPositions()
    {
        // The enriched topic's range comes before the event that names the record in it.
        append({detail(journal::Hop::Acked, "raw_orders", 5, "c1"),
                detail(journal::Hop::Taken, "raw_orders", 5, "c1"),
                range(EventKind::Acked, "enriched_orders", 2, 4, "transform-0"),
                detail(journal::Hop::Enriched, "enriched_orders", 3, "c1"),
                range(EventKind::Taken, "enriched_orders", 2, 4, "load-0"),
                range(EventKind::Superseded, "enriched_orders", 3, 3, "load-0"),
                commit("enriched_orders", 5, "load-0"), detail(journal::Hop::Taken, "raw_orders", 6, "c2")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 5}, {}, {}, {}});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.known().enrichedAt, (Position{"enriched_orders", 0, 3}));
        QCOMPARE(trail.known().correlationId, std::string("c1"));
        QCOMPARE(hops(trail),
                 std::string("acked@5 taken@5 enriched@3 load_taken@3 stored@3 load_committed@5"));
    }

    void laterEvents_areReadOnWithoutBeginningAgain()
    {
        append({detail(journal::Hop::Acked, "raw_orders", 5, "c1")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 5}, {}, {}, {}});
        QVERIFY(trail.read(*m_journal).ok());
        append({detail(journal::Hop::Taken, "raw_orders", 5, "c1")});
        QVERIFY(trail.read(*m_journal).ok());
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(hops(trail), std::string("acked@5 taken@5"));
    }

    void secondPass_isNumbered()
    {
        append({detail(journal::Hop::Taken, "raw_orders", 5, "c1"),
                detail(journal::Hop::Taken, "raw_orders", 5, "c1")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 5}, {}, {}, {}});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.stations().size(), std::size_t(2));
        QCOMPARE(trail.stations()[1].pass, 2);
    }

    /// Anomalies are told of every record: one that was not followed so far is, when it comes once more.
    void repeatedPass_doesNotHideTheFirst()
    {
        append({range(EventKind::Applied, "enriched_orders", 0, 9, "load-0")});
        Event again = detail(journal::Hop::Stored, "enriched_orders", 5, "c1");
        again.text = "unchanged";
        append({range(EventKind::Duplicate, "enriched_orders", 0, 9, "load-1"), again});
        RecordTrail trail;
        trail.learn({{}, {"enriched_orders", 0, 5}, {}, "c1"});
        QVERIFY(trail.read(*m_journal).ok());
        const std::vector<Station> stations = trail.stations();
        QCOMPARE(stations.size(), std::size_t(2));
        QCOMPARE(stations[0].pass, 1);
        QCOMPARE(stations[0].member, std::string("load-0"));
        QCOMPARE(stations[1].pass, 2);
        QCOMPARE(stations[1].text, std::string("unchanged"));
    }

    void copyWithTheSameCorrelationId_isAnotherRecord()
    {
        append({detail(journal::Hop::Acked, "raw_orders", 5, "c1"),
                detail(journal::Hop::Enriched, "enriched_orders", 3, "c1"),
                detail(journal::Hop::Acked, "raw_orders", 9, "c1"),
                detail(journal::Hop::Taken, "raw_orders", 9, "c1"),
                detail(journal::Hop::Enriched, "enriched_orders", 7, "c1")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 9}, {}, {}, "c1"});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(hops(trail), std::string("acked@9 taken@9"));
        trail.learn({{}, {"enriched_orders", 0, 7}, {}, {}}); // from the audit
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(hops(trail), std::string("acked@9 taken@9 enriched@7"));
    }

    void copyOfARecordKnownByItsPlaceAlone_isAnotherRecord()
    {
        append({detail(journal::Hop::Acked, "raw_orders", 5, "c1"),
                detail(journal::Hop::Enriched, "enriched_orders", 3, "c1"),
                detail(journal::Hop::Acked, "raw_orders", 9, "c1")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 9}, {}, {}, {}});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(hops(trail), std::string("acked@9"));
        QCOMPARE(trail.known().correlationId, std::string("c1"));
    }

    /// Its result is among those of the same id; whose it is, its message tells.
    void resultOfACopy_isOneOfThoseThatMayBeIts()
    {
        append({detail(journal::Hop::Acked, "raw_orders", 5, "c1"),
                detail(journal::Hop::Enriched, "enriched_orders", 3, "c1"),
                detail(journal::Hop::Acked, "raw_orders", 9, "c1"),
                detail(journal::Hop::Enriched, "enriched_orders", 7, "c1")});
        RecordTrail trail;
        trail.follow({"raw_orders", 0, 9});
        trail.learn({{"raw_orders", 0, 9}, {}, {}, "c1"});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.known().enrichedAt, Position());
        QCOMPARE(trail.resultsOfAny(),
                 (std::vector<Position>{{"enriched_orders", 0, 3}, {"enriched_orders", 0, 7}}));
    }

    void copyInALaterTopic_beginsThere()
    {
        appendResent();
        RecordTrail trail;
        trail.follow({"enriched_orders", 0, 7});
        trail.learn({{"raw_orders", 0, 5}, {"enriched_orders", 0, 7}, {}, "c1"}); // as its headers have it
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.byHandAt(), (Position{"enriched_orders", 0, 7}));
        QCOMPARE(trail.known().rawAt, Position());
        QCOMPARE(hops(trail), std::string("acked@7"));
        trail.learn({{"raw_orders", 0, 5}, {}, {}, {}}); // the audit says so, too
        append({detail(journal::Hop::LoadTaken, "enriched_orders", 7, "c1")});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.known().rawAt, Position());
        QCOMPARE(hops(trail), std::string("acked@7 load_taken@7"));
    }

    void copyInALaterTopic_isNoPassOfTheFirstOne()
    {
        appendResent();
        append({detail(journal::Hop::LoadTaken, "enriched_orders", 7, "c1"),
                detail(journal::Hop::Stored, "enriched_orders", 7, "c1")});
        const std::string own = "produced@-1 acked@5 taken@5 enriched@3 load_taken@3 stored@3";
        for (const Position &asked : {Position{"raw_orders", 0, 5}, Position{"enriched_orders", 0, 3}}) {
            RecordTrail trail;
            trail.follow(asked);
            trail.learn({{"raw_orders", 0, 5}, asked.topic == "raw_orders" ? Position() : asked, {}, "c1"});
            QVERIFY(trail.read(*m_journal).ok());
            QCOMPARE(hops(trail), own);
            QVERIFY(trail.isAnother({"enriched_orders", 0, 7}));
            QCOMPARE(trail.byHandAt().offset, std::int64_t(-1));
        }
    }

    void deadLetterThatWasSentAgain_isAnotherRecordInTheRawTopic()
    {
        append({detail(journal::Hop::Taken, "raw_orders", 5, "c1"),
                detail(journal::Hop::DeadLettered, "raw_orders.dlq", 0, "c1"), produced("raw_orders/0/9"),
                detail(journal::Hop::Acked, "raw_orders", 9, "c1"),
                detail(journal::Hop::Taken, "raw_orders", 9, "c1"),
                detail(journal::Hop::DeadLettered, "raw_orders.dlq", 1, "c1")});
        RecordTrail letter;
        letter.follow({"raw_orders.dlq", 0, 0});
        letter.learn({{"raw_orders", 0, 5}, {}, {"raw_orders.dlq", 0, 0}, "c1"});
        QVERIFY(letter.read(*m_journal).ok());
        QCOMPARE(hops(letter), std::string("taken@5 dead_lettered@0"));
        RecordTrail copy;
        copy.follow({"raw_orders", 0, 9});
        copy.learn({{"raw_orders", 0, 9}, {}, {}, "c1"});
        QVERIFY(copy.read(*m_journal).ok());
        QCOMPARE(copy.byHandAt(), (Position{"raw_orders", 0, 9}));
        QCOMPARE(hops(copy), std::string("acked@9 taken@9"));
    }

    void deadLetter_hasTheReasonOfItsRangeAndThePlaceOfItsCopy()
    {
        append(
            {detail(journal::Hop::Taken, "raw_orders", 5, "c1"),
             detail(journal::Hop::DeadLettered, "raw_orders.dlq", 0, "c1"),
             range(EventKind::DeadLettered, "raw_orders", 5, 5, "transform-0", "pk.transform.UnknownUnit")});
        RecordTrail trail;
        trail.learn({{"raw_orders", 0, 5}, {}, {}, {}});
        QVERIFY(trail.read(*m_journal).ok());
        QCOMPARE(trail.known().asideAt, (Position{"raw_orders.dlq", 0, 0}));
        QCOMPARE(trail.stations().back().text, std::string("pk.transform.UnknownUnit"));
    }

private:
    static Event produced(const char *at)
    {
        Event e;
        e.kind = EventKind::Command;
        e.text = std::string("produce ") + at;
        return e;
    }
    /// A record that was stored, and a copy of its result sent to the enriched topic by hand.
    void appendResent()
    {
        append({detail(journal::Hop::Produced, "raw_orders", -1, "c1"),
                detail(journal::Hop::Acked, "raw_orders", 5, "c1"),
                detail(journal::Hop::Taken, "raw_orders", 5, "c1"),
                detail(journal::Hop::Enriched, "enriched_orders", 3, "c1"),
                detail(journal::Hop::LoadTaken, "enriched_orders", 3, "c1"),
                detail(journal::Hop::Stored, "enriched_orders", 3, "c1"), produced("enriched_orders/0/7"),
                detail(journal::Hop::Acked, "enriched_orders", 7, "c1")});
    }
    void append(std::vector<Event> events) { m_journal->append(m_journal->writer("test"), events); }

    std::unique_ptr<journal::Journal> m_journal;
};

PK_TEST(TestRecordTrail)
#include "tst_record_trail.moc"
