#include "pipeline/replica_check.h"

#include "base/hash.h"
#include "base/mysql_database.h"
#include "base/sql.h"
#include "cdc/replica_tables.h"
#include "kampus/json_image.h"
#include "kampus/table_shape.h"
#include "warehouse/dialect.h"

#include <QByteArray>

#include <charconv>
#include <cstdio>
#include <set>
#include <unordered_map>

namespace pk::pipeline {

namespace {

using kampus::Column;
using kampus::ColumnKind;

bool isNumeric(const Column &column)
{
    return column.kind == ColumnKind::Decimal || column.kind == ColumnKind::Double;
}

/// The same text for the same number, however many zeros stand behind it. Other texts are left as they are.
std::string asNumber(const std::string &text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return text;
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.15g", number);
    return digits;
}

/// What Maxwell makes of the source's value.
std::string sourceText(const Column &column, const Statement &row, int index)
{
    const ValueType type = row.type(index);
    if (type == ValueType::Integer || type == ValueType::Real) {
        const std::string number(row.text(index));
        return isNumeric(column) ? asNumber(number) : number;
    }
    if (type == ValueType::Blob)
        return QByteArray::fromRawData(row.text(index).data(), static_cast<qsizetype>(row.text(index).size()))
            .toBase64()
            .toStdString();
    std::string token = "\"";
    kampus::appendJacksonText(token, row.text(index));
    const std::string written = kampus::maxwellValue(column, token + "\"");
    return written.starts_with('"') ? kampus::unescaped(written) : written;
}

/// Of a server's value, which it has written as text itself.
std::string serverText(const Column &column, const Statement &row, int index)
{
    const std::string_view text = row.text(index);
    if (column.kind == ColumnKind::Binary)
        return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()))
            .toBase64()
            .toStdString();
    return isNumeric(column) ? asNumber(std::string(text)) : std::string(text);
}

std::string replicaText(const Column &column, const Statement &row, int index)
{
    const std::string text(row.text(index));
    return isNumeric(column) ? asNumber(text) : text;
}

/// The names of the replica's columns that have one, else NULL.
Result<std::string> replicaQuery(Database &warehouse, const kampus::TableShape &shape)
{
    const std::string name = "olap_" + shape.name;
    std::set<std::string> there;
    const auto read =
        forEachRow(warehouse, warehouse::dialectOf(warehouse).columnsSql(), {std::string_view(name)},
                   [&](const Statement &row) { there.emplace(row.text(0)); });
    if (!read)
        return read.error();
    if (there.empty())
        return std::string();
    std::string sql = "SELECT ";
    for (const Column &column : shape.columns)
        sql.append(&column == &shape.columns.front() ? "" : ", ")
            .append(there.contains(column.name) ? cdc::quotedColumn(column.name) : "NULL");
    return sql + " FROM " + cdc::replicaTable(shape.name);
}

std::string sourceQuery(const kampus::TableShape &shape, bool server)
{
    std::string sql = "SELECT ";
    for (const Column &column : shape.columns) {
        const std::string name = kampus::quotedName(column.name);
        sql.append(&column == &shape.columns.front() ? "" : ", ");
        sql.append(server && column.kind != ColumnKind::Binary ? "CAST(" + name + " AS CHAR)" : name);
    }
    return sql + " FROM " + kampus::quotedName(shape.name);
}

/// Its columns; of the keys only the primary one.
Result<kampus::TableShape> shapeOf(Database &source, const std::string &table)
{
    kampus::TableShape shape;
    shape.name = table;
    const auto read = forEachRow(source, warehouse::dialectOf(source).columnsSql(), {std::string_view(table)},
                                 [&shape](const Statement &row) {
                                     Column column = kampus::columnOf(std::string(row.text(0)), row.text(1));
                                     column.primaryKey = row.integer(2) != 0;
                                     shape.columns.push_back(std::move(column));
                                 });
    if (!read)
        return read.error();
    if (shape.columns.empty())
        return kampus::noSuchTable(table);
    return shape;
}

/// Visits each row of a query as its key and the hash of all its values.
template <typename Text, typename Visit>
Result<void> readRows(Database &db, const std::string &sql, const kampus::TableShape &shape, Text text,
                      Visit visit)
{
    return forEachRow(db, sql, {}, [&](const Statement &row) {
        std::string key;
        std::string all;
        for (std::size_t i = 0; i < shape.columns.size(); ++i) {
            const Column &column = shape.columns[i];
            const int index = static_cast<int>(i);
            const bool null = row.isNull(index);
            const std::string value = null ? std::string() : text(column, row, index);
            all.append(null ? "-" : std::to_string(value.size())).append(":").append(value);
            if (column.primaryKey)
                key.append(key.empty() ? "" : ", ").append(value);
        }
        visit(key, sha256(all));
    });
}

} // namespace

Result<ReplicaCheck> checkReplica(Database &source, Database &warehouse, const std::string &table)
{
    const bool server = isServer(source);
    // Maxwell takes a MariaDB for a MySQL 5.5, and leaves the fractions of its seconds out.
    const bool wholeSeconds = server && source.version().find("MariaDB") != std::string::npos;
    const auto asTold = [wholeSeconds](const Column &column, std::string text) {
        return wholeSeconds && column.kind == ColumnKind::DateTime ? text.substr(0, text.find('.')) : text;
    };
    const auto shape = shapeOf(source, table);
    if (!shape)
        return shape.error();
    ReplicaCheck check;
    check.table = table;
    const auto example = [&check](const std::string &key) {
        if (check.examples.size() < 3)
            check.examples.push_back(key);
    };
    std::unordered_map<std::string, Sha256> rows;
    auto read = readRows(
        source, sourceQuery(*shape, server), *shape,
        [&](const Column &column, const Statement &row, int index) {
            return asTold(column, (server ? serverText : sourceText)(column, row, index));
        },
        [&rows](const std::string &key, const Sha256 &values) { rows.emplace(key, values); });
    if (!read)
        return read.error();
    const auto sql = replicaQuery(warehouse, *shape);
    if (!sql)
        return sql.error();
    if (!sql->empty()) {
        read = readRows(
            warehouse, *sql, *shape,
            [&](const Column &column, const Statement &row, int index) {
                return asTold(column, replicaText(column, row, index));
            },
            [&](const std::string &key, const Sha256 &values) {
                ++check.rows;
                const auto found = rows.find(key);
                if (found != rows.end() && found->second == values) {
                    rows.erase(found);
                    return;
                }
                ++(found == rows.end() ? check.extra : check.different);
                example(key);
                if (found != rows.end())
                    rows.erase(found);
            });
        if (!read)
            return read.error();
    }
    check.missing = static_cast<std::int64_t>(rows.size());
    for (auto row = rows.begin(); row != rows.end() && check.examples.size() < 3; ++row)
        example(row->first);
    return check;
}

} // namespace pk::pipeline
