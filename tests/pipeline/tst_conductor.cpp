// Conducted: which hops are offered in which order, and one record followed through all of them.

#include "pipeline_fixture.h"

#include <QElapsedTimer>

using namespace pk;
using namespace pk::test;

class TestConductor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atMostOnce_commitsBeforeTheWorkInBothStages()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 1, Semantics::AtMostOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        std::vector<std::string> hops;
        for (;;) {
            const auto step = conductor.stepHop();
            VERIFY_OK(step);
            if (!step->done)
                break;
            if (step->stage != StageKind::Source)
                hops.push_back(text(*step));
        }
        QCOMPARE(hops,
                 (std::vector<std::string>{"transform take", "transform commit 1", "transform work",
                                           "load take", "load commit 1", "load work"}));
        pipeline->stop();
        QCOMPARE(bench.number("select count(*) from fact_orders"), 1);
    }

    void atMostOnce_crashBetweenCommitAndWorkLosesTheRecord()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 3, Semantics::AtMostOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(followUntil(conductor, "load commit"));
        QVERIFY(pipeline->crashMember("load-0"));
        QTRY_VERIFY(!bench.events(journal::EventKind::Restart).empty());
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto ledger = bench.ledgerOf(*pipeline);
        VERIFY_OK(ledger);
        QCOMPARE(ledger->lost, 1);
        QCOMPARE(ledger->applied, 2);
    }

    void crashInsideTheDatabaseTransaction_isAHopThatDidNotHappen()
    {
        Bench bench;
        QVERIFY(bench.ready());
        CrashPlan plan(CrashOrder{CrashPoint::LoadMidTransaction, 1});
        auto options = bench.options(generator(3));
        options.conducted = true;
        auto pipeline = std::make_unique<Pipeline>(std::move(options), *bench.backend, *bench.journal,
                                                   bench.clock, plan, monotonicUs());
        VERIFY_OK(pipeline->start({}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const auto crashed = followUntil(conductor, "load work");
        QVERIFY(!crashed);
        QCOMPARE(crashed.error().code, ErrorCode::Cancelled);
        QCOMPARE(pipeline->progress().loaded, 0);
        QTRY_VERIFY(!bench.events(journal::EventKind::Restart).empty());
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        pipeline->stop();
        QCOMPARE(pipeline->progress().loaded, 3);
        QCOMPARE(bench.number("select count(*) from etl_audit"), 3);
    }

    void stepRecord_carriesOneRecordToItsEnd()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 5, Semantics::EffectivelyOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        for (int n = 1; n <= 5; ++n) {
            const auto step = conductor.stepRecord();
            VERIFY_OK(step);
            QCOMPARE(text(*step).substr(0, 11), std::string("load commit"));
            QCOMPARE(pipeline->progress().acked, n);
            QCOMPARE(pipeline->progress().loaded, n);
        }
        const auto after = conductor.stepRecord();
        VERIFY_OK(after);
        QVERIFY(!after->done);
        pipeline->stop();
    }

    /// Its transform has worked it already, and commits before it has arrived.
    void stepRecord_ofARecordThatWasSteppedByHops_leavesNoCommitDue()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 1, Semantics::EffectivelyOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        while (pipeline->progress().transformed == 0)
            VERIFY_OK(conductor.stepHop());
        VERIFY_OK(conductor.stepRecord());
        QCOMPARE(pipeline->progress().loaded, 1);
        QVERIFY(!conductor.stepToCommit()->done);
        pipeline->stop();
    }

    /// The loader may have stored the result before the transform commits.
    void commit_saysWhetherItsResultStillWaits()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 2, Semantics::EffectivelyOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const auto next = [&](Action action) {
            auto step = conductor.stepHop(Policy::FollowRecord);
            while (step && !(step->stage == StageKind::Transform && step->credit.action == action))
                step = conductor.stepHop(Policy::FollowRecord);
            return step;
        };
        QVERIFY(next(Action::Commit)->resultWaits);
        VERIFY_OK(conductor.stepRecord()); // that one to its end
        const auto worked = next(Action::Work);
        VERIFY_OK(conductor.follow(worked->report.outputs.front()));
        VERIFY_OK(conductor.stepRecord());
        QCOMPARE(pipeline->progress().loaded, 2);
        const auto commit = conductor.stepToCommit();
        QCOMPARE(text(*commit).substr(0, 16), std::string("transform commit"));
        QVERIFY(!commit->resultWaits);
        pipeline->stop();
    }

    void deadLetter_endsAStepRecordBehindItsCommit()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 0, Semantics::EffectivelyOnce);
        VERIFY_OK(bench.produce({"raw_orders", 1}, "x", "not JSON"));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const auto step = conductor.stepRecord();
        VERIFY_OK(step);
        QCOMPARE(text(*step), std::string("transform commit 1"));
        QCOMPARE(pipeline->progress().deadLettered, 1);
        QVERIFY(!conductor.followed());
        pipeline->stop();
    }

    void followedRecord_isCarriedBeforeOlderOnesOfOtherPartitions()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 12, Semantics::EffectivelyOnce);
        generate(*pipeline, 12);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const auto way = sampledRecord(bench, 1);
        QVERIFY(!way.correlationId.empty());
        VERIFY_OK(conductor.follow(way.correlationId));
        QCOMPARE(conductor.followed(), std::optional(Position{way.topic, way.partition, way.first}));
        const std::int64_t before = pipeline->progress().loaded;
        VERIFY_OK(conductor.stepRecord());
        QVERIFY(!conductor.followed());
        QCOMPARE(
            bench.number("select count(*) from etl_audit where correlation_id = '" + way.correlationId + "'"),
            1);
        QVERIFY(pipeline->progress().loaded > before);
        // Nothing of the other partition has moved.
        for (const auto &[partition, position] : pipeline->transforms().front()->gate().positions())
            QCOMPARE(position, partition.partition == way.partition ? way.first + 1 : 0);
        QCOMPARE(conductor.follow(way.correlationId).error().code, ErrorCode::NotFound);
        QCOMPARE(conductor.follow(Position{"raw_orders", 0, 1'000}).error().code, ErrorCode::NotFound);
        pipeline->stop();
    }

    void stepFollowed_isAHopOfThatRecord_afterThoseBeforeItInItsPartition()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 6, Semantics::EffectivelyOnce);
        generate(*pipeline, 6);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        // Nobody told the conductor of this one.
        VERIFY_OK(bench.produce({"raw_orders", 1}, "x", "not JSON"));
        const auto marks = bench.backend->watermarks({"raw_orders", 1});
        VERIFY_OK(marks);
        const Position last{"raw_orders", 1, marks->end - 1};
        QVERIFY(last.offset >= 1);
        std::vector<std::string> hops;
        for (;;) {
            VERIFY_OK(conductor.follow(last)); // each time anew, by where it was at first
            const auto step = conductor.stepFollowed();
            VERIFY_OK(step);
            QVERIFY(step->done);
            QCOMPARE(step->credit.partition, (TopicPartition{"raw_orders", 1}));
            hops.push_back(text(*step));
            if (step->credit.action == Action::Commit)
                break;
        }
        const std::string offset = std::to_string(last.offset + 1);
        QCOMPARE(
            hops,
            (std::vector<std::string>{"transform take", "transform work", "transform commit " + offset}));
        QCOMPARE(pipeline->progress().transformed, last.offset); // those before it
        const auto after = conductor.stepFollowed();
        VERIFY_OK(after);
        QVERIFY(!after->done);
        QCOMPARE(conductor.follow(last).error().code, ErrorCode::NotFound);
        pipeline->stop();
    }

    void stepFollowed_goesOnIntoTheWarehouse()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 6, Semantics::EffectivelyOnce);
        generate(*pipeline, 6);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const auto way = sampledRecord(bench, 1);
        const Position at{way.topic, way.partition, way.first};
        int loads = 0;
        for (int hop = 0; hop < 6; ++hop) { // taken, worked, committed, in both stages
            VERIFY_OK(conductor.follow(at));
            const auto step = conductor.stepFollowed();
            VERIFY_OK(step);
            QVERIFY(step->done);
            loads += step->stage == StageKind::Load ? 1 : 0;
        }
        QCOMPARE(loads, 3);
        QCOMPARE(
            bench.number("select count(*) from etl_audit where correlation_id = '" + way.correlationId + "'"),
            1);
        QCOMPARE(conductor.follow(at).error().code, ErrorCode::NotFound);
        pipeline->stop();
    }

    void partitionWithoutOwner_isLeftOutUntilSomebodyHasItAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(6));
        options.conducted = true;
        options.transformMembers = 2;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        generate(*pipeline, 6);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        QVERIFY(pipeline->stopMember("transform-1"));
        int refused = 0;
        for (;;) {
            const auto step = conductor.stepHop();
            refused += step ? 0 : 1;
            QVERIFY(refused < 2);
            if (step && !step->done)
                break;
        }
        QCOMPARE(refused, 1);
        const std::int64_t ofOne = pipeline->progress().loaded;
        QVERIFY(ofOne > 0 && ofOne < 6);
        QCOMPARE(pipeline->addMember(StageKind::Transform), std::string("transform-1"));
        QTRY_VERIFY(pipeline->transforms()[1]->gate().owns({"raw_orders", 1}));
        VERIFY_OK(stepToEnd(conductor));
        QCOMPARE(pipeline->progress().loaded, 6);
        pipeline->stop();
    }

    void stageWithoutMembers_isLeftOutAtOnceAndSaidOnce()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 6, Semantics::EffectivelyOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        QVERIFY(pipeline->stopMember("load-0"));
        QTRY_VERIFY(!pipeline->loads().front()->runs());
        int refused = 0;
        QElapsedTimer since;
        for (;;) {
            since.start();
            const auto step = conductor.stepHop();
            if (!step) {
                ++refused;
                QVERIFY2(step.error().message.contains(QLatin1String("no member")),
                         qPrintable(step.error().message));
                QVERIFY2(since.elapsed() < 5'000,
                         "nobody was waited for"); // a member is waited for twice as long
            }
            QVERIFY(refused < 2);
            if (step && !step->done)
                break;
        }
        QCOMPARE(refused, 1);
        QCOMPARE(pipeline->progress().loaded, 0);
        QCOMPARE(pipeline->addMember(StageKind::Load), std::string("load-0"));
        QTRY_VERIFY(pipeline->loads().front()->gate().owns({"enriched_orders", 0}));
        VERIFY_OK(stepToEnd(conductor));
        QCOMPARE(pipeline->progress().loaded, 6);
        pipeline->stop();
    }

    void hopThatWasGivenUpAndDoneLater_isNotRepeated()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 2, Semantics::EffectivelyOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(followUntil(conductor, "load take"));
        // Somebody else asks for the hop: the conductor's own credit finds it done, and the next one is made.
        Gate &gate = pipeline->loads().front()->gate();
        QVERIFY(conductor.followed());
        const Position held = *conductor.followed();
        QVERIFY(!gate.request({Action::Work, {held.topic, held.partition}, held.offset}, 10'000).error);
        VERIFY_OK(conductor.stepHop(Policy::FollowRecord));
        VERIFY_OK(stepToEnd(conductor));
        QCOMPARE(pipeline->progress().loaded, 2);
        pipeline->stop();
    }

    void endedSource_isAskedForNothing()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(20)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        for (const Policy policy : {Policy::Seeded, Policy::FollowRecord}) {
            const auto step = conductor.stepHop(policy);
            VERIFY_OK(step);
            QVERIFY(!step->done);
        }
        QVERIFY(bench.events(journal::EventKind::Step).empty());
        pipeline->stop();
    }

    void resetThatFailsForAPartition_namesItAndTheMembersGoOn()
    {
        constexpr int topicAuthorizationFailed = 29;
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 6, Semantics::EffectivelyOnce);
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        const auto rows = bench.number("select count(*) from fact_orders");
        VERIFY_OK(
            bench.backend->failRequests(broker::RequestKind::OffsetCommit, topicAuthorizationFailed, 1));
        const auto done =
            conductor.reset(StageKind::Load, {{{"enriched_orders", 0}, 0}, {{"enriched_orders", 1}, 0}});
        QVERIFY(!done);
        const QString said = done.error().message;
        QVERIFY2(said.contains(QLatin1String("enriched_orders/0: "))
                     && !said.contains(QLatin1String("enriched_orders/1")),
                 qPrintable(said));
        QTRY_VERIFY(!bench.events(journal::EventKind::Restart).empty());
        QTRY_VERIFY(pipeline->loads().front()->joined());
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'reset' and src_partition = 1"),
                 1);
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'reset'"), 1);
        QCOMPARE(bench.number("select count(*) from fact_orders"), rows);
        pipeline->stop();
    }

    void takeAfterAResetWithoutJoiningAnew_givesNoOtherRecordThanTheCredits()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 40));
        auto options = bench.options();
        options.conducted = true;
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({false, false, true, false}));
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        Gate &gate = pipeline->loads().front()->gate();
        const TopicPartition partition{"enriched_orders", 0};
        QVERIFY(!gate.request({Action::Take, partition, 0}, 10'000).error);
        QVERIFY(!gate.request({Action::Reset, partition, 5}, 10'000).error);
        // Its queue still goes on from the position before.
        QVERIFY(gate.request({Action::Take, partition, 5}, 10'000).error);
        QTRY_VERIFY(gate.owns(partition) && !gate.request({Action::Take, partition, 5}, 10'000).error);
        QCOMPARE(gate.request({Action::Work, partition, 5}, 10'000).position, 6);
        pipeline->stop();
        QCOMPARE(bench.number("select count(*) from etl_audit where action <> 'reset'"), 1);
        QCOMPARE(bench.number("select src_offset from etl_audit where action <> 'reset'"), 5);
    }

    void resetOutsideOfTheLog_saysWhatItKeepsAndChangesNothing_data()
    {
        QTest::addColumn<bool>("plainClient");
        QTest::newRow("embedded broker") << false;
        QTest::newRow("plain client") << true;
    }
    void resetOutsideOfTheLog_saysWhatItKeepsAndChangesNothing()
    {
        QFETCH(bool, plainClient);
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = conducted(bench, 6, Semantics::EffectivelyOnce);
        auto connected = broker::connectCluster(bench.backend->info().bootstrap);
        VERIFY_OK(connected);
        broker::ClusterBackend &backend = plainClient ? **connected : *bench.backend;
        Conductor conductor(*pipeline, backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        VERIFY_OK(stepToEnd(conductor));
        const auto marks = backend.watermarks({"raw_orders", 1});
        VERIFY_OK(marks);
        const std::size_t commits = bench.events(journal::EventKind::Committed).size();
        for (const std::int64_t offset : {std::int64_t{-1}, marks->end + 1}) {
            const auto done =
                conductor.reset(StageKind::Transform, {{{"raw_orders", 0}, 0}, {{"raw_orders", 1}, offset}});
            QVERIFY(!done);
            QCOMPARE(done.error().code, ErrorCode::OutOfRange);
            QVERIFY2(done.error().message.contains(QStringLiteral("from 0 to %1").arg(marks->end)),
                     qPrintable(done.error().message));
            QCOMPARE(done.error().context, QStringLiteral("raw_orders/1"));
        }
        QCOMPARE(bench.events(journal::EventKind::Committed).size(), commits);
        QVERIFY(bench.events(journal::EventKind::Restart).empty());
        VERIFY_OK(conductor.reset(StageKind::Transform, {{{"raw_orders", 1}, marks->end}}));
        pipeline->stop();
    }

private:
    static std::unique_ptr<Pipeline> conducted(Bench &bench, std::int64_t orders, Semantics semantics)
    {
        auto options = bench.options(generator(orders));
        options.conducted = true;
        options.semantics = semantics;
        options.sampleEvery = 1;
        auto pipeline = bench.make(options);
        const auto started = pipeline->start({});
        return started ? std::move(pipeline) : nullptr;
    }

    static std::string text(const Conductor::Step &step)
    {
        static constexpr std::string_view names[] = {"generate", "take", "work", "commit", "reset", "rejoin"};
        std::string words(toString(step.stage));
        words.append(" ").append(names[static_cast<std::size_t>(step.credit.action)]);
        if (step.credit.action == Action::Commit)
            words.append(" ").append(std::to_string(step.credit.offset));
        return words;
    }

    /// Puts so many records into the raw topic before anything else moves.
    static void generate(Pipeline &pipeline, int records)
    {
        Gate &gate = pipeline.source()->gate();
        QTRY_VERIFY(gate.settled());
        for (int i = 0; i < records; ++i)
            QVERIFY(!gate.request({Action::Generate, {}, -1}, 10'000).error);
    }

    /// Steps the followed record until a hop whose text begins so was done.
    static Result<void> followUntil(Conductor &conductor, std::string_view hop)
    {
        for (;;) {
            const auto step = conductor.stepHop(Policy::FollowRecord);
            if (!step)
                return step.error();
            if (text(*step).rfind(hop, 0) == 0)
                return {};
        }
    }

    /// The last acknowledged record of a raw partition.
    static journal::Event sampledRecord(const Bench &bench, std::int32_t partition)
    {
        journal::Event last;
        for (const journal::Event &event : bench.events(journal::EventKind::Record)) {
            if (event.hop == journal::Hop::Acked && event.topic == "raw_orders"
                && event.partition == partition)
                last = event;
        }
        return last;
    }
};

PK_TEST(TestConductor)
#include "tst_conductor.moc"
