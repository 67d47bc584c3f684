#include "bridge/cluster_report.h"

#include <algorithm>

namespace pk::gui {

namespace {

const broker::TopicInfo *find(const std::vector<broker::TopicInfo> &topics, std::string_view name)
{
    const auto found =
        std::find_if(topics.begin(), topics.end(), [name](const auto &topic) { return topic.name == name; });
    return found != topics.end() ? &*found : nullptr;
}

} // namespace

const broker::PartitionInfo *ClusterReport::partition(const TopicPartition &partition) const
{
    const broker::TopicInfo *topic = find(topics, partition.topic);
    if (topic == nullptr)
        return nullptr;
    const auto found = std::find_if(topic->partitions.begin(), topic->partitions.end(),
                                    [&](const auto &p) { return p.id == partition.partition; });
    return found != topic->partitions.end() ? &*found : nullptr;
}

const broker::GroupInfo *ClusterReport::group(std::string_view id) const
{
    const auto found =
        std::find_if(groups.begin(), groups.end(), [id](const auto &group) { return group.id == id; });
    return found != groups.end() ? &*found : nullptr;
}

int ClusterReport::behind(std::string_view topic) const
{
    const broker::TopicInfo *found = find(topics, topic);
    if (found == nullptr)
        return 0;
    return static_cast<int>(std::count_if(found->partitions.begin(), found->partitions.end(),
                                          [](const broker::PartitionInfo &partition) {
                                              return partition.inSync.size() < partition.replicas.size();
                                          }));
}

} // namespace pk::gui
