#pragma once

// Whether the bridge's store still holds a row back, and for what: the one place that knows.
//
// Thread: that of the store.

#include "base/database.h"
#include "cdc/row_reader.h"

#include <optional>
#include <string_view>

namespace pk::cdc {

/// Whether an order or an activity waits for its parts, named by the place of its change event as the header
/// of its record will have it.
Result<bool> headWaits(Database &store, Dataset dataset, std::string_view position);

/// The table of the row that an item or a student waits for; none: it does not wait, and whatever it goes
/// into is told, or something newer has taken its place. Items wait together, for an order that is there,
/// too.
Result<std::optional<Table>> awaitedByPart(Database &store, Table table, const Part &part);

/// Items for which there is no order of their version yet. Looks at all items that are kept.
Result<std::int64_t> waitingItems(Database &store);

} // namespace pk::cdc
