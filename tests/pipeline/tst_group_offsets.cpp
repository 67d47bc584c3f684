// What a group has committed, when somebody else has a hand in it or the coordinator refuses it.

#include "journal/state.h"
#include "pipeline_fixture.h"

using namespace pk;
using namespace pk::test;

class TestGroupOffsets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commitByAnybodyElseForTheTransform_isToldOnce_data()
    {
        QTest::addColumn<Semantics>("semantics");
        QTest::newRow("effectively once") << Semantics::EffectivelyOnce;
        QTest::newRow("at most once") << Semantics::AtMostOnce;
    }
    void commitByAnybodyElseForTheTransform_isToldOnce()
    {
        QFETCH(Semantics, semantics);
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(100));
        options.semantics = semantics;
        auto first = bench.make(options);
        VERIFY_OK(first->start({true, true, false, false}));
        QTRY_COMPARE(first->progress().transformed, 100);
        first->stop();
        QVERIFY(bench.events(journal::EventKind::Reset).empty());
        const auto marks = bench.backend->watermarks({"raw_orders", 0});
        VERIFY_OK(marks);
        commitAsStranger(bench, {TopicPartition{"raw_orders", 0}, 5, {}}, kTransformGroup);

        options.source = {};
        auto second = bench.make(options);
        VERIFY_OK(second->start({false, true, false, false}));
        QTRY_COMPARE(second->progress().transformed, marks->end - 5);
        second->stop();
        const auto resets = bench.events(journal::EventKind::Reset);
        QCOMPARE(resets.size(), 1U);
        QCOMPARE(resets.front().group, std::string(kTransformGroup));
        QCOMPARE(resets.front().text, std::string("commit"));
        QCOMPARE(resets.front().first, 5);

        // One that is met without anything to read behind it is told once as well.
        commitAsStranger(bench, {TopicPartition{"raw_orders", 0}, marks->end, {}}, kTransformGroup);
        for (int i = 0; i < 2; ++i) {
            auto idle = bench.make(options);
            VERIFY_OK(idle->start({false, true, false, false}));
            QTRY_VERIFY(idle->times().assignedUs.load() != 0 || idle->members().front().joined);
            idle->stop();
        }
        QCOMPARE(bench.events(journal::EventKind::Reset).size(), 2U);
    }

    void commitThatFails_isNotJournalledAndTriedAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 40));
        LonelyMember member(bench);
        QTRY_VERIFY(member.served());
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_COMPARE(loader->progress().loaded, 40);
        QTRY_VERIFY(member.served() && bench.events(journal::EventKind::Error).size() >= 2); // tried again
        loader->stop();
        for (const journal::Event &event : bench.events(journal::EventKind::Committed))
            QVERIFY(event.group != kLoaderGroup);
        const auto known = bench.backend->committed(std::string(kLoaderGroup), {{"enriched_orders", 0}});
        VERIFY_OK(known);
        QCOMPARE(known->front().offset, -1);
    }

    void resetThatCannotBeTakenOver_isATroubleOfTheBroker()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 40));
        commitAsStranger(bench, {TopicPartition{"enriched_orders", 0}, 5, {}}, kLoaderGroup);
        LonelyMember member(bench);
        QTRY_VERIFY(member.served());
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_VERIFY(member.served() && lasts(bench, "broker"));
        QVERIFY(!lasts(bench, "database"));
        loader->stop();
        QCOMPARE(loader->progress().loaded, 0);
    }

    /// As after an outage of all brokers. Which kind of step is all the same.
    void memberThatStandsElsewhere_isAskedAnew_andTheStepIsMade()
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
        const auto workBehindItsBack = [&](std::int64_t offset) {
            const TopicPartition partition{"enriched_orders", 0};
            return !gate.request({Action::Take, partition, offset}, 10'000).error
                && !gate.request({Action::Work, partition, offset}, 10'000).error;
        };
        QVERIFY(workBehindItsBack(0));
        const auto step = conductor.stepHop(Policy::FollowRecord);
        VERIFY_OK(step);
        QVERIFY(step->done);
        VERIFY_OK(conductor.follow(Position{"enriched_orders", 0, 2}));
        QVERIFY(workBehindItsBack(1));
        const auto followed = conductor.stepFollowed();
        VERIFY_OK(followed);
        QVERIFY(followed->done);
        QCOMPARE(followed->credit.offset, 2);
        pipeline->stop();
    }

private:
    /// While a group has members, the coordinator refuses the commits of a stranger: and that is what a
    /// loader with a static assignment is beside this one.
    class LonelyMember
    {
    public:
        explicit LonelyMember(const Bench &bench)
        {
            broker::ConsumerSettings settings;
            settings.group = std::string(kLoaderGroup);
            settings.clientId = "member";
            broker::ConsumerListener listener;
            listener.assigned = [this](std::vector<broker::StartOffset> &) { m_assigned = true; };
            auto made = broker::Consumer::create(broker::consumerConfig(bench.backend->info(), settings),
                                                 std::move(listener));
            if (made && (*made)->subscribe({"enriched_orders"}).ok())
                m_consumer = std::move(*made);
        }
        /// Whether it is the group's member; to be asked again and again.
        bool served()
        {
            if (m_consumer)
                m_consumer->serve();
            return m_assigned;
        }

    private:
        bool m_assigned = false;
        std::unique_ptr<broker::Consumer> m_consumer; // calls what stands above
    };

    /// Whether the loader waits for this condition.
    static bool lasts(const Bench &bench, std::string_view condition)
    {
        journal::State state;
        (void)bench.journal->forEach([&state](std::span<const journal::Event> part) {
            state.apply(part);
            return true;
        });
        return std::any_of(state.errors().begin(), state.errors().end(), [&](const auto &entry) {
            return state.lasts(entry.first, entry.second) && entry.second.member == "load-0"
                && entry.second.condition == condition;
        });
    }
    static void commitAsStranger(const Bench &bench, const broker::CommitOffset &offset,
                                 std::string_view group)
    {
        broker::ConsumerSettings settings;
        settings.group = std::string(group);
        settings.clientId = "stranger";
        auto consumer = broker::Consumer::create(broker::consumerConfig(bench.backend->info(), settings), {});
        VERIFY_OK(consumer);
        VERIFY_OK((*consumer)->commit(std::span(&offset, 1)));
    }
};

PK_TEST(TestGroupOffsets)
#include "tst_group_offsets.moc"
