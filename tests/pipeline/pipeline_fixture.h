#pragma once

// A pipeline on an embedded broker of its own, for tests of one behaviour each. Partitions are given out
// statically, so no test waits for a group's first join.

#include "broker/embedded_backend.h"
#include "extract/generator.h"
#include "journal/digest.h"
#include "pipeline/conductor.h"
#include "pipeline/crash_plan.h"
#include "pipeline/pipeline.h"
#include "pipeline/verifier.h"
#include "places/places.h"
#include "support/patience.h"
#include "warehouse/warehouse.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

namespace pk::test {

using namespace pk::pipeline;

inline constexpr int kPolicyViolation = 44; ///< an answer of Kafka's that no client tries again

inline pipeline::SourceFactory generator(std::int64_t orders, std::uint64_t seed = 7, int dirtyPercent = 0)
{
    return [=](std::int64_t skip) -> Result<std::unique_ptr<extract::Source>> {
        extract::GeneratorOptions options;
        options.seed = seed;
        options.count = orders;
        options.setDirtyShare(static_cast<std::uint32_t>(dirtyPercent) * 10'000);
        auto made = extract::Generator::create(options);
        if (!made)
            return made.error();
        extract::SourceRecord record;
        for (std::int64_t i = 0; i < skip; ++i) {
            record.clear();
            (void)(*made)->next(record);
        }
        return std::unique_ptr<extract::Source>(std::move(*made));
    };
}

/// What several pipelines of one test share: broker, journal and warehouse file.
class Bench
{
public:
    /// With a cluster of the test's own, or else an embedded one.
    explicit Bench(std::unique_ptr<broker::ClusterBackend> cluster)
        : Bench(journal::JournalOptions(), std::move(cluster))
    {
    }
    explicit Bench(journal::JournalOptions journalOptions = {},
                   std::unique_ptr<broker::ClusterBackend> cluster = nullptr)
        : backend(std::move(cluster))
    {
        broker::BrokerProcess::Options options;
        options.program = programPath();
        options.restart = false;
        if (!backend) {
            if (auto started = broker::startEmbeddedCluster(std::move(options)))
                backend = std::move(*started);
        }
        auto opened = journal::Journal::open(std::move(journalOptions));
        if (opened)
            journal = std::move(*opened);
    }

    bool ready() const { return backend && journal && folder.isValid(); }
    QString warehousePath() const { return folder.filePath(QStringLiteral("warehouse.db")); }

    pipeline::PipelineOptions options(pipeline::SourceFactory source = {}) const
    {
        pipeline::PipelineOptions o;
        o.staticAssignment = true;
        o.restartAfterCrashMs = 100;
        o.partitions = 2;
        o.source = std::move(source);
        o.warehousePath = warehousePath();
        o.transforms[Dataset::Orders] = *transform::Config::shipped(Dataset::Orders);
        return o;
    }
    std::unique_ptr<Pipeline> make(pipeline::PipelineOptions o)
    {
        return std::make_unique<Pipeline>(std::move(o), *backend, *journal, clock, crashes, monotonicUs());
    }
    std::unique_ptr<Database> reader() const
    {
        auto opened = warehouse::openWarehouseForReading(warehousePath());
        return opened ? std::move(*opened) : nullptr;
    }
    std::int64_t number(std::string_view sql) const
    {
        const auto db = reader();
        auto statement = db ? db->prepare(sql) : Result<std::unique_ptr<Statement>>(Error{});
        if (!statement || !*(*statement)->step())
            return -1;
        return (*statement)->integer(0);
    }
    /// Journal events of one kind so far.
    std::vector<journal::Event> events(journal::EventKind kind) const
    {
        std::vector<journal::Event> found;
        (void)journal->forEach([&](std::span<const journal::Event> part) {
            for (const journal::Event &event : part) {
                if (event.kind == kind)
                    found.push_back(event);
            }
            return true;
        });
        return found;
    }

    using HeaderMap = std::map<std::string, std::string>;
    struct Record
    {
        std::string key;
        std::string value;
        HeaderMap headers; ///< the last one of each name
        std::int64_t timestampMs = 0;
    };
    /// Puts a record into a topic, as another program would.
    Result<void> produce(const TopicPartition &to, std::string_view key, std::string_view value,
                         const HeaderMap &headers = {}) const
    {
        broker::ClientConfig config = broker::producerConfig(backend->info(), "stranger", 0);
        config.set("message.max.bytes", 8 * broker::kMaxMessageBytes);
        auto producer = broker::Producer::create(config, {});
        if (!producer)
            return producer.error();
        broker::Headers sent;
        for (const auto &[name, text] : headers)
            sent.add(name, text);
        broker::ProduceRequest request;
        request.topic = to.topic;
        request.partition = to.partition;
        request.key = key;
        request.value = value;
        if (auto handed = (*producer)->produce(request, sent); !handed)
            return handed;
        return (*producer)->flush(60'000);
    }
    /// All that a partition holds now.
    std::vector<Record> records(const TopicPartition &from) const
    {
        std::vector<Record> found;
        broker::ConsumerSettings settings;
        settings.group = settings.clientId = "reader";
        auto consumer = broker::Consumer::create(broker::consumerConfig(backend->info(), settings), {});
        const auto marks = backend->watermarks(from);
        if (!consumer || !marks || !(*consumer)->assign({{from, marks->begin}}))
            return found;
        std::vector<broker::Message> taken;
        const std::int64_t deadlineUs = monotonicUs() + 60'000'000;
        while (std::ssize(taken) < marks->end - marks->begin && monotonicUs() < deadlineUs) {
            (*consumer)->serve();
            (*consumer)->wait(20);
            (*consumer)->take(from, 1'000, taken);
        }
        for (const broker::Message &message : taken) {
            Record &record = found.emplace_back(
                Record{std::string(message.key()), std::string(message.value()), {}, message.timestampMs()});
            for (const auto &[name, text] : message.headers())
                record.headers[std::string(name)] = text;
        }
        return found;
    }
    Result<Ledger> ledgerOf(const Pipeline &pipeline) const
    {
        const auto db = reader();
        return db ? verify(pipeline, *backend, *db) : Result<Ledger>(Error{});
    }

    QTemporaryDir folder;
    std::unique_ptr<broker::ClusterBackend> backend;
    std::unique_ptr<journal::Journal> journal;
    VirtualClock clock;
    CrashPlan crashes;
};

inline bool isDrained(Pipeline &pipeline)
{
    const auto drained = pipeline.drained();
    return drained && *drained;
}

/// Waits until all is through, and stops it.
inline Result<void> endOf(Pipeline &pipeline)
{
    const bool drained =
        QTest::qWaitFor([&] { return pipeline.failure() || isDrained(pipeline); }, kPatienceMs);
    pipeline.stop();
    if (const auto failure = pipeline.failure())
        return *failure;
    if (!drained)
        return Error{ErrorCode::Timeout, QStringLiteral("not drained"), {}};
    return pipeline.finishFollower(60'000);
}

/// As far as there are hops; of a conducted pipeline.
inline Result<void> stepToEnd(Conductor &conductor)
{
    for (;;) {
        const auto step = conductor.stepHop();
        if (!step)
            return step.error();
        if (!step->done)
            return {};
    }
}

inline Result<void> runToEnd(Pipeline &pipeline, Pipeline::Parts parts = {})
{
    if (auto started = pipeline.start(parts); !started)
        return started;
    return endOf(pipeline);
}

/// Fills the enriched topics with so many orders, and has ended.
inline Result<void> feed(Bench &bench, std::int64_t orders)
{
    auto feeder = bench.make(bench.options(generator(orders)));
    if (auto started = feeder->start({true, true, false, false}); !started)
        return started;
    const bool fed = QTest::qWaitFor([&] { return feeder->progress().transformed >= orders; }, kPatienceMs);
    feeder->stop();
    return fed ? Result<void>() : Error{ErrorCode::Timeout, QStringLiteral("not fed"), {}};
}

/// Forty orders hop by hop with two members in each group; in the middle nobody steps for `holdMs`.
inline std::string conductedDigest(int holdMs)
{
    Bench bench;
    auto options = bench.options(generator(40, 7, 10));
    options.staticAssignment = false;
    options.transformMembers = options.loadMembers = 2;
    options.maxPollIntervalMs = 6'000;
    options.conducted = true;
    auto pipeline = bench.make(options);
    if (!pipeline->start({}))
        return {};
    Conductor conductor(*pipeline, *bench.backend, *bench.journal, 7);
    if (!conductor.conduct(60'000))
        return {};
    for (int steps = 0;; ++steps) {
        const auto step = conductor.stepHop();
        if (!step)
            return {}; // the caller refuses an empty digest
        if (!step->done)
            break;
        if (steps == 50)
            QTest::qWait(holdMs);
    }
    journal::Digest digest;
    (void)bench.journal->forEach([&](std::span<const journal::Event> events) {
        for (const journal::Event &event : events)
            digest.add(event);
        return true;
    });
    return digest.hex();
}

/// REQUIRES: there is one.
inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace pk::test

#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto &checked = (result);                                                                      \
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().toString()));                  \
    } while (false)
