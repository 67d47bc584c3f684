#pragma once

// What Kafka takes as a topic's name.
//
// Thread: a free function.

#include <algorithm>
#include <string_view>

namespace pk::broker {

/// 1 to 249 letters, digits, dots, dashes and underscores, and not dots alone.
inline bool isTopicName(std::string_view name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= 249 && name != "." && name != ".."
        && std::all_of(name.begin(), name.end(), allowed);
}

} // namespace pk::broker
