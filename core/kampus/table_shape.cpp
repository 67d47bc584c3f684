#include "kampus/table_shape.h"

#include "base/sql.h"

#include <QCoreApplication>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace pk::kampus {

namespace {

std::string quoted(std::string_view text, char quote)
{
    std::string out(1, quote);
    for (const char c : text) {
        if (c == quote)
            out.push_back(quote);
        out.push_back(c);
    }
    out.push_back(quote);
    return out;
}

/// The numbers in the brackets of a type.
std::vector<int> numbersOf(std::string_view type)
{
    std::vector<int> numbers;
    for (std::size_t i = type.find('('); i < type.size(); ++i) {
        int number = 0;
        const auto [end, error] = std::from_chars(type.data() + i, type.data() + type.size(), number);
        if (error == std::errc()) {
            numbers.push_back(number);
            i = static_cast<std::size_t>(end - type.data());
        }
    }
    return numbers;
}

/// Fills `columns` and the primary key.
Result<void> readColumns(Database &db, TableShape &shape)
{
    std::vector<std::pair<std::int64_t, std::string>> key;
    const auto read = forEachRow(db, "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid",
                                 {shape.name}, [&](const Statement &row) {
                                     Column column = columnOf(std::string(row.text(0)), row.text(1));
                                     if (const std::int64_t place = row.integer(2); place > 0) {
                                         column.primaryKey = true;
                                         key.emplace_back(place, column.name);
                                     }
                                     shape.columns.push_back(std::move(column));
                                 });
    if (!read)
        return read.error();
    std::sort(key.begin(), key.end());
    for (auto &[place, name] : key)
        shape.primaryKey.push_back(std::move(name));
    return {};
}

/// The unique constraints besides the primary key. Indexes on a part of the rows or on expressions are left
/// out.
Result<void> readUniques(Database &db, TableShape &shape)
{
    std::string last;
    const auto read =
        forEachRow(db,
                   "SELECT l.name, i.name FROM pragma_index_list(?) l, pragma_index_info(l.name) i "
                   "WHERE l.\"unique\" = 1 AND l.origin <> 'pk' AND l.partial = 0 ORDER BY l.seq, i.seqno",
                   {shape.name}, [&](const Statement &row) {
                       if (shape.uniques.empty() || row.text(0) != last)
                           shape.uniques.emplace_back();
                       last = row.text(0);
                       shape.uniques.back().emplace_back(row.text(1));
                   });
    if (!read)
        return read.error();
    std::erase_if(shape.uniques, [](const std::vector<std::string> &columns) {
        return std::find(columns.begin(), columns.end(), std::string()) != columns.end();
    });
    if (!shape.primaryKey.empty())
        shape.uniques.insert(shape.uniques.begin(), shape.primaryKey);
    return {};
}

} // namespace

std::string quotedName(std::string_view name)
{
    return quoted(name, '`');
}

std::string quotedText(std::string_view text)
{
    return quoted(text, '\'');
}

Column columnOf(std::string name, std::string_view declaredType)
{
    Column column;
    column.name = std::move(name);
    std::string type(declaredType);
    std::transform(type.begin(), type.end(), type.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    const std::vector<int> numbers = numbersOf(type);
    const auto is = [&](std::string_view start) { return type.compare(0, start.size(), start) == 0; };
    if (is("DECIMAL") || is("NUMERIC")) {
        column.kind = ColumnKind::Decimal;
        column.scale = numbers.size() > 1 ? numbers[1] : 0;
    } else if (is("DATETIME") || is("TIMESTAMP")) {
        column.kind = ColumnKind::DateTime;
        column.scale = numbers.empty() ? 0 : numbers[0];
    } else if (is("DOUBLE") || is("REAL")) {
        column.kind = ColumnKind::Double;
    } else if (type.find("BLOB") != std::string::npos || type.find("BINARY") != std::string::npos) {
        column.kind = ColumnKind::Binary;
    }
    return column;
}

Error noSuchTable(const std::string &table)
{
    return {ErrorCode::NotFound,
            QCoreApplication::translate("kampus", "There is no table %1 in the campus's database.")
                .arg(QString::fromStdString(table)),
            {}};
}

Result<TableShape> readShape(Database &db, const std::string &table)
{
    TableShape shape;
    shape.name = table;
    if (auto read = readColumns(db, shape); !read)
        return read.error();
    if (shape.columns.empty())
        return noSuchTable(table);
    if (auto read = readUniques(db, shape); !read)
        return read.error();
    return shape;
}

Result<std::vector<std::string>> userTables(Database &db)
{
    std::vector<std::string> tables;
    const auto read = forEachRow(db,
                                 "SELECT name FROM sqlite_master WHERE type = 'table' "
                                 "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                 "AND name NOT LIKE 'cdc\\_%' ESCAPE '\\' "
                                 "AND name <> 'shop_progress' ORDER BY name",
                                 {}, [&](const Statement &row) { tables.emplace_back(row.text(0)); });
    if (!read)
        return read.error();
    return tables;
}

} // namespace pk::kampus
