#include "pipeline/merge_by_time.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace pk::pipeline {

void mergeByTime(std::vector<broker::Message> &batch)
{
    struct Entry
    {
        std::int64_t time;
        std::size_t index;
    };
    // A producer's clock may go back: within a partition the newest time so far counts.
    std::map<std::pair<std::string_view, std::int32_t>, std::int64_t> newest;
    std::vector<Entry> order;
    order.reserve(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
        std::int64_t &time = newest[{batch[i].topic(), batch[i].partition()}];
        time = std::max(time, batch[i].timestampMs());
        order.push_back({time, i});
    }
    std::stable_sort(order.begin(), order.end(),
                     [](const Entry &a, const Entry &b) { return a.time < b.time; });
    std::vector<broker::Message> merged;
    merged.reserve(batch.size());
    for (const Entry &entry : order)
        merged.push_back(std::move(batch[entry.index]));
    batch = std::move(merged);
}

} // namespace pk::pipeline
