#pragma once

// Whose will it was that a reader begins elsewhere than where it had left off.
//
// Thread: any.

#include "bridge/group_history.h"

namespace pk::gui {

enum class ResetOrigin {
    Here, ///< the group's offsets were set from this program
    Somebody, ///< they were set by another client
    NewLog, ///< the topic's log is another one than before
};
ResetOrigin originOf(const MemberChange &change);

} // namespace pk::gui
