#include "base/hash.h"
#include "journal/digest.h"
#include "journal/journal.h"
#include "journal/queries.h"
#include "sample_events.h"

#include <QtTest>

using namespace pk;
using namespace pk::journal;
using samples::fact;
using samples::range;
using samples::record;

namespace {

std::unique_ptr<Journal> journalOf(std::vector<Event> events, std::size_t keep = 10'000)
{
    JournalOptions options;
    options.keepInMemory = keep;
    auto journal = *Journal::open(options);
    journal->append(journal->writer("a"), events);
    return journal;
}

std::string digestOf(const std::vector<Event> &events)
{
    Digest digest;
    for (const Event &event : events)
        digest.add(event);
    return digest.hex();
}

} // namespace

class tst_Queries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineage_ordersTheHopsOfOneRecord()
    {
        Event enriched = record(Hop::Enriched, "a");
        enriched.topic = "enriched_orders";
        enriched.partition = 2;
        enriched.first = enriched.last = 7;
        // The delivery report of the raw topic is journalled after the transform has taken the record.
        const auto journal =
            journalOf({record(Hop::Produced, "a"), record(Hop::Taken, "a"), record(Hop::Acked, "b"),
                       record(Hop::Acked, "a"), enriched, range(EventKind::Taken, "raw_orders", 0, 0, 0),
                       record(Hop::Stored, "a")});
        const Lineage found = *lineage(*journal, "a");
        std::vector<Hop> hops;
        for (const LineageHop &hop : found.hops) {
            QCOMPARE(hop.event.correlationId, std::string("a"));
            QCOMPARE(hop.pass, 1);
            hops.push_back(hop.hop);
        }
        QVERIFY(
            (hops == std::vector<Hop>{Hop::Produced, Hop::Acked, Hop::Taken, Hop::Enriched, Hop::Stored}));
        QCOMPARE(found.hops[3].event.topic, std::string("enriched_orders"));
        QCOMPARE(found.hops[3].event.first, 7);
        QVERIFY(!found.earlierEventsGone);
        QCOMPARE(found.sampledOneIn, 1);
    }

    void lineage_secondPassAfterACrashComesAfterTheFirst()
    {
        const auto journal =
            journalOf({record(Hop::Acked, "a"), record(Hop::Taken, "a"), record(Hop::Enriched, "a"),
                       record(Hop::Taken, "a"), record(Hop::Enriched, "a"), record(Hop::Stored, "a")});
        const Lineage found = *lineage(*journal, "a");
        QCOMPARE(found.hops.size(), std::size_t(6));
        QVERIFY(found.hops[3].hop == Hop::Stored);
        QVERIFY(found.hops[4].hop == Hop::Taken);
        QCOMPARE(found.hops[4].pass, 2);
        QVERIFY(found.hops[5].hop == Hop::Enriched);
    }

    void lineage_saysWhatItCannotKnow()
    {
        Event sampled = fact(EventKind::Sampled);
        sampled.count = 100;
        std::vector<Event> events(50, record(Hop::Acked, "a"));
        events.push_back(sampled);
        const auto journal = journalOf(events, 10);
        const Lineage found = *lineage(*journal, "unknown");
        QVERIFY(found.hops.empty());
        QVERIFY(found.earlierEventsGone);
        QCOMPARE(found.sampledOneIn, 100);
        sampled.count = 1; // what was not told then is not told later
        QCOMPARE(lineage(*journalOf({events.back(), sampled}, 10), "unknown")->sampledOneIn, 100);
        QVERIFY(lineage(*journal, "")->hops.empty());
    }

