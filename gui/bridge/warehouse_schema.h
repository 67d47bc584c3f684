#pragma once

// What tables there are, what has been written to them lately: the questions of the warehouse's readers that
// are not about one page.
//
// Thread: that of the Database.

#include "base/database.h"
#include "bridge/warehouse_rows.h"

namespace pk::gui {

/// A connection that nobody writes with; on a server its queries take ten seconds at most, since one that
/// runs there cannot be stopped.
Result<std::unique_ptr<Database>> openToLook(const QString &path);
/// Tables and views with their columns and keys, in the order of their names. Rows are counted in tables
/// only: a view would have to be computed.
Result<TableInfos> readTables(Database &db);
/// Tells whether another connection has written since the same connection was asked before.
Result<std::int64_t> readDataVersion(Database &db);
Result<std::int64_t> readLastAuditId(Database &db);
/// Inserts and updates after that audit entry, oldest first; of very many only the newest.
Result<std::vector<RowChange>> readChanges(Database &db, std::int64_t afterAuditId);

} // namespace pk::gui
