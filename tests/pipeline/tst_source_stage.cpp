#include "extract/csv_source.h"
#include "pipeline/retention_guard.h"
#include "pipeline_fixture.h"
#include "places/places.h"

#include <numeric>

using namespace pk;
using namespace pk::test;

namespace {

constexpr int kOutOfOrderSequence = 45; // after it an idempotent producer takes nothing more
constexpr int kDuplicateSequence = 46;
constexpr Pipeline::Parts kSourceOnly{true, false, false, false};

/// The values in the topic, by how often they are there.
std::map<std::string, int> valuesIn(broker::ClusterBackend &backend, const std::string &topic, int partitions)
{
    std::map<std::string, int> values;
    broker::ConsumerSettings settings;
    settings.group = "test";
    settings.clientId = "test";
    auto consumer = broker::Consumer::create(broker::consumerConfig(backend.info(), settings), {});
    std::vector<broker::StartOffset> starts;
    std::int64_t expected = 0;
    for (int p = 0; p < partitions; ++p) {
        starts.push_back({{topic, p}, broker::kBeginning});
        const auto marks = backend.watermarks({topic, p});
        expected += marks ? marks->end : 0;
    }
    if (!consumer || !(*consumer)->assign(starts))
        return {};
    const std::int64_t deadlineUs = monotonicUs() + 60'000'000;
    std::vector<broker::Message> messages;
    for (std::int64_t seen = 0; seen < expected && monotonicUs() < deadlineUs;) {
        (*consumer)->serve();
        messages.clear();
        (*consumer)->takeAny(1'000, messages);
        for (const broker::Message &message : messages)
            ++values[std::string(message.value())];
        seen += static_cast<std::int64_t>(messages.size());
        if (messages.empty())
            (*consumer)->wait(10);
    }
    return values;
}

pipeline::SourceFactory shopFile()
{
    return [](std::int64_t skip) -> Result<std::unique_ptr<extract::Source>> {
        const QString file = sourcePath("tests/data/toko_sumber_rejeki");
        auto mapping = extract::CsvMapping::load(file + QStringLiteral(".mapping.json"));
        if (!mapping)
            return mapping.error();
        auto source = extract::CsvSource::create(file + QStringLiteral(".csv"), *mapping);
        if (!source)
            return source.error();
        extract::SourceRecord record;
        for (std::int64_t i = 0; i < skip; ++i) {
            record.clear();
            (void)(*source)->next(record);
        }
        return std::unique_ptr<extract::Source>(std::move(*source));
    };
}

/// A source that keeps a position, as one over a table does: made anew, it goes on behind what was settled,
/// and finds a row there that is new.
class KeptSource final : public extract::Source
{
public:
    struct Kept
    {
        std::int64_t settled = 0;
        int made = 0;
        int failures = 0; ///< answers of ready() that are still to fail
        std::vector<std::int64_t>
            told; ///< what settled() was called with, in the order of calls that moved on
        std::atomic<int> advances{0}; ///< how many those are; may be read while it runs
    };
    static constexpr std::int64_t kRows = 500;

    explicit KeptSource(Kept &kept)
        : m_kept(kept)
        , m_from(kept.settled)
        , m_next(kept.settled)
    {
        ++m_kept.made;
    }
    static pipeline::SourceFactory over(Kept &kept)
    {
        return [&kept](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
            return std::unique_ptr<extract::Source>(std::make_unique<KeptSource>(kept));
        };
    }

    Result<bool> ready() override
    {
        if (m_kept.failures > 0 && m_next > m_from) {
            --m_kept.failures;
            return Error{ErrorCode::Unavailable, QStringLiteral("away"), {}, true};
        }
        return ++m_asked % 3 != 0; // now and then nothing has come yet
    }
    Result<bool> next(extract::SourceRecord &record) override
    {
        if (m_next == kRows)
            return false;
        if (m_kept.made > 1 && m_new == 0) {
            m_new = 1;
            record.key = record.value = "new";
            return true;
        }
        record.key = std::to_string(m_next);
        record.value = std::to_string(m_next++) + " by " + std::to_string(m_kept.made);
        return true;
    }
    Result<void> settled(std::int64_t count) override
    {
        if (m_from + count - m_new > m_kept.settled)
            m_kept.told.push_back(m_kept.settled = m_from + count - m_new);
        m_kept.advances = static_cast<int>(m_kept.told.size());
        return {};
    }
    bool repeatable() const override { return false; }
    std::string_view name() const override { return "kept"; }

private:
    Kept &m_kept;
    const std::int64_t m_from;
    std::int64_t m_next;
    std::int64_t m_new = 0; ///< new rows given
    int m_asked = 0;
};

/// One record of a dataset that the pipeline does not have.
class OtherDataset final : public extract::Source
{
public:
    Result<bool> next(extract::SourceRecord &record) override
    {
        record.dataset = Dataset::Activities;
        record.key = record.value = "x";
        return std::exchange(m_more, false);
    }
    std::string_view name() const override { return "other"; }

private:
    bool m_more = true;
};

} // namespace

/// The source stage and the guard that holds it back, against a broker that refuses.
class TestSourceStage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusedDeliveries_areSentAgainUntilAllAreAcknowledged()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kPolicyViolation, 2));
        auto pipeline = bench.make(bench.options(generator(500)));
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        QVERIFY(pipeline->allAcked());
        QCOMPARE(bench.events(journal::EventKind::Error).size(), 1U);
        const auto values = valuesIn(*bench.backend, "raw_orders", 2);
        QCOMPARE(values.size(), 500U);
        const auto acked = pipeline->acked();
        std::int64_t offsets = 0;
        for (const auto &[partition, set] : acked.offsets)
            offsets += set.count();
        QCOMPARE(offsets,
                 std::accumulate(values.begin(), values.end(), std::int64_t{0},
                                 [](std::int64_t sum, const auto &v) { return sum + v.second; }));
    }

    void producerThatHasFailedForGood_isReplaced_andNothingIsMissing()
    {
        Bench bench;
        QVERIFY(bench.ready());
        PipelineOptions options = bench.options(generator(600));
        options.ratePerSecond = 1; // what comes when is told by burst(), not by the machine
        auto pipeline = bench.make(std::move(options));
        VERIFY_OK(pipeline->start(kSourceOnly));
        pipeline->burst(100);
        QTRY_VERIFY(pipeline->progress().acked > 50);
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kOutOfOrderSequence, 1));
        pipeline->burst(200);
        QTRY_VERIFY(!bench.events(journal::EventKind::Error).empty());
        pipeline->burst(2'000); // records come after the failure, too, and some once more
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        QVERIFY(pipeline->allAcked());
        QCOMPARE(valuesIn(*bench.backend, "raw_orders", 2).size(), 600U);
    }

    /// As when a broker goes between its answer and the producer: the record is there, and nobody says where.
    void acknowledgementWithoutAPlace_countsAndBreaksNothing()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kDuplicateSequence, 1));
        auto pipeline = bench.make(bench.options(generator(500)));
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        QVERIFY(pipeline->allAcked());
        std::int64_t placed = 0;
        for (const auto &[partition, set] : pipeline->acked().offsets)
            placed += set.count();
        QVERIFY2(placed > 0 && placed < 500, QByteArray::number(qint64(placed)));
    }

    void recordRefusedForGood_failsTheStageWithTheBrokersWords()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kPolicyViolation, 1'000));
        auto pipeline = bench.make(bench.options(generator(10)));
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Failed);
        pipeline->stop();
        QVERIFY(!pipeline->allAcked());
        QVERIFY(pipeline->failure()->message.contains(QStringLiteral("Policy violation")));
    }

    void sourceWithAPosition_losesNothing_whenDeliveriesAreRefused()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kPolicyViolation, 1));
        KeptSource::Kept kept;
        auto pipeline = bench.make(bench.options(KeptSource::over(kept)));
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        QVERIFY(pipeline->allAcked());
        QVERIFY(kept.made > 1);
        QCOMPARE(kept.settled, KeptSource::kRows);
        std::set<std::string> rows;
        for (const auto &[value, times] : valuesIn(*bench.backend, "raw_orders", 2))
            rows.insert(value.substr(0, value.find(' ')));
        // Of the first session one partition has arrived and the other has not: those numbers say nothing
        // now.
        QVERIFY(rows.contains("new"));
        QCOMPARE(rows.size(), static_cast<std::size_t>(KeptSource::kRows + 1));
    }

    void position_movesWhileTheSourceRuns()
    {
        Bench bench;
        QVERIFY(bench.ready());
        KeptSource::Kept kept;
        auto options = bench.options(KeptSource::over(kept));
        options.ratePerSecond = 1;
        auto pipeline = bench.make(std::move(options));
        VERIFY_OK(pipeline->start(kSourceOnly));
        for (int advances = 1; advances <= 3; ++advances) {
            pipeline->burst(100);
            QTRY_VERIFY(kept.advances >= advances);
        }
        pipeline->burst(KeptSource::kRows); // the rest
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        QCOMPARE(kept.told.back(), KeptSource::kRows);
    }

    void sourceThatIsAway_isWaitedFor_andSaidOnce()
    {
        Bench bench;
        QVERIFY(bench.ready());
        KeptSource::Kept kept;
        kept.failures = 10;
        auto pipeline = bench.make(bench.options(KeptSource::over(kept)));
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        QCOMPARE(bench.events(journal::EventKind::Error).size(), 1U);
        QCOMPARE(bench.events(journal::EventKind::Recovered).size(), 1U);
        QCOMPARE(kept.settled, KeptSource::kRows);
    }

    void badLines_countWhenTheirDeadLettersAreAcknowledged()
    {
        Bench bench;
        QVERIFY(bench.ready());
        // Everything of the first session is refused, the dead letters too.
        VERIFY_OK(bench.backend->failRequests(broker::RequestKind::Produce, kPolicyViolation, 4));
        auto pipeline = bench.make(bench.options(shopFile()));
        VERIFY_OK(pipeline->start({true, false, false, true}));
        QTRY_COMPARE(pipeline->source()->status(), StageStatus::Stopped);
        pipeline->stop();
        VERIFY_OK(pipeline->finishFollower(60'000));
        QCOMPARE(pipeline->progress().rejected, 3);
        QCOMPARE(pipeline->progress().acked, 5);
        QCOMPARE(pipeline->follower()->badLines(), 3);
        QCOMPARE(valuesIn(*bench.backend, "raw_orders.dlq", 2).size(), 3U);
        // They are ours, as the raw records are: nobody takes them for another client's.
        std::map<std::string, std::int64_t> acked;
        for (const journal::Event &event : bench.events(journal::EventKind::Acked))
            acked[event.topic] += event.count;
        QCOMPARE(acked, (std::map<std::string, std::int64_t>{{"raw_orders", 5}, {"raw_orders.dlq", 3}}));
    }

    void guard_forgetsRecordsThatWereDroppedUnsent()
    {
        Bench bench;
        QVERIFY(bench.ready());
        VERIFY_OK(bench.backend->createTopic({"raw_orders", 1, 0}));
        RetentionGuard guard(*bench.journal);
        guard.watch("raw_orders", 1, {"kampus-transform"});
        guard.start(*bench.backend);
        for (int i = 0; i < 10'000; ++i)
            guard.note("raw_orders", 0, 1'000);
        QVERIFY(!guard.mayProduce("raw_orders"));
        guard.recount("raw_orders");
        QTRY_VERIFY(guard.mayProduce("raw_orders"));
        for (int i = 0; i < 10'000; ++i)
            guard.note("raw_orders", 0, 1'000);
        QVERIFY(!guard.mayProduce("raw_orders"));
    }

    void guard_waitsForTheReadersThatWereNamed()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto options = bench.options(generator(0));
        options.outputReaders = {"kelompok-a", "kelompok-b"};
        auto pipeline = bench.make(options);
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_VERIFY(pipeline->guard().closings() > 0);
        broker::ConsumerSettings settings;
        settings.clientId = "test";
        for (const char *group : {"kelompok-a", "kelompok-b"}) {
            settings.group = group;
            QTRY_VERIFY(!pipeline->guard().mayProduce("raw_orders")
                        && pipeline->progress().produced == pipeline->progress().acked);
            const std::int64_t before = pipeline->source()->counts().acked;
            auto consumer =
                broker::Consumer::create(broker::consumerConfig(bench.backend->info(), settings), {});
            VERIFY_OK(consumer);
            std::vector<broker::CommitOffset> ends;
            for (int p = 0; p < 2; ++p)
                ends.push_back({{"raw_orders", p}, bench.backend->watermarks({"raw_orders", p})->end, {}});
            VERIFY_OK((*consumer)->commit(ends));
            if (settings.group == "kelompok-b")
                QTRY_VERIFY(pipeline->source()->counts().acked > before);
            else // the other one has not read yet
                QCOMPARE(pipeline->source()->counts().acked, before);
        }
        pipeline->stop();
    }

    void recordOfADatasetThatDoesNotRun_endsTheSourceWithItsReason()
    {
        Bench bench;
        QVERIFY(bench.ready());
        auto pipeline =
            bench.make(bench.options([](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
                return std::unique_ptr<extract::Source>(std::make_unique<OtherDataset>());
            }));
        VERIFY_OK(pipeline->start(kSourceOnly));
        QTRY_VERIFY(pipeline->failure().has_value());
        QCOMPARE(pipeline->failure()->code, ErrorCode::BadInput);
        QCOMPARE(pipeline->progress().produced, 0);
        pipeline->stop();
    }
};

PK_TEST(TestSourceStage)
#include "tst_source_stage.moc"
