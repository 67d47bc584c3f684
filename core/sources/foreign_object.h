#pragma once

// A JSON object that another system wrote, as a raw record: byte for byte, with an event id and type in front
// where it has none.
//
// Thread: free functions and value types.

#include "extract/source.h"
#include "transform/document.h"

#include <string>
#include <string_view>

namespace pk::sources {

struct ForeignObject
{
    std::string name; ///< order_id or activity_id
    std::string key; ///< of its record: order_id or nim
    std::string version;
    std::string time; ///< occurred_at
    std::int64_t changedMs = 0; ///< the same; 0: it has none that can be read
    std::string eventId; ///< empty: it has none
    std::string eventType;

    /// The same for the same state.
    std::string state() const { return name + "/" + version + "/" + time; }
};

ForeignObject describe(const transform::Value &object, Dataset dataset);

/// Fills value, key, headers and time. `text` is the object, `identity` what an id is derived from where it
/// has none. Headers that are there already stay.
void fillRecord(extract::SourceRecord &record, const ForeignObject &object, std::string_view text,
                std::string_view identity, std::string_view source);

} // namespace pk::sources
