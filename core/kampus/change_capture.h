#pragma once

// Change data capture for SQLite: triggers that write every changed row, before and after, into a change log
// in the same database. It is an emulation of what MySQL's binlog gives; whoever changes a row, with whatever
// program, is seen.
//
//   cdc_log        one line per changed row: seq, xid, table_name, type, at, before_json, after_json
//   cdc_state      one line: the number of the open transaction, and up to where the log is published
//   cdc_bootstrap  requests to publish a whole table, as in Maxwell's own table of that name
//   cdc_replaced   used by the triggers: rows that an INSERT OR REPLACE is about to take away
//
// Transactions: SQLite tells a trigger nothing of them. Rows get the number in cdc_state, and
// closeTransaction() raises it. Since there is one writer at a time, the rows of one transaction always have
// one number; two transactions share one only when nobody closed the first in between (the workload and the
// publisher both do).
//
// Not seen: changes that a program makes with triggers switched off; columns of a table altered until
// installCapture() is called again; tables with more than kMostColumns columns.
//
// Thread: that of the database.
// Errors: those of the database.

#include "base/database.h"
#include "kampus/table_shape.h"

namespace pk::kampus {

/// A table with more is left out: its triggers would be too long for SQLite.
inline constexpr std::size_t kMostColumns = 500;

/// The tables of the log, and the triggers of all user tables. Leaves what is there already as it is. Returns
/// the tables that have too many columns and are not followed.
Result<std::vector<std::string>> installCapture(Database &db);

/// Begins a new transaction number if the log has rows of the current one. Part of the caller's transaction.
Result<void> closeTransaction(Database &db);

/// The SQL expression that gives a row as JSON text: `row` is NEW, OLD or the table's quoted name.
std::string imageOf(const TableShape &shape, std::string_view row);

} // namespace pk::kampus
