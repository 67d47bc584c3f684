#pragma once

// The replicas of a topic in the diagram, as the cluster itself reports them.
//
// Thread: a free function without state.

#include "bridge/cluster_report.h"
#include "flow/flow_model.h"

#include <string>

namespace pk::gui {

/// Into the topic's node and its lanes: who leads, and how many of the replicas are in sync. Nothing where no
/// cluster reports anything.
void addReplication(Node &node, const std::string &topic, const ClusterReport *report);

} // namespace pk::gui
