#pragma once

// The statements behind a page of a table. Pages are cut at keys and not at row numbers: a page deep in a
// large table costs what the first costs, and stays where it is while rows are added.
//
// Thread: free functions without state. Names of tables and columns come from the schema, never from a
// person; values are bound.

#include "base/database.h"
#include "bridge/warehouse_rows.h"

#include <string>

namespace pk::gui {

struct BoundSql
{
    std::string sql;
    std::vector<QVariant> values;
};

/// Key columns first, then all columns, then the currency of the row's amounts where it has some; one row
/// more than the limit, which tells whether more follow. Pages that end somewhere (Last, Before) come in
/// reverse.
BoundSql pageSql(const TableInfo &table, const PageRequest &request);
/// How many rows the filter lets through.
BoundSql countSql(const TableInfo &table, const PageRequest &request);
bool readsBackwards(const PageAnchor &anchor);

/// Long texts (images, payloads) are neither sorted nor compared as a whole.
bool isSortable(const TableColumn &column);

/// The audit's word for what a fact table holds ("order"), and the column with its key. Empty for others.
struct Entity
{
    QString name;
    QString keyColumn;
};
Entity entityOf(const QString &table);

/// REQUIRES: `values` stay until the statement was stepped to its end.
Result<std::unique_ptr<Statement>> prepareBound(Database &db, const BoundSql &sql,
                                                std::vector<std::string> &texts);
/// Texts longer than `longest` bytes are cut.
QVariant cellValue(const Statement &row, int column, std::size_t longest);

} // namespace pk::gui
