#include "bridge/record_rows.h"

#include "base/sql.h"

#include <algorithm>
#include <array>

namespace pk::gui {

namespace {

constexpr std::string_view kAudit =
    "SELECT id, cluster, entity, entity_key, version, action, src_topic, src_partition, src_offset, "
    "raw_topic, "
    "raw_partition, raw_offset, before_json, after_json, correlation_id, batch_id, at, payload_sha256 FROM "
    "etl_audit ";

struct Keyed
{
    std::string_view table;
    std::string_view entity; ///< of the audit; empty: none
    std::array<std::string_view, 4> key;
    std::string_view newest; ///< column by which rows are the newer the greater it is
};
constexpr std::array<Keyed, 8> kKeyed = {{
    {"fact_orders", "order", {"order_id"}, "load_id"},
    {"fact_order_items", "order", {"order_id", "line"}, "load_id"},
    {"fact_activities", "activity", {"activity_id"}, "load_id"},
    {"dim_students", {}, {"nim"}, "occurred_at"},
    {"etl_audit", {}, {"id"}, "id"},
    {"etl_outbox", {}, {"id"}, "id"},
    {"etl_offsets", {}, {"cluster", "group_id", "topic", "partition"}, "at"},
    {"etl_meta", {}, {}, {}},
}};

const Keyed *find(std::string_view table)
{
    const auto found =
        std::find_if(kKeyed.begin(), kKeyed.end(), [table](const Keyed &k) { return k.table == table; });
    return found != kKeyed.end() ? &*found : nullptr;
}

Position positionAt(const Statement &row, int column)
{
    if (row.isNull(column) || row.isNull(column + 2))
        return {};
    return {std::string(row.text(column)), static_cast<std::int32_t>(row.integer(column + 1)),
            row.integer(column + 2)};
}

Result<std::vector<AuditEntry>> readAudit(Database &db, std::string_view where,
                                          std::initializer_list<SqlValue> values)
{
    std::vector<AuditEntry> entries;
    const auto read = forEachRow(db, std::string(kAudit).append(where), values, [&](const Statement &row) {
        AuditEntry entry;
        entry.id = row.integer(0);
        entry.cluster = row.text(1);
        entry.entity = row.text(2);
        entry.key = row.text(3);
        entry.version = row.integer(4);
        entry.action = row.text(5);
        entry.source = positionAt(row, 6);
        entry.raw = positionAt(row, 9);
        entry.before = row.text(12);
        entry.after = row.text(13);
        entry.correlationId = row.text(14);
        entry.batch = row.text(15);
        entry.atMs = row.integer(16);
        entry.payloadSha256 = row.text(17);
        entries.push_back(std::move(entry));
    });
    if (!read)
        return read.error();
    return entries;
}

/// The parts of a key, of which there are as many as the table's key has columns: the last ones hold no
/// slash.
std::vector<std::string> splitKey(std::string_view key, std::size_t parts)
{
    std::vector<std::string> split;
    while (parts > 1) {
        const std::size_t slash = key.rfind('/');
        if (slash == std::string_view::npos)
            return {};
        split.insert(split.begin(), std::string(key.substr(slash + 1)));
        key = key.substr(0, slash);
        --parts;
    }
    split.insert(split.begin(), std::string(key));
    return split;
}

std::string joined(const std::vector<std::string_view> &columns)
{
    std::string text;
    for (const std::string_view column : columns)
        text.append(text.empty() ? "" : " || '/' || ").append(column);
    return text;
}

} // namespace

EntityTable tableOfEntity(std::string_view entity)
{
    const auto found =
        std::find_if(kKeyed.begin(), kKeyed.end(), [entity](const Keyed &k) { return k.entity == entity; });
    return !entity.empty() && found != kKeyed.end() ? EntityTable{found->table, found->key[0]}
                                                    : EntityTable();
}

std::string_view entityOfTable(std::string_view table)
{
    const Keyed *keyed = find(table);
    return keyed ? keyed->entity : std::string_view();
}

std::vector<std::string_view> keyColumns(std::string_view table)
{
    std::vector<std::string_view> columns;
    if (const Keyed *keyed = find(table)) {
        std::copy_if(keyed->key.begin(), keyed->key.end(), std::back_inserter(columns),
                     [](std::string_view column) { return !column.empty(); });
    }
    return columns;
}

Result<std::vector<AuditEntry>> auditOfRecord(Database &db, const std::string &cluster,
                                              const RecordTrail::Known &record)
{
    if (!record.correlationId.empty()) {
        return readAudit(db, "WHERE correlation_id = ? AND cluster = ? ORDER BY id",
                         {std::string_view(record.correlationId), std::string_view(cluster)});
    }
    if (record.enrichedAt.offset >= 0) {
        return readAudit(
            db, "WHERE cluster = ? AND src_topic = ? AND src_partition = ? AND src_offset = ? ORDER BY id",
            {std::string_view(cluster), std::string_view(record.enrichedAt.topic),
             std::int64_t{record.enrichedAt.partition}, record.enrichedAt.offset});
    }
    if (record.rawAt.offset >= 0) {
        return readAudit(
            db, "WHERE cluster = ? AND raw_topic = ? AND raw_partition = ? AND raw_offset = ? ORDER BY id",
            {std::string_view(cluster), std::string_view(record.rawAt.topic),
             std::int64_t{record.rawAt.partition}, record.rawAt.offset});
    }
    return std::vector<AuditEntry>();
}

Result<std::vector<AuditEntry>> auditOfKey(Database &db, std::string_view entity, std::string_view key,
                                           int max)
{
    return readAudit(db, "WHERE entity = ? AND entity_key = ? ORDER BY id DESC LIMIT ?",
                     {entity, key, std::int64_t{max}});
}

Result<std::vector<AuditEntry>> newestAudit(Database &db, std::string_view entity, int max)
{
    // The plus keeps the index on the entity out: it would bring all of them to be sorted.
    return readAudit(db, "WHERE +entity = ? AND action IN ('insert', 'update') ORDER BY id DESC LIMIT ?",
                     {entity, std::int64_t{max}});
}

Result<std::optional<StoredRow>> readRow(Database &db, std::string_view table, std::string_view key)
{
    const std::vector<std::string_view> columns = keyColumns(table);
    const std::vector<std::string> values = splitKey(key, columns.size());
    if (columns.empty() || values.size() != columns.size())
        return std::optional<StoredRow>();
    std::string sql = "SELECT * FROM ";
    sql.append(table).append(" WHERE ");
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql.append(i > 0 ? " AND " : "").append(columns[i]).append(" = ?");
    sql.append(" ORDER BY ").append(find(table)->newest).append(" DESC");
    auto statement = db.prepare(sql);
    if (!statement)
        return statement.error();
    for (std::size_t i = 0; i < values.size(); ++i)
        (*statement)
            ->bind(static_cast<int>(i), std::string_view(values[i])); // numbers are compared by affinity
    std::optional<StoredRow> found;
    const auto read = forEachRow(**statement, [&](const Statement &row) {
        if (found) {
            ++found->copies;
            return;
        }
        found.emplace(StoredRow{std::string(table), std::string(key), {}, 1});
        for (int i = 0; i < row.columnCount(); ++i)
            found->columns.emplace_back(
                row.columnName(i), row.isNull(i) ? std::nullopt : std::optional<std::string>(row.text(i)));
    });
    if (!read)
        return read.error();
    return found;
}

Result<TableSummary> readTable(Database &db, std::string_view table, int newest)
{
    TableSummary summary;
    summary.table = table;
    if (find(table) == nullptr)
        return summary;
    const auto rows = queryInteger(db, "SELECT count(*) FROM " + summary.table);
    if (!rows)
        return rows.error();
    summary.rows = *rows;
    const std::string_view entity = entityOfTable(table);
    if (!entity.empty()) {
        auto entries = newestAudit(db, entity, newest);
        if (!entries)
            return entries.error();
        summary.newest = std::move(*entries);
        return summary;
    }
    const std::vector<std::string_view> key = keyColumns(table);
    if (key.empty())
        return summary;
    const auto read = forEachRow(db,
                                 "SELECT " + joined(key) + " FROM " + summary.table + " ORDER BY "
                                     + std::string(find(table)->newest) + " DESC LIMIT ?",
                                 {std::int64_t{newest}},
                                 [&](const Statement &row) { summary.newestKeys.emplace_back(row.text(0)); });
    if (!read)
        return read.error();
    return summary;
}

} // namespace pk::gui
