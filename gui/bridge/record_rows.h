#pragma once

// What the warehouse knows of records: its audit, and the rows they became.
//
// Thread: that of the Database.
// Errors: those of the database; what is not there is no error.

#include "base/database.h"
#include "bridge/record_story.h"
#include "bridge/record_trail.h"

namespace pk::gui {

/// The table and the column of its business key that an audit's entity speaks of; empty: unknown.
struct EntityTable
{
    std::string_view table;
    std::string_view key;
};
EntityTable tableOfEntity(std::string_view entity);
/// "order" for fact_orders and its items; empty for tables that no entity stands for.
std::string_view entityOfTable(std::string_view table);

/// The audit entries of one record, oldest first: by its correlation id, else by its position in the enriched
/// topic, else by the one in the raw topic (which no index helps to find).
Result<std::vector<AuditEntry>> auditOfRecord(Database &db, const std::string &cluster,
                                              const RecordTrail::Known &record);
/// The newest `max` entries of a business key, newest first.
Result<std::vector<AuditEntry>> auditOfKey(Database &db, std::string_view entity, std::string_view key,
                                           int max);
/// The newest `max` entries that wrote rows of an entity, newest first.
Result<std::vector<AuditEntry>> newestAudit(Database &db, std::string_view entity, int max);

/// A row by its table's key as text: the business key of facts ("ORD-1", of items "ORD-1/2"), of others what
/// keyColumns() names. The newest of several.
Result<std::optional<StoredRow>> readRow(Database &db, std::string_view table, std::string_view key);
/// Empty: rows of that table cannot be opened one by one.
std::vector<std::string_view> keyColumns(std::string_view table);

struct TableSummary
{
    std::string table;
    std::int64_t rows = 0;
    std::vector<AuditEntry> newest; ///< of facts
    std::vector<std::string> newestKeys; ///< of tables without an audit of their own
};
Result<TableSummary> readTable(Database &db, std::string_view table, int newest);

} // namespace pk::gui
