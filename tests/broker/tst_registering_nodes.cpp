#include "broker/registering_nodes.h"

#include <QtTest>

using namespace pk;
using namespace pk::broker;

/// A topic that a starting cluster refuses until enough of its nodes have registered.
class TestRegisteringNodes : public QObject
{
    Q_OBJECT

    int m_tries = 0;
    int m_waitedMs = 0;

    /// Refused `refusals` times for want of nodes, then this.
    Result<void> makeAfter(int refusals, const Result<void> &then = {})
    {
        m_tries = 0;
        m_waitedMs = 0;
        return makeWhenNodesRegister(
            [&]() -> TopicTry {
                if (m_tries++ < refusals)
                    return {Error{ErrorCode::Broker, QStringLiteral("Invalid replication factor."), {}},
                            true};
                return {then};
            },
            [this](int ms) { m_waitedMs += ms; });
    }

private Q_SLOTS:
    void whenTheNodesAreThere_nobodyWaits()
    {
        QVERIFY(makeAfter(0));
        QCOMPARE(m_waitedMs, 0);
    }

    void nodesThatRegisterMeanwhile_areWaitedFor()
    {
        QVERIFY(makeAfter(7));
        QCOMPARE(m_tries, 8);
        QCOMPARE(m_waitedMs, 7 * kNodesLookMs);
    }

    void nodesThatNeverCome_endItAndTheWaitIsTold()
    {
        const auto made = makeAfter(1'000'000);
        QVERIFY(!made);
        QCOMPARE(m_waitedMs, kNodesRegisterMs);
        QVERIFY(made.error().message.startsWith(QStringLiteral("Invalid replication factor. 15 seconds")));
    }

    void nodesThatDoNotShowThemselvesYet_areWaitedFor()
    {
        int shown = 0;
        int waitedMs = 0;
        const auto wait = [&waitedMs](int ms) { waitedMs += ms; };
        const auto oneMore = [&shown]() -> Result<int> { return ++shown; };
        QCOMPARE(*countWhenNodesRegister(3, oneMore, wait), 3);
        QCOMPARE(waitedMs, 2 * kNodesLookMs);
        QCOMPARE(*countWhenNodesRegister(3, oneMore, wait), 4); // they are there: nobody waits
        QCOMPARE(waitedMs, 2 * kNodesLookMs);
        waitedMs = 0;
        QCOMPARE(*countWhenNodesRegister(
                     3, []() -> Result<int> { return 2; }, wait),
                 2);
        QCOMPARE(waitedMs, kNodesRegisterMs);
        QVERIFY(!countWhenNodesRegister(
            3, []() -> Result<int> { return Error{}; }, wait));
    }

    void otherErrors_areNotTriedAgain()
    {
        const auto made = makeAfter(2, Error{ErrorCode::Permission, QStringLiteral("No."), {}});
        QVERIFY(!made);
        QCOMPARE(made.error().message, QStringLiteral("No."));
        QCOMPARE(m_tries, 3);
    }
};

PK_TEST(TestRegisteringNodes)
#include "tst_registering_nodes.moc"
