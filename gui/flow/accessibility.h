#pragma once

// The painted diagram for screen readers: a child for every node, lane, member and edge, and one list of what
// moves.
//
// Thread: GUI thread only.

namespace pk::gui {

/// Makes Qt ask for our interfaces; to be called before the first canvas is shown, once or more often.
void installFlowAccessibility();

} // namespace pk::gui
