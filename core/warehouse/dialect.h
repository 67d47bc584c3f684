#pragma once

// The places where the SQL of databases differs. All other statements of the warehouse are written in what
// SQLite, MariaDB and MySQL share; names that one of them reserves stand in double quotes.
//
// Thread: immutable.

#include "base/database.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pk::warehouse {

class Dialect
{
public:
    virtual ~Dialect() = default;

    /// Replaces {id}, {key}, {text}, {integer}, {clustered}, {real} and {prefix} in a schema statement.
    std::string schemaSql(std::string_view statement) const;

    /// Follows "INSERT INTO t(…) VALUES (…)": when a row with the same `keys` exists, `columns` are
    /// overwritten.
    virtual std::string upsertClause(std::span<const std::string_view> keys,
                                     std::span<const std::string_view> columns) const = 0;
    /// Follows "INSERT INTO t(…) VALUES (…)": an existing row is left as it is.
    virtual std::string ignoreClause(std::span<const std::string_view> keys) const = 0;
    /// One row with the number of tables of the name in its only parameter.
    virtual std::string tableExistsSql() const = 0;
    /// One row with the number of tables that anybody has created here.
    virtual std::string tableCountSql() const = 0;
    /// One row with the number of indexes of a table and name, its two parameters.
    virtual std::string indexExistsSql() const = 0;
    virtual std::string dropIndexSql(std::string_view index, std::string_view table) const = 0;
    /// One row for each column of the table in the only parameter, in its order: name, declared type, and 1
    /// for a column of the primary key or else 0. No row: there is no such table.
    virtual std::string columnsSql() const = 0;
    /// Gives a column another type, which takes all that it holds; the names are quoted already.
    virtual std::string changeTypeSql(std::string_view table, std::string_view column,
                                      std::string_view type) const = 0;
    /// False: each statement that defines something commits by itself.
    virtual bool schemaIsTransactional() const = 0;
    /// Settings of the connection that loads; empty when there are none.
    virtual std::string_view writerSettings() const = 0;

    /// How much one statement takes.
    struct StatementSize
    {
        std::span<const std::size_t> rows; ///< of an insert, the largest first; the last is 1
        std::span<const std::size_t> keys; ///< that are looked up at once, the most first
        std::size_t bytes; ///< of values, about; 0: no limit that matters
    };
    virtual StatementSize statementSize() const = 0;
    /// How many rows a query of a large table should ask for at once; 0: all, they come one by one.
    virtual std::int64_t pageRows() const = 0;

protected:
    struct Types
    {
        std::string_view id; ///< a primary key that the database can number itself
        std::string_view key; ///< text that an index holds
        std::string_view text;
        std::string_view integer; ///< 64 bits
        std::string_view real;
        std::string_view clustered; ///< table option: the rows are stored in the order of the primary key
        std::string_view prefix; ///< behind a {text} column of an index: how much of it counts
    };
    virtual Types types() const = 0;
};

/// The dialect that a connection speaks.
const Dialect &dialectOf(const Database &database);

} // namespace pk::warehouse
