#include "base/pcg32.h"
#include "journal/digest.h"
#include "pipeline_fixture.h"

#include <QCoreApplication>

using namespace pk;
using namespace pk::test;

namespace {

/// Orders whose bytes were changed at random places: cut, overwritten, doubled, swapped.
class MutatingSource final : public extract::Source
{
public:
    explicit MutatingSource(std::unique_ptr<extract::Source> source)
        : m_source(std::move(source))
    {
    }
    Result<bool> next(extract::SourceRecord &record) override
    {
        auto more = m_source->next(record);
        std::string &value = record.value;
        for (std::uint32_t n = m_dice.below(4); n > 0 && !value.empty(); --n) {
            const std::size_t at = m_dice.below(static_cast<std::uint32_t>(value.size()));
            switch (m_dice.below(4)) {
            case 0:
                value[at] = static_cast<char>(m_dice.next());
                break;
            case 1:
                value.erase(at, 1 + m_dice.below(20));
                break;
            case 2:
                value.insert(at, value, at, 1 + m_dice.below(20));
                break;
            default:
                std::swap(value[at], value[value.size() - 1 - at]);
                break;
            }
        }
        return more;
    }
    std::string_view name() const override { return "generator"; }

private:
    std::unique_ptr<extract::Source> m_source;
    Pcg32 m_dice{99};
};

} // namespace

class TestPipeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drain_loadsEveryRecordOnce()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 500, 30);
        QCOMPARE(bench.number("select count(distinct raw_partition || '/' || raw_offset) from etl_audit"),
                 bench.number("select count(*) from etl_audit"));
    }

    void loaderRestart_readsNothingAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 300, 0);
        const std::int64_t rows = bench.number("select count(*) from etl_audit");
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_VERIFY(loader->times().assignedUs.load() != 0);
        QTRY_VERIFY(isDrained(*loader));
        loader->stop();
        QCOMPARE(loader->progress().loaded, 0);
        QCOMPARE(bench.number("select count(*) from etl_audit"), rows);
    }

    void commitByAnybodyElse_isAnIntendedResetThatTheLoaderFollows()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 300, 0);
        const auto before = checksum(bench);
        commitAsStranger(bench, {TopicPartition{"enriched_orders", 0}, 5, {}});

        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        const auto marks = bench.backend->watermarks({"enriched_orders", 0});
        VERIFY_OK(marks);
        QTRY_COMPARE(loader->progress().loaded, marks->end - 5);
        loader->stop();
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'reset'"), 1);
        QCOMPARE(bench.number("select epoch from etl_offsets where partition = 0"), 1);
        QCOMPARE(bench.number("select epoch from etl_offsets where partition = 1"), 0);
        QCOMPARE(checksum(bench), before);
        const auto resets = bench.events(journal::EventKind::Reset);
        QCOMPARE(resets.size(), 1U);
        const journal::Event &reset = resets.front();
        QCOMPARE(reset.group, std::string(kLoaderGroup));
        QVERIFY((TopicPartition{reset.topic, reset.partition} == TopicPartition{"enriched_orders", 0}));
        QCOMPARE(reset.text, std::string("commit"));
        QCOMPARE(reset.first, 5);
        QCOMPARE(reset.last, marks->end);
    }

    void commitsOfALoaderThatStoresNoOffsets_areNoReset()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 300, 0);
        auto naive = bench.options(generator(200, 8));
        naive.semantics = Semantics::AtLeastOnce;
        naive.warehousePath = bench.folder.filePath(QStringLiteral("naive.db"));
        VERIFY_OK(runToEnd(*bench.make(std::move(naive))));
        std::int64_t end = 0;
        for (int partition = 0; partition < 2; ++partition)
            end += bench.backend->watermarks({"enriched_orders", partition})->end;

        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        // What the naive loader has read is read by this one, too.
        QTRY_COMPARE(bench.number("select sum(next_offset) from etl_offsets"), end);
        loader->stop();
        QVERIFY(loader->progress().loaded > 0);
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'reset'"), 0);
    }

    void commitOutsideOfTheLog_isNotFollowedAndSaysWhatIsKept()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 100, 0);
        const auto stored = bench.number("select next_offset from etl_offsets where partition = 0");
        commitAsStranger(bench, {TopicPartition{"enriched_orders", 0}, 1'000'000, {}});
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_VERIFY(isDrained(*loader));
        loader->stop();
        QCOMPARE(bench.number("select next_offset from etl_offsets where partition = 0"), stored);
        QCOMPARE(bench.number("select epoch from etl_offsets where partition = 0"), 0);
        const auto errors = bench.events(journal::EventKind::Error);
        QCOMPARE(errors.size(), 1U);
        QVERIFY(errors.front().text.find("from 0 to " + std::to_string(stored)) != std::string::npos);
    }

    void slowLoader_saysWhatItHasDoneBeforeItDawdles()
    {
        constexpr int delayMs = 60'000;
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(4)));
        pipeline->setDelay(StageKind::Load, delayMs);
        VERIFY_OK(pipeline->start({}));
        const auto has = [&](journal::EventKind kind) {
            const auto events = bench.events(kind);
            return std::any_of(events.begin(), events.end(),
                               [](const journal::Event &e) { return e.group == kLoaderGroup; });
        };
        QTRY_VERIFY(has(journal::EventKind::Applied));
        QTRY_VERIFY(has(journal::EventKind::Committed));
        QCOMPARE(pipeline->progress().loaded, 1);
        pipeline->stop();
    }

    void resetThatTheLoaderHasFollowed_isItsOwnAtOnce()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 300, 0);
        commitAsStranger(bench, {TopicPartition{"enriched_orders", 0}, 5, {}});
        // It follows the reset and crashes before it has committed anything that it read.
        auto options = bench.options();
        options.conducted = true;
        auto crashing = bench.make(options);
        VERIFY_OK(crashing->start({false, false, true, false}));
        QTRY_VERIFY(crashing->loads().front()->joined());
        QTRY_COMPARE(bench.number("select epoch from etl_offsets where partition = 0"), 1);
        const auto known = bench.backend->committed(std::string(kLoaderGroup), {{"enriched_orders", 0}});
        VERIFY_OK(known);
        QCOMPARE(known->front().offset, 5);
        QVERIFY(known->front().metadata.rfind("pk1;", 0) == 0);
        crashing->abandon();
        // In between the rows may have gone on: what is committed is behind and is no reset.
        auto db = openSqlite(bench.warehousePath());
        VERIFY_OK(db);
        VERIFY_OK((*db)->exec("update etl_offsets set next_offset = 9 where partition = 0"));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_VERIFY(isDrained(*loader));
        loader->stop();
        QCOMPARE(bench.number("select count(*) from etl_audit where action = 'reset'"), 1);
        QCOMPARE(bench.number("select epoch from etl_offsets where partition = 0"), 1);
    }

    void storedOffsetBehindTheLogEnd_isOfAnotherLogAndAllIsReadAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 100, 0);
        const auto before = checksum(bench);
        auto db = openSqlite(bench.warehousePath());
        VERIFY_OK(db);
        VERIFY_OK((*db)->exec("update etl_offsets set next_offset = 1000000 where partition = 0"));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        const auto marks = bench.backend->watermarks({"enriched_orders", 0});
        VERIFY_OK(marks);
        QTRY_COMPARE(loader->progress().loaded, marks->end);
        loader->stop();
        QCOMPARE(bench.number("select next_offset from etl_offsets where partition = 0"), marks->end);
        QCOMPARE(bench.number("select epoch from etl_offsets where partition = 0"), 1);
        QCOMPARE(checksum(bench), before);
        const auto errors = bench.events(journal::EventKind::Error);
        QCOMPARE(errors.size(), 1U);
        QVERIFY(errors.front().text.find("made anew") != std::string::npos);
        QCOMPARE(bench.events(journal::EventKind::Reset).front().text, std::string("new_log"));
    }

    void zombieLoader_isFencedAndNothingIsDoubled()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(feed(bench, 400));
        // Two loaders believe that they own the same partitions, as after a pause longer than the session.
        auto first = bench.make(bench.options());
        auto second = bench.make(bench.options());
        VERIFY_OK(first->start({false, false, true, false}));
        VERIFY_OK(second->start({false, false, true, false}));
        QTRY_COMPARE(bench.number("select count(*) from etl_audit"), 400);
        QTRY_VERIFY(isDrained(*first));
        first->stop();
        second->stop();
        QVERIFY(!first->failure() && !second->failure());
        QCOMPARE(bench.number("select count(distinct raw_partition || '/' || raw_offset) from etl_audit"),
                 400);
        QCOMPARE(bench.number("select count(*) from etl_audit"), 400);
    }

    void lockedWarehouse_isRetriedUntilItIsFree()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 100, 0);
        auto locker = openSqlite(bench.warehousePath());
        VERIFY_OK(locker);
        VERIFY_OK((*locker)->begin());
        auto options = bench.options(generator(200, 9));
        options.transformGroup = "second-transform";
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({true, true, true, false}));
        QTRY_COMPARE(pipeline->loads().front()->status(), StageStatus::Retrying);
        QCOMPARE(pipeline->progress().loaded, 0);
        (*locker)->rollback();
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        QVERIFY(pipeline->progress().loaded >= 200);
    }

    void nobodyReads_theGuardStopsTheSourceBeforeRetentionTakesAnything()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(60'000)); // some 30 MB; the log keeps 5 MiB a partition
        options.ratePerSecond = 1'000'000;
        auto source = bench.make(options);
        VERIFY_OK(source->start({true, false, false, false}));
        QTRY_VERIFY(source->guard().closings() > 0);
        const std::int64_t stoppedAt = source->progress().acked;
        QVERIFY(stoppedAt < 60'000);
        for (int p = 0; p < 2; ++p) {
            const auto marks = bench.backend->watermarks({"raw_orders", p});
            VERIFY_OK(marks);
            QCOMPARE(marks->begin, 0);
        }
        // Readers come, and it goes on to the end.
        auto readers = bench.make(bench.options());
        VERIFY_OK(readers->start({false, true, true, false}));
        QTRY_VERIFY(source->progress().acked == 60'000);
        QTRY_VERIFY(isDrained(*readers));
        readers->stop();
        source->stop();
        QCOMPARE(bench.number("select count(*) from etl_audit"), 60'000);
    }

    void refusedByTheLoader_goesToItsDeadLettersAndTheRestGoesOn()
    {
        Bench bench;
        QVERIFY(bench.ready());
        loadOrders(bench, 50, 0);
        auto producer =
            broker::Producer::create(broker::producerConfig(bench.backend->info(), "stranger", 0), {});
        VERIFY_OK(producer);
        broker::Headers none;
        VERIFY_OK((*producer)->produce({"enriched_orders", 0, "x", "[1,2", 0, 0}, none));
        VERIFY_OK((*producer)->flush(60'000));
        auto loader = bench.make(bench.options());
        VERIFY_OK(loader->start({false, false, true, false}));
        QTRY_COMPARE(loader->loads().front()->rejected(), 1);
        QTRY_VERIFY(isDrained(*loader));
        loader->stop();
        const auto marks = bench.backend->watermarks({"enriched_orders.dlq", 0});
        VERIFY_OK(marks);
        QCOMPARE(marks->end - marks->begin, 1);
    }

    void conductedInTheMiddle_goesOnWhereTheFreeRunWas()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(400, 7, 10));
        options.ratePerSecond = 1; // what comes when is told by burst(), not by the machine
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start({}));
        pipeline->burst(100);
        QTRY_VERIFY(pipeline->progress().loaded > 50);
        pipeline->burst(250); // these are under way
        Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
        VERIFY_OK(conductor.conduct(60'000));
        const Progress held = pipeline->progress();
        auto step = conductor.stepRecord();
        VERIFY_OK(step);
        QVERIFY(step->done);
        QVERIFY(pipeline->progress().acked <= held.acked + 1);
        step = conductor.stepToCommit();
        VERIFY_OK(step);
        QCOMPARE(step->credit.action, Action::Commit);
        pipeline->burst(400); // the rest
        conductor.release();
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto db = bench.reader();
        const auto ledger = verify(*pipeline, *bench.backend, *db);
        VERIFY_OK(ledger);
        QVERIFY(ledger->holds());
        QCOMPARE(ledger->acked, 400);
    }

    void mutatedPayloads_crashNothingAndTheBooksClose()
    {
        constexpr std::int64_t count = 100'000;
        Bench bench;
        QVERIFY(bench.ready());
        const auto orders = generator(count, 5, 20);
        auto pipeline =
            bench.make(bench.options([orders](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
                auto source = orders(0);
                return std::unique_ptr<extract::Source>(std::make_unique<MutatingSource>(std::move(*source)));
            }));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY_WITH_TIMEOUT(isDrained(*pipeline), 120'000);
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto db = bench.reader();
        const auto ledger = verify(*pipeline, *bench.backend, *db);
        VERIFY_OK(ledger);
        QVERIFY(ledger->balanced());
        QVERIFY(ledger->holds());
        QCOMPARE(ledger->acked, count);
        QVERIFY(ledger->deadLettered > count / 10); // both sides are reached
        QVERIFY(ledger->applied > count / 10);
    }

    void heldBeyondThePollInterval_theTraceIsTheSame()
    {
        constexpr int holdMs = 8'000; // the group's max.poll.interval.ms is 6000; tst_long_hold holds longer
        const auto plain = conductedDigest(0);
        const auto held = conductedDigest(holdMs);
        QVERIFY(!plain.empty() && !held.empty());
        QCOMPARE(held, plain);
    }

    void verify_seesWhatTheStagesDoNot()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline = bench.make(bench.options(generator(200)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        {
            const auto db = bench.reader();
            const auto sound = verify(*pipeline, *bench.backend, *db);
            VERIFY_OK(sound);
            QVERIFY(sound->holds());
        }
        auto db = openSqlite(bench.warehousePath());
        VERIFY_OK(db);
        VERIFY_OK((*db)->exec("delete from etl_audit where id = (select min(id) from etl_audit)"));
        const auto lost = verify(*pipeline, *bench.backend, **db);
        VERIFY_OK(lost);
        QCOMPARE(lost->lost, 1);
        QVERIFY(!lost->holds());
        const std::string before = "cluster, group_id, src_topic, src_partition, src_offset, ";
        const std::string behind =
            ", raw_topic, raw_partition, raw_offset, entity, entity_key, version, action, "
            "payload_sha256, batch_id, at";
        VERIFY_OK((*db)->exec("insert into etl_audit(" + before + "epoch" + behind + ") select " + before
                              + "epoch + 1" + behind + " from etl_audit where action = 'insert' limit 1"));
        const auto doubled = verify(*pipeline, *bench.backend, **db);
        VERIFY_OK(doubled);
        QCOMPARE(doubled->duplicates, 1);
        QCOMPARE(doubled->unknownOrigin, 0);
        // A row that names the raw record of another one: that is nobody's double, but its own is missing.
        VERIFY_OK((*db)->exec(
            "update etl_audit set raw_offset = (select min(raw_offset) from etl_audit a where "
            "a.raw_partition = etl_audit.raw_partition) where id = (select max(id) - 1 from etl_audit)"));
        const auto misnamed = verify(*pipeline, *bench.backend, **db);
        VERIFY_OK(misnamed);
        QCOMPARE(misnamed->lost, 2);
        QCOMPARE(misnamed->duplicates, 1);
        QCOMPARE(misnamed->unknownOrigin, 1);
    }

private:
    static void loadOrders(Bench &bench, std::int64_t orders, int dirtyPercent)
    {
        auto pipeline = bench.make(bench.options(generator(orders, 7, dirtyPercent)));
        VERIFY_OK(pipeline->start({}));
        QTRY_VERIFY(isDrained(*pipeline));
        pipeline->stop();
        QVERIFY(!pipeline->failure());
        VERIFY_OK(pipeline->finishFollower(60'000));
        const auto db = bench.reader();
        const auto ledger = verify(*pipeline, *bench.backend, *db);
        VERIFY_OK(ledger);
        QVERIFY(ledger->holds());
        QCOMPARE(ledger->acked, orders);
    }

    static std::string checksum(const Bench &bench)
    {
        const auto db = bench.reader();
        const auto sum = warehouse::checksum(*db);
        return sum ? *sum : sum.error().toString().toStdString();
    }

    static void commitAsStranger(const Bench &bench, const broker::CommitOffset &offset)
    {
        broker::ConsumerSettings settings;
        settings.group = std::string(kLoaderGroup);
        settings.clientId = "stranger";
        auto consumer = broker::Consumer::create(broker::consumerConfig(bench.backend->info(), settings), {});
        VERIFY_OK(consumer);
        VERIFY_OK((*consumer)->commit(std::span(&offset, 1)));
    }
};

PK_TEST(TestPipeline)
#include "tst_pipeline.moc"
