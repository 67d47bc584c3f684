#include "cdc/held_rows.h"

#include "base/sql.h"

namespace pk::cdc {

namespace {

Result<bool> isThere(Database &store, std::string_view sql, std::initializer_list<SqlValue> values)
{
    const auto count = queryInteger(store, sql, values);
    if (!count)
        return count.error();
    return *count > 0;
}

} // namespace

Result<bool> headWaits(Database &store, Dataset dataset, std::string_view position)
{
    return isThere(store, "SELECT count(*) FROM cdc_waiting WHERE dataset = ? AND position = ?",
                   {static_cast<std::int64_t>(dataset), position});
}

Result<std::optional<Table>> awaitedByPart(Database &store, Table table, const Part &part)
{
    const bool item = table == Table::OrderItems;
    const auto dataset = static_cast<std::int64_t>(item ? Dataset::Orders : Dataset::Activities);
    const std::string_view owner = part.key.owner;
    const auto kept =
        isThere(store,
                "SELECT count(*) FROM cdc_parts WHERE dataset = ? AND owner = ? AND version = ? "
                "AND line = ? AND text = ?",
                {dataset, owner, part.key.version, part.line, std::string_view(part.text)});
    if (!kept)
        return kept.error();
    if (!*kept)
        return std::optional<Table>();
    if (!item) {
        const auto told = isThere(store,
                                  "SELECT count(*) FROM cdc_heads WHERE dataset = ? AND parts_owner = ? AND "
                                  "done >= 0 AND deleted = 0",
                                  {dataset, owner});
        if (!told)
            return told.error();
        return *told ? std::optional<Table>() : Table::Activities;
    }
    const auto waits = isThere(store,
                               "SELECT count(*) FROM cdc_waiting WHERE dataset = ? AND parts_owner = ? AND "
                               "parts_version = ?",
                               {dataset, owner, part.key.version});
    if (!waits)
        return waits.error();
    if (*waits)
        return std::optional(Table::OrderItems);
    const auto told = isThere(store,
                              "SELECT count(*) FROM cdc_heads WHERE dataset = ? AND id = ? AND "
                              "(deleted <> 0 OR (done >= 0 AND parts_version >= ?))",
                              {dataset, owner, part.key.version});
    if (!told)
        return told.error();
    return *told ? std::optional<Table>() : Table::Orders;
}

Result<std::int64_t> waitingItems(Database &store)
{
    const auto orders = static_cast<std::int64_t>(Dataset::Orders);
    return queryInteger(store,
                        "SELECT count(*) FROM cdc_parts p WHERE p.dataset = ? AND NOT EXISTS("
                        "SELECT 1 FROM cdc_waiting w WHERE w.dataset = p.dataset AND "
                        "w.parts_owner = p.owner AND w.parts_version = p.version) AND NOT EXISTS("
                        "SELECT 1 FROM cdc_heads h WHERE h.dataset = p.dataset AND h.id = p.owner AND "
                        "(h.deleted <> 0 OR (h.done >= 0 AND h.parts_version >= p.version)))",
                        {orders});
}

} // namespace pk::cdc
