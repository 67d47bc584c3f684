#pragma once

// What may name an event or a record. Headers are bytes of whoever wrote them: one that is no text, or longer
// than an index of any database holds, names nothing.
//
// Thread: free functions, callable from anywhere.

#include "base/json_utf8.h"

#include <cstddef>
#include <string_view>

namespace pk {

inline constexpr std::size_t kMaxIdSize = 255; ///< bytes

inline bool isId(std::string_view text)
{
    return !text.empty() && text.size() <= kMaxIdSize && text.find('\0') == std::string_view::npos
        && firstInvalidUtf8(text) == std::string_view::npos;
}

} // namespace pk
