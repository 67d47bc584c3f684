#pragma once

// Whose will it was that a reader begins elsewhere than where it had left off.
//
// Thread: any.

#include "bridge/group_history.h"

namespace pk::gui {

/// Of a Reset: somebody has set the group's offsets; else the topic's log is another one than before.
bool isBySomebody(const MemberChange &change);

} // namespace pk::gui
