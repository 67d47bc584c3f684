#pragma once

// What stands where inside one node's card, and how large the card wants to be.
//
// Thread: pure functions.

#include "flow/layout.h"

namespace pk::gui {

Extent nodeWidth(const Node &node, double unit);
Extent nodeHeight(const Node &node, double unit);

/// Fills in all parts of a card. firstVisible: of its lanes or members.
void layOutNode(const Node &node, double unit, int firstVisible, NodeBox &box);

} // namespace pk::gui
