#include "cdc/replica_tables.h"

#include "base/sql.h"
#include "warehouse/dialect.h"

#include <algorithm>
#include <charconv>

namespace pk::cdc {

namespace {

using Kind = ColumnType::Kind;

// A deleted row is remembered, too: what another partition still has of it must not bring it back.
constexpr std::string_view kRowsTable =
    R"(CREATE TABLE IF NOT EXISTS olap_rows(
        table_name {key} NOT NULL, row_key {key} NOT NULL, gone {integer} NOT NULL,
        stamp_ms {integer} NOT NULL, stamp_xid {integer} NOT NULL, stamp_row {integer} NOT NULL,
        cluster {key} NOT NULL, src_partition {integer} NOT NULL, src_offset {integer} NOT NULL,
        epoch {integer} NOT NULL DEFAULT 0, PRIMARY KEY(table_name, row_key)) {clustered})";

/// A warehouse of before replicas knew of epochs.
constexpr std::string_view kRowsEpoch = "ALTER TABLE olap_rows ADD COLUMN epoch {integer} NOT NULL DEFAULT 0";

/// In the words of Dialect::schemaSql. A column that has held nothing but NULL must not choose a type yet.
std::string declared(ColumnType type)
{
    switch (type.kind) {
    case Kind::Nothing:
        return "CHAR(0)";
    case Kind::Integer:
        return "{integer}";
    case Kind::Decimal:
        return "DECIMAL(" + std::to_string(kDecimalDigits) + "," + std::to_string(type.scale) + ")";
    case Kind::Real:
        return "{real}";
    case Kind::Text:
        break;
    }
    return "{text}";
}

ColumnType typeDeclaredAs(std::string_view declaration)
{
    const std::string text = lowerCase(declaration);
    const auto is = [&text](std::string_view start) { return text.starts_with(start); };
    if (is("char(0)"))
        return {Kind::Nothing, 0};
    if (is("integer") || is("bigint"))
        return {Kind::Integer, 0};
    if (is("real") || is("double"))
        return {Kind::Real, 0};
    if (!is("decimal"))
        return {Kind::Text, 0};
    ColumnType type{Kind::Decimal, 0};
    if (const std::size_t comma = text.find(','); comma != std::string::npos)
        std::from_chars(text.data() + comma + 1, text.data() + text.size(), type.scale);
    return type;
}

std::string quoted(std::string_view name, char quote)
{
    std::string text(1, quote);
    for (const char c : name) {
        if (c == quote)
            text.push_back(c);
        text.push_back(c);
    }
    text.push_back(quote);
    return text;
}

} // namespace

std::string quotedColumn(std::string_view name)
{
    return quoted(name, '"');
}

std::string replicaTable(std::string_view table)
{
    return quotedColumn("olap_" + std::string(table));
}

Result<ReplicaTables::Table> ReplicaTables::read(const std::string &table)
{
    const std::string name = "olap_" + table;
    Table found;
    const auto read = forEachRow(
        m_database, warehouse::dialectOf(m_database).columnsSql(), {std::string_view(name)},
        [&](const Statement &row) {
            Column column{std::string(row.text(0)), typeDeclaredAs(row.text(1)), row.integer(2) != 0};
            found.keys += column.key ? 1 : 0;
            found.columns.emplace(lowerCase(column.name), std::move(column));
        });
    if (!read)
        return read.error();
    return found;
}

bool ReplicaTables::takes(const Table &there, const Wanted &wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&there](const auto &each) {
        const auto found = there.columns.find(each.first);
        return found != there.columns.end()
            && (found->second.key || merged(found->second.type, each.second.type) == found->second.type);
    });
}

