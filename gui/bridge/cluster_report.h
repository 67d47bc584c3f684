#pragma once

// What a real cluster says of itself: its brokers, who leads and who is in sync, and all its groups. The
// embedded broker cannot tell these things, so there is none of it.
//
// Thread: immutable once handed out.

#include "broker/cluster_backend.h"

#include <vector>

namespace pk::gui {

struct ClusterReport
{
    std::vector<broker::BrokerInfo> brokers; ///< those that it lists now
    std::vector<broker::TopicInfo> topics; ///< ours
    std::vector<broker::GroupInfo> groups; ///< with their members
    std::int64_t groupsUs = 0; ///< when they were told, wall time
    bool groupsAreOld = false; ///< they were asked for since, and not told

    const broker::PartitionInfo *partition(const TopicPartition &partition) const;
    const broker::GroupInfo *group(std::string_view id) const;
    /// How many partitions of the topic have fewer replicas in sync than they have.
    int behind(std::string_view topic) const;
};

} // namespace pk::gui
