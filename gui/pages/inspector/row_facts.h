#pragma once

// Rows of the warehouse and their audit, as lines of the inspector.
//
// Thread: free functions; GUI thread, for the language.

#include "bridge/record_story.h"
#include "pages/inspector/link_rows.h"
#include "views/key_value_rows.h"

namespace pk::gui {

/// What the row says in the trainee's world: status, names, amounts as money.
std::vector<KeyValueRows::Row> mainFacts(const StoredRow &row);
/// Every column as it is stored; positions lead to their records.
std::vector<KeyValueRows::Row> allFacts(const StoredRow &row, bool sameCluster);
/// In their order. Those of `linkedCluster` lead to the record that was loaded.
std::vector<LinkRows::Row> auditRows(const std::vector<AuditEntry> &entries,
                                     const std::string &linkedCluster);
Position rawPositionOf(const StoredRow &row);
/// The SQL that shows the row.
QString selectText(const StoredRow &row);

} // namespace pk::gui
