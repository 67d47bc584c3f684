#pragma once

// What an event type ("order.updated", or Maxwell's "update") says that has happened.
//
// Thread: pure functions.

#include <string_view>

namespace pk {

enum class Change { Created, Updated, Removed };

/// By the last word, which all datasets share; a type that is not known, or none, is something new.
inline constexpr Change changeOf(std::string_view eventType)
{
    const std::string_view word = eventType.substr(eventType.rfind('.') + 1);
    if (word == "cancelled" || word == "deleted" || word == "delete")
        return Change::Removed;
    return word == "updated" || word == "update" ? Change::Updated : Change::Created;
}

} // namespace pk
