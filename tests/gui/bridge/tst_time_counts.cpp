#include "bridge/time_counts.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace pk::gui;

namespace {

std::vector<std::int64_t> readIn(const std::vector<TimeCounts::Count> &counts)
{
    std::vector<std::int64_t> read;
    for (const TimeCounts::Count &count : counts)
        read.push_back(count.read);
    return read;
}

} // namespace

class TestTimeCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spread_countsEachMessageOnceInItsPart()
    {
        TimeCounts counts;
        for (const int ms : {1'000, 1'000, 1'499, 1'500, 1'990, 700})
            counts.add(ms);
        QCOMPARE(counts.firstMs(), 700);
        QCOMPARE(counts.lastMs(), 1'990);
        QCOMPARE(readIn(counts.spread(1'000, 2'000, 2)), (std::vector<std::int64_t>{3, 2}));
        QCOMPARE(readIn(counts.spread(0, 1'000, 1)), (std::vector<std::int64_t>{1}));
    }

    void keptOnes_areCountedWhereTheyLie_alsoWhenItHasBecomeCoarser()
    {
        TimeCounts counts;
        for (int i = 0; i < 5'000; ++i) {
            counts.add(i * 1'000LL);
            if (i % 2 == 0)
                counts.keep(i * 1'000LL);
        }
        for (int i = 0; i < 2'500; i += 2)
            counts.leaveOut(i * 1'000LL);
        QCOMPARE(counts.spread(0, 5'000'000, 2),
                 (std::vector<TimeCounts::Count>{{2'500, 0}, {2'500, 1'250}}));
    }

    void longTime_becomesCoarserAndLosesNothing()
    {
        TimeCounts counts;
        for (int i = 0; i < 200'000; ++i)
            counts.add(i * 450LL);
        const auto parts = readIn(counts.spread(0, 90'000'000, 10));
        QCOMPARE(std::accumulate(parts.begin(), parts.end(), std::int64_t(0)), 200'000);
        // A slot belongs as a whole to one part, so parts differ by what one slot holds.
        constexpr std::int64_t slot = 200'000 / (TimeCounts::kMostSlots / 2);
        for (const std::int64_t part : parts)
            QVERIFY2(std::abs(part - 20'000) <= 2 * slot, qPrintable(QString::number(part)));
    }

    void steadyStream_hasPartsWithoutGaps_data()
    {
        QTest::addColumn<int>("everyMs");
        QTest::addColumn<int>("count");
        QTest::newRow("4 a second") << 250 << 80;
        QTest::newRow("4 a second, long") << 250 << 2'000;
        QTest::newRow("3 a second") << 333 << 300;
        QTest::newRow("40 a second") << 25 << 400;
        QTest::newRow("1000 a second") << 1 << 5'000;
    }
    void steadyStream_hasPartsWithoutGaps()
    {
        QFETCH(int, everyMs);
        QFETCH(int, count);
        TimeCounts counts;
        constexpr std::int64_t begin = 1'763'600'000'130;
        for (int i = 0; i < count; ++i)
            counts.add(begin + std::int64_t(i) * everyMs);
        const TimeCounts::Parts parts = counts.parts(40);
        QVERIFY2(parts.count >= 10 && parts.count <= 41, qPrintable(QString::number(parts.count)));
        QVERIFY(parts.toMs() > counts.lastMs() && parts.fromMs <= counts.firstMs());
        auto spread = readIn(counts.spread(parts.fromMs, parts.toMs(), parts.count));
        QCOMPARE(std::accumulate(spread.begin(), spread.end(), std::int64_t(0)), count);
        // Those of the first and the last message may have begun before it, or go on.
        const auto first =
            std::find_if(spread.begin(), spread.end(), [](std::int64_t read) { return read > 0; }) + 1;
        const auto [least, greatest] = std::minmax_element(first, spread.end() - 1);
        QVERIFY2(*greatest - *least <= std::max<std::int64_t>(1, *greatest / 4),
                 qPrintable(QStringLiteral("%1 … %2").arg(*least).arg(*greatest)));
    }

    void fewMoments_standAtTheEndOfAFewParts()
    {
        TimeCounts counts;
        QCOMPARE(counts.parts(40).count, 0U);
        counts.add(1'000'250);
        const TimeCounts::Parts parts = counts.parts(40);
        QCOMPARE(parts.count, 10U);
        QCOMPARE(parts.toMs(), 1'001'000);
    }

    void withoutTimestamp_isNotCounted()
    {
        TimeCounts counts;
        counts.add(-1);
        QVERIFY(counts.isEmpty());
        QCOMPARE(readIn(counts.spread(0, 10, 0)), std::vector<std::int64_t>());
        QCOMPARE(readIn(counts.spread(10, 10, 2)), (std::vector<std::int64_t>{0, 0}));
    }
};

PK_TEST(TestTimeCounts)
#include "tst_time_counts.moc"
