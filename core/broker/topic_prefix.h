#pragma once

// What stands before the names of a profile's topics, groups and transactional ids on the cluster, so that
// many can share one. Only this folder knows of it: everybody else, the journal and the warehouse use the
// names without it.
//
// Thread: free functions.

#include <string>
#include <string_view>

namespace pk::broker {

/// As the cluster calls it.
inline std::string outside(const std::string &prefix, std::string_view name)
{
    return prefix + std::string(name);
}

inline bool isOurs(const std::string &prefix, std::string_view outsideName)
{
    return outsideName.starts_with(prefix);
}

/// As the program calls it. REQUIRES: isOurs()
inline std::string_view inside(const std::string &prefix, std::string_view outsideName)
{
    return outsideName.substr(prefix.size());
}

} // namespace pk::broker
