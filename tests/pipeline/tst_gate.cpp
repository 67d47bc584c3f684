#include "pipeline/crash_plan.h"
#include "pipeline/gate.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace pk;
using namespace pk::pipeline;

/// Asks for a hop that is taken and not reported in time. A credit that was withdrawn before the member came
/// to take it is handed out again.
static CreditReport giveUp(Gate &gate, const std::atomic<bool> &taken)
{
    CreditReport report;
    do
        report = gate.request({Action::Take, {"t", 0}, 1}, 50);
    while (!taken);
    return report;
}

class TestGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request_givesTheReportOfThatCredit()
    {
        Gate gate;
        gate.setConducted(true);
        std::jthread member([&] {
            for (int done = 0; done < 100;) {
                if (const auto credit = gate.next(20)) {
                    CreditReport report;
                    report.position = credit->offset + 1;
                    gate.report(report);
                    ++done;
                }
            }
        });
        for (std::int64_t offset = 0; offset < 100; ++offset) {
            const CreditReport report = gate.request({Action::Work, {"t", 0}, offset}, 60'000);
            QVERIFY(!report.error);
            QCOMPARE(report.position, offset + 1);
        }
    }

    void waitIdle_isTrueOnlyWhenNoCreditIsInHand()
    {
        Gate gate;
        QVERIFY(gate.waitIdle(0));
        std::atomic<bool> taken{false};
        std::jthread conductor([&] { giveUp(gate, taken); });
        while (!gate.next(20)) { }
        taken = true;
        conductor.join(); // given up, while the member is at work
        QVERIFY(!gate.waitIdle(10));
        gate.report({});
        QVERIFY(gate.waitIdle(0));
    }

    void request_nobodyAnswers_isATimeoutThatLosesNothing()
    {
        Gate gate;
        const CreditReport report = gate.request({Action::Take, {"t", 0}, 0}, 10);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::Timeout);
        QVERIFY(report.error->retriable);
        QVERIFY(!gate.next(0)); // the credit was taken back
    }

    void lateReport_isNotTakenForTheNextCreditsReport()
    {
        Gate gate;
        std::jthread member;
        CreditReport first;
        std::atomic<bool> taken{false};
        std::thread conductor([&] { first = giveUp(gate, taken); });
        std::optional<Credit> credit;
        while (!credit)
            credit = gate.next(20);
        taken = true;
        conductor.join(); // timed out while the member is at work
        QVERIFY(first.error);
        member = std::jthread([&] {
            CreditReport late;
            late.position = 111;
            gate.report(late);
            std::optional<Credit> second;
            while (!second)
                second = gate.next(20);
            CreditReport report;
            report.position = 222;
            gate.report(report);
        });
        QCOMPARE(gate.request({Action::Take, {"t", 0}, 2}, 60'000).position, 222);
    }

    void answerToAPauseThatWasGivenUp_doesNotAnswerTheNext()
    {
        Gate gate;
        gate.setConducted(true);
        gate.setConducted(false);
        gate.setSettled(true); // it was busy until now
        gate.setConducted(true);
        QVERIFY(!gate.settled());
    }

    void waitForACredit_endsWithThePauseAndWhenItIsWoken()
    {
        Gate gate;
        gate.setConducted(true);
        QElapsedTimer since;
        since.start();
        std::jthread waker([&] { gate.wake(); });
        QVERIFY(!gate.next(60'000));
        waker = std::jthread([&] { gate.setConducted(false); });
        QVERIFY(!gate.next(60'000));
        QVERIFY(since.elapsed() < 30'000);
    }

    void positions_sayWhoOwnsWhat()
    {
        Gate gate;
        gate.publish({{{"t", 1}, 5}});
        QVERIFY(gate.owns({"t", 1}));
        QVERIFY(!gate.owns({"t", 0}));
        QCOMPARE(gate.positions().at({"t", 1}), 5);
    }

    void crashOrder_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<int>("at");
        QTest::newRow("plain") << "load.taken" << true << 1;
        QTest::newRow("numbered") << "transform.produced@150" << true << 150;
        QTest::newRow("zero") << "load.taken@0" << false << 0;
        QTest::newRow("no number") << "load.taken@x" << false << 0;
        QTest::newRow("unknown") << "load.nowhere" << false << 0;
        QTest::newRow("empty") << "" << false << 0;
    }
    void crashOrder()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        QFETCH(int, at);
        const auto order = parseCrashOrder(text);
        QCOMPARE(order.ok(), valid);
        if (valid)
            QCOMPARE(order->at, at);
        else
            QCOMPARE(order.error().code, ErrorCode::Usage);
    }

    void crashPlan_hitsOnceAtTheNthRecordOfItsPoint()
    {
        CrashPlan plan(CrashOrder{CrashPoint::LoadTaken, 3});
        QVERIFY(!plan.hit(CrashPoint::TransformTaken));
        QVERIFY(!plan.hit(CrashPoint::LoadTaken));
        QVERIFY(!plan.hit(CrashPoint::LoadTaken));
        QVERIFY(plan.hit(CrashPoint::LoadTaken));
        QVERIFY(!plan.hit(CrashPoint::LoadTaken));
    }

    void everyCrashPoint_hasANameThatIsReadBack()
    {
        for (const CrashPoint point : allCrashPoints()) {
            const auto order = parseCrashOrder(QString::fromStdString(std::string(toString(point))));
            QVERIFY(order.ok());
            QVERIFY(order->point == point);
        }
    }
};

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
