#include "pipeline/pace.h"

#include <QTest>

using namespace pk::pipeline;

/// How the sources keep to a rate that may change, with a clock of the test's own.
class TestPace : public QObject
{
    Q_OBJECT

    /// Does all that is due at this moment, at most `most`.
    static int doDue(Pace &pace, std::int64_t rate, std::int64_t nowUs, int most = 1'000'000)
    {
        int done = 0;
        for (; done < most && pace.waitUs(rate, nowUs) == 0; ++done)
            pace.noteDone();
        return done;
    }

private Q_SLOTS:
    void theFirst_isDueAtOnceAndTheOthersEvenly()
    {
        Pace pace;
        QCOMPARE(doDue(pace, 10, 5'000'000), 1);
        QCOMPARE(pace.waitUs(10, 5'000'000), 100'000);
        QCOMPARE(pace.waitUs(10, 5'060'000), 40'000);
        QCOMPARE(doDue(pace, 10, 5'350'000), 3);
    }

    void aShortDelay_isMadeUpFor()
    {
        Pace pace;
        QCOMPARE(doDue(pace, 100, 0), 1);
        QCOMPARE(doDue(pace, 100, 800'000), 80);
    }

    void aLongHold_isNotMadeUpFor()
    {
        Pace pace;
        QCOMPARE(doDue(pace, 100, 0), 1);
        QCOMPARE(doDue(pace, 100, 60'000'000), 1);
        QCOMPARE(doDue(pace, 100, 60'100'000), 10);
    }

    void anotherRate_beginsAnew()
    {
        Pace pace;
        QCOMPARE(doDue(pace, 1, 0), 1);
        QCOMPARE(doDue(pace, 1'000, 900'000), 1); // at 1,000 a second 900 of them would be late
        QCOMPARE(doDue(pace, 1'000, 910'000), 10);
    }

    void withoutARate_allIsDue()
    {
        Pace pace;
        QCOMPARE(doDue(pace, 0, 0, 5'000), 5'000);
        QCOMPARE(doDue(pace, 10, 100), 1); // and what came before does not count against the rate
        QCOMPARE(pace.waitUs(10, 100), 100'000);
    }

    void aSlowMachine_isAsFastAsItCan()
    {
        Pace pace;
        std::int64_t nowUs = 0;
        int done = 0;
        for (; nowUs < 10'000'000; nowUs += 10'000)
            done += doDue(pace, 1'000, nowUs, 5); // it can do 500 a second
        QVERIFY(done > 4'900);
        // What it owes is not endless: with more strength it keeps to the rate again.
        QVERIFY(doDue(pace, 1'000, nowUs) <= 1'000);
    }
};

PK_TEST(TestPace)
#include "tst_pace.moc"
