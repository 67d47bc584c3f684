#include "journal/journal.h"
#include "journal/session_file.h"
#include "sample_events.h"

#include <QtTest>

#include <QTemporaryDir>

#include <thread>

using namespace pk;
using namespace pk::journal;

namespace {

std::unique_ptr<Journal> inMemory(std::size_t keep)
{
    JournalOptions options;
    options.keepInMemory = keep;
    auto journal = Journal::open(options);
    return journal ? *std::move(journal) : nullptr;
}

std::vector<Event> batch(std::size_t size, const std::string &text = "x")
{
    return std::vector<Event>(size, samples::fact(EventKind::Command, text));
}

std::vector<std::uint64_t> numbers(const std::vector<Event> &events)
{
    std::vector<std::uint64_t> result;
    for (const Event &event : events)
        result.push_back(event.seq);
    return result;
}

std::vector<std::uint64_t> numbersFrom(const EventSource &source, std::uint64_t after, std::uint64_t upTo)
{
    std::vector<std::uint64_t> result;
    const auto done = source.forEach(after, upTo, [&result](std::span<const Event> events) {
        for (const Event &event : events)
            result.push_back(event.seq);
        return true;
    });
    return done ? result : std::vector<std::uint64_t>();
}

std::vector<std::uint64_t> sequence(std::uint64_t first, std::uint64_t last)
{
    std::vector<std::uint64_t> result;
    for (; first <= last; ++first)
        result.push_back(first);
    return result;
}

} // namespace

