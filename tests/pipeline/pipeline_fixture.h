#pragma once

// A pipeline on an embedded broker of its own, for tests of one behaviour each. Partitions are given out
// statically, so no test waits for a group's first join.

#include "broker/embedded_backend.h"
#include "extract/generator.h"
#include "pipeline/conductor.h"
#include "pipeline/crash_plan.h"
#include "pipeline/pipeline.h"
#include "pipeline/verifier.h"
#include "warehouse/warehouse.h"

#include <QTemporaryDir>
#include <QTest>

namespace pk::test {

using namespace pk::pipeline;

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
    Bench()
    {
        broker::BrokerProcess::Options options;
        options.program = QStringLiteral(PK_PROGRAM);
        options.restart = false;
        auto started = broker::startEmbeddedCluster(std::move(options));
        if (started)
            backend = std::move(*started);
        auto opened = journal::Journal::open({});
        if (opened)
            journal = std::move(*opened);
    }

    bool ready() const { return backend && journal && folder.isValid(); }
    QString warehousePath() const { return folder.filePath(QStringLiteral("warehouse.db")); }

    pipeline::PipelineOptions options(pipeline::SourceFactory source = {}) const
    {
        pipeline::PipelineOptions o;
        o.staticAssignment = true;
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

} // namespace pk::test

#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto &checked = (result);                                                                      \
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().toString()));                  \
    } while (false)
