// What the Writer alone loads per second: parsed, hashed, upserted with items, audit, offsets and follow-up
// event.

#include "base/clock.h"
#include "fixtures.h"

#include <QString>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace pk;
using namespace pk::warehouse;

namespace {

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.toString()));
    std::exit(1);
}

struct Figures
{
    double wallUs;
    double cpuUs;
};

/// CPU time of this thread in microseconds: what other programs on the machine take does not count.
double cpuUs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

Figures load(const test::Messages &messages, std::size_t perTransaction, Semantics semantics)
{
    const QTemporaryDir folder;
    auto db = openWarehouse(folder.filePath(QStringLiteral("warehouse.db")), semantics);
    if (!db)
        fail(db.error());
    const TopicPartition partition{"enriched_orders", 0};
    if (auto set = initOffset(**db, test::kCluster, "kampus-loader", partition, 0, "bench", test::kNow); !set)
        fail(set.error());
    WriterOptions options;
    options.semantics = semantics;
    options.cluster = test::kCluster;
    auto writer = Writer::create(**db, options);
    if (!writer)
        fail(writer.error());

    const std::int64_t wallStart = monotonicUs();
    const double cpuStart = cpuUs();
    for (std::size_t first = 0; first < messages.size(); first += perTransaction) {
        const std::size_t count = std::min(perTransaction, messages.size() - first);
        if (auto begun = (*writer)->begin(test::kNow); !begun)
            fail(begun.error());
        if (auto applied = (*writer)->apply(messages.span(first, count)); !applied)
            fail(applied.error());
        if (!isNaive(semantics)) {
            const OffsetAdvance advance{partition.topic, partition.partition,
                                        static_cast<std::int64_t>(first),
                                        static_cast<std::int64_t>(first + count), 0};
            if (auto advanced = (*writer)->advance({&advance, 1}); !advanced)
                fail(advanced.error());
        }
        if (auto committed = (*writer)->commit(); !committed)
            fail(committed.error());
    }
    const auto orders = static_cast<double>(messages.size());
    const Figures figures{static_cast<double>(monotonicUs() - wallStart) / orders,
                          (cpuUs() - cpuStart) / orders};
    const auto counts = tableCounts(**db);
    if (!counts || counts->at("etl_audit") != static_cast<std::int64_t>(messages.size()))
        std::exit(1);
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    const int orders = argc > 1 ? std::atoi(argv[1]) : 200'000;
    test::Messages messages;
    std::size_t bytes = 0;
    for (int i = 0; i < orders; ++i) {
        messages.add(test::orderJson({.number = i}));
        bytes += messages.records().back().value.size();
    }
    std::printf("%d orders of %zu bytes, 2 items each\n", orders, bytes / static_cast<std::size_t>(orders));
    for (const Semantics semantics : {Semantics::EffectivelyOnce, Semantics::AtLeastOnce}) {
        for (const std::size_t perTransaction : {1'000U, 2'000U}) {
            const Figures f = load(messages, perTransaction, semantics);
            std::printf(
                "%-16s %zu a transaction: %7.0f orders/s, %5.2f us wall, %5.2f us CPU an order (%.0f per "
                "CPU second)\n",
                std::string(toString(semantics)).c_str(), perTransaction, 1e6 / f.wallUs, f.wallUs, f.cpuUs,
                1e6 / f.cpuUs);
        }
    }
    return 0;
}
