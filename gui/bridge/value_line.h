#pragma once

// What a message holds, on one line: first what a person looks for (status, items, who), without the ids and
// times that stand at its front. The values are the text that stands there, dirt and all.
//
// Thread: free functions without state. The whole message is read: not for the GUI thread.

#include "bridge/record_story.h"

#include <QString>

#include <optional>
#include <string_view>

namespace pk::gui {

/// The line, or why there is none.
struct ValueLine
{
    Presence presence = Presence::There;
    std::optional<QString> text; ///< none of what is there: a tombstone

    bool operator==(const ValueLine &) const = default;
};

/// 'status "PAID" · items [{"line":1,…}] · customer {…}'; of what is no JSON object, the text itself. A few
/// hundred characters, whatever the message's size.
QString valueLine(std::string_view json);

} // namespace pk::gui
