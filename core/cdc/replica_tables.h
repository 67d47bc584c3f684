#pragma once

// The tables of the replicas, olap_<table>, and what is remembered of each row: who wrote it last. A table is
// made with the first row that comes, and grows by a column when a row has one more; a column takes the type
// of what it has to hold.
//
// Statements that define something end the transaction in MySQL. So all of that is done before the one in
// which rows are written; a column that nothing is written to in the end does no harm.
//
// Thread: that of the database. Ownership: destroyed before the database.
// Errors: those of the database.

#include "base/database.h"
#include "cdc/row_change.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pk::cdc {

class ReplicaTables
{
public:
    explicit ReplicaTables(Database &database)
        : m_database(database)
    {
    }

    /// Makes what the rows of these changes need. REQUIRES: no transaction is open.
    Result<void> prepareFor(std::span<const RowChange *const> changes);
    /// Whether the replica's primary key is that of the change, and takes its values. REQUIRES: prepareFor().
    bool takesKeyOf(const RowChange &change) const;
    /// Grows whenever a table was made or changed: what was prepared for it is of no further use.
    std::int64_t changes() const { return m_changes; }

private:
    struct Column
    {
        std::string name;
        ColumnType type;
        bool key = false;
    };
    struct Table
    {
        std::map<std::string, Column> columns; ///< by name in lower case: MySQL does not tell case apart
        std::size_t keys = 0;
        bool exists() const { return !columns.empty(); }
    };
    using Wanted = std::map<std::string, Column>;

    Result<void> makeRowsTable();
    Result<Table> read(const std::string &table);
    Result<void> make(const std::string &table, const RowChange &like, const Wanted &wanted);
    Result<void> grow(const std::string &table, const Table &there, const Wanted &wanted);
    static bool takes(const Table &there, const Wanted &wanted);

    Database &m_database;
    std::map<std::string, Table> m_tables; ///< by the source's name
    bool m_made = false; ///< the table of what is remembered is there
    std::int64_t m_changes = 0;
};

/// "olap_orders", quoted for SQL.
std::string replicaTable(std::string_view table);
/// A name quoted for SQL.
std::string quotedColumn(std::string_view name);

} // namespace pk::cdc
