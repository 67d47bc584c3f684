#include "bridge/rate_meter.h"

#include <QTest>

using namespace pk::gui;

class TestRateMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void add_steadyCounter_givesItsSpeed()
    {
        RateMeter meter;
        for (std::int64_t i = 0; i <= 50; ++i)
            meter.add(i * 100'000, i * 4);
        QCOMPARE(meter.rate().perSecond, 40.0);
    }
    void add_counterThatStops_comesToZeroAfterTwoSeconds()
    {
        RateMeter meter;
        for (std::int64_t i = 0; i <= 20; ++i)
            meter.add(i * 100'000, i * 10);
        for (std::int64_t i = 21; i <= 45; ++i)
            meter.add(i * 100'000, 200);
        QCOMPARE(meter.rate().perSecond, 0.0);
    }
    void add_counterThatGoesBack_beginsAnew()
    {
        RateMeter meter;
        meter.add(0, 1'000);
        meter.add(100'000, 1'010);
        meter.add(200'000, 3); // a new broker
        QCOMPARE(meter.rate().perSecond, 0.0);
        meter.add(300'000, 4);
        QCOMPARE(meter.rate().perSecond, 10.0);
    }
    void rate_isToldTwiceASecond()
    {
        RateMeter meter;
        std::vector<double> told;
        for (std::int64_t i = 0; i <= 40; ++i) {
            meter.add(i * 100'000, i * i);
            if (const double rate = meter.rate().perSecond; told.empty() || told.back() != rate)
                told.push_back(rate);
        }
        QVERIFY2(told.size() >= 8 && told.size() <= 11, qPrintable(QString::number(told.size())));
    }
    void history_isAValueEverySecondAndBounded()
    {
        RateMeter meter;
        for (std::int64_t i = 0; i <= 2'000; ++i)
            meter.add(1'000'000 + i * 100'000, i);
        const Rate rate = meter.rate();
        QCOMPARE(rate.history.size(), RateMeter::kHistory);
        QCOMPARE(rate.history.back(), 10.0F);
    }
};

PK_TEST(TestRateMeter)
#include "tst_rate_meter.moc"
