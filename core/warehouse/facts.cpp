#include "base/sql.h"
#include "warehouse/dialect.h"
#include "warehouse/warehouse.h"

#include <limits>

namespace pk::warehouse {

namespace {

std::string factTable(Dataset dataset)
{
    return dataset == Dataset::Orders ? "fact_orders" : "fact_activities";
}

Result<Mark::Loads> loadsOf(Database &db, Dataset dataset)
{
    Mark::Loads loads;
    const auto read = forEachRow(db, "SELECT min(load_id), max(load_id) FROM " + factTable(dataset), {},
                                 [&loads](const Statement &row) {
                                     if (!row.isNull(0))
                                         loads = {row.integer(0), row.integer(1)};
                                 });
    return read ? Result<Mark::Loads>(loads) : read.error();
}

} // namespace

Result<Mark> markOf(Database &db)
{
    const auto audit = queryInteger(db, "SELECT COALESCE(max(id), 0) FROM etl_audit");
    if (!audit)
        return audit.error();
    const auto orders = loadsOf(db, Dataset::Orders);
    if (!orders)
        return orders.error();
    const auto activities = loadsOf(db, Dataset::Activities);
    if (!activities)
        return activities.error();
    return Mark{*audit, *orders, *activities};
}

Result<bool> othersLoaded(Database &db, const std::string &cluster, const Mark &since)
{
    const auto found = queryInteger(
        db, "SELECT EXISTS(SELECT 1 FROM etl_audit WHERE id > ? AND cluster <> ?)", {since.auditId, cluster});
    if (!found)
        return found.error();
    return *found != 0;
}

Result<void> scanFacts(Database &db, Dataset dataset, const Mark &before,
                       const std::function<void(const FactRow &)> &visit)
{
    const Mark::Loads &loads = dataset == Dataset::Orders ? before.orders : before.activities;
    const std::int64_t page = dialectOf(db).pageRows();
    std::string sql = "SELECT load_id, raw_topic, raw_partition, raw_offset FROM " + factTable(dataset);
    if (page > 0)
        sql += " WHERE load_id > ? ORDER BY load_id LIMIT ?";
    auto query = db.prepare(sql);
    if (!query)
        return query.error();
    std::int64_t rows = 0;
    std::int64_t last = std::numeric_limits<std::int64_t>::min();
    do {
        rows = 0;
        if (page > 0)
            bindAll(**query, {last, page});
        const auto read = forEachRow(**query, [&](const Statement &row) {
            ++rows;
            last = row.integer(0);
            if (row.isNull(1) || row.isNull(2) || row.isNull(3))
                return;
            visit({{row.text(1), static_cast<std::int32_t>(row.integer(2)), row.integer(3)},
                   last < loads.first || last > loads.last});
        });
        if (!read)
            return read;
    } while (page > 0 && rows == page);
    return {};
}

} // namespace pk::warehouse
