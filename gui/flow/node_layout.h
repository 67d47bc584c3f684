#pragma once

// What stands where inside one node's card, and how large the card wants to be.
//
// Thread: pure functions.

#include "flow/layout.h"

namespace pk::gui {

Extent nodeWidth(const Node &node, Sizing sizing);
Extent nodeHeight(const Node &node, Sizing sizing);

/// Fills in all parts of a card. firstVisible: of its lanes or members.
void layOutNode(const Node &node, Sizing sizing, int firstVisible, NodeBox &box);

} // namespace pk::gui
