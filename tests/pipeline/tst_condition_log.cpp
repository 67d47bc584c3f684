#include "pipeline/condition_log.h"

#include <QTest>

using namespace pk;
using namespace pk::pipeline;

/// What is said of members that wait for partitions, with a clock of the test's own.
class TestConditionLog : public QObject
{
    Q_OBJECT

    static constexpr std::int64_t kSecondUs = 1'000'000;

    static MemberStatus loader(bool joined)
    {
        MemberStatus member;
        member.stage = StageKind::Load;
        member.name = "load-0";
        member.group = "kampus-loader";
        member.status = StageStatus::Running;
        member.joined = joined;
        return member;
    }
    /// The lines that are said while the seconds of [from, to] pass.
    static QStringList seconds(ConditionLog &log, const MemberStatus &member, int from, int to)
    {
        for (int second = from; second <= to; ++second)
            log.look({member}, second * kSecondUs);
        return log.takeLines();
    }

private Q_SLOTS:
    void waitForPartitions_isSaidOnceAfterTenSecondsAndWhenItIsOver()
    {
        ConditionLog log;
        QCOMPARE(seconds(log, loader(false), 100, 109), QStringList());
        const QStringList said = seconds(log, loader(false), 110, 300);
        QCOMPARE(said.size(), 1);
        QVERIFY2(said[0].startsWith(QStringLiteral("load-0: "))
                     && said[0].contains(QStringLiteral("kampus-loader")),
                 qPrintable(said[0]));
        QCOMPARE(seconds(log, loader(true), 301, 310), QStringList{QStringLiteral("load-0: goes on.")});
        QVERIFY(log.errors().isEmpty());
        QCOMPARE(seconds(log, loader(false), 311, 330).size(), 1); // another wait
    }

    void joiningAgainInTime_isNotSaid()
    {
        ConditionLog log;
        QCOMPARE(seconds(log, loader(false), 1, 9), QStringList());
        QCOMPARE(seconds(log, loader(true), 10, 10), QStringList());
        QCOMPARE(seconds(log, loader(false), 11, 19), QStringList());
    }

    void whoHasSaidWhatIsWrong_saysNothingOfTheWait()
    {
        ConditionLog log;
        journal::Event event;
        event.kind = journal::EventKind::Error;
        event.member = "load-0";
        event.text = "No broker answers.";
        log.add(event);
        QCOMPARE(log.takeLines().size(), 1);
        QCOMPARE(seconds(log, loader(false), 1, 60), QStringList());
    }

    void aSource_waitsForNoPartitions()
    {
        ConditionLog log;
        MemberStatus source = loader(false);
        source.group.clear();
        QCOMPARE(seconds(log, source, 1, 60), QStringList());
    }
};

PK_TEST(TestConditionLog)
#include "tst_condition_log.moc"
