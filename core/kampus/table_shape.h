#pragma once

// What change data capture has to know of a table: its columns in order, how MySQL would write their values,
// and which of them identify a row.
//
// Thread: value types; the readers belong to the database's thread.
// Errors: those of the database; NotFound for a table that is not there.

#include "base/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace pk::kampus {

/// How a column's values look in an event; follows from the declared type.
enum class ColumnKind {
    Plain,
    Decimal, ///< a bare number with all decimals of its scale
    DateTime, ///< a text with `scale` digits after the second
    Binary, ///< base64
    Double, ///< as Java writes it: 1.0E20
};

struct Column
{
    std::string name;
    ColumnKind kind = ColumnKind::Plain;
    int scale = 0;
    bool primaryKey = false;
};

struct TableShape
{
    std::string name;
    std::vector<Column> columns;
    std::vector<std::string> primaryKey; ///< in the key's own order
    /// Columns that no two rows share: the primary key first, if there is one.
    std::vector<std::vector<std::string>> uniques;
};

/// "DECIMAL(15,2)" is a decimal of scale 2.
Column columnOf(std::string name, std::string_view declaredType);

/// Of an SQLite database.
Result<TableShape> readShape(Database &db, const std::string &table);

Error noSuchTable(const std::string &table);

/// The tables that people made: neither SQLite's own, nor capture's, nor the workload's. Sorted.
Result<std::vector<std::string>> userTables(Database &db);

/// A name inside SQL, quoted as SQLite and MySQL both take it.
std::string quotedName(std::string_view name);
/// A text inside SQL.
std::string quotedText(std::string_view text);

} // namespace pk::kampus
