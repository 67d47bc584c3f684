// A member that has crashed, in the time until it would start again by itself: here nobody waits for that.

#include "journal/state.h"
#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

class TestCrashedMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->ready());
        auto options = m_bench->options(generator(1'000'000));
        options.ratePerSecond = 300;
        options.restartAfterCrashMs = 3'600'000;
        m_pipeline = m_bench->make(options);
        VERIFY_OK(m_pipeline->start({}));
        QTRY_VERIFY(m_pipeline->progress().loaded > 50);
        QVERIFY(m_pipeline->crashMember("load-0"));
        QTRY_COMPARE(load().status(), StageStatus::Crashed);
    }
    void cleanup()
    {
        m_pipeline.reset();
        m_bench.reset();
    }

    void memberThatIsStopped_doesNotComeBackForThat()
    {
        QVERIFY(m_pipeline->stopMember("load-0"));
        QCOMPARE(load().status(), StageStatus::Stopped);
        QCOMPARE(count(journal::EventKind::Crash), 1);
        QCOMPARE(count(journal::EventKind::Restart), 0);
        QCOMPARE(count(journal::EventKind::Joined), 1);
        QCOMPARE(count(journal::EventKind::Left), 0); // it says nothing: the group expels it
        QCOMPARE(count(journal::EventKind::Expelled), 1);
        journal::State state;
        (void)m_bench->journal->forEach([&state](std::span<const journal::Event> part) {
            state.apply(part);
            return true;
        });
        QCOMPARE(state.owner(kLoaderGroup, {"enriched_orders", 0}), std::string());
    }

    void memberThatIsDown_cannotCrash()
    {
        QVERIFY(!m_pipeline->crashMember("load-0"));
        startAgain();
    }

    void memberThatStartsAgain_doesNotCrashForWhatWasAskedBefore()
    {
        load().crashNow(); // as when both come at the same moment
        startAgain();
    }

private:
    LoadStage &load() const { return *m_pipeline->loads().front(); }
    /// And works.
    void startAgain()
    {
        QVERIFY(m_pipeline->stopMember("load-0"));
        const std::int64_t before = m_pipeline->progress().loaded;
        QCOMPARE(m_pipeline->addMember(StageKind::Load), std::string("load-0"));
        QTRY_VERIFY(m_pipeline->progress().loaded > before + 50);
        QCOMPARE(load().status(), StageStatus::Running);
        QCOMPARE(count(journal::EventKind::Crash), 1);
    }
    qint64 count(journal::EventKind kind) const
    {
        const auto events = m_bench->events(kind);
        return std::count_if(events.begin(), events.end(),
                             [](const journal::Event &event) { return event.member == "load-0"; });
    }

    std::unique_ptr<Bench> m_bench;
    std::unique_ptr<Pipeline> m_pipeline;
};

PK_TEST(TestCrashedMembers)
#include "tst_crashed_members.moc"
