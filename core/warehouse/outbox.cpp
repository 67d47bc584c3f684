#include "base/sql.h"
#include "warehouse/warehouse.h"

namespace pk::warehouse {

Result<std::vector<OutboxEvent>> pendingOutbox(Database &db, int max)
{
    std::vector<OutboxEvent> events;
    const auto read =
        forEachRow(db,
                   "SELECT id, event_id, topic, \"key\", value FROM etl_outbox WHERE published_at IS NULL "
                   "ORDER BY id LIMIT ?",
                   {std::int64_t{max}}, [&](const Statement &row) {
                       events.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                                         std::string(row.text(3)), std::string(row.text(4))});
                   });
    if (!read)
        return read.error();
    return events;
}

Result<void> markPublished(Database &db, std::span<const std::int64_t> ids, std::int64_t nowMs)
{
    if (ids.empty())
        return {};
    auto update = db.prepare("UPDATE etl_outbox SET published_at = ? WHERE id = ?");
    if (!update)
        return update.error();
    Transaction transaction(db);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const std::int64_t id : ids) {
        bindAll(**update, {nowMs, id});
        if (auto stepped = (*update)->step(); !stepped)
            return std::move(stepped).error();
    }
    return transaction.commit();
}

} // namespace pk::warehouse
