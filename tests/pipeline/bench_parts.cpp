// What the journal and the follower cost: the same pipeline flat out with everything on, without the one and
// without the other, in turns, so that a slow minute of the machine meets all of them. Processor time, with
// the broker's, is what to read on a machine that does other work besides.
//
//     bench_parts [orders] [rounds]

#include "base/process_usage.h"
#include "pipeline_fixture.h"

#include <algorithm>
#include <cstdio>

using namespace pk;
using namespace pk::test;

namespace {

struct Variant
{
    const char *name;
    bool journal;
    bool follower;
};
constexpr Variant kVariants[] = {{"everything on", true, true},
                                 {"without the journal", false, true},
                                 {"without the follower", true, false},
                                 {"without both", false, false}};

struct Figures
{
    std::vector<double> perSecond;
    std::vector<double> cpuUs; ///< an order, with the broker's
};

bool measure(const Variant &variant, std::int64_t orders, Figures &figures)
{
    journal::JournalOptions journalOptions;
    journalOptions.off = !variant.journal;
    Bench bench(std::move(journalOptions));
    if (!bench.ready())
        return false;
    pipeline::PipelineOptions options = bench.options(generator(orders, 7, 5));
    options.partitions = 3;
    const auto cpuUs = [&bench] {
        return processUsage().cpuUs + processUsage(bench.backend->info().processIds).cpuUs;
    };
    auto pipeline = bench.make(std::move(options));
    const std::int64_t cpuBeforeUs = cpuUs();
    Pipeline::Parts parts;
    parts.follower = variant.follower;
    if (const auto ran = runToEnd(*pipeline, parts); !ran) {
        std::printf("%s\n", qPrintable(ran.error().toString()));
        return false;
    }
    const StartTimes &times = pipeline->times();
    const auto spentUs = static_cast<double>(times.lastRowUs.load() - times.firstAckUs.load());
    figures.perSecond.push_back(static_cast<double>(orders) * 1e6 / spentUs);
    figures.cpuUs.push_back(static_cast<double>(cpuUs() - cpuBeforeUs) / static_cast<double>(orders));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const std::int64_t orders = argc > 1 ? std::max(1'000LL, std::atoll(argv[1])) : 200'000;
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
    std::vector<Figures> figures(std::size(kVariants));
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < std::size(kVariants); ++i) {
            if (!measure(kVariants[i], orders, figures[i]))
                return 1;
        }
    }
    std::printf("%lld orders, medians of %d\n", static_cast<long long>(orders), rounds);
    const double all = median(figures[0].perSecond);
    const double allCpu = median(figures[0].cpuUs);
    for (std::size_t i = 0; i < std::size(kVariants); ++i) {
        const double rate = median(figures[i].perSecond);
        const double cpu = median(figures[i].cpuUs);
        std::printf("%-22s %8.0f orders/s %6.1f us of processor time an order", kVariants[i].name, rate, cpu);
        if (i > 0)
            std::printf("; it costs %.1f %% of the throughput and %.1f %% of the processor time",
                        100 * (1 - all / rate), 100 * (1 - cpu / allCpu));
        std::printf("\n");
    }
    return 0;
}
