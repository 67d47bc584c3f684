#pragma once

// What is read from the warehouse to be shown: tables with their columns, pages of rows, and which rows have
// just been written.
//
// Thread: value types.

#include <QString>
#include <QVariant>

#include <cstdint>
#include <vector>

namespace pk::gui {

struct TableColumn
{
    QString name;
    QString type; ///< as the schema declares it, in lower case
    bool inKey = false;
};

struct TableInfo
{
    QString name;
    bool view = false;
    bool onServer = false; ///< of MySQL or MariaDB, which speak another SQL here and there
    std::vector<TableColumn> columns;
    /// What a row is known by and pages are cut at: "rowid", or the columns of the primary key. Empty for
    /// views, and where a server's table has no such key.
    std::vector<QString> key;
    std::int64_t rows = 0;

    int column(const QString &columnName) const;
};

using TableInfos = std::vector<TableInfo>;

/// The cells of one row: null, qlonglong, double, QString, or QByteArray for bytes that are no text.
using Cells = std::vector<QVariant>;

struct TableRow
{
    Cells key; ///< as TableInfo::key; empty for views
    Cells cells; ///< one per column of the table
    QString currency = {}; ///< of its amounts; empty: it has none, or it is not known
};

struct ColumnFilter
{
    QString column; ///< empty: any column
    QString text; ///< contained in the cell, in any case

    bool operator==(const ColumnFilter &) const = default;
};

/// Where a page stands: at an end of the order, or beside a row that was seen.
struct PageAnchor
{
    enum class Kind { First, Last, After, Before };

    Kind kind = Kind::First;
    QVariant sortValue; ///< of the row beside it
    Cells key; ///< of that row
    std::int64_t skipped = 0; ///< of views, which have no key: so many rows before the page

    bool operator==(const PageAnchor &) const = default;
};

struct PageRequest
{
    QString table;
    QString sortColumn; ///< empty: by the key
    bool descending = true;
    ColumnFilter filter;
    bool onlyChanged = false; ///< rows that were written lately (facts only)
    PageAnchor anchor;
    int limit = 100;

    bool operator==(const PageRequest &) const = default;
};

struct TablePage
{
    PageRequest request;
    std::vector<TableRow> rows;
    bool more = false; ///< rows follow in the direction that was read
};

/// One row that the loader has written since the last look.
struct RowChange
{
    std::int64_t auditId = 0;
    QString table;
    QString keyColumn;
    QString key;
    bool inserted = false;
    std::vector<QString> changedColumns; ///< of an update whose before-image was kept
};

} // namespace pk::gui