Result<void> ReplicaTables::make(const std::string &table, const RowChange &like, const Wanted &wanted)
{
    // In the order of the source's columns, which is that of the message.
    std::string sql = "CREATE TABLE " + replicaTable(table) + "(";
    std::set<std::string> done;
    const auto isKey = [&like](const std::string &name) {
        return std::find(like.keyColumns.begin(), like.keyColumns.end(), name) != like.keyColumns.end();
    };
    const auto add = [&](const Column &column) {
        if (!done.insert(lowerCase(column.name)).second)
            return;
        sql.append(quotedColumn(column.name)).append(" ");
        if (!isKey(column.name))
            sql.append(declared(column.type)).append(", ");
        else // a number, or a text that an index holds
            sql.append(column.type.kind == Kind::Integer ? "{integer} NOT NULL, " : "{key} NOT NULL, ");
    };
    for (const auto &[name, cell] : like.row)
        add(wanted.at(lowerCase(name)));
    for (const auto &[name, column] : wanted)
        add(column);
    sql.append("PRIMARY KEY(");
    for (const std::string &column : like.keyColumns)
        sql.append(&column == &like.keyColumns.front() ? "" : ", ").append(quotedColumn(column));
    sql.append("))");
    // A table that is made anew knows nothing: what was remembered of the rows of another one is void.
    if (auto cleared =
            execute(m_database, "DELETE FROM olap_rows WHERE table_name = ?", {std::string_view(table)});
        !cleared)
        return cleared;
    return m_database.exec(warehouse::dialectOf(m_database).schemaSql(sql));
}

Result<void> ReplicaTables::grow(const std::string &table, const Table &there, const Wanted &wanted)
{
    const warehouse::Dialect &dialect = warehouse::dialectOf(m_database);
    for (const auto &[key, column] : wanted) {
        const auto found = there.columns.find(key);
        std::string sql;
        if (found == there.columns.end()) {
            sql = "ALTER TABLE " + replicaTable(table) + " ADD COLUMN " + quotedColumn(column.name) + " "
                + declared(column.type);
        } else if (const ColumnType type = merged(found->second.type, column.type);
                   !found->second.key && type != found->second.type) {
            sql =
                dialect.changeTypeSql(replicaTable(table), quotedColumn(found->second.name), declared(type));
        }
        if (sql.empty())
            continue;
        if (auto grown = m_database.exec(dialect.schemaSql(sql)); !grown)
            return grown;
    }
    return {};
}

Result<void> ReplicaTables::makeRowsTable()
{
    const warehouse::Dialect &dialect = warehouse::dialectOf(m_database);
    if (auto made = m_database.exec(dialect.schemaSql(kRowsTable)); !made)
        return made;
    const auto rows = read("rows");
    if (!rows)
        return rows.error();
    return rows->columns.contains("epoch") ? Result<void>() : m_database.exec(dialect.schemaSql(kRowsEpoch));
}

Result<void> ReplicaTables::prepareFor(std::span<const RowChange *const> changes)
{
    std::map<std::string, Wanted> wanted;
    std::map<std::string, const RowChange *> likes;
    for (const RowChange *change : changes) {
        likes.emplace(change->table, change);
        Wanted &columns = wanted[change->table];
        for (const auto &[name, cell] : change->row) {
            Column &column = columns.try_emplace(lowerCase(name), Column{name, {}, false}).first->second;
            column.type = merged(column.type, cell.type);
        }
    }
    for (const auto &[table, columns] : wanted) {
        if (const auto known = m_tables.find(table); known != m_tables.end() && takes(known->second, columns))
            continue;
        // Under the writers' lock, since another member may be about to do the same.
        Transaction transaction(m_database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        if (!m_made) {
            if (auto made = makeRowsTable(); !made)
                return made;
        }
        auto there = read(table);
        if (!there)
            return there.error();
        if (!there->exists() || !takes(*there, columns)) {
            auto done =
                there->exists() ? grow(table, *there, columns) : make(table, *likes.at(table), columns);
            if (!done)
                return done;
            there = read(table);
            if (!there)
                return there.error();
            ++m_changes;
        }
        if (auto committed = transaction.commit(); !committed)
            return committed;
        m_made = true;
        m_tables.insert_or_assign(table, *std::move(there));
    }
    return {};
}

bool ReplicaTables::takesKeyOf(const RowChange &change) const
{
    const Table &table = m_tables.at(change.table);
    if (table.keys != change.keyColumns.size())
        return false;
    for (std::size_t i = 0; i < change.keyColumns.size(); ++i) {
        const auto column = table.columns.find(lowerCase(change.keyColumns[i]));
        if (column == table.columns.end() || !column->second.key)
            return false;
        const Kind kind = column->second.type.kind;
        for (const auto *key : {&change.key, &change.formerKey}) {
            if (!key->empty() && kind == Kind::Integer && (*key)[i].type.kind != Kind::Integer)
                return false;
        }
    }
    return true;
}

} // namespace pk::cdc
