#include "bridge/warehouse_schema.h"

#include "base/mysql_database.h"
#include "base/sql.h"
#include "bridge/text.h"
#include "bridge/warehouse_query.h"
#include "warehouse/warehouse.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::chrono::seconds kServerLimit{10};
constexpr int kMostChanges = 500; ///< more than anybody sees between two looks

Result<void> readColumns(Database &db, TableInfo &table)
{
    std::vector<std::pair<std::int64_t, QString>> key;
    auto read =
        forEachRow(db, "SELECT name, lower(type), pk FROM pragma_table_info(?) ORDER BY cid",
                   {table.name.toStdString()}, [&](const Statement &row) {
                       const std::int64_t place = row.integer(2);
                       table.columns.push_back({toQString(row.text(0)), toQString(row.text(1)), place > 0});
                       if (place > 0)
                           key.emplace_back(place, table.columns.back().name);
                   });
    if (!read || table.view)
        return read;
    // A table that is stored in the order of its key has no rowid; others have, whatever their key is.
    const auto clustered =
        queryInteger(db, "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?",
                     {table.name.toStdString()});
    if (!clustered)
        return clustered.error();
    if (*clustered == 0) {
        table.key = {QStringLiteral("rowid")};
        return {};
    }
    std::sort(key.begin(), key.end());
    for (const auto &[place, name] : key)
        table.key.push_back(name);
    return {};
}

/// As SQLite would call it: what is told of a column goes by that.
QString typeOnServer(std::string_view type)
{
    if (type == "bigint" || type == "int" || type == "tinyint" || type == "smallint")
        return QStringLiteral("integer");
    return type == "double" || type == "decimal" ? QStringLiteral("real") : QStringLiteral("text");
}

Result<void> readServerColumns(Database &db, TableInfo &table)
{
    auto read = forEachRow(
        db,
        "SELECT column_name, data_type, column_key = 'PRI' FROM information_schema.columns WHERE "
        "table_schema = database() AND table_name = ? ORDER BY ordinal_position",
        {table.name.toStdString()}, [&](const Statement &row) {
            table.columns.push_back({toQString(row.text(0)), typeOnServer(row.text(1)), row.integer(2) > 0});
        });
    if (!read || table.view)
        return read;
    return forEachRow(db,
                      "SELECT column_name FROM information_schema.statistics WHERE table_schema = database() "
                      "AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index",
                      {table.name.toStdString()},
                      [&](const Statement &row) { table.key.push_back(toQString(row.text(0))); });
}

constexpr std::string_view kSqliteTables =
    "SELECT name, type = 'view' FROM sqlite_master WHERE type IN ('table', 'view') "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
constexpr std::string_view kServerTables =
    "SELECT table_name, table_type = 'VIEW' FROM information_schema.tables "
    "WHERE table_schema = database() ORDER BY table_name";

/// The columns whose values differ in the images before and after.
std::vector<QString> changedColumns(std::string_view before, std::string_view after)
{
    const auto object = [](std::string_view json) {
        return QJsonDocument::fromJson(
                   QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size())))
            .object();
    };
    std::vector<QString> changed;
    if (before.empty() || after.empty())
        return changed;
    const QJsonObject old = object(before);
    const QJsonObject now = object(after);
    for (auto it = now.begin(); it != now.end(); ++it) {
        if (!it.value().isArray() && old.value(it.key()) != it.value())
            changed.push_back(it.key());
    }
    return changed;
}

} // namespace

int TableInfo::column(const QString &columnName) const
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == columnName)
            return static_cast<int>(i);
    }
    return -1;
}

Result<std::unique_ptr<Database>> openToLook(const QString &path)
{
    auto database = warehouse::openWarehouseForReading(path);
    if (!database)
        return database;
    if (!isServer(**database)) {
        (*database)->allowOnlyQueries();
        return database;
    }
    const auto limited = (*database)->limitQueries(kServerLimit);
    return limited ? std::move(database) : limited.error();
}

Result<TableInfos> readTables(Database &db)
{
    TableInfos tables;
    const bool server = isServer(db);
    auto read = forEachRow(db, server ? kServerTables : kSqliteTables, {}, [&](const Statement &row) {
        TableInfo table;
        table.name = toQString(row.text(0));
        table.view = row.integer(1) != 0;
        table.onServer = server;
        table.rows = -1;
        tables.push_back(std::move(table));
    });
    if (!read)
        return read.error();
    for (TableInfo &table : tables) {
        if (auto columns = server ? readServerColumns(db, table) : readColumns(db, table); !columns)
            return columns.error();
        if (table.view)
            continue;
        auto rows = queryInteger(db, countSql(table, {}).sql);
        if (!rows)
            return rows.error();
        table.rows = *rows;
    }
    return tables;
}

Result<std::int64_t> readDataVersion(Database &db)
{
    // A server does not tell; every record that is loaded leaves an entry in the audit.
    return queryInteger(db,
                        isServer(db) ? "SELECT coalesce(max(id), 0) FROM etl_audit" : "PRAGMA data_version");
}

Result<std::int64_t> readLastAuditId(Database &db)
{
    return queryInteger(db, "SELECT max(id) FROM etl_audit");
}

Result<std::vector<RowChange>> readChanges(Database &db, std::int64_t afterAuditId)
{
    std::vector<RowChange> changes;
    auto read = forEachRow(
        db,
        "SELECT id, entity, entity_key, action, before_json, after_json FROM etl_audit WHERE id > ? "
        "AND action IN ('insert', 'update') ORDER BY id DESC LIMIT ?",
        {afterAuditId, std::int64_t{kMostChanges}}, [&](const Statement &row) {
            RowChange change;
            change.auditId = row.integer(0);
            const bool order = row.text(1) == "order";
            change.table = order ? QStringLiteral("fact_orders") : QStringLiteral("fact_activities");
            change.keyColumn = entityOf(change.table).keyColumn;
            change.key = toQString(row.text(2));
            change.inserted = row.text(3) == "insert";
            if (!change.inserted)
                change.changedColumns = changedColumns(row.text(4), row.text(5));
            changes.push_back(std::move(change));
        });
    if (!read)
        return read.error();
    std::reverse(changes.begin(), changes.end());
    return changes;
}

} // namespace pk::gui
