#include "journal/journal.h"
#include "journal/session_file.h"
#include "journal/state_history.h"
#include "sample_events.h"

#include <QtTest>

#include <QTemporaryDir>

using namespace pk;
using namespace pk::journal;

namespace {

/// A source of given events, where a test can push the oldest out of memory.
class EventList final : public EventSource
{
public:
    std::vector<Event> events;
    std::uint64_t first = 1;

    std::uint64_t firstSeq() const override { return first; }
    std::uint64_t lastSeq() const override { return events.empty() ? 0 : events.back().seq; }
    Result<void> forEach(std::uint64_t afterSeq, std::uint64_t upToSeq, const Visitor &visit) const override
    {
        std::vector<Event> wanted;
        for (const Event &event : events) {
            if (event.seq > afterSeq && event.seq <= upToSeq && event.seq >= first)
                wanted.push_back(event);
        }
        if (!wanted.empty())
            visit(wanted);
        return {};
    }
    using EventSource::forEach;
};

} // namespace

class tst_StateHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stateAt_equalsTheFoldFromTheStart_forEveryNumber_data()
    {
        QTest::addColumn<quint64>("every");
        QTest::addColumn<int>("keep");
        QTest::newRow("a snapshot for each") << quint64(1) << 10'000;
        QTest::newRow("every 7") << quint64(7) << 10'000;
        QTest::newRow("every 100, few kept") << quint64(100) << 4;
        QTest::newRow("never") << quint64(1'000'000) << 2;
    }
    void stateAt_equalsTheFoldFromTheStart_forEveryNumber()
    {
        QFETCH(quint64, every);
        QFETCH(int, keep);
        EventList source;
        source.events = samples::randomStream(31, 250);
        StateHistory history(source, every, static_cast<std::size_t>(keep));
        QVERIFY(history.update());
        QCOMPARE(history.latestSeq(), source.lastSeq());
        State folded;
        for (std::uint64_t seq = 0; seq <= source.lastSeq(); ++seq) {
            if (seq > 0)
                folded.apply(std::span(source.events).subspan(seq - 1, 1));
            QVERIFY2(*history.stateAt(seq) == folded, qPrintable(QString::number(seq)));
        }
        QVERIFY(history.latest() == folded);
        // And backwards, as when somebody scrubs.
        for (std::uint64_t seq = source.lastSeq(); seq > 0; seq -= std::min<std::uint64_t>(seq, 13)) {
            State expected;
            expected.apply(std::span(source.events).first(seq));
            QVERIFY(*history.stateAt(seq) == expected);
        }
    }

    void update_inSteps_isTheSameAsAtOnce()
    {
        const std::vector<Event> events = samples::randomStream(32, 200);
        EventList source;
        StateHistory history(source, 16);
        for (const Event &event : events) {
            source.events.push_back(event);
            QVERIFY(history.update());
        }
        State folded;
        folded.apply(events);
        QVERIFY(history.latest() == folded);
        QCOMPARE(history.snapshotCount(), std::size_t(1 + events.size() / 16));
    }

    void snapshots_areThinnedOut()
    {
        EventList source;
        source.events = samples::randomStream(33, 1'000);
        StateHistory history(source, 1, 8);
        QVERIFY(history.update());
        QVERIFY(history.snapshotCount() <= 8);
    }

    void eventsPushedOut_momentsBeforeThemAreRefused()
    {
        EventList source;
        source.events = samples::randomStream(34, 100);
        StateHistory history(source, 50);
        QVERIFY(history.update());
        QCOMPARE(history.oldestSeq(), std::uint64_t(0));
        source.first = 120;
        QCOMPARE(history.oldestSeq(), std::uint64_t(150));
        QVERIFY(!history.stateAt(130));
        QCOMPARE(history.stateAt(130).error().code, ErrorCode::NotFound);
        QVERIFY(history.stateAt(130).error().message.contains(QStringLiteral("150")));
        State expected;
        expected.apply(std::span(source.events).first(160));
        QVERIFY(*history.stateAt(160) == expected);
    }

    void gapInTheSource_isSteppedOver()
    {
        EventList source;
        source.events = samples::randomStream(35, 100);
        source.events.erase(source.events.begin() + 20, source.events.begin() + 90);
        source.events.back().seq = 1ULL << 60U; // as a damaged file may claim
        StateHistory history(source, 8);
        QVERIFY(history.update());
        State folded;
        folded.apply(source.events);
        QVERIFY(history.latest() == folded);
        State before;
        before.apply(std::span(source.events).first(20));
        QVERIFY(*history.stateAt(50) == before);
    }

    void journalInMemory_isFollowedWhileItGrows()
    {
        JournalOptions options;
        options.keepInMemory = 100;
        const auto journal = *Journal::open(options);
        const WriterId writer = journal->writer("a");
        StateHistory history(*journal, 10);
        for (int i = 0; i < 100; ++i) {
            std::vector<Event> events(9, samples::range(EventKind::Acked, "raw_orders", 0, i, i));
            journal->append(writer, events);
            QVERIFY(history.update());
        }
        QCOMPARE(history.latest().partitions().at({"raw_orders", 0}).acked.count(), 100);
        QCOMPARE(history.latest().missingEvents(), 0);
        QVERIFY(history.oldestSeq() > 0);
        QCOMPARE(history.stateAt(history.oldestSeq())->missingEvents(), 0);
        QVERIFY(!history.stateAt(5));
    }

    void snapshotsInTheFile_areTakenAgain()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        std::uint64_t last = 0;
        {
            const auto journal = *Journal::open(options);
            std::vector<Event> events = samples::randomStream(36, 1'000);
            journal->append(journal->writer("a"), events);
            last = journal->lastSeq();
        }
        {
            auto file = *SessionFile::open(options.sessionFile, OpenMode::ReadWrite);
            StateHistory history(*file, 500);
            QVERIFY(history.update());
            QVERIFY(history.save(*file));
        }
        const auto file = *SessionFile::open(options.sessionFile);
        StateHistory fresh(*file, 500);
        QVERIFY(fresh.update());
        StateHistory loaded(*file, 500);
        QVERIFY(loaded.load(*file));
        QCOMPARE(loaded.latestSeq(), last / 500 * 500); // without having read an event
        QVERIFY(loaded.update());
        QVERIFY(loaded.latest() == fresh.latest());
        for (const std::uint64_t seq : {1ULL, 499ULL, 500ULL, 777ULL, 1'999ULL})
            QVERIFY(*loaded.stateAt(seq) == *fresh.stateAt(seq));
    }
};

PK_TEST(tst_StateHistory)
#include "tst_state_history.moc"
