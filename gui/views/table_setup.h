#pragma once

// The house's look of tables and trees (rows 28, head 34, no grid, whole rows selected), kept at the
// interface scale.

class QTableView;
class QTreeView;

namespace pk::gui {

/// `rowBase` is the height of a row at interface scale 1.
void setUpTable(QTableView *table, int rowBase = 28);
void setUpTree(QTreeView *tree);

} // namespace pk::gui
