// What the Writer alone loads per second: parsed, hashed, upserted with items, audit, offsets and follow-up
// event. With PK_TEST_MYSQL (see fixtures.h) into a server's database, beside plain inserts of the order rows
// alone.

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
    auto db = openWarehouse(test::testServer().isEmpty() ? folder.filePath(QStringLiteral("warehouse.db"))
                                                         : test::newDatabase(),
                            semantics);
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

/// Rows per second of a loader that sends one row a statement and knows neither items nor audit.
double plain(int rows, int perTransaction)
{
    auto db = openWarehouse(test::newDatabase(), Semantics::EffectivelyOnce);
    if (!db)
        fail(db.error());
    auto insert = (*db)->prepare("INSERT INTO fact_orders(order_id, version, event_id, status, customer_id, "
                                 "customer_name, customer_email, "
                                 "customer_city, channel, currency, total_e4, item_count, ordered_at, "
                                 "occurred_at, src_topic, src_partition, "
                                 "src_offset, loaded_at) VALUES (?, 1, ?, 'paid', 'MHS-231045', 'Budi "
                                 "Santoso', 'budi@kampus.ac.id', 'Malang', "
                                 "'koperasi', 'IDR', 2083320000, 2, 1763610000000, 1763610000000, "
                                 "'enriched_orders', 0, ?, 1763610000000)");
    const std::int64_t start = monotonicUs();
    for (int i = 0; i < rows; ++i) {
        if (perTransaction > 1 && i % perTransaction == 0) {
            if (auto begun = (*db)->exec("START TRANSACTION"); !begun)
                fail(begun.error());
        }
        const std::string id = test::orderId(i);
        (*insert)->bind(0, std::string_view(id));
        (*insert)->bind(1, std::string_view(id));
        (*insert)->bind(2, std::int64_t{i});
        if (auto stepped = (*insert)->step(); !stepped)
            fail(stepped.error());
        if (perTransaction > 1 && (i + 1) % perTransaction == 0) {
            if (auto committed = (*db)->exec("COMMIT"); !committed)
                fail(committed.error());
        }
    }
    return rows * 1e6 / static_cast<double>(monotonicUs() - start);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int orders = argc > 1 ? std::atoi(argv[1]) : 200'000;
    test::Messages messages;
    std::size_t bytes = 0;
    for (int i = 0; i < orders; ++i) {
        messages.add(test::orderJson({.number = i}));
        bytes += messages.records().back().value.size();
    }
    double byRow = 0;
    double inTransactions = 0;
    if (!test::testServer().isEmpty()) {
        byRow = plain(5'000, 1);
        inTransactions = plain(20'000, 500);
        std::printf("plain inserts of order rows: one by one %.0f rows/s, 500 a transaction %.0f rows/s\n",
                    byRow, inTransactions);
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
            if (byRow > 0) {
                constexpr double rowsPerOrder = 4; // itself, two items, its audit
                const double rows = rowsPerOrder * 1e6 / f.wallUs;
                std::printf("%-16s %.0f rows/s: %.1f x one by one, %.1f x in transactions\n", "", rows,
                            rows / byRow, rows / inTransactions);
            }
        }
    }
    return 0;
}
