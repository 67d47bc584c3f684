#include "bridge/time_counts.h"

#include <QTest>

#include <numeric>

using namespace pk::gui;

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
        QCOMPARE(counts.spread(1'000, 2'000, 2), (std::vector<std::int64_t>{3, 2}));
        QCOMPARE(counts.spread(0, 1'000, 1), (std::vector<std::int64_t>{1}));
    }

    void longTime_becomesCoarserAndLosesNothing()
    {
        TimeCounts counts;
        for (int i = 0; i < 200'000; ++i)
            counts.add(i * 450LL);
        const auto parts = counts.spread(0, 90'000'000, 10);
        QCOMPARE(std::accumulate(parts.begin(), parts.end(), std::int64_t(0)), 200'000);
        // A slot belongs as a whole to one part, so parts differ by what one slot holds.
        constexpr std::int64_t slot = 200'000 / (TimeCounts::kMostSlots / 2);
        for (const std::int64_t part : parts)
            QVERIFY2(std::abs(part - 20'000) <= 2 * slot, qPrintable(QString::number(part)));
    }

    void withoutTimestamp_isNotCounted()
    {
        TimeCounts counts;
        counts.add(-1);
        QVERIFY(counts.isEmpty());
        QCOMPARE(counts.spread(0, 10, 0), std::vector<std::int64_t>());
        QCOMPARE(counts.spread(10, 10, 2), (std::vector<std::int64_t>{0, 0}));
    }
};

QTEST_GUILESS_MAIN(TestTimeCounts)
#include "tst_time_counts.moc"
