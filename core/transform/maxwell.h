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

/// If the document is a row event, replaces it by its row and tells what it was. `businessId` is the row's
/// own key
/// ("order_id"), which identifies it better than a primary key that Maxwell may not send; `recordKey` is used
/// when both are missing.
std::optional<MaxwellRow> unwrapMaxwell(Document &document, std::string_view businessId,
                                        std::string_view recordKey);

} // namespace pk::transform
