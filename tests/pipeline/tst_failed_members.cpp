// What the others do when one member of a group has failed for good, and what is said when it is back.

#include "failing_disk.h"
#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

class TestFailedMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->ready());
        auto options = m_bench->options(generator(1'000'000));
        options.ratePerSecond = 300;
        options.loadMembers = 2;
        m_pipeline = m_bench->make(options);
        VERIFY_OK(m_pipeline->start({}));
        QTRY_VERIFY(m_pipeline->progress().loaded > 50);
        FailingDisk::setReadOnly(true); // for files that are opened from now on
        QVERIFY(m_pipeline->crashMember("load-0"));
        QTRY_COMPARE(first().status(), StageStatus::Failed);
        QCOMPARE(m_pipeline->loads()[1]->status(), StageStatus::Running);
    }
    void cleanup()
    {
        FailingDisk::setReadOnly(false);
        m_pipeline.reset();
        m_bench.reset();
    }

    void memberThatHasFailed_isWantedInTheNextRun()
    {
        QCOMPARE(countMembers(m_pipeline->members(), StageKind::Load), 1);
        QCOMPARE(countWanted(m_pipeline->members(), StageKind::Load), 2);
        QVERIFY(m_pipeline->stopMember("load-1"));
        QCOMPARE(countWanted(m_pipeline->members(), StageKind::Load), 1);
    }

    void followUpEvents_arePublishedByAnotherMember()
    {
        const std::int64_t before = m_pipeline->progress().loaded;
        QTRY_VERIFY(m_pipeline->progress().loaded > before + 50);
        const std::int64_t written = m_bench->number("select max(id) from etl_outbox");
        QVERIFY(written > 0);
        const std::string waiting =
            "select count(*) from etl_outbox where published_at is null and id <= " + std::to_string(written);
        QTRY_COMPARE(m_bench->number(waiting), 0);
    }

    void theOthers_canBePausedAndStepped()
    {
        Conductor conductor(*m_pipeline, *m_bench->backend, *m_bench->journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const std::int64_t before = m_bench->number("select count(*) from etl_audit");
        QTRY_VERIFY(conductor.stepHop().ok() && m_bench->number("select count(*) from etl_audit") > before);
        conductor.release();
    }

    void memberThatIsBack_hasNoFailure()
    {
        QVERIFY(first().failure());
        FailingDisk::setReadOnly(false);
        QCOMPARE(m_pipeline->addMember(StageKind::Load), std::string("load-0"));
        QTRY_COMPARE(first().status(), StageStatus::Running);
        QVERIFY(!first().failure());
    }

private:
    const LoadStage &first() const { return *m_pipeline->loads().front(); }

    FailingDisk m_disk;
    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<Pipeline> m_pipeline;
};

PK_TEST(TestFailedMembers)
#include "tst_failed_members.moc"
