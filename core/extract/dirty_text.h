#pragma once

// The kinds of dirt that orders and activities share.
//
// Thread: free functions; `out` and `json` are the caller's.

#include "extract/dirt.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pk::extract {

enum class TextCase { AsIs, Upper, Lower };

/// Appends `text`, with one to three spaces before it, after it or both when `spaces` (1, 2 or 3) says so.
void appendDirtyText(std::string &out, std::string_view text, TextCase textCase, std::uint32_t spaces);

/// Appends `"<name>":` and the time: ISO-8601, or one of the other three forms when dirty.
void appendTimeField(std::string &out, std::string_view name, std::int64_t utcMs, const Dirt &dirt);

/// Makes the message unreadable: cut off, a comma too many, a quote too few, or a byte that is not UTF-8.
void spoilJson(std::string &json, const Dirt &dirt);

} // namespace pk::extract
