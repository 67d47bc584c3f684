#pragma once

// Where `lookup` steps get their values: a seam, so that a table can be a file today, a service tomorrow, and
// "down" in a test or a fault demonstration.
//
// Thread: find() is called by one engine's thread; give every engine its own provider or make it thread-safe.

#include <string>
#include <string_view>

namespace pk::transform {

struct LookupValue
{
    std::string_view text; ///< valid until the next find()
    bool isNumber = false;
};

class LookupProvider
{
public:
    enum class Answer {
        Found,
        Missing, ///< the table has no such key: permanent
        Down, ///< the table cannot be asked now: transient, the record is tried again
    };
    virtual ~LookupProvider() = default;
    virtual Answer find(std::string_view table, std::string_view key, LookupValue &value) = 0;
};

} // namespace pk::transform
