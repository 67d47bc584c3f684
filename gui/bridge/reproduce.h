#pragma once

// A message that is there, made ready to be sent once more.
//
// Thread: free functions without state.

#include "bridge/message_cache.h"
#include "bridge/session.h"
#include "domain/position.h"

namespace pk::gui {

/// The same key, headers and value, for the same topic. One that was put aside goes back to the topic it was
/// taken from: without what was noted on it there, and with where it lay. A change event stays in its
/// partition.
HandMade copyToSend(const Position &at, const FullMessage &message);
/// Only its beginning was kept, since it was too large to be put aside whole.
bool isCut(const FullMessage &message);

} // namespace pk::gui
