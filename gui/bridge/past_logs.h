#pragma once

// What lies in the topics of a cluster from earlier runs when a new one begins: it is neither this run's work
// nor another client's, and what of it is still unread is no loss of anybody.
//
// Thread: free functions that ask the cluster.

#include "broker/cluster_backend.h"
#include "journal/journal.h"

#include <map>
#include <string>
#include <vector>

namespace pk::gui {

using PastLogs = std::map<TopicPartition, broker::Consumer::Watermarks>;

/// Of those topics that are there already.
Result<PastLogs> readPastLogs(broker::ClusterBackend &backend, const std::vector<std::string> &topics);

/// What a group reads.
struct GroupTopics
{
    std::string group;
    std::vector<std::string> topics;
};

/// Tells the journal where each log begins and ends, and what the groups have committed there.
Result<void> notePastLogs(const PastLogs &past, broker::ClusterBackend &backend, journal::Journal &journal,
                          const std::vector<GroupTopics> &groups);

} // namespace pk::gui
