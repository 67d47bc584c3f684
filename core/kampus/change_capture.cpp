#include "kampus/change_capture.h"

#include "base/sql.h"

#include <set>

namespace pk::kampus {

namespace {

constexpr std::size_t kColumnsAtOnce = 50; // a function of SQLite takes at most 127 arguments

constexpr std::string_view kTables = R"(
CREATE TABLE IF NOT EXISTS cdc_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, xid INTEGER NOT NULL, table_name TEXT NOT NULL, type TEXT NOT NULL,
  at INTEGER NOT NULL, before_json TEXT, after_json TEXT);
CREATE TABLE IF NOT EXISTS cdc_state (
  id INTEGER PRIMARY KEY CHECK (id = 1), xid INTEGER NOT NULL, published INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS cdc_bootstrap (
  id INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, is_complete INTEGER NOT NULL DEFAULT 0,
  inserted_rows INTEGER NOT NULL DEFAULT 0, error TEXT);
CREATE TABLE IF NOT EXISTS cdc_replaced (before_json TEXT NOT NULL);
INSERT INTO cdc_state SELECT 1, 1, 0 WHERE NOT EXISTS (SELECT 1 FROM cdc_state);
)";

/// "a.x = b.x AND a.y = b.y"
std::string sameIn(const std::vector<std::string> &columns, std::string_view a, std::string_view b)
{
    std::string sql;
    for (const std::string &column : columns) {
        const std::string name = quotedName(column);
        sql.append(sql.empty() ? "" : " AND ").append(a).append(".").append(name);
        sql.append(" = ").append(b).append(".").append(name);
    }
    return sql;
}

std::string logLine(const TableShape &shape, std::string_view type, std::string_view before,
                    std::string_view after, std::string_view from)
{
    return "INSERT INTO cdc_log(xid, table_name, type, at, before_json, after_json) SELECT s.xid, "
        + quotedText(shape.name) + ", '" + std::string(type) + "', CAST(strftime('%s', 'now') AS INTEGER), "
        + std::string(before) + ", " + std::string(after) + " FROM cdc_state s" + std::string(from) + "; ";
}

/// Rows that stand in the way of NEW. If the statement says OR REPLACE they vanish without a trigger of
/// theirs; that they did is certain once the AFTER trigger runs. If it fails or gives way, nobody reads this.
std::string noteReplaced(const TableShape &shape, bool update)
{
    std::string sql = "DELETE FROM cdc_replaced; ";
    std::string conflicts;
    const std::string table = quotedName(shape.name);
    for (const auto &unique : shape.uniques)
        conflicts += (conflicts.empty() ? "(" : ") OR (") + sameIn(unique, table, "NEW");
    if (conflicts.empty())
        return sql;
    sql += "INSERT INTO cdc_replaced SELECT " + imageOf(shape, table) + " FROM " + table + " WHERE ("
        + conflicts + "))";
    if (update)
        sql += " AND NOT (" + sameIn(shape.uniques.front(), table, "OLD") + ")";
    return sql + "; ";
}

std::string changed(const TableShape &shape)
{
    // In brackets by the dozen: SQLite allows an expression only so much depth.
    std::string sql = "(";
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        const std::string name = quotedName(shape.columns[i].name);
        sql += i == 0 ? "" : i % kColumnsAtOnce == 0 ? ") OR (" : " OR ";
        sql += "OLD." + name + " IS NOT NEW." + name;
    }
    return sql + ")";
}

struct Trigger
{
    std::string name;
    std::string sql; ///< the whole statement, as sqlite_master will hold it
};

std::vector<Trigger> triggersOf(const TableShape &shape)
{
    const std::string before = imageOf(shape, "OLD");
    const std::string after = imageOf(shape, "NEW");
    const std::string replaced =
        logLine(shape, "delete", "r.before_json", "NULL", ", cdc_replaced r") + "DELETE FROM cdc_replaced; ";
    std::vector<Trigger> triggers;
    const auto add = [&](const char *when, const char *what, const std::string &condition,
                         const std::string &body) {
        const std::string name = std::string("cdc_") + when + "_" + what + "_" + shape.name;
        triggers.push_back({name,
                            "CREATE TRIGGER " + quotedName(name) + " " + when + " " + what + " ON "
                                + quotedName(shape.name) + condition + " BEGIN " + body + "END"});
    };
    const std::string onlyChanged = " WHEN " + changed(shape); // MySQL logs no row that stays as it was
    add("BEFORE", "INSERT", {}, noteReplaced(shape, false));
    add("AFTER", "INSERT", {}, replaced + logLine(shape, "insert", "NULL", after, {}));
    add("BEFORE", "UPDATE", onlyChanged, noteReplaced(shape, true));
    add("AFTER", "UPDATE", onlyChanged, replaced + logLine(shape, "update", before, after, {}));
    // With recursive triggers a replaced row comes here by itself, and must not be logged again.
    add("AFTER", "DELETE", {},
        "DELETE FROM cdc_replaced WHERE before_json = " + before + "; "
            + logLine(shape, "delete", before, "NULL", {}));
    return triggers;
}

