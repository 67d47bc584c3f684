#pragma once

// What the bridge holds a change event back for, in words.
//
// Thread: a free function; the sentence is in the language of the moment.

#include "bridge/changed_row.h"

#include <QString>

namespace pk::gui {

/// Empty when it needs nothing.
QString needsText(BridgeNeeds needs);

} // namespace pk::gui
