#include "../support/child_process.h"
#include "../support/resident_memory.h"
#include "../support/topic_bed.h"
#include "base/pcg32.h"
#include "bridge/topic_reader.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTest>

#include <csignal>

using namespace pk;
using namespace pk::gui;

class TestTopicReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bed.start(), QString()); }

    void beginning_orderIsTimestampThenPartitionThenOffset()
    {
        const std::string topic = m_bed.newTopic(3);
        const std::int64_t times[] = {500, 100, 300, 100, 200, 500, 400};
        for (int i = 0; i < 7; ++i)
            send(topic, i % 3, "k", "v", times[i]);
        const auto reader = open(topic, 3, {});
        QTRY_COMPARE(reader->size(), std::size_t(7));
        const auto refs = reader->refs(0, 100);
        for (std::size_t i = 1; i < refs.size(); ++i) {
            QVERIFY(std::tie(refs[i - 1].timestampMs, refs[i - 1].partition, refs[i - 1].offset)
                    < std::tie(refs[i].timestampMs, refs[i].partition, refs[i].offset));
        }
    }

    void liveTail_whatArrivesWithATimeFarFromNow_hasThePlaceOfItsArrival()
    {
        constexpr std::int64_t now = 1'800'000'000'000;
        constexpr std::int64_t old = 836'000'000'000;
        const std::string topic = m_bed.newTopic(3);
        send(topic, 0, "k", "far ahead", now + 86'400'000);
        send(topic, 1, "k", "before", now - 500'000);
        ReadRequest request = m_bed.requestFor(topic, 3);
        request.from = {ReadFrom::Kind::Last, 50};
        const auto clock = std::make_shared<VirtualClock>(now);
        request.clock = clock;
        const auto reader = std::move(*TopicReader::open(std::move(request)));
        QTRY_COMPARE(reader->size(), std::size_t(2));
        const auto newest = [&] { return reader->refs(reader->size() - 1, 1).front(); };
        QCOMPARE(newest().partition, 0);
        clock->advanceTo(now + 1'000);
        send(topic, 1, "k", "of today", now + 500);
        QTRY_COMPARE(reader->size(), std::size_t(3));
        QCOMPARE(newest().timestampMs, now + 500);
        for (int i = 0; i < 6; ++i) {
            clock->advanceTo(now + 2'000 + i);
            send(topic, 2 - i % 3, "k", "old", old - i);
            QTRY_COMPARE(reader->size(), static_cast<std::size_t>(4 + i));
            QCOMPARE(newest().timestampMs, old - i);
            QCOMPARE(reader->placeOf(newest()), reader->size() - 1);
        }
        QVERIFY(reader->progress().byArrival);
        const auto fromTheBeginning = open(topic, 3, {});
        QTRY_COMPARE(fromTheBeginning->size(), std::size_t(9));
        QCOMPARE(fromTheBeginning->refs(0, 1).front().timestampMs, old - 5);
        QVERIFY(!fromTheBeginning->progress().byArrival);
    }

    void onePartition_orderIsThatOfItsLog_andTimesAreFoundAllTheSame()
    {
        const std::string topic = m_bed.newTopic(1);
        for (const std::int64_t ms : {100, 300, 200, 400})
            send(topic, 0, "k", "v", ms);
        const auto reader = open(topic, 1, {});
        QTRY_COMPARE(reader->size(), std::size_t(4));
        const auto refs = reader->refs(0, 10);
        for (std::size_t i = 0; i < refs.size(); ++i)
            QCOMPARE(refs[i].offset, static_cast<std::int64_t>(i));
        QCOMPARE(reader->placeOf(refs[2]), std::size_t(2));
        QCOMPARE(reader->placeOf({250, -1, -1, 0}), std::size_t(1));
        std::int64_t kept = 0;
        for (const auto &part : reader->histogram(10).parts)
            kept += part.kept;
        QCOMPARE(kept, 4);
    }

    void startPlaces_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<int>("seen");
        QTest::newRow("beginning") << static_cast<int>(ReadFrom::Kind::Beginning) << qint64{0} << 10;
        QTest::newRow("offset") << static_cast<int>(ReadFrom::Kind::Offset) << qint64{7} << 3;
        QTest::newRow("offset at the end") << static_cast<int>(ReadFrom::Kind::Offset) << qint64{10} << 0;
        QTest::newRow("offset behind the end")
            << static_cast<int>(ReadFrom::Kind::Offset) << qint64{99} << 10;
        QTest::newRow("time") << static_cast<int>(ReadFrom::Kind::Time) << qint64{1'005} << 5;
        QTest::newRow("last") << static_cast<int>(ReadFrom::Kind::Last) << qint64{4} << 4;
        QTest::newRow("end") << static_cast<int>(ReadFrom::Kind::End) << qint64{0} << 0;
    }
    void startPlaces()
    {
        QFETCH(int, kind);
        QFETCH(qint64, value);
        QFETCH(int, seen);
        const std::string topic = m_bed.newTopic(1);
        for (int i = 0; i < 10; ++i)
            send(topic, 0, "k", "v", 1'000 + i);
        const auto reader = open(topic, 1, {static_cast<ReadFrom::Kind>(kind), value});
        QTRY_VERIFY(reader->progress().begin.size() == 1);
        send(topic, 0, "k", "live", 2'000);
        QTRY_COMPARE(reader->size(), static_cast<std::size_t>(seen + 1));
    }

    void offsetOutsideOfTheLog_isToldWithWhatIsReadInstead()
    {
        const std::string topic = m_bed.newTopic(2);
        for (int i = 0; i < 60; ++i)
            send(topic, 0, "k", "v", 1'000 + i, false);
        for (int i = 0; i < 100; ++i)
            send(topic, 1, "k", "v", 2'000 + i, i == 99);
        const auto reader = open(topic, 2, {ReadFrom::Kind::Offset, 80});
        QTRY_COMPARE(reader->progress().elsewhere.size(), std::size_t(1));
        const TopicReader::Elsewhere expected{0, 0, 60, 60 - ReadFrom::kNewestInstead};
        QVERIFY(reader->progress().elsewhere.front() == expected);
        QTRY_COMPARE(reader->size(), static_cast<std::size_t>(ReadFrom::kNewestInstead + 20));
        const auto inside = open(topic, 2, {ReadFrom::Kind::Offset, 30});
        QTRY_COMPARE(inside->size(), std::size_t(30 + 70));
        QVERIFY(inside->progress().elsewhere.empty());
    }

    void fieldFilter_worksOnHistoryAndOnTheLiveTail()
    {
        const std::string topic = m_bed.newTopic(1);
        send(topic, 0, "a", R"({"customer":{"city":"Bandung"},"items":[{"qty":"2"}]})", 1);
        send(topic, 0, "b", R"({"customer":{"city":"Malang"},"items":[{"qty":"12"}]})", 2);
        send(topic, 0, "c", "no JSON: Bandung", 3);
        ReadFilter filter;
        filter.field = *JsonCondition::parse("customer.city = Bandung");
        const auto reader = open(topic, 1, {}, filter);
        QTRY_COMPARE(reader->progress().read, 3);
        QCOMPARE(reader->size(), std::size_t(1));
        QCOMPARE(reader->refs(0, 1).front().offset, 0);
        send(topic, 0, "d", R"({"customer":{"city":"Bandung"}})", 4);
        QTRY_COMPARE(reader->size(), std::size_t(2));
        QCOMPARE(reader->progress().withoutField, 0);
    }

    void fieldThatNobodyHas_isToldWithWhatIsThere()
    {
        const std::string topic = m_bed.newTopic(1);
        for (int i = 0; i < 3; ++i)
            send(topic, 0, "a", R"({"customer":{"name":"Budi","city":"Bandung"}})", i + 1);
        ReadFilter filter;
        filter.field = *JsonCondition::parse("customer.town = Bandung");
        const auto reader = open(topic, 1, {}, filter);
        QTRY_COMPARE(reader->progress().withoutField, 3);
        QCOMPARE(reader->progress().fieldsInstead, std::string("customer: name, city"));
        QCOMPARE(reader->size(), std::size_t(0));
    }

    void filter_keepsWhatHasAllParts()
    {
        const std::string topic = m_bed.newTopic(1);
        send(topic, 0, "ORD-1", "{\"status\":\"PAID\"}", 1);
        send(topic, 0, "ORD-1", "{\"status\":\"NEW\"}", 2);
        send(topic, 0, "ORD-2", "{\"status\":\"PAID\"}", 3);
        ReadFilter filter;
        filter.key = "ORD-1";
        filter.value = "PAID";
        const auto reader = open(topic, 1, {}, filter);
        QTRY_COMPARE(reader->progress().read, 3);
        QCOMPARE(reader->size(), std::size_t(1));
        QCOMPARE(reader->refs(0, 1).front().offset, 0);
        filter = {};
        filter.headerName = "kind";
        filter.headerValue = "test";
        const auto withHeader = open(topic, 1, {}, filter);
        QTRY_COMPARE(withHeader->size(), std::size_t(3));
    }

    /// Whoever types does not know how it was written.
    void filter_findsTextsInUpperAndLowerCase_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("headerValue");
        const QString none;
        QTest::newRow("value") << QStringLiteral("bANDUNG") << none << none;
        QTest::newRow("at its end") << QStringLiteral("TINGGI\"}") << none << none;
        QTest::newRow("not ASCII") << QStringLiteral("CAFÉ") << none << none;
        QTest::newRow("key") << none << QStringLiteral("ord-1") << none;
        QTest::newRow("header") << none << none << QStringLiteral("TES");
    }
    void filter_findsTextsInUpperAndLowerCase()
    {
        const std::string topic = m_bed.newTopic(1);
        send(topic, 0, "x", "{}", 1);
        send(topic, 0, "ORD-1", R"({"at":"Café Bandung Tinggi"})", 2);
        QFETCH(QString, value);
        QFETCH(QString, key);
        QFETCH(QString, headerValue);
        ReadFilter filter{value.toStdString(), key.toStdString(), "kind", headerValue.toStdString(), {}};
        const auto reader = open(topic, 1, {}, filter);
        QTRY_COMPARE(reader->progress().read, 2);
        QCOMPARE(reader->size(), std::size_t(headerValue.isEmpty() ? 1 : 2)); // all have that header
        QCOMPARE(reader->refs(reader->size() - 1, 1).front().offset, 1);
    }

    void message_isFetchedWithKeyValueAndHeaders()
    {
        const std::string topic = m_bed.newTopic(2);
        for (int i = 0; i < 400; ++i)
            send(topic, 1, "key-" + std::to_string(i), "value-" + std::to_string(i), i + 1);
        ReadRequest request = m_bed.requestFor(topic, 2);
        request.cacheBytes = 20'000; // holds few of them
        auto reader = TopicReader::open(std::move(request));
        QVERIFY(reader.ok());
        QTRY_COMPARE((*reader)->size(), std::size_t(400));
        std::shared_ptr<const FullMessage> message;
        for (const std::int64_t offset : {3, 250, 17, 0}) {
            QTRY_VERIFY((message = (*reader)->message(1, offset)) != nullptr);
            QCOMPARE(message->key, "key-" + std::to_string(offset));
            QCOMPARE(message->value, "value-" + std::to_string(offset));
            QCOMPARE(message->headers.size(), std::size_t(1));
        }
    }

    void messageThatTheBrokerDidNotSend_isAskedForAgain()
    {
        const std::string topic = m_bed.newTopic(1);
        for (int i = 0; i < 200; ++i) // the newest are at hand
            send(topic, 0, "k", "v", 1'000 + i, i == 199);
        const auto reader = open(topic, 1, {});
        QTRY_COMPARE(reader->size(), std::size_t(200));
        const auto broker = static_cast<pid_t>(test::brokerPid());
        QVERIFY(broker > 0);
        const auto wake = qScopeGuard([broker] { ::kill(broker, SIGCONT); });
        (void)reader->payloadsArrived();
        ::kill(broker, SIGSTOP);
        QVERIFY(reader->message(0, 3) == nullptr);
        QTRY_VERIFY(reader->progress().error.has_value());
        ::kill(broker, SIGCONT);
        std::shared_ptr<const FullMessage> message;
        const auto look = [&] { // as a list does: when it is told to
            if (reader->payloadsArrived())
                message = reader->message(0, 3);
            return message != nullptr;
        };
        QTRY_VERIFY(look());
    }

    void tombstone_hasNoValue()
    {
        const std::string topic = m_bed.newTopic(1);
        broker::Headers none;
        QVERIFY(m_bed.producer().produce({topic, 0, "k", std::nullopt, 5, 0}, none).ok());
        QVERIFY(m_bed.producer().flush(60'000).ok());
        const auto reader = open(topic, 1, {});
        QTRY_COMPARE(reader->size(), std::size_t(1));
        std::shared_ptr<const FullMessage> message;
        QTRY_VERIFY((message = reader->message(0, 0)) != nullptr);
        QVERIFY(message->hasKey && !message->hasValue);
    }

    void takeChange_namesWhatIsNewAndWhatMoved()
    {
        const std::string topic = m_bed.newTopic(2);
        send(topic, 0, "k", "v", 1'000);
        send(topic, 0, "k", "v", 3'000);
        const auto reader = open(topic, 2, {});
        QTRY_COMPARE(reader->size(), std::size_t(2));
        QCOMPARE(reader->takeChange().firstChanged, std::size_t(0));
        QCOMPARE(reader->takeChange().firstChanged, std::size_t(2)); // nothing since
        send(topic, 0, "k", "late", 2'000);
        QTRY_COMPARE(reader->size(), std::size_t(3));
        const TopicReader::Change change = reader->takeChange();
        QCOMPARE(change.firstChanged, std::size_t(1));
        QCOMPARE(change.size, std::size_t(3));
        QCOMPARE(reader->refs(1, 1).front().offset, 2);
    }

    void heldList_whatIsBehindTheLimitIsOnlyCounted()
    {
        const std::string topic = m_bed.newTopic(2);
        send(topic, 0, "k", "v", 1'000);
        send(topic, 0, "k", "v", 2'000);
        const auto reader = open(topic, 2, {});
        QTRY_COMPARE(reader->size(), std::size_t(2));
        (void)reader->takeChange();
        const MessageRef limit = reader->refs(1, 1).front();
        send(topic, 0, "k", "newer", 3'000);
        send(topic, 0, "k", "late", 1'500);
        QTRY_COMPARE(reader->size(), std::size_t(4));
        TopicReader::Change change = reader->takeChange(limit);
        QCOMPARE(change.firstChanged, std::size_t(1));
        QCOMPARE(change.size, std::size_t(3));
        QCOMPARE(change.behindLimit, std::size_t(1));
        change = reader->takeChange();
        QCOMPARE(change.firstChanged, std::size_t(3));
        QCOMPARE(change.size, std::size_t(4));
        QCOMPARE(reader->placeOf(limit), std::size_t(2));
    }

    void histogram_tellsReadFromKept()
    {
        const std::string topic = m_bed.newTopic(1);
        for (int i = 0; i < 10; ++i)
            send(topic, 0, i < 5 ? "a" : "b", "v", 1'000 + i * 200);
        ReadFilter filter;
        filter.key = "a";
        const auto reader = open(topic, 1, {}, filter);
        QTRY_COMPARE(reader->progress().read, 10);
        const TopicReader::Histogram histogram = reader->histogram(2);
        QCOMPARE(histogram.fromMs, 1'000);
        QCOMPARE(histogram.toMs, 3'000);
        QCOMPARE(histogram.parts.size(), std::size_t(2));
        QCOMPARE(histogram.parts[0].read, 5);
        QCOMPARE(histogram.parts[0].kept, 5);
        QCOMPARE(histogram.parts[1].read, 5);
        QCOMPARE(histogram.parts[1].kept, 0);
    }

    void indexThatIsFull_leavesOutTheOldestAndCountsThem()
    {
        const std::string topic = m_bed.newTopic(1);
        ReadRequest request = m_bed.requestFor(topic, 1);
        request.maxIndexed = 800;
        auto reader = TopicReader::open(std::move(request));
        QVERIFY(reader.ok());
        for (int i = 0; i < 1'000; ++i)
            send(topic, 0, "k", "v", i + 1, false);
        QVERIFY(m_bed.producer().flush(60'000).ok());
        QTRY_COMPARE((*reader)->progress().read, 1'000);
        const std::size_t size = (*reader)->size();
        QVERIFY(size <= 800 && size >= 700);
        QCOMPARE((*reader)->progress().leftOut, static_cast<std::int64_t>(1'000 - size));
        QCOMPARE((*reader)->refs(size - 1, 1).front().offset, 999);
        std::int64_t kept = 0;
        for (const auto &part : (*reader)->histogram(10).parts)
            kept += part.kept;
        QCOMPARE(kept, static_cast<std::int64_t>(size));
    }

    void halfAMillion_liveTailDropsNothingAndMemoryStaysBounded()
    {
        constexpr int total = 500'000;
        const std::string topic = m_bed.newTopic(3);
        const auto reader = open(topic, 3, {});
        QTRY_VERIFY(reader->progress().begin.size() == 3);
        const std::int64_t before = pk::test::residentMb();
        Pcg32 random(7, 1);
        std::string value;
        QElapsedTimer since;
        since.start();
        for (int i = 0; i < total; ++i) {
            value.clear();
            while (value.size() < 400) // so that it does not compress away
                value += QByteArray::number(static_cast<qulonglong>(random.next64()), 36).toStdString();
            send(topic, i % 3, "k" + std::to_string(i), value, 1'000 + i / 100, false);
            // A tail can only show what retention leaves it the time to read.
            while (i % 1'000 == 0 && i - reader->progress().read > 20'000)
                m_bed.producer().poll(1);
        }
        QVERIFY(m_bed.producer().flush(30'000).ok());
        QTRY_COMPARE(reader->progress().read, total);
        const std::int64_t grown = pk::test::residentMb() - before;
        qInfo("500,000 messages read in %lld ms, %lld MB more", since.elapsed(),
              static_cast<long long>(grown));
        QCOMPARE(reader->size(), static_cast<std::size_t>(total));
        QCOMPARE(reader->progress().deleted, 0);
        QVERIFY2(grown < 140, qPrintable(QString::number(grown)));

        // Most of them are gone from the log by now, and that is known.
        QTRY_VERIFY(reader->progress().begin[0] > 0);
        std::shared_ptr<const FullMessage> message;
        QTRY_VERIFY((message = reader->message(0, 0)) != nullptr);
        QVERIFY(message->evicted);
        since.restart();
        const auto last = reader->refs(total - 1, 1).front();
        QTRY_VERIFY((message = reader->message(last.partition, last.offset)) != nullptr);
        QVERIFY(!message->evicted);
        QVERIFY(message->value.size() >= 400);
    }

private:
    std::unique_ptr<TopicReader> open(const std::string &topic, int partitions, ReadFrom from,
                                      const ReadFilter &filter = {}) const
    {
        ReadRequest request = m_bed.requestFor(topic, partitions);
        request.from = from;
        request.filter = filter;
        auto opened = TopicReader::open(std::move(request));
        return opened ? std::move(*opened) : nullptr;
    }
    void send(const std::string &topic, int partition, const std::string &key, const std::string &value,
              std::int64_t timestampMs, bool flush = true)
    {
        QVERIFY(m_bed.send(topic, partition, key, value, timestampMs, flush));
    }

    pk::test::TopicBed m_bed;
};

PK_TEST(TestTopicReader)
#include "tst_topic_reader.moc"
