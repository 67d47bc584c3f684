#include "warehouse/dialect.h"
#include "warehouse/schema.h"
#include "warehouse/sql.h"
#include "warehouse/warehouse.h"

#include <array>

namespace pk::warehouse {

Result<std::optional<StoredOffset>> storedOffset(Database &db, const std::string &cluster,
                                                 const std::string &group, const TopicPartition &partition)
{
    auto query =
        db.prepare("SELECT next_offset, epoch, owner FROM etl_offsets WHERE cluster = ? AND group_id = ? "
                   "AND topic = ? AND partition = ?");
    if (!query)
        return query.error();
    Statement &row = **query;
    bindAll(row,
            {std::string_view(cluster), std::string_view(group), std::string_view(partition.topic),
             std::int64_t{partition.partition}});
    const auto there = row.step();
    if (!there)
        return there.error();
    if (!*there)
        return std::optional<StoredOffset>();
    return std::optional<StoredOffset>({row.integer(0), row.integer(1), std::string(row.text(2))});
}

Result<void> initOffset(Database &db, const std::string &cluster, const std::string &group,
                        const TopicPartition &partition, std::int64_t next, const std::string &owner,
                        std::int64_t nowMs)
{
    constexpr std::array<std::string_view, 4> keys = {"cluster", "group_id", "topic", "partition"};
    return execute(
        db,
        "INSERT INTO etl_offsets(cluster, group_id, topic, partition, next_offset, epoch, owner, at) "
        "VALUES (?, ?, ?, ?, ?, 0, ?, ?)"
            + dialectOf(db).ignoreClause(keys),
        {std::string_view(cluster), std::string_view(group), std::string_view(partition.topic),
         std::int64_t{partition.partition}, next, std::string_view(owner), nowMs});
}

namespace {

/// The audit row of a reset. It stands for no message, so it has no source offset and no payload.
Result<void> auditReset(Database &db, const std::string &cluster, const std::string &group,
                        const TopicPartition &partition, const std::optional<StoredOffset> &before,
                        const StoredOffset &after, std::int64_t nowMs)
{
    const auto image = [](const StoredOffset &offset) {
        return "{\"next_offset\":" + std::to_string(offset.next)
            + ",\"epoch\":" + std::to_string(offset.epoch) + "}";
    };
    const std::string key = partition.toString();
    const std::string batch = "reset by " + after.owner;
    const std::string beforeJson = before ? image(*before) : "null";
    const std::string afterJson = image(after);
    return execute(
        db,
        "INSERT INTO etl_audit(cluster, group_id, src_topic, src_partition, epoch, entity, entity_key, "
        "version, action, before_json, after_json, batch_id, at) "
        "VALUES (?, ?, ?, ?, ?, 'offset', ?, 0, 'reset', ?, ?, ?, ?)",
        {std::string_view(cluster), std::string_view(group), std::string_view(partition.topic),
         std::int64_t{partition.partition}, after.epoch, std::string_view(key), std::string_view(beforeJson),
         std::string_view(afterJson), std::string_view(batch), nowMs});
}

} // namespace

Result<std::int64_t> resetOffset(Database &db, const std::string &cluster, const std::string &group,
                                 const TopicPartition &partition, std::int64_t next, const std::string &by,
                                 std::int64_t nowMs)
{
    Transaction transaction(db);
    if (auto begun = transaction.begin(); !begun)
        return std::move(begun).error();
    const auto before = storedOffset(db, cluster, group, partition);
    if (!before)
        return before.error();
    const StoredOffset after{next, before->has_value() ? (*before)->epoch + 1 : 1, by};
    constexpr std::array<std::string_view, 4> keys = {"cluster", "group_id", "topic", "partition"};
    constexpr std::array<std::string_view, 4> columns = {"next_offset", "epoch", "owner", "at"};
    auto stored =
        execute(db,
                "INSERT INTO etl_offsets(cluster, group_id, topic, partition, next_offset, epoch, owner, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    + dialectOf(db).upsertClause(keys, columns),
                {std::string_view(cluster), std::string_view(group), std::string_view(partition.topic),
                 std::int64_t{partition.partition}, after.next, after.epoch, std::string_view(by), nowMs});
    if (stored)
        stored = auditReset(db, cluster, group, partition, *before, after, nowMs);
    if (stored)
        stored = transaction.commit();
    if (!stored)
        return std::move(stored).error();
    return after.epoch;
}

Result<std::map<std::string, std::int64_t>> tableCounts(Database &db)
{
    std::map<std::string, std::int64_t> counts;
    for (const std::string_view table : tableNames()) {
        const auto rows = queryInteger(db, "SELECT count(*) FROM " + std::string(table));
        if (!rows)
            return rows.error();
        counts.emplace(table, *rows);
    }
    return counts;
}

Result<void> scanAudit(Database &db, const std::string &cluster, const std::string &group,
                       const std::function<void(const AuditRow &)> &visit)
{
    auto query =
        db.prepare("SELECT entity, entity_key, version, action, src_topic, src_partition, src_offset, "
                   "raw_topic, raw_partition, raw_offset, payload_sha256, cluster, group_id FROM etl_audit "
                   "ORDER BY entity, entity_key, id");
    if (!query)
        return query.error();
    const Statement &row = **query;
    const auto position = [&](int first) {
        PositionView view{row.text(first), static_cast<std::int32_t>(row.integer(first + 1)),
                          row.integer(first + 2)};
        if (row.isNull(first + 1))
            view.partition = -1;
        if (row.isNull(first + 2))
            view.offset = -1;
        return view;
    };
    for (;;) {
        const auto there = (*query)->step();
        if (!there)
            return there.error();
        if (!*there)
            return {};
        // Compared here: a condition could tempt the planner to walk another index and to sort everything.
        if (row.text(11) != cluster || row.text(12) != group)
            continue;
        visit(
            {row.text(0), row.text(1), row.integer(2), row.text(3), position(4), position(7), row.text(10)});
    }
}

} // namespace pk::warehouse
