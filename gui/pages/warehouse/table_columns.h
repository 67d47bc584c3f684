#pragma once

// How the warehouse's columns are shown: which of a table's columns stand in its page at first, what they are
// called, and how their values read (amounts, times, positions in a topic).
//
// Thread: GUI thread.

#include "bridge/warehouse_rows.h"

#include <QString>

#include <vector>

namespace pk::gui {

enum class CellKind {
    Text,
    Mono, ///< ids, offsets, JSON: as they are
    Number, ///< integers that are no ids
    Amount, ///< money, of 1/10,000
    Decimal, ///< other figures of 1/10,000
    Quantity, ///< of 1/1,000
    Time, ///< milliseconds since 1970
    Status, ///< a pill
    Place, ///< partition and offset of a topic, from two columns
};

struct ShownColumn
{
    QString name; ///< of the table
    QString title;
    QString hint; ///< what it is, in a sentence; may be empty
    CellKind kind = CellKind::Text;
    std::size_t index = 0; ///< in the row's cells
    int partition = -1; ///< of a Place: the index of its other column
    bool shown = true; ///< at first
    int givesWay = 0; ///< the greatest go first where not all of them have room; 0: stays
};

bool isRightAligned(CellKind kind);
/// Columns in the order of the page. Those that a Place takes in have none of their own.
std::vector<ShownColumn> shownColumns(const TableInfo &table);
/// By which column a table is sorted at first; empty: by its key.
QString firstSortColumn(const TableInfo &table);

QString cellText(const ShownColumn &column, const TableRow &row);
/// The value in full, and how it is stored where that differs from what is shown.
QString cellToolTip(const ShownColumn &column, const TableRow &row);
/// What a filter has to look for to find rows with this value.
QString filterText(const ShownColumn &column, const TableRow &row);

/// What a column of that name is called, without the table around it.
QString columnTitle(const QString &columnName);
/// Any value of a column of that name, without the table around it. `currency` is that of its row's amounts.
QString valueText(const QString &columnName, const QVariant &value, const QString &currency);
QString timeText(std::int64_t ms);

} // namespace pk::gui
