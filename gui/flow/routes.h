#pragma once

// The curves between the cards: which side they leave and enter, and where their labels stand.
//
// Thread: pure functions.

#include "flow/layout.h"

namespace pk::gui {

/// Room at the left of a column for what goes down there, from one card to the lanes of those below; pixels
/// at interface scale 1. It goes in the middle of it.
inline constexpr double kDownwardWay = 18;

/// Whether what leaves this card goes to the lanes of a card below.
bool leadsDown(const FlowGraph &graph, const Node &node);

/// Fills edges and bundles. REQUIRES: the nodes are placed.
void routeEdges(const FlowGraph &graph, FlowLayout &layout);

} // namespace pk::gui
