// Prints how many records a second the generator makes on one core, and how large they are.

#include "base/clock.h"
#include "extract/generator.h"
#include "resources.h"

#include <cinttypes>
#include <cstdio>

namespace {

bool measure(const char *label, pk::extract::GeneratedDatasets datasets, std::uint32_t dirtyPerMillion)
{
    constexpr std::int64_t records = 2'000'000;
    pk::extract::GeneratorOptions options;
    options.datasets = datasets;
    options.setDirtyShare(dirtyPerMillion);
    auto generator = pk::extract::Generator::create(options);
    if (!generator) {
        std::fprintf(stderr, "%s\n", qPrintable(generator.error().toString()));
        return false;
    }
    pk::extract::SourceRecord record;
    std::int64_t bytes = 0;
    const std::int64_t start = pk::monotonicUs();
    for (std::int64_t i = 0; i < records; ++i) {
        if (!(*generator)->next(record))
            return false;
        bytes += static_cast<std::int64_t>(record.value.size());
    }
    const std::int64_t spent = pk::monotonicUs() - start;
    std::printf("%-24s %8" PRId64 " records/s   %4" PRId64 " bytes a value\n", label,
                records * 1'000'000 / spent, bytes / records);
    return true;
}

} // namespace

int main()
{
    using pk::extract::GeneratedDatasets;
    pk::initResources();
    const bool done = measure("orders, clean", GeneratedDatasets::Orders, 0)
        && measure("orders, 5 % dirty", GeneratedDatasets::Orders, 50'000)
        && measure("orders, 50 % dirty", GeneratedDatasets::Orders, 500'000)
        && measure("activities, 5 % dirty", GeneratedDatasets::Activities, 50'000)
        && measure("both, 5 % dirty", GeneratedDatasets::Both, 50'000);
    return done ? 0 : 1;
}
