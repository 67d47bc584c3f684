#pragma once

// What a message holds, on one line: first what a person looks for (status, items, who), without the ids and
// times that stand at its front. The values are the text that stands there, dirt and all.
//
// Thread: free functions without state.

#include "bridge/message_cache.h"

#include <QString>

namespace pk::gui {

/// 'status "PAID" · items [{"line":1,…}] · customer {…}'; of what is no JSON object, the text itself.
QString valueText(const FullMessage &message);

} // namespace pk::gui
