// When questions about consumer groups are put to the brokers, and when not.

#include "environment/group_gate.h"

#include <QTest>

#include <future>

using namespace pk;
using namespace pk::environment;
using namespace std::chrono_literals;

class TestGroupGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedWhileABrokerIsDown_isRefusedUnsent()
    {
        GroupGate gate;
        gate.close(2);
        int asked = 0;
        const auto answer = gate.ask([&]() -> Result<int> { return ++asked; });
        QVERIFY(!answer);
        QCOMPARE(asked, 0);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QVERIFY(answer.error().retriable);
        QVERIFY2(answer.error().message.contains(QStringLiteral("Broker 2 is down")),
                 qPrintable(answer.error().message));
    }

    void whenAllBrokersAreUpAgain_questionsAreAsked()
    {
        GroupGate gate;
        gate.close(1);
        gate.close(2);
        gate.open(1);
        QVERIFY(!gate.ask([]() -> Result<int> { return 7; }));
        gate.open(2);
        QCOMPARE(*gate.ask([]() -> Result<int> { return 7; }), 7);
    }

    void closing_waitsForTheQuestionThatIsOutstanding()
    {
        GroupGate gate;
        std::promise<void> asked;
        std::promise<void> answered;
        std::atomic<bool> ended{false};
        std::jthread asker([&] {
            (void)gate.ask([&]() -> Result<void> {
                asked.set_value();
                answered.get_future().wait();
                ended = true;
                return {};
            });
        });
        asked.get_future().wait();
        auto endedWhenClosed = std::async(std::launch::async, [&] {
            gate.close(1, std::chrono::milliseconds(test::kPatienceMs));
            return ended.load();
        });
        while (gate.ask([]() -> Result<void> { return {}; })) // until it has begun to close
            std::this_thread::yield();
        answered.set_value();
        QVERIFY(endedWhenClosed.get());
    }

    void closing_doesNotWaitForEver()
    {
        GroupGate gate;
        std::promise<void> asked;
        std::promise<void> answered;
        std::jthread asker([&] {
            (void)gate.ask([&]() -> Result<void> {
                asked.set_value();
                answered.get_future().wait();
                return {};
            });
        });
        asked.get_future().wait();
        gate.close(1, 1ms);
        answered.set_value();
    }
};

PK_TEST(TestGroupGate)
#include "tst_group_gate.moc"