    void latency_isFromProducedToFirstStored_data()
    {
        QTest::addColumn<std::vector<Event>>("events");
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("p50");
        const Event produced = record(Hop::Produced, "a", 1'000'000);
        const Event stored = record(Hop::Stored, "a", 1'030'000);
        QTest::newRow("nothing") << std::vector<Event>{} << 0 << 0.0;
        QTest::newRow("one") << std::vector<Event>{produced, stored} << 1 << 30.0;
        QTest::newRow("stored is journalled first") << std::vector<Event>{stored, produced} << 1 << 30.0;
        QTest::newRow("under way") << std::vector<Event>{produced} << 0 << 0.0;
        QTest::newRow("dead-lettered")
            << std::vector<Event>{produced, record(Hop::DeadLettered, "a", 1'010'000)} << 0 << 0.0;
        QTest::newRow("stored twice")
            << std::vector<Event>{produced, stored, record(Hop::Stored, "a", 9'000'000)} << 1 << 30.0;
        QTest::newRow("before the consumers")
            << std::vector<Event>{record(Hop::Produced, "b", 10), record(Hop::Stored, "b", 5'000'000),
                                  produced, stored}
            << 1 << 30.0;
        QTest::newRow("the event twice")
            << std::vector<Event>{produced, stored, record(Hop::Produced, "a", 3'000'000),
                                  record(Hop::Stored, "a", 9'000'000)}
            << 1 << 30.0;
        QTest::newRow("stored again, then the event again")
            << std::vector<Event>{produced, stored, record(Hop::Stored, "a", 2'000'000),
                                  record(Hop::Produced, "a", 3'000'000)}
            << 1 << 30.0;
        QTest::newRow("other records")
            << std::vector<Event>{produced, record(Hop::Stored, "b", 1'000'500), stored} << 1 << 30.0;
    }
    void latency_isFromProducedToFirstStored()
    {
        QFETCH(std::vector<Event>, events);
        QFETCH(int, count);
        QFETCH(double, p50);
        const auto journal = journalOf(events);
        const LatencySummary summary = *latency(*journal, 1'000);
        QCOMPARE(int(summary.count), count);
        QCOMPARE(summary.p50Ms, p50);
    }

    /// Anomalies are always told, of other records one in many: most of theirs have no begin here.
    void latency_forgetsEndsWithoutABegin()
    {
        LatencyMeter meter;
        for (int i = 0; i < 100'000; ++i)
            meter.add(record(Hop::Stored, "anomaly-" + std::to_string(i), 2'000));
        meter.add(record(Hop::Produced, "anomaly-99999", 1'000)); // told a little late
        QCOMPARE(meter.summary().count, 1);
        meter.add(record(Hop::Produced, "anomaly-0", 1'000));
        QCOMPARE(meter.summary().count, 1);
    }

    void latency_percentilesAreByNearestRank()
    {
        LatencyMeter meter;
        for (int i = 200; i >= 1; --i) {
            const std::string id = std::to_string(i);
            meter.add(record(Hop::Produced, id, 1'000));
            meter.add(record(Hop::Stored, id, 1'000 + i * 1'000));
        }
        const LatencySummary summary = meter.summary();
        QCOMPARE(summary.count, 200);
        QCOMPARE(summary.p50Ms, 100.0);
        QCOMPARE(summary.p95Ms, 190.0);
        QCOMPARE(summary.p99Ms, 198.0);
    }

    void digest_isSha256OfItsLines()
    {
        Event dead = range(EventKind::DeadLettered, "raw_orders", 0, 3, 3, "kampus-transform");
        dead.key = "a\tb\nc\\";
        dead.text = "pk.transform.UnknownUnit";
        Event commit = range(EventKind::Committed, "raw_orders", 0, 4, -1, "kampus-transform");
        commit.count = 0;
        commit.text = "member-17";
        const std::string lines = "dead_lettered\traw_orders\t0\t3\t3\t1\tkampus-transform\ta\\tb\\nc\\\\\t\t"
                                  "pk.transform.UnknownUnit\n"
                                  "committed\traw_orders\t0\t4\t-1\t0\tkampus-transform\t\t\t\n";
        QCOMPARE(digestOf({dead, commit}), toHex(sha256(lines)));
        QCOMPARE(digestOf({}), toHex(sha256("")));
    }

    void digest_ignoresWhatDiffersBetweenRuns()
    {
        const std::vector<Event> events = samples::randomStream(41, 100);
        std::vector<Event> otherRun = events;
        for (Event &event : otherRun) {
            event.seq += 5;
            event.writer += 1;
            event.writerSeq += 3;
            event.wallUs += 12'345;
            event.virtUs = 0;
            event.member = "other member";
        }
        otherRun.insert(otherRun.begin() + 10, fact(EventKind::Error, "retry"));
        otherRun.insert(otherRun.begin() + 20, record(Hop::Acked, "a"));
        QCOMPARE(digestOf(otherRun), digestOf(events));
    }

    void digest_seesOrderAndContent()
    {
        const std::vector<Event> events{range(EventKind::Acked, "raw_orders", 0, 0, 0),
                                        fact(EventKind::Step, "a")};
        QVERIFY(digestOf({events[1], events[0]}) != digestOf(events));
        QVERIFY(digestOf({range(EventKind::Acked, "raw_orders", 0, 0, 1), events[1]}) != digestOf(events));
        QVERIFY(digestOf({range(EventKind::Taken, "raw_orders", 0, 0, 0), events[1]}) != digestOf(events));
        QVERIFY(digestOf({events[0], fact(EventKind::Step, "b")}) != digestOf(events));
    }

    void digest_goesOnAfterHex_andEqualsThatOfTheJournal()
    {
        const std::vector<Event> events = samples::randomStream(42, 100);
        Digest digest;
        for (const Event &event : events) {
            digest.add(event);
            QCOMPARE(digest.hex().size(), std::size_t(64));
        }
        QCOMPARE(digest.hex(), digestOf(events));
        const auto journal = journalOf(events);
        QCOMPARE(*journalDigest(*journal), digestOf(events));
    }
};

PK_TEST(tst_Queries)
#include "tst_queries.moc"
