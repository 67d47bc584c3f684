#pragma once

// A group of ours as the page is told of it, with so many records unread in each of its partitions, and a
// past.

#include "pages/groups/group_facts.h"

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace pk::gui {

inline GroupFacts group(const char *name, std::vector<std::int64_t> lags)
{
    GroupFacts facts;
    facts.name = name;
    facts.isOurs = true;
    facts.phase = GroupPhase::Stable;
    facts.topics = {"enriched_orders"};
    int partition = 0;
    for (const std::int64_t lag : lags) {
        PartitionFacts of;
        of.id = {"enriched_orders", partition++};
        of.owner = "load-0";
        of.committed = 100;
        of.end = 100 + lag;
        of.lag = lag;
        facts.partitions.push_back(of);
        facts.lag += lag;
    }
    return facts;
}

/// One a second: where the log ends, and what is committed.
inline std::vector<LagSample> samples(std::initializer_list<std::pair<int, int>> endsAndCommitted)
{
    std::vector<LagSample> all;
    std::int64_t us = 0;
    for (const auto &[end, committed] : endsAndCommitted)
        all.push_back({us += 1'000'000, end, committed});
    return all;
}

} // namespace pk::gui
