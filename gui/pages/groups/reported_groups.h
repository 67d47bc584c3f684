#pragma once

// What the cluster itself says of its consumer groups, in a few lines.
//
// Thread: free functions without state.

#include "bridge/snapshot.h"

namespace pk::gui {

/// They were told some time ago: while a broker is down they are not asked for. REQUIRES: a report.
bool areGroupsOld(const RunInfo &run);

/// Below the list of groups: where what it shows comes from, and what else the cluster has.
QString groupsNote(const RunInfo &run);

} // namespace pk::gui
