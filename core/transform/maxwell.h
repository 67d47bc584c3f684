#pragma once

// Maxwell's row events: recognising the envelope and taking the row out of it.
//
// Thread: free functions on the caller's document.

#include "transform/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pk::transform {

struct MaxwellRow
{
    enum class Kind {
        Insert, ///< insert and bootstrap-insert
        Update,
        Delete,
        NoRow, ///< bootstrap-start, bootstrap-complete, DDL
    };
    Kind kind = Kind::NoRow;
    std::string type; ///< as Maxwell wrote it
    std::int64_t timestampMs = 0;
    std::string identity; ///< of this change: the same bytes whenever the same change is sent again
};

/// One message of Maxwell as it lies in a document; the views and values are the document's.
struct MaxwellEnvelope
{
    MaxwellRow::Kind kind = MaxwellRow::Kind::NoRow;
    std::string_view type; ///< as Maxwell wrote it
    bool bootstrap = false; ///< a row of a table that was there before: it has no transaction
    std::string_view database;
    std::string_view table;
    std::int64_t timestampMs = 0; ///< 0: unknown
    std::optional<std::int64_t> xid;
    std::optional<std::int64_t> xoffset; ///< the row's number in its transaction
    bool commit = false; ///< the last row of its transaction
    std::string_view position; ///< "file:offset" of the binlog; empty where Maxwell does not send it
    Value *data = nullptr; ///< the row, an object; null without one
    const Value *old = nullptr; ///< what an update has changed, as it was before; null without
};

/// Empty when the document is no message of Maxwell: no event of ours has its fields together.
std::optional<MaxwellEnvelope> readMaxwell(Document &document);

/// If the document is a row event, replaces it by its row and tells what it was. `businessId` is the row's
/// own key
/// ("order_id"), which identifies it better than a primary key that Maxwell may not send; `recordKey` is used
/// when both are missing.
std::optional<MaxwellRow> unwrapMaxwell(Document &document, std::string_view businessId,
                                        std::string_view recordKey);

} // namespace pk::transform
