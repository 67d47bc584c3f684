// What each stage reaches alone: one after the other over the same records, with its Kafka clients, its
// broker and all that it does in the pipeline. The slowest of them is what a whole pipeline can reach at
// best.
//
//     bench_stages [orders] [rounds]

#include "pipeline_fixture.h"

#include <algorithm>
#include <cstdio>

using namespace pk;
using namespace pk::test;

namespace {

/// So many that the retention guard holds nobody back: what waits here is more than it lets wait in a few.
constexpr int kPartitions = 24;

struct Alone
{
    const char *name;
    Pipeline::Parts parts;
    std::atomic<std::int64_t> StartTimes::*last;
    std::vector<double> perSecond;
};

Result<void> measure(std::vector<Alone> &stages, std::int64_t orders)
{
    Bench bench;
    if (!bench.ready())
        return Error{ErrorCode::Unavailable, QStringLiteral("No broker, no journal or no folder."), {}};
    for (Alone &stage : stages) {
        pipeline::PipelineOptions options = bench.options(generator(orders, 7, 5));
        options.partitions = kPartitions;
        auto pipeline = bench.make(std::move(options));
        if (auto started = pipeline->start(stage.parts); !started)
            return started;
        const std::int64_t begunUs = monotonicUs();
        const std::atomic<std::int64_t> &lastUs = pipeline->times().*stage.last;
        const auto isThrough = [&] {
            if (pipeline->failure())
                return true;
            if (stage.parts.source)
                return pipeline->source()->status() == StageStatus::Stopped;
            const auto through = pipeline->membersCaughtUp();
            return lastUs.load() > 0 && through && *through;
        };
        if (!QTest::qWaitFor(isThrough, 60'000))
            return Error{ErrorCode::Timeout, QStringLiteral("The stage did not come to its end."), {}};
        pipeline->stop();
        if (const auto failure = pipeline->failure())
            return *failure;
        // Making the warehouse and joining are no work.
        const std::int64_t spentUs = lastUs.load() - std::max(begunUs, pipeline->times().assignedUs.load());
        stage.perSecond.push_back(static_cast<double>(orders) * 1e6 / static_cast<double>(spentUs));
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const std::int64_t orders = argc > 1 ? std::max(1'000LL, std::atoll(argv[1])) : 80'000;
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
    std::vector<Alone> stages = {
        {"source",
         {.source = true, .transform = false, .load = false, .follower = false},
         &StartTimes::lastAckUs,
         {}},
        {"transform",
         {.source = false, .transform = true, .load = false, .follower = false},
         &StartTimes::lastEnrichedUs,
         {}},
        {"load",
         {.source = false, .transform = false, .load = true, .follower = false},
         &StartTimes::lastRowUs,
         {}},
    };
    for (int round = 0; round < rounds; ++round) {
        if (auto measured = measure(stages, orders); !measured) {
            std::printf("%s\n", qPrintable(measured.error().toString()));
            return 1;
        }
    }
    std::printf("%lld orders, medians of %d\n", static_cast<long long>(orders), rounds);
    for (const Alone &stage : stages)
        std::printf("%-12s %8.0f orders/s\n", stage.name, median(stage.perSecond));
    return 0;
}
