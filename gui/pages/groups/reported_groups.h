#pragma once

// What the cluster itself says of its consumer groups, in a few lines.
//
// Thread: a free function without state.

#include "bridge/snapshot.h"

namespace pk::gui {

/// Below the list of groups: where what it shows comes from, and what else the cluster has.
QString groupsNote(const RunInfo &run);

} // namespace pk::gui