Result<std::string> storedSql(Database &db, const std::string &trigger)
{
    auto statement = db.prepare("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?");
    if (!statement)
        return statement.error();
    (*statement)->bind(0, trigger);
    const auto row = (*statement)->step();
    if (!row)
        return row.error();
    return *row ? std::string((*statement)->text(0)) : std::string();
}

/// Adds the names of the table's triggers to `names`. False: it has too many columns.
Result<bool> installTriggers(Database &db, const std::string &table, std::set<std::string> &names)
{
    const auto shape = readShape(db, table);
    if (!shape)
        return shape.error();
    if (shape->columns.size() > kMostColumns)
        return false;
    for (const Trigger &trigger : triggersOf(*shape)) {
        names.insert(trigger.name);
        const auto stored = storedSql(db, trigger.name);
        if (!stored)
            return stored.error();
        if (*stored == trigger.sql)
            continue;
        if (auto made = db.exec("DROP TRIGGER IF EXISTS " + quotedName(trigger.name) + "; " + trigger.sql);
            !made)
            return made.error();
    }
    return true;
}

/// A renamed table takes its triggers along; with the new ones it would be logged twice.
Result<void> dropOtherTriggers(Database &db, const std::set<std::string> &names)
{
    std::string drop;
    const auto read = forEachRow(db,
                                 "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                                 "AND name LIKE 'cdc\\_%' ESCAPE '\\'",
                                 {}, [&](const Statement &row) {
                                     if (const std::string name(row.text(0)); !names.contains(name))
                                         drop += "DROP TRIGGER " + quotedName(name) + ";";
                                 });
    if (!read)
        return read.error();
    return db.exec(drop);
}

} // namespace

/// "'name', value" as the arguments of json_object().
static std::string imageOfColumn(const Column &column, std::string_view row)
{
    const std::string value = std::string(row) + "." + quotedName(column.name);
    const std::string sql = quotedText(column.name) + ", CASE ";
    // JSON has neither bytes nor infinity. Any column of SQLite may hold either.
    if (column.kind == ColumnKind::Binary)
        return sql + "WHEN " + value + " IS NOT NULL THEN hex(" + value + ") END";
    return sql + "WHEN typeof(" + value + ") = 'blob' THEN CAST(" + value + " AS TEXT) WHEN " + value
        + " IN (9e999, -9e999) THEN NULL ELSE " + value + " END";
}

std::string imageOf(const TableShape &shape, std::string_view row)
{
    std::vector<std::string> objects;
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        if (i % kColumnsAtOnce == 0)
            objects.emplace_back("json_object(");
        objects.back() += (i % kColumnsAtOnce == 0 ? "" : ", ") + imageOfColumn(shape.columns[i], row);
    }
    if (objects.size() == 1)
        return objects.front() + ")";
    // Of a wide row they are put together as text. A value never ends in a brace: it is a number or in
    // quotes.
    std::string sql;
    for (const std::string &object : objects)
        sql += (sql.empty() ? "('{' || trim(" : " || ',' || trim(") + object + "), '{}')";
    return sql + " || '}')";
}

Result<std::vector<std::string>> installCapture(Database &db)
{
    if (auto began = db.begin(); !began)
        return began.error();
    const auto install = [&]() -> Result<std::vector<std::string>> {
        if (auto made = db.exec(kTables); !made)
            return made.error();
        const auto tables = userTables(db);
        if (!tables)
            return tables.error();
        std::set<std::string> names;
        std::vector<std::string> tooWide;
        for (const std::string &table : *tables) {
            const auto installed = installTriggers(db, table, names);
            if (!installed)
                return installed.error();
            if (!*installed)
                tooWide.push_back(table);
        }
        if (auto dropped = dropOtherTriggers(db, names); !dropped)
            return dropped.error();
        if (auto done = db.commit(); !done)
            return done.error();
        return tooWide;
    };
    auto installed = install();
    if (!installed)
        db.rollback();
    return installed;
}

Result<void> closeTransaction(Database &db)
{
    return db.exec("UPDATE cdc_state SET xid = xid + 1 "
                   "WHERE xid = (SELECT xid FROM cdc_log ORDER BY seq DESC LIMIT 1)");
}

} // namespace pk::kampus
