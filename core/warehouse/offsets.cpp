#include "base/sql.h"
#include "warehouse/dialect.h"
#include "warehouse/schema.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <array>

namespace pk::warehouse {

Result<std::optional<StoredOffset>> storedOffset(Database &db, const std::string &cluster,
                                                 const std::string &group, const TopicPartition &partition)
{
    std::optional<StoredOffset> found;
    const auto read =
        forEachRow(db,
                   "SELECT next_offset, epoch, owner FROM etl_offsets WHERE cluster = ? AND group_id = ? "
                   "AND topic = ? AND \"partition\" = ?",
                   {std::string_view(cluster), std::string_view(group), std::string_view(partition.topic),
                    std::int64_t{partition.partition}},
                   [&found](const Statement &row) {
                       found = {row.integer(0), row.integer(1), std::string(row.text(2))};
                   });
    return read ? Result<std::optional<StoredOffset>>(std::move(found)) : read.error();
}

namespace {

/// Offset and hash of the one row there may be.
Result<std::optional<LastStored>> readLast(Database &db, std::string_view sql,
                                           std::initializer_list<SqlValue> values)
{
    std::optional<LastStored> found;
    const auto read = forEachRow(db, sql, values, [&found](const Statement &row) {
        found = {row.integer(0), std::string(row.text(1))};
    });
    return read ? Result<std::optional<LastStored>>(std::move(found)) : read.error();
}

} // namespace

Result<std::optional<LastStored>> lastStored(Database &db, const std::string &cluster,
                                             const std::string &group, const TopicPartition &partition,
                                             const StoredOffset &stored)
{
    // The index gives them backwards from there. Between it and the last record lie but markers and refused
    // records; rows of another epoch are not to be gone through for long.
    constexpr std::int64_t close = 10'000;
    return readLast(db,
                    "SELECT src_offset, payload_sha256 FROM etl_audit WHERE cluster = ? AND "
                    "src_topic = ? AND src_partition = ? AND src_offset < ? AND src_offset >= ? AND "
                    "epoch = ? AND group_id = ? AND payload_sha256 IS NOT NULL "
                    "ORDER BY src_offset DESC LIMIT 1",
                    {std::string_view(cluster), std::string_view(partition.topic),
                     std::int64_t{partition.partition}, stored.next, stored.next - close, stored.epoch,
                     std::string_view(group)});
}

namespace {

constexpr std::string_view kLastRecordsTable =
    R"(CREATE TABLE IF NOT EXISTS etl_last_records(
        cluster {key} NOT NULL, group_id {key} NOT NULL, topic {key} NOT NULL, "partition" {integer} NOT NULL,
        epoch {integer} NOT NULL, last_offset {integer} NOT NULL, payload_sha256 {text} NOT NULL,
        PRIMARY KEY(cluster, group_id, topic, "partition")) {clustered})";

constexpr std::array<std::string_view, 4> kPartitionKeys = {"cluster", "group_id", "topic", "\"partition\""};

} // namespace

Result<void> createLastRecords(Database &db)
{
    return db.exec(dialectOf(db).schemaSql(kLastRecordsTable));
}

Result<std::optional<LastStored>> lastRecord(Database &db, const std::string &cluster,
                                             const std::string &group, const TopicPartition &partition,
                                             const StoredOffset &stored)
{
    return readLast(db,
                    "SELECT last_offset, payload_sha256 FROM etl_last_records WHERE cluster = ? AND "
                    "group_id = ? AND topic = ? AND \"partition\" = ? AND epoch = ? AND "
                    "last_offset < ?",
                    {std::string_view(cluster), std::string_view(group), std::string_view(partition.topic),
                     std::int64_t{partition.partition}, stored.epoch, stored.next});
}

Result<void> noteLastRecord(Database &db, const std::string &cluster, const std::string &group,
                            const OffsetAdvance &advance, std::string_view payloadSha256)
{
    constexpr std::array<std::string_view, 3> columns = {"epoch", "last_offset", "payload_sha256"};
    return execute(db,
                   "INSERT INTO etl_last_records(cluster, group_id, topic, \"partition\", epoch, "
                   "last_offset, payload_sha256) VALUES (?, ?, ?, ?, ?, ?, ?)"
                       + dialectOf(db).upsertClause(kPartitionKeys, columns),
                   {std::string_view(cluster), std::string_view(group), std::string_view(advance.topic),
                    std::int64_t{advance.partition}, advance.epoch, advance.next - 1, payloadSha256});
}