class tst_Journal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newJournal_isEmpty()
    {
        const auto journal = inMemory(10);
        QCOMPARE(journal->lastSeq(), std::uint64_t(0));
        QCOMPARE(journal->firstSeqInMemory(), std::uint64_t(1));
        QVERIFY(journal->read(0, 10).empty());
        QVERIFY(journal->flush());
        QVERIFY(!journal->spillError());
    }

    void writer_sameName_isSameId()
    {
        const auto journal = inMemory(10);
        const WriterId a = journal->writer("transform-0");
        const WriterId b = journal->writer("load-0");
        QVERIFY(a != b);
        QCOMPARE(journal->writer("transform-0"), a);
    }

    void append_numbersEventsAndEmptiesTheBatch()
    {
        const auto journal = inMemory(10);
        const WriterId a = journal->writer("a");
        const WriterId b = journal->writer("b");
        std::vector<Event> events = batch(2);
        const auto capacity = events.capacity();
        journal->append(a, events);
        QVERIFY(events.empty());
        QCOMPARE(events.capacity(), capacity);
        journal->append(b, samples::fact(EventKind::Step, "s"));
        journal->append(a, samples::fact(EventKind::Step, "s"));

        const std::vector<Event> read = journal->read(0, 10);
        QVERIFY(numbers(read) == sequence(1, 4));
        QCOMPARE(read[2].writer, b);
        QCOMPARE(read[2].writerSeq, std::uint64_t(1));
        QCOMPARE(read[3].writer, a);
        QCOMPARE(read[3].writerSeq, std::uint64_t(3));
        QCOMPARE(read[3].text, std::string("s"));
    }

    void wallTime_isLaterForEveryBatch_unlessTheWriterGaveIt()
    {
        const auto journal = inMemory(1000);
        const WriterId writer = journal->writer("a");
        for (int i = 0; i < 100; ++i) {
            std::vector<Event> events = batch(2);
            journal->append(writer, events);
        }
        const std::vector<Event> read = journal->read(0, 1000);
        for (std::size_t i = 2; i < read.size(); i += 2) {
            QCOMPARE(read[i].wallUs, read[i + 1].wallUs);
            QVERIFY(read[i].wallUs > read[i - 1].wallUs);
        }
        Event own = samples::fact(EventKind::Step);
        own.wallUs = 42;
        journal->append(writer, own);
        QCOMPARE(journal->read(200, 1).front().wallUs, std::int64_t(42));
    }

    void memory_keepsTheNewest()
    {
        const auto journal = inMemory(1000);
        const WriterId writer = journal->writer("a");
        for (int i = 0; i < 50; ++i) {
            std::vector<Event> events = batch(77);
            journal->append(writer, events);
            const std::uint64_t last = journal->lastSeq();
            QCOMPARE(journal->firstSeqInMemory(), last > 1000 ? last - 999 : 1);
        }
        const std::uint64_t last = 50 * 77;
        QVERIFY(numbers(journal->read(0, 10'000)) == sequence(last - 999, last));
        QVERIFY(numbersFrom(*journal, 0, last) == sequence(last - 999, last));
        QVERIFY(numbers(journal->read(last - 3, 2)) == sequence(last - 2, last - 1));
        QVERIFY(journal->read(last, 10).empty());
        QVERIFY(journal->read(last + 5, 10).empty());
    }

    void sessionFile_holdsAllEvents_alsoThoseNoLongerInMemory()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.keepInMemory = 500;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        options.sessionInfo = {{"seed", "7"}};
        options.idleWrite = std::chrono::hours(1);
        auto journal = *Journal::open(options);
        const WriterId writer = journal->writer("source");
        const std::vector<Event> stream = samples::randomStream(11, 4'000);
        for (const Event &event : stream)
            journal->append(writer, event);
        QVERIFY(journal->flush());

        QVERIFY(journal->lastSeq() > 2 * SessionFile::kChunkEvents);
        QVERIFY(numbersFrom(*journal, 0, journal->lastSeq()) == sequence(1, stream.size()));
        QVERIFY(numbersFrom(*journal, 100, 200) == sequence(101, 200));
        QVERIFY(numbersFrom(*journal, stream.size() - 600, stream.size() - 300)
                == sequence(stream.size() - 599, stream.size() - 300));
        QCOMPARE(journal->firstSeq(), std::uint64_t(1));
        QCOMPARE(journal->missingInFile(), std::uint64_t(0));
        journal.reset();

        auto file = *SessionFile::open(options.sessionFile);
        QVERIFY(file->info().closed);
        QCOMPARE(file->info().values.at("seed"), std::string("7"));
        QCOMPARE(file->writers()->at(writer), std::string("source"));
        const std::vector<Event> read = *file->read(0, stream.size() + 1);
        QCOMPARE(read.size(), stream.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
            QCOMPARE(read[i].writerSeq, i + 1);
            QCOMPARE(read[i].correlationId, stream[i].correlationId);
        }
    }

    void partlyFilledChunk_isWrittenAfterAShortWhile()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        options.idleWrite = std::chrono::milliseconds(1);
        auto journal = *Journal::open(options);
        journal->append(journal->writer("a"), samples::fact(EventKind::Step, "only one"));
        QTRY_COMPARE((*SessionFile::open(options.sessionFile))->lastSeq(), std::uint64_t(1));
        QVERIFY(!(*SessionFile::open(options.sessionFile))->info().closed);
    }

    void open_existingFile_isRefusedAndLeftAlone()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        QFile file(options.sessionFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
        file.close();
        const auto journal = Journal::open(options);
        QVERIFY(!journal);
        QCOMPARE(journal.error().code, ErrorCode::BadInput);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("precious"));
    }

    void brokenFile_journalGoesOnInMemoryAndCountsWhatTheFileLacks()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        options.keepInMemory = 1'000;
        auto journal = *Journal::open(options);
        const WriterId writer = journal->writer("a");
        std::vector<Event> events = batch(10);
        journal->append(writer, events);
        QVERIFY(journal->flush());
        {
            auto db = *openSqlite(options.sessionFile);
            QVERIFY(db->exec("DROP TABLE chunks"));
        }
        // More than may wait for the file: a failed file must not hold up the pipeline.
        for (int i = 0; i < 500; ++i) {
            events = batch(100);
            journal->append(writer, events);
        }
        const auto flushed = journal->flush();
        QVERIFY(!flushed);
        QVERIFY(flushed.error().message.contains(QStringLiteral("50000")));
        QCOMPARE(journal->missingInFile(), std::uint64_t(50'000));
        QVERIFY(numbers(journal->read(0, 100'000)) == sequence(49'011, 50'010));
        QVERIFY(!numbersFrom(*journal, 0, 50'010).empty());
        QVERIFY(journal->spillError());
    }

    void lockedFile_goesWithoutTheseEventsAndOnWithTheNext()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        auto journal = *Journal::open(options);
        const WriterId writer = journal->writer("a");
        std::vector<Event> events = batch(10);
        {
            auto other = *openSqlite(options.sessionFile);
            QVERIFY(other->begin());
            journal->append(writer, events);
            const auto flushed = journal->flush();
            QVERIFY(!flushed);
            QVERIFY(flushed.error().retriable);
            QCOMPARE(journal->missingInFile(), std::uint64_t(10));
            other->rollback();
        }
        events = batch(5);
        journal->append(writer, events);
        QVERIFY(!journal->flush()); // the file is not complete, and that stays so
        QCOMPARE(journal->missingInFile(), std::uint64_t(10));
        journal.reset();
        const auto file = *SessionFile::open(options.sessionFile);
        QVERIFY(numbers(*file->read(0, 100)) == sequence(11, 15));
        QVERIFY((file->damage() == std::vector<LostRange>{{1, 10}}));
        QVERIFY(!file->info().closed);
    }

    void lockedFile_isTriedAgainWhenNobodyWaits()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        options.idleWrite = std::chrono::milliseconds(1);
        auto journal = *Journal::open(options);
        {
            auto other = *openSqlite(options.sessionFile);
            QVERIFY(other->begin());
            journal->append(journal->writer("a"), samples::fact(EventKind::Step, "s"));
            QTRY_VERIFY(journal->spillError().has_value());
            // Nothing is missing for good yet, and no figure says so.
            const QString told = journal->spillError()->message;
            QVERIFY2(told.contains(QStringLiteral("wait in memory")), qPrintable(told));
            QCOMPARE(journal->missingInFile(), std::uint64_t(0));
            other->rollback();
        }
        QTRY_VERIFY(!journal->spillError().has_value());
        QVERIFY(journal->flush());
        QCOMPARE((*SessionFile::open(options.sessionFile))->lastSeq(), std::uint64_t(1));
    }

    void appendedBeforeDestruction_isInTheFile()
    {
        QTemporaryDir dir;
        JournalOptions options;
        options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        options.idleWrite = std::chrono::hours(1);
        {
            auto journal = *Journal::open(options);
            std::vector<Event> events = batch(5'000);
            journal->append(journal->writer("a"), events);
        }
        QCOMPARE((*SessionFile::open(options.sessionFile))->lastSeq(), std::uint64_t(5'000));
        QVERIFY(!QFile::exists(options.sessionFile + QStringLiteral("-wal"))); // one file is all of it
    }

    void fourWriters_haveGaplessNumbers_whileOthersRead_data()
    {
        QTest::addColumn<bool>("withFile");
        QTest::newRow("memory") << false;
        QTest::newRow("session file") << true;
    }
    void fourWriters_haveGaplessNumbers_whileOthersRead()
    {
        QFETCH(bool, withFile);
        constexpr std::size_t kWriters = 4;
        constexpr std::size_t kBatches = 300;
        constexpr std::size_t kBatch = 37;
        QTemporaryDir dir;
        JournalOptions options;
        options.keepInMemory = kWriters * kBatches * kBatch;
        if (withFile)
            options.sessionFile = dir.filePath(QStringLiteral("s.pks"));
        auto journal = *Journal::open(options);
        std::vector<Event> followed;
        {
            std::vector<std::jthread> threads;
            for (std::size_t w = 0; w < kWriters; ++w) {
                threads.emplace_back([&journal, w] {
                    const WriterId id = journal->writer("writer-" + std::to_string(w));
                    std::vector<Event> events;
                    for (std::size_t i = 0; i < kBatches; ++i) {
                        for (std::size_t j = 0; j < kBatch; ++j)
                            events.push_back(
                                samples::fact(EventKind::Command, std::to_string(i * kBatch + j + 1)));
                        journal->append(id, events);
                    }
                });
            }
            // A follower beside them sees every event once and in order.
            while (followed.size() < kWriters * kBatches * kBatch) {
                for (Event &event : journal->read(followed.size(), 1'000))
                    followed.push_back(std::move(event));
            }
        }
        QVERIFY(numbers(followed) == sequence(1, kWriters * kBatches * kBatch));
        std::vector<std::uint64_t> last(kWriters);
        for (const Event &event : followed) {
            QCOMPARE(event.writerSeq, ++last[event.writer]);
            QCOMPARE(event.text, std::to_string(event.writerSeq));
        }
        QVERIFY(journal->flush());
        if (withFile)
            QVERIFY(*(*SessionFile::open(options.sessionFile))->read(0, followed.size()) == followed);
    }
};

PK_TEST(tst_Journal)
#include "tst_journal.moc"
