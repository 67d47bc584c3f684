#pragma once

// The curves between the cards: which side they leave and enter, and where their labels stand.
//
// Thread: pure functions.

#include "flow/layout.h"

namespace pk::gui {

/// Fills edges and bundles. REQUIRES: the nodes are placed.
void routeEdges(const FlowGraph &graph, FlowLayout &layout);

} // namespace pk::gui
