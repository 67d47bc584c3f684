// The campus database as source: its pace, what holds it back, and what it does about trouble.

#include "cdc/told.h"
#include "kampus/change_capture.h"
#include "kampus/kampus_database.h"
#include "kampus/sql_runner.h"
#include "pipeline/campus_stage.h"
#include "pipeline/controls.h"
#include "pipeline/database_fault.h"
#include "pipeline/retention_guard.h"
#include "pipeline_fixture.h"
#include "resources.h"

using namespace pk;
using namespace pk::test;

namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kKeptBytes = 5 * 1024 * 1024; // what the embedded broker keeps of a partition

class CampusBench : public Bench
{
public:
    explicit CampusBench(std::int64_t transactions)
        : m_options(options())
        , guard(*journal)
    {
        initResources();
        m_options.partitions = 1;
        m_options.bridgePath = folder.filePath(QStringLiteral("bridge.db"));
        m_options.campus = CampusOptions{folder.filePath(QStringLiteral("kampus.sqlite")), transactions, 0};
    }
    const PipelineOptions &campusOptions() const { return m_options; }
    PipelineOptions &campusOptions() { return m_options; }
    QString campusPath() const { return m_options.campus->database; }
    /// As somebody else who works in the campus's database.
    std::unique_ptr<Database> campus() const
    {
        auto db = openSqlite(campusPath());
        if (!db || !kampus::createSqliteKampus(**db))
            return nullptr;
        return std::move(*db);
    }
    std::int64_t inCampus(std::string_view sql) const
    {
        const auto db = openSqlite(campusPath());
        return db ? kampus::SqlRunner(**db).number(sql) : -1;
    }
    Shared shared()
    {
        return {m_options,  backend->info(), *journal, clock,       crashes, guard,
                partitions, times,           controls, changesFrom, [] {}};
    }
    /// One order, changed so often, with a note of so many bytes each time.
    bool fill(Database &db, int changes, int bytes) const
    {
        const std::string order =
            "INSERT INTO orders (order_id, customer_id, channel, ordered_at, updated_at) "
            "VALUES ('ORD-BESAR','MHS-1','web','2025-01-06 08:00:00',"
            "'2025-01-06 08:00:00.000');";
        bool done = db.begin() && db.exec(order);
        for (int i = 0; i < changes && done; ++i)
            done = db.exec("UPDATE orders SET version = version + 1, note = '"
                           + std::string(static_cast<std::size_t>(bytes), static_cast<char>('a' + i % 26))
                           + "' WHERE order_id = 'ORD-BESAR'")
                       .ok();
        return done && db.commit();
    }
    /// As a group that has read all there is; returns the next offset.
    Result<std::int64_t> readAll(const std::string &group, const TopicPartition &partition) const
    {
        broker::ConsumerSettings settings;
        settings.group = group;
        settings.clientId = "test";
        auto consumer = broker::Consumer::create(broker::consumerConfig(backend->info(), settings), {});
        const auto marks = backend->watermarks(partition);
        if (!consumer || !marks)
            return consumer ? marks.error() : consumer.error();
        const std::vector<broker::CommitOffset> offsets{{partition, marks->end, {}}};
        if (auto done = (*consumer)->commit(offsets); !done)
            return done.error();
        return marks->end;
    }
    /// Errors that waited for this condition, or with an empty one those that waited for nothing.
    std::int64_t errorsOf(std::string_view condition,
                          journal::EventKind kind = journal::EventKind::Error) const
    {
        const auto all = events(kind);
        return std::count_if(all.begin(), all.end(),
                             [&](const journal::Event &event) { return event.key == condition; });
    }

private:
    PipelineOptions m_options;

public:
    const PartitionCounts partitions{1};
    const std::map<TopicPartition, std::int64_t> changesFrom;
    RetentionGuard guard;
    StartTimes times;
    Controls controls;
};

