#pragma once

// A JSON value in one line that says what it is about: of its fields first whom and what it concerns, its
// status and its amounts, last what only machines read (ids of events, versions, times).
//
// The rule knows words that business data of any kind use, not the fields of one dataset.
//
// Thread: a free function without state.

#include <QString>

#include <string_view>

namespace pk::gui {

/// "Budi S. · PAID · items: [3] · …". What is no JSON object is given as it is. A field that
/// repeats the message's key goes to the end: the key stands beside the value.
QString valuePreview(std::string_view value, std::string_view key);

} // namespace pk::gui
