// Nobody steps for fifteen seconds: longer than the members' max.poll.interval.ms and than a session.

#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

class TestLongHold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heldForFifteenSeconds_theTraceIsTheSame()
    {
        const auto plain = conductedDigest(0);
        const auto held = conductedDigest(15'000);
        QVERIFY(!plain.empty());
        QCOMPARE(held, plain);
    }
};

PK_TEST(TestLongHold)
#include "tst_long_hold.moc"
