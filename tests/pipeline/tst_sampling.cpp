// Which records are followed at a high rate.

#include "domain/position.h"
#include "pipeline/controls.h"
#include "pipeline/sampling.h"

#include <QTest>

#include <cmath>

using namespace pk;
using namespace pk::pipeline;

namespace {

/// A source and a stage behind it that work so many records a second, as a pipeline looks at them.
struct Flow
{
    SampleShare share;
    std::vector<std::int64_t> counts{0, 0};
    std::int64_t nowUs = 0;

    qint64 run(std::int64_t askedPerSecond, std::int64_t sourcePerSecond, std::int64_t ms,
               std::int64_t stagePerSecond = 0)
    {
        const std::vector<std::int64_t> before = counts;
        std::int64_t oneIn = 0;
        for (std::int64_t passed = 0; passed <= ms; passed += 50) {
            counts = {before[0] + sourcePerSecond * passed / 1'000,
                      before[1] + stagePerSecond * passed / 1'000};
            oneIn = share.next(askedPerSecond, counts, nowUs + passed * 1'000);
        }
        nowUs += ms * 1'000;
        return oneIn;
    }
};

} // namespace

class TestSampling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Change events are named by their places: among any hundred that follow one another there are some, and
    /// about as many as everywhere.
    void isChosen_placesInARow_areSpreadEvenly_data()
    {
        QTest::addColumn<qint64>("oneIn");
        for (const qint64 oneIn : {2, 4, 8, 16})
            QTest::addRow("1 in %lld", oneIn) << oneIn;
    }
    void isChosen_placesInARow_areSpreadEvenly()
    {
        QFETCH(qint64, oneIn);
        const double expected = 100.0 / static_cast<double>(oneIn);
        const double spread = std::sqrt(expected * (1 - 1.0 / static_cast<double>(oneIn)));
        qint64 all = 0;
        qint64 windows = 0;
        for (const char *topic : {"producer.kampus.orders", "producer.kampus.order_items"}) {
            for (int partition = 0; partition < 3; ++partition) {
                for (qint64 first = 0; first < 5'000; first += 100, ++windows) {
                    int chosen = 0;
                    for (qint64 offset = first; offset < first + 100; ++offset)
                        chosen += isChosen(Position{topic, partition, offset}.toString(), oneIn) ? 1 : 0;
                    QVERIFY2(std::abs(chosen - expected) < 5 * spread,
                             qPrintable(QStringLiteral("%1 of 100 from %2").arg(chosen).arg(first)));
                    all += chosen;
                }
            }
        }
        const double mean = static_cast<double>(all) / static_cast<double>(windows);
        QVERIFY2(std::abs(mean - expected) < 0.05 * expected, qPrintable(QString::number(mean)));
    }

    /// Who is followed at a high rate is followed at a lower one, too.
    void isChosen_lowerRates_keepWhatHigherOnesChose()
    {
        int chosen = 0;
        for (int offset = 0; offset < 20'000; ++offset) {
            const std::string place = Position{"producer.kampus.orders", 0, offset}.toString();
            if (!isChosen(place, 128))
                continue;
            ++chosen;
            for (qint64 oneIn = 64; oneIn >= 1; oneIn /= 2)
                QVERIFY(isChosen(place, oneIn));
        }
        QVERIFY(chosen > 100);
        QVERIFY(isChosen("whatever", sampleEveryFor(4)));
    }

    /// A slow loader and a source as fast as it can: what flows is a few records a second, and each is told.
    void next_littleFlowsAtTheGreatestRate_allIsTold()
    {
        Flow flow;
        QCOMPARE(flow.run(0, 20'000, 1'000), 128);
        QCOMPARE(flow.run(0, 3, 1'000), 128); // it may only be a pause
        QCOMPARE(flow.run(0, 3, 2'000), 1);
        QCOMPARE(flow.run(0, 20'000, 500), 128); // and at once when it is over
    }

    void next_aBusyStageBehindAnIdleSource_counts()
    {
        Flow flow;
        QCOMPARE(flow.run(0, 0, 3'000, 5'000), 32);
    }

    void next_isNeverSparserThanTheRateAskedFor()
    {
        Flow flow;
        QCOMPARE(flow.run(100, 20'000, 3'000), 1);
        QCOMPARE(flow.run(400, 20'000, 3'000), 2);
    }

    void next_aRateNearABound_doesNotGoToAndFro()
    {
        Flow flow;
        QCOMPARE(flow.run(0, 410, 4'000), 4);
        QCOMPARE(flow.run(0, 390, 4'000), 4);
        QCOMPARE(flow.run(0, 300, 4'000), 2);
    }

    void next_begunAnew_beginsWithTheRateAskedFor()
    {
        Flow flow;
        QCOMPARE(flow.run(0, 3, 4'000), 1);
        flow.share.restart();
        QCOMPARE(flow.run(0, 3, 1'000), 128);
    }
};

PK_TEST(TestSampling)
#include "tst_sampling.moc"
