// Orders a second through the transform engine alone, on one core, with dirty orders like the generator's.
// Usage: bench_transform [seconds per round]; prints five rounds and their median.

#include "base/clock.h"
#include "base/pcg32.h"
#include "resources.h"
#include "transform/engine.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace pk;

namespace {

template <std::size_t N> std::string_view pick(Pcg32 &random, const std::array<std::string_view, N> &choices)
{
    return choices[random.below(N)];
}

std::string order(Pcg32 &random, unsigned number)
{
    static constexpr std::array<std::string_view, 4> names{"  budi S.", "SITI AMINAH", "Made Wirawan",
                                                           "joko  susilo "};
    static constexpr std::array<std::string_view, 4> units{"lusin", "PCS", "rim", "kodi"};
    static constexpr std::array<std::string_view, 4> prices{"\"Rp 52.083\"", "\"1250000\"", "52083",
                                                            "\"1250000.50\""};
    static constexpr std::array<std::string_view, 4> times{"\"20/11/2025 10:41\"", "\"2025-11-20 10:41:07\"",
                                                           "\"2025-11-20T10:41:07+07:00\"", "1763610067"};
    static constexpr std::array<std::string_view, 3> statuses{"PAID", "paid", "Created"};
    const std::string id = std::to_string(10'000'000 + number).substr(1);
    std::string text = R"({"event_id":"018c5f2e-7b1a-7000-8000-0000)" + id
        + R"(0","event_type":"order.updated","order_id":"ORD-0)" + id
        + R"(","version":2,"occurred_at":"2025-11-20T10:42:07.918+07:00","customer":{"id":"MHS-231045","name":")";
    text.append(pick(random, names)).append(R"(","email":"Budi@KAMPUS.ac.id","city":"malang"},"items":[)");
    const std::uint32_t items = 1 + (random.below(4) == 0 ? 1 : 0);
    for (std::uint32_t line = 1; line <= items; ++line) {
        text.append(line > 1 ? "," : "")
            .append(R"({"line":)" + std::to_string(line) + R"(,"sku":"ATK-017","name":"Buku tulis","qty":")");
        text.append(std::to_string(1 + random.below(9))).append(R"(","unit":")").append(pick(random, units));
        text.append(R"(","price":)").append(pick(random, prices)).append("}");
    }
    text.append(R"(],"currency":"IDR","status":")").append(pick(random, statuses));
    return text.append(R"(","channel":"koperasi","ordered_at":)").append(pick(random, times)).append("}");
}

} // namespace

int main(int argc, char **argv)
{
    initResources();
    const double seconds = argc > 1 ? std::atof(argv[1]) : 1.0;
    auto config = transform::Config::shipped(Dataset::Orders);
    if (!config) {
        std::fprintf(stderr, "%s\n", qPrintable(config.error().toString()));
        return 2;
    }
    transform::Engine engine(*config);
    Pcg32 random(7);
    std::vector<std::string> orders;
    std::size_t bytes = 0;
    for (unsigned i = 0; i < 4096; ++i) {
        orders.push_back(order(random, i));
        bytes += orders.back().size();
    }
    std::printf("mean order %zu bytes\n", bytes / orders.size());

    std::vector<double> rates;
    std::int64_t refused = 0;
    std::size_t written = 0;
    for (int round = 0; round < 5; ++round) {
        std::int64_t done = 0;
        const std::int64_t start = monotonicUs();
        std::int64_t elapsed = 0;
        do {
            for (const std::string &value : orders) {
                transform::Input input;
                input.value = value;
                input.topic = "raw_orders";
                input.partition = 0;
                input.offset = done++;
                input.nowMs = 1'763'610'127'918;
                const transform::Output &output = engine.transform(input);
                refused += output.outcome == transform::Outcome::Enriched ? 0 : 1;
                written += output.value.size();
            }
            elapsed = monotonicUs() - start;
        } while (static_cast<double>(elapsed) < seconds * 1e6);
        rates.push_back(static_cast<double>(done) * 1e6 / static_cast<double>(elapsed));
        std::printf("%10.0f orders/s  %.2f us an order\n", rates.back(), 1e6 / rates.back());
    }
    std::sort(rates.begin(), rates.end());
    std::printf("median %.0f orders/s, not enriched %lld, bytes written %zu\n", rates[rates.size() / 2],
                static_cast<long long>(refused), written);
    return 0;
}
