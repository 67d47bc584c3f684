#include "cdc/told.h"

#include "base/sql.h"
#include "base/statements.h"

#include <algorithm>
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
    Statements statements(other); // a campus may have very many rows, and a window asks at its start
    std::int64_t missing = 0;
    for (;;) {
        const auto there = (*query)->step();
        if (!there)
            return there.error();
        if (!*there)
            return missing;
        const std::string id((*query)->text(0));
        const auto found = statements.integer(answer, {std::string_view(id), (*query)->integer(1)});
        if (!found)
            return found.error();
        missing += found->value_or(0) == 0 ? 1 : 0;
    }
}

} // namespace

Result<std::int64_t> unknownRows(Database &campus, Database &store, Dataset dataset)
{
    return dataset == Dataset::Activities
        ? withoutAnswer(campus, "SELECT id, version FROM activities", store,
                        "SELECT count(*) FROM cdc_heads WHERE dataset = 1 AND id = ? AND done = ?")
        : withoutAnswer(
            campus, "SELECT id, version FROM orders", store,
            "SELECT count(*) FROM cdc_heads WHERE dataset = 0 AND deleted = 0 AND id = ? AND done = ?");
}

Result<std::int64_t> untoldRows(Database &campus, Database &store, Dataset dataset)
{
    const auto present = unknownRows(campus, store, dataset);
    if (!present || dataset == Dataset::Activities)
        return present;
    const auto gone = withoutAnswer(store, "SELECT id, done FROM cdc_heads WHERE dataset = 0 AND deleted = 0",
                                    campus, "SELECT count(*) FROM orders WHERE id = ? AND version = ?");
    const auto waiting = queryInteger(
        store, "SELECT count(*) FROM cdc_waiting WHERE dataset = 0 AND event_type = 'order.cancelled'");
    if (!gone || !waiting)
        return gone ? waiting : gone;
    return *present + *gone + *waiting;
}

Result<std::int64_t> untoldRowsOfOneTopic(Database &campus, Database &store, Dataset dataset)
{
    const bool orders = dataset == Dataset::Orders;
    auto query = campus.prepare(
        orders ? "SELECT id, order_id, status, (SELECT count(*) FROM order_items i WHERE i.order_id = o.id) "
                 "FROM orders o"
               : "SELECT id, activity_id, '', (SELECT count(*) FROM students s WHERE s.nim = a.nim) "
                 "FROM activities a");
    if (!query)
        return query.error();
    const auto number = static_cast<std::int64_t>(dataset);
    Statements statements(store);
    std::int64_t rows = 0;
    std::int64_t same = 0;
    for (;; ++rows) {
        const auto there = (*query)->step();
        if (!there)
            return there.error();
        if (!*there)
            break;
        const std::string id((*query)->text(0));
        const std::string name((*query)->text(1));
        std::string status((*query)->text(2));
        if (!status.empty())
            status.insert(0, "\"status\":\"").push_back('"');
        const auto found = statements.integer(
            "SELECT count(*) FROM cdc_now_heads h WHERE dataset = ? AND id = ? AND name = ? AND "
            "instr(after, ?) > 0 AND (SELECT count(*) FROM cdc_now_parts p WHERE p.dataset = h.dataset AND "
            "p.owner = h.owner) = ?",
            {number, std::string_view(id), std::string_view(name), std::string_view(status),
             (*query)->integer(3)});
        if (!found)
            return found.error();
        same += found->value_or(0);
    }
    const auto heads = queryInteger(store, "SELECT count(*) FROM cdc_now_heads WHERE dataset = ?", {number});
    const auto touched = queryInteger(store, "SELECT count(*) FROM cdc_touched WHERE dataset = ?", {number});
    if (!heads || !touched)
        return heads ? touched : heads;
    return rows - same + std::max<std::int64_t>(0, *heads - same) + *touched;
}

} // namespace pk::cdc
