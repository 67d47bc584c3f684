#include "bridge/snapshot.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace pk::gui {

int RunInfo::partitionsOf(const std::string &topic, const journal::State &by) const
{
    int count = partitions;
    if (topicPartitions) {
        if (const auto found = topicPartitions->find(topic); found != topicPartitions->end())
            count = found->second;
    }
    const auto behind = by.partitions().lower_bound({topic, std::numeric_limits<std::int32_t>::max()});
    const bool any = behind != by.partitions().begin() && std::prev(behind)->first.topic == topic;
    return any ? std::max(count, std::prev(behind)->first.partition + 1) : count;
}

bool isContainer(const RunInfo &run)
{
    return isMaxwell(run.source) && run.environment.kind == environment::EnvironmentChoice::Kind::Compose;
}

bool Snapshot::isHeldByGuard(const std::string &topic) const
{
    return state.guardClosed(topic)
        || std::find(heldLately.begin(), heldLately.end(), topic) != heldLately.end();
}

} // namespace pk::gui