Result<void> initOffset(Database &db, const std::string &cluster, const std::string &group,
                        const TopicPartition &partition, std::int64_t next, const std::string &owner,
                        std::int64_t nowMs)
{
    return execute(
        db,
        "INSERT INTO etl_offsets(cluster, group_id, topic, \"partition\", next_offset, epoch, owner, at) "
        "VALUES (?, ?, ?, ?, ?, 0, ?, ?)"
            + dialectOf(db).ignoreClause(kPartitionKeys),
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
    constexpr std::array<std::string_view, 4> columns = {"next_offset", "epoch", "owner", "at"};
    auto stored = execute(
        db,
        "INSERT INTO etl_offsets(cluster, group_id, topic, \"partition\", next_offset, epoch, owner, at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + dialectOf(db).upsertClause(kPartitionKeys, columns),
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

Result<void> advanceOffset(Database &db, const std::string &cluster, const std::string &group,
                           const std::string &owner, const OffsetAdvance &advance, std::int64_t nowMs)
{
    const auto fenced = [](const QString &message, const TopicPartition &partition, std::int64_t offset,
                           std::int64_t epoch) {
        return Error{ErrorCode::Fenced, message,
                     QString::fromStdString(Position{partition.topic, partition.partition, offset}.toString())
                         + QStringLiteral("@%1").arg(epoch)};
    };
    const TopicPartition partition{advance.topic, advance.partition};
    if (advance.next <= advance.expected)
        return fenced(QCoreApplication::translate("warehouse",
                                                  "The records lie before the stored offset. Nothing of this "
                                                  "transaction was kept; the partition goes on where the "
                                                  "warehouse says."),
                      partition, advance.next, advance.epoch);
    auto updated = execute(db,
                           "UPDATE etl_offsets SET next_offset = ?, owner = ?, at = ? WHERE cluster = ? AND "
                           "group_id = ? AND topic = ? AND \"partition\" = ? AND next_offset = ? "
                           "AND epoch = ?",
                           {advance.next, std::string_view(owner), nowMs, std::string_view(cluster),
                            std::string_view(group), std::string_view(advance.topic),
                            std::int64_t{advance.partition}, advance.expected, advance.epoch});
    if (!updated || db.changes() == 1)
        return updated;
    return fenced(
        QCoreApplication::translate("warehouse",
                                    "Another loader has taken over this partition, or its offset was reset. "
                                    "Nothing of this transaction was kept; the partition goes on where the "
                                    "warehouse says."),
        partition, advance.expected, advance.epoch);
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

namespace {

constexpr std::string_view kAuditColumns =
    "SELECT entity, entity_key, version, action, src_topic, src_partition, src_offset, raw_topic, "
    "raw_partition, "
    "raw_offset, payload_sha256, cluster, group_id, id FROM etl_audit ";

/// Visits the rows of one query; tells how many there were, and of the last its key and id.
struct AuditScan
{
    const std::string &cluster;
    const std::string &group;
    const std::function<void(const AuditRow &)> &visit;
    std::string key;
    std::int64_t id = 0;

    Result<std::int64_t> read(Statement &query)
    {
        const auto position = [&query](int first) {
            PositionView view{query.text(first), static_cast<std::int32_t>(query.integer(first + 1)),
                              query.integer(first + 2)};
            if (query.isNull(first + 1))
                view.partition = -1;
            if (query.isNull(first + 2))
                view.offset = -1;
            return view;
        };
        for (std::int64_t rows = 0;; ++rows) {
            const auto there = query.step();
            if (!there)
                return there.error();
            if (!*there)
                return rows;
            key = query.text(1);
            id = query.integer(13);
            // Compared here: a condition could tempt the planner to walk another index and to sort
            // everything.
            if (query.text(11) != cluster || query.text(12) != group)
                continue;
            visit({query.text(0), query.text(1), query.integer(2), query.text(3), position(4), position(7),
                   query.text(10), id});
        }
    }
};

/// Entity by entity, in pages along the index of entity, key and (since every index ends with it) id.
Result<void> scanInPages(Database &db, AuditScan &scan, std::int64_t page)
{
    std::vector<std::string> entities;
    auto names = db.prepare("SELECT DISTINCT entity FROM etl_audit ORDER BY entity");
    if (!names)
        return names.error();
    for (auto there = (*names)->step(); !there || *there; there = (*names)->step()) {
        if (!there)
            return there.error();
        entities.emplace_back((*names)->text(0));
    }
    auto query = db.prepare(std::string(kAuditColumns)
                            + "WHERE entity = ? AND (entity_key > ? OR (entity_key = ? AND id > ?)) "
                              "ORDER BY entity_key, id LIMIT ?");
    if (!query)
        return query.error();
    for (const std::string &entity : entities) {
        scan.key.clear();
        scan.id = 0;
        for (std::int64_t rows = page; rows == page;) {
            const std::string from = scan.key;
            bindAll(
                **query,
                {std::string_view(entity), std::string_view(from), std::string_view(from), scan.id, page});
            const auto read = scan.read(**query);
            if (!read)
                return read.error();
            rows = *read;
        }
    }
    return {};
}

} // namespace

Result<void> scanAudit(Database &db, const std::string &cluster, const std::string &group,
                       const std::function<void(const AuditRow &)> &visit)
{
    AuditScan scan{cluster, group, visit, {}, 0};
    if (const std::int64_t page = dialectOf(db).pageRows(); page > 0)
        return scanInPages(db, scan, page);
    auto query = db.prepare(std::string(kAuditColumns) + "ORDER BY entity, entity_key, id");
    if (!query)
        return query.error();
    if (const auto read = scan.read(**query); !read)
        return read.error();
    return {};
}

} // namespace pk::warehouse