/// A stage that is stopped whatever becomes of the test.
class RunningStage
{
public:
    explicit RunningStage(CampusBench &bench)
        : m_stage(bench.shared(), *bench.backend, *bench.campusOptions().campus)
    {
    }
    ~RunningStage()
    {
        m_stage.stop();
        m_stage.join();
    }
    CampusStage *operator->() { return &m_stage; }

private:
    CampusStage m_stage;
};

std::unique_ptr<CampusWork> workOf(CampusBench &bench)
{
    auto work = CampusWork::open(bench.shared(), *bench.campusOptions().campus, *bench.backend, {});
    return work ? std::move(*work) : nullptr;
}

} // namespace

static const CampusStage &campusOf(const Pipeline &pipeline)
{
    return dynamic_cast<const CampusStage &>(*pipeline.source());
}

class TestCampusStage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void work_keepsToItsRate_andMakesNoHoldUp()
    {
        CampusBench bench(1'000);
        QVERIFY(bench.ready());
        bench.controls.ratePerSecond = 10;
        const auto work = workOf(bench);
        QVERIFY(work);
        QCOMPARE(*work->work(1'000, 0), 1);
        QCOMPARE(*work->work(1'000, kSecondUs / 2), 5);
        QCOMPARE(*work->work(0, kSecondUs), 0); // on hold
        QCOMPARE(work->restMs(0, kSecondUs, 40), 40);
        QCOMPARE(*work->work(1'000, 60 * kSecondUs), 1);
        QCOMPARE(*work->work(1'000, 60 * kSecondUs), 0);
        QCOMPARE(work->restMs(1'000, 60 * kSecondUs + 70'000, 40), 30); // its own work wakes it
        QCOMPARE(bench.inCampus("SELECT transactions FROM shop_progress"), 7);
    }

    void work_takesANewRateFromHereOn_andABurstAtOnce()
    {
        CampusBench bench(1'000);
        QVERIFY(bench.ready());
        bench.controls.ratePerSecond = 1;
        const auto work = workOf(bench);
        QVERIFY(work);
        QCOMPARE(*work->work(1'000, 0), 1);
        bench.controls.ratePerSecond = 10;
        QCOMPARE(*work->work(1'000, 900'000), 1);
        QCOMPARE(*work->work(1'000, 900'000), 0);
        bench.controls.burst = 7;
        QCOMPARE(*work->work(1'000, 900'000), 7);
        QCOMPARE(*work->work(1'000, 900'000), 0);
        QCOMPARE(*work->work(3, 1'900'000), 3); // not more than are wanted
    }

    void fullTopic_holdsThePublisherToo_untilItWasRead()
    {
        CampusBench bench(0);
        QVERIFY(bench.ready());
        const TopicPartition partition{"producer.kampus.orders", 0};
        QVERIFY(bench.backend->createTopic({partition.topic, 1, 0}));
        constexpr int changes = 500;
        const auto db = bench.campus();
        QVERIFY(db && bench.fill(*db, changes, 40'000)); // four times what the broker keeps
        QVERIFY(db->exec("INSERT INTO students VALUES ('1','A','B','C',1)")); // behind it
        bench.guard.watch(partition.topic, 1, {"jembatan"});
        bench.guard.start(*bench.backend);
        const auto work = workOf(bench);
        QVERIFY(work);
        std::int64_t published = 0;
        std::int64_t read = 0;
        const auto publishWhatFits = [&] {
            const std::int64_t before = published;
            return QTest::qWaitFor(
                [&] {
                    const auto step = work->publish(1'000, 1);
                    published += step ? *step : 0;
                    return step && published > before && !work->waiting();
                },
                20'000);
        };
        QVERIFY(publishWhatFits());
        QVERIFY(published > 10 && published < changes);
        QVERIFY(bench.backend->watermarks(partition)->end * 40'000 < kKeptBytes);
        QVERIFY(!work->allPublished());
        QCOMPARE(*work->work(10, 0), 0); // nor does the campus go on
        while (published < changes + 2) {
            QVERIFY(bench.backend->watermarks(partition)->begin <= read); // nothing unread was deleted
            const auto end = bench.readAll("jembatan", partition);
            VERIFY_OK(end);
            read = *end;
            QVERIFY(publishWhatFits());
        }
        QVERIFY(work->allPublished());
        QCOMPARE(bench.backend->watermarks(partition)->end, changes + 1);
    }

    void topicThatSomebodyElseMade_isGuardedInAllItsPartitions()
    {
        CampusBench bench(0);
        QVERIFY(bench.ready());
        const std::string topic = "producer.kampus.orders";
        QVERIFY(bench.backend->createTopic({topic, 4, 0}));
        auto pipeline = bench.make(bench.campusOptions());
        VERIFY_OK(pipeline->start({false, false, false, false, true}));
        QVERIFY(pipeline->guard().mayProduce(topic));
        pipeline->guard().note(topic, 3, 2 * kUnreadLimitBytes);
        QVERIFY(!pipeline->guard().mayProduce(topic));
        pipeline->stop();
    }

    /// An order and its items lie in two topics: which of them is published first says nothing of where the
    /// record ends.
    void stepRecord_goesOnWithTheRowThatCompletesTheOrder()
    {
        CampusBench bench(30);
        QVERIFY(bench.ready());
        PipelineOptions options = bench.campusOptions();
        options.conducted = true;
        auto pipeline = bench.make(std::move(options));
        VERIFY_OK(pipeline->start({true, true, true, true, true}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        int orders = 0;
        for (;;) {
            const std::int64_t ordersBefore = bench.inCampus("SELECT count(*) FROM orders");
            const std::int64_t loaded = pipeline->progress().loaded;
            const auto step = conductor.stepRecord();
            VERIFY_OK(step);
            if (!step->done)
                break;
            if (bench.inCampus("SELECT count(*) FROM orders") == ordersBefore)
                continue; // another transaction, or a row that was left of one
            ++orders;
            QVERIFY(step->stage == StageKind::Load);
            QVERIFY(step->credit.action == Action::Commit);
            QVERIFY(pipeline->progress().loaded > loaded);
        }
        QVERIFY(orders > 0);
        pipeline->stop();
    }

    /// What was committed while nobody published is stepped like the rest, one transaction after the other.
    void stepHop_publishesOneTransactionOfThoseThatWait()
    {
        CampusBench bench(5);
        QVERIFY(bench.ready());
        const auto db = bench.campus();
        for (const char *student : {"1", "2", "3"}) {
            const std::string nim(student);
            QVERIFY(db && db->begin() && db->exec("INSERT INTO students VALUES ('" + nim + "','A','B','C',1)")
                    && db->exec("UPDATE students SET name = 'D' WHERE nim = '" + nim + "'")
                    && kampus::closeTransaction(*db) && db->commit());
        }
        PipelineOptions options = bench.campusOptions();
        options.conducted = true;
        auto pipeline = bench.make(std::move(options));
        VERIFY_OK(pipeline->start({true, true, true, true, true}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const auto published = [&] { return campusOf(*pipeline).published(); };
        std::vector<std::int64_t> steps;
        while (campusOf(*pipeline).transactions() == 0) {
            const std::int64_t before = published();
            const auto step = conductor.stepHop();
            VERIFY_OK(step);
            QVERIFY(step->done);
            if (step->stage == StageKind::Source)
                steps.push_back(published() - before);
        }
        QVERIFY(steps.size() >= 4U);
        QCOMPARE((std::vector<std::int64_t>{steps[0], steps[1], steps[2]}),
                 (std::vector<std::int64_t>{2, 2, 2}));
        pipeline->stop();
    }

    /// Whatever of the bridge's and the transform's commits is due, what lies enriched is stored.
    void stepRecord_afterHops_storesWhatIsEnriched()
    {
        CampusBench bench(1'000);
        QVERIFY(bench.ready());
        PipelineOptions options = bench.campusOptions();
        options.conducted = true;
        auto pipeline = bench.make(std::move(options));
        VERIFY_OK(pipeline->start({true, true, true, true, true}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        for (int enriched = 0; enriched < 40;) {
            VERIFY_OK(conductor.stepHop());
            const auto before = pipeline->progress();
            if (before.transformed == before.loaded)
                continue;
            ++enriched;
            VERIFY_OK(conductor.stepRecord());
            QVERIFY(pipeline->progress().loaded > before.loaded);
        }
        pipeline->stop();
    }

    void bridgeThatStandsStill_losesNothing()
    {
        CampusBench bench(300);
        QVERIFY(bench.ready());
        const auto db = bench.campus();
        QVERIFY(db && bench.fill(*db, 600, 40'000)); // 24 MB for a partition that keeps 5
        auto pipeline = bench.make(bench.campusOptions());
        VERIFY_OK(pipeline->start({true, true, true, true, true}));
        QVERIFY(pipeline->setOnHold("bridge-0", true));
        QTRY_VERIFY(pipeline->guard().closings() > 0);
        QTRY_VERIFY(campusOf(*pipeline).published() > 0);
        // What was under way still arrives, and then nothing more.
        QVERIFY(comesToRest([&] { return campusOf(*pipeline).published(); }, 500));
        QVERIFY(comesToRest([&] { return campusOf(*pipeline).transactions(); }, 500));
        QCOMPARE(bench.backend->watermarks({"producer.kampus.orders", 0})->begin, 0);
        QVERIFY(pipeline->setOnHold("bridge-0", false));
        pipeline->setDelay(StageKind::Bridge, 1); // and slow after that
        QVERIFY(QTest::qWaitFor([&] { return pipeline->failure() || isDrained(*pipeline); }, 90'000));
        pipeline->stop();
        QVERIFY2(!pipeline->failure(), qPrintable(pipeline->failure().value_or(Error{}).toString()));
        VERIFY_OK(pipeline->finishFollower(60'000));
        QCOMPARE(campusOf(*pipeline).transactions(), 300);
        const std::int64_t ours = bench.inCampus("SELECT count(*) FROM cdc_log "
                                                 "WHERE table_name IN ('orders', 'order_items')");
        QVERIFY(ours > 900);
        QCOMPARE(pipeline->progress().bridged, ours);
        QCOMPARE(bench.errorsOf({}), 0);
        const auto store = openSqlite(bench.campusOptions().bridgePath);
        QVERIFY(store);
        const auto untold = cdc::untoldRows(*db, **store, Dataset::Orders);
        VERIFY_OK(untold);
        QCOMPARE(*untold, 0);
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QVERIFY2(ledger->holds(), qPrintable(ledger->problem()));
    }

    void lockedAtItsStart_isRetriedUnderTheDatabasesCondition()
    {
        CampusBench bench(20);
        QVERIFY(bench.ready());
        QVERIFY(bench.campus());
        auto lock = DatabaseLock::hold(bench.campusPath());
        QVERIFY(lock);
        RunningStage stage(bench);
        stage->start();
        QTRY_COMPARE(stage->status(), StageStatus::Retrying);
        QTRY_COMPARE(bench.errorsOf(condition::database), 1);
        lock->reset();
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QVERIFY(stage->exhausted());
        QCOMPARE(stage->transactions(), 20);
        QCOMPARE(bench.errorsOf(condition::database, journal::EventKind::Recovered), 1);
        QCOMPARE(bench.errorsOf(condition::broker), 0);
    }

    void lockedAndAskedToStop_stopsSoon()
    {
        CampusBench bench(20);
        QVERIFY(bench.ready());
        QVERIFY(bench.campus());
        const auto lock = DatabaseLock::hold(bench.campusPath());
        QVERIFY(lock);
        RunningStage stage(bench);
        stage->start();
        QTRY_COMPARE(stage->status(), StageStatus::Retrying);
        stage->stop();
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QVERIFY(!stage->failure());
    }

    void lockedAndCrashed_beginsAgain()
    {
        CampusBench bench(20);
        QVERIFY(bench.ready());
        QVERIFY(bench.campus());
        auto lock = DatabaseLock::hold(bench.campusPath());
        QVERIFY(lock);
        RunningStage stage(bench);
        stage->start();
        QTRY_COMPARE(stage->status(), StageStatus::Retrying);
        stage->crashNow();
        QTRY_COMPARE(bench.events(journal::EventKind::Crash).size(), 1U);
        lock->reset();
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QCOMPARE(stage->transactions(), 20);
    }

    void lockedWhileItWorks_goesOnAfterwards()
    {
        CampusBench bench(500);
        QVERIFY(bench.ready());
        bench.controls.ratePerSecond = 1; // what is done when is told by the burst, not by the machine
        bench.controls.burst = 50;
        RunningStage stage(bench);
        stage->start();
        QTRY_VERIFY(stage->published() > 10);
        auto lock = DatabaseLock::hold(bench.campusPath());
        QVERIFY(lock);
        bench.controls.burst += 500; // the rest
        QTRY_COMPARE(stage->status(), StageStatus::Retrying);
        QTRY_COMPARE(bench.errorsOf(condition::database), 1);
        lock->reset();
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QCOMPARE(bench.errorsOf(condition::database, journal::EventKind::Recovered), 1);
        QCOMPARE(stage->transactions(), 500);
        QCOMPARE(bench.inCampus("SELECT transactions FROM shop_progress"), 500);
        QCOMPARE(bench.inCampus("SELECT max(seq) - (SELECT published FROM cdc_state) FROM cdc_log"), 0);
    }

    void refusedDeliveries_waitForTheBroker()
    {
        CampusBench bench(50);
        QVERIFY(bench.ready());
        for (const char *table : {"students", "orders", "order_items", "activities"})
            QVERIFY(bench.backend->createTopic({std::string("producer.kampus.") + table, 1, 0}));
        QVERIFY(bench.backend->failRequests(broker::RequestKind::Produce, kPolicyViolation, 1));
        RunningStage stage(bench);
        stage->start();
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QVERIFY(stage->exhausted());
        QCOMPARE(bench.errorsOf(condition::broker), 1);
        QCOMPARE(bench.errorsOf(condition::broker, journal::EventKind::Recovered), 1);
        QCOMPARE(bench.errorsOf(condition::database), 0);
        QCOMPARE(bench.inCampus("SELECT max(seq) - (SELECT published FROM cdc_state) FROM cdc_log"), 0);
    }

    void bootstrapOfATableThatIsNotThere_isSaidAndEndsNothing()
    {
        CampusBench bench(50);
        QVERIFY(bench.ready());
        const auto db = bench.campus();
        QVERIFY(db && db->exec("INSERT INTO cdc_bootstrap (table_name) VALUES ('mahasiswa')"));
        RunningStage stage(bench);
        stage->start();
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QVERIFY(!stage->failure());
        QCOMPARE(stage->transactions(), 50);
        QCOMPARE(bench.errorsOf({}), 1);
        QCOMPARE(bench.inCampus("SELECT count(*) FROM cdc_bootstrap WHERE is_complete AND error LIKE "
                                "'%mahasiswa%'"),
                 1);
    }

    void onHold_neitherWorksNorPublishes()
    {
        CampusBench bench(30);
        QVERIFY(bench.ready());
        const auto db = bench.campus();
        QVERIFY(db && db->exec("INSERT INTO students VALUES ('1','A','B','C',1)"));
        RunningStage stage(bench);
        stage->setOnHold(true);
        stage->start();
        QTRY_COMPARE(stage->status(), StageStatus::Running);
        QTest::qWait(200);
        QCOMPARE(stage->published(), 0);
        QCOMPARE(stage->transactions(), 0);
        stage->setOnHold(false);
        QTRY_COMPARE(stage->status(), StageStatus::Stopped);
        QCOMPARE(stage->transactions(), 30);
        QVERIFY(stage->published() > 30);
    }
};

PK_TEST(TestCampusStage)
#include "tst_campus_stage.moc"
