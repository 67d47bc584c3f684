#pragma once

// The replicas of a topic in the diagram, as the cluster itself reports them.
//
// Thread: a free function without state.

#include "bridge/snapshot.h"
#include "flow/flow_model.h"

#include <string>

namespace pk::gui {

/// Into the topic's node and its lanes: who leads, and how many of the replicas are in sync. What is
/// down is neither, also while the cluster has not noticed. Nothing where no cluster reports anything.
void addReplication(Node &node, const std::string &topic, const RunInfo &run);

} // namespace pk::gui
