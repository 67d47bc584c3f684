// The parts that make a run reproducible: clock, random numbers, ids; and the positions and headers that
// carry them with a record.

#include "base/clock.h"
#include "base/pcg32.h"
#include "base/uuid7.h"
#include "domain/headers.h"
#include "domain/position.h"

#include <QFile>
#include <QtTest>

#include <cmath>
#include <thread>

using namespace pk;

class tst_ClockAndRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pcg32_equalsTheReferenceSequence()
    {
        // The first numbers of pcg32-demo of the reference implementation: seed 42, stream 54.
        Pcg32 random(42, 54);
        for (const std::uint32_t expected :
             {0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU})
            QCOMPARE(random.next(), expected);
    }

    void uptime_isTheMachines_withTheTimeItSlept()
    {
        // Shows more than that it runs only where the machine has slept, or by: unshare --time --boottime
        // 100000
        bool same = false;
        for (int i = 0; i < 3 && !same; ++i) { // something may come between the two readings
            QFile file(QStringLiteral("/proc/uptime"));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const double seconds = file.readAll().split(' ').front().toDouble();
            same = std::abs(static_cast<double>(uptimeUs()) / 1e6 - seconds) < 1.0;
        }
        QVERIFY(same);
    }

    void pcg32_sameSeedSameSequence_otherStreamOther()
    {
        Pcg32 a(7);
        Pcg32 b(7);
        Pcg32 other(7, 2);
        bool differs = false;
        for (int i = 0; i < 100; ++i) {
            const std::uint32_t value = a.next();
            QCOMPARE(value, b.next());
            differs |= value != other.next();
        }
        QVERIFY(differs);
    }

    void below_staysBelowAndReachesAll()
    {
        Pcg32 random(1);
        std::array<int, 7> seen{};
        for (int i = 0; i < 7'000; ++i)
            ++seen.at(random.below(7));
        for (const int count : seen)
            QVERIFY2(count > 800 && count < 1'200, qPrintable(QString::number(count)));
        QCOMPARE(random.below(1), 0U);
    }

    void chance_drawsOneNumberWhateverTheRate_data()
    {
        QTest::addColumn<uint>("perMillion");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("never") << 0U << 0 << 0;
        QTest::newRow("always") << 1'000'000U << 10'000 << 10'000;
        QTest::newRow("5 %") << 50'000U << 400 << 600;
    }
    void chance_drawsOneNumberWhateverTheRate()
    {
        QFETCH(uint, perMillion);
        QFETCH(int, least);
        QFETCH(int, most);
        Pcg32 random(9);
        Pcg32 plain(9);
        int hits = 0;
        for (int i = 0; i < 10'000; ++i) {
            hits += random.chance(perMillion) ? 1 : 0;
            plain.next();
        }
        QVERIFY2(hits >= least && hits <= most, qPrintable(QString::number(hits)));
        QCOMPARE(random.next(), plain.next());
    }

    void uuid7_hasTimeVersionAndVariant()
    {
        // The example of RFC 9562, appendix A.6.
        QCOMPARE(uuid7(0x017f22e279b0, 0xcc3, 0x18c4dc0c0c07398f),
                 std::string("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
        QCOMPARE(uuid7(0, ~0U, ~0ULL), std::string("00000000-0000-7fff-bfff-ffffffffffff"));
    }

    void uuid7_laterTimesSortAfterEarlierOnes()
    {
        Pcg32 random(1);
        std::string before;
        for (std::int64_t ms = VirtualClock::kRunStartMs; ms < VirtualClock::kRunStartMs + 1'000; ++ms) {
            const std::string id = uuid7(ms, random.next(), random.next64());
            QVERIFY(id > before);
            before = id;
        }
    }

    void virtualClock_standsStillAndNeverGoesBack()
    {
        VirtualClock clock(1'000);
        QCOMPARE(clock.nowMs(), 1'000);
        clock.advanceTo(2'000);
        clock.advanceTo(1'500);
        QCOMPARE(clock.nowMs(), 2'000);
    }

    void virtualClock_thatFollowsTheSystem_isNeverBehindIt_norGoesBack()
    {
        VirtualClock clock(1'000);
        clock.followSystem();
        const std::int64_t before = SystemClock().nowMs();
        const std::int64_t now = clock.nowMs();
        QVERIFY(now >= before && now <= SystemClock().nowMs());
        const std::int64_t ahead = now + 3'600'000; // a record from a clock that is fast
        clock.advanceTo(ahead);
        QCOMPARE(clock.nowMs(), ahead);
    }

    void virtualClock_severalWriters_endsAtTheLatest()
    {
        VirtualClock clock(0);
        {
            std::vector<std::jthread> writers;
            for (int w = 0; w < 4; ++w) {
                writers.emplace_back([&clock, w] {
                    for (int i = 0; i < 1'000; ++i)
                        clock.advanceTo(i * 4 + w);
                });
            }
        }
        QCOMPARE(clock.nowMs(), 999 * 4 + 3);
    }

    void parsePosition_readsWhatToStringWrites_data()
    {
        QTest::addColumn<QByteArray>("topic");
        QTest::newRow("plain") << QByteArray("raw_orders");
        QTest::newRow("dots") << QByteArray("producer.kampus.orders");
        QTest::newRow("slash") << QByteArray("a/b"); // no topic of Kafka's, but unambiguous from the end
    }
    void parsePosition_readsWhatToStringWrites()
    {
        QFETCH(QByteArray, topic);
        const Position position{topic.toStdString(), 2, 1'234'567'890'123};
        const std::string text = position.toString();
        const auto read = parsePosition(text);
        QVERIFY(read.has_value());
        QVERIFY(read->valid());
        QVERIFY((Position{std::string(read->topic), read->partition, read->offset} == position));
    }

    void parsePosition_otherText_isEmpty_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "/", "//", "raw_orders", "raw_orders/1", "/1/2", "raw_orders/1/", "raw_orders//2",
              "raw_orders/x/2", "raw_orders/1/2x", "raw_orders/-1/2", "raw_orders/1/-2", "raw_orders/1/ 2",
              "raw_orders/1/+2", "raw_orders/99999999999/2", "raw_orders/1/99999999999999999999"})
            QTest::addRow("'%s'", text) << QByteArray(text);
    }
    void parsePosition_otherText_isEmpty()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parsePosition(text.toStdString()).has_value());
    }

    void headers_keepOrderAndGiveTheLastOfAName()
    {
        HeaderList headers;
        QVERIFY(headers.empty());
        headers.add(header::source, "csv");
        headers.add(header::correlationId, "");
        headers.add(header::source, std::string_view("a\0b", 3));
        QCOMPARE(headers.size(), std::size_t(3));
        QCOMPARE(headers.name(0), header::source);
        QCOMPARE(headers.value(0), std::string_view("csv"));
        QVERIFY(headers.find(header::source) == std::string_view("a\0b", 3));
        QVERIFY(headers.find(header::correlationId) == std::string_view());
        QVERIFY(!headers.find("sourc").has_value());
        headers.clear();
        QVERIFY(headers.empty());
        QVERIFY(!headers.find(header::source).has_value());
    }
};

PK_TEST(tst_ClockAndRandom)
#include "tst_clock_and_random.moc"
