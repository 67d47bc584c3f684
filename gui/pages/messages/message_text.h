#pragma once

// A message as text: to show, and to take along.
//
// Thread: free functions without state.

#include "bridge/message_cache.h"

#include <QString>

#include <string_view>

namespace pk::gui {

/// One JSON object with topic, partition, offset, timestamp, key, headers and value. A value that is JSON
/// stands in it as it was written, another one as a string; bytes that are no text as "value_base64".
QString messageAsJson(const FullMessage &message, std::string_view topic);

/// "00000000  7b 22 65 …  |{"event_id"…|", sixteen bytes a line.
QString hexDump(std::string_view bytes, std::size_t most);

} // namespace pk::gui
