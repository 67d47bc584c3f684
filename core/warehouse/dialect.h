#pragma once

// The places where the SQL of databases differs. All other statements of the warehouse are written in what
// SQLite and MySQL share.
//
// Thread: immutable.

#include "base/database.h"

#include <span>
#include <string>
#include <string_view>

namespace pk::warehouse {

class Dialect
{
public:
    virtual ~Dialect() = default;

    /// Replaces {id}, {key}, {text}, {integer}, {clustered} and {real} in a schema statement.
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
    virtual std::string dropIndexSql(std::string_view index, std::string_view table) const = 0;
    /// Settings of the connection that loads; empty when there are none.
    virtual std::string_view writerSettings() const = 0;

protected:
    struct Types
    {
        std::string_view id; ///< a primary key that the database can number itself
        std::string_view key; ///< text that an index holds
        std::string_view text;
        std::string_view integer; ///< 64 bits
        std::string_view real;
        std::string_view clustered; ///< table option: the rows are stored in the order of the primary key
    };
    virtual Types types() const = 0;
};

/// The dialect that a connection speaks.
const Dialect &dialectOf(const Database &database);

} // namespace pk::warehouse
