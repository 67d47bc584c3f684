#include "cdc/told.h"

#include "base/sql.h"

#include <string>

namespace pk::cdc {

namespace {

/// How many rows of a query have no row in `other` that answers to its two columns.
Result<std::int64_t> withoutAnswer(Database &db, std::string_view rows, Database &other,
                                   std::string_view answer)
{
    auto query = db.prepare(rows);
    if (!query)
        return query.error();
    std::int64_t missing = 0;
    for (;;) {
        const auto there = (*query)->step();
        if (!there)
            return there.error();
        if (!*there)
            return missing;
        const std::string id((*query)->text(0));
        const auto found = queryInteger(other, answer, {std::string_view(id), (*query)->integer(1)});
        if (!found)
            return found.error();
        missing += *found == 0 ? 1 : 0;
    }
}

} // namespace

Result<std::int64_t> untoldRows(Database &campus, Database &store, Dataset dataset)
{
    if (dataset == Dataset::Activities)
        return withoutAnswer(campus, "SELECT id, version FROM activities", store,
                             "SELECT count(*) FROM cdc_heads WHERE dataset = 1 AND id = ? AND done = ?");
    const auto present = withoutAnswer(
        campus, "SELECT id, version FROM orders", store,
        "SELECT count(*) FROM cdc_heads WHERE dataset = 0 AND deleted = 0 AND id = ? AND done = ?");
    if (!present)
        return present;
    const auto gone = withoutAnswer(store, "SELECT id, done FROM cdc_heads WHERE dataset = 0 AND deleted = 0",
                                    campus, "SELECT count(*) FROM orders WHERE id = ? AND version = ?");
    const auto waiting = queryInteger(
        store, "SELECT count(*) FROM cdc_waiting WHERE dataset = 0 AND event_type = 'order.cancelled'");
    if (!gone || !waiting)
        return gone ? waiting : gone;
    return *present + *gone + *waiting;
}

} // namespace pk::cdc
