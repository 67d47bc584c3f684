#pragma once

// Writes an event of a raw topic from a head and its parts: the JSON, the headers, and ids that are the same
// whenever the same change is told.
//
// Thread: free functions.

#include "cdc/row_reader.h"
#include "cdc/store.h"

namespace pk::cdc {

struct Telling
{
    const Head &head;
    const std::vector<std::string> &parts;
    std::string_view eventType;
    std::string_view identity; ///< of the change
    std::string_view position; ///< of the change in its source
    std::string_view xid; ///< its transaction; empty without
    std::int64_t timestampMs = 0; ///< of the record that is made
    std::string_view source = "maxwell"; ///< the value of its header of that name
    std::int64_t idMs = 0; ///< the moment that its ids begin with; 0: when the head was changed
};

RawEvent writeEvent(const Telling &telling);

/// An id of its time, so that an index grows at its end, whose random part is a hash of what it stands for:
/// the same whenever the same is told again. `what` tells ids of one identity apart ("event", "correlation").
std::string derivedId(std::string_view what, std::string_view identity, std::int64_t ms);

/// The headers that every raw record carries.
void addIdentity(HeaderList &headers, std::string_view eventId, std::string_view correlationId,
                 std::string_view eventType, std::string_view source);

/// The members of such an event that say what is, without those that say what has happened:
/// `"order_id":…,"version":…,…}`, behind whatever comes first.
void appendBody(std::string &out, const Head &head, const std::vector<std::string> &parts);

} // namespace pk::cdc
