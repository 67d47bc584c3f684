#pragma once

// One page of a table, and which of its rows have just been written. A new page takes the place of the old
// one: rows that stay are kept, so that a selection and the scroll position survive. Neighbours come and go
// in one signal, and one more tells what has changed in those that stay.
//
// Column 0 holds the mark of a row that is new or was updated.
//
// Thread: GUI thread.

#include "bridge/warehouse_rows.h"
#include "pages/warehouse/table_columns.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <functional>

namespace pk::gui {

class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        MarkRole = Qt::UserRole, ///< RowMark of the row
        ChangedRole, ///< whether this cell was changed by the last write
        KindRole, ///< CellKind
    };
    enum class RowMark { None, New, Updated };
    static constexpr qint64 MarkMs = 2'000;

    /// `nowMs` is asked for the age of marks.
    explicit RowsModel(std::function<qint64()> nowMs, QObject *parent = nullptr);

    void setTable(const TableInfo &table);
    void setPage(const TablePage &page);
    /// Rows that belong before those that are shown, or among them.
    struct Newer
    {
        int rows = 0;
        bool more = false; ///< there may be more of them, which this page did not reach

        bool operator==(const Newer &) const = default;
    };
    /// Takes over what has changed in the rows that are shown, while none of them comes or goes.
    Newer refresh(const TablePage &page);
    void note(const std::vector<RowChange> &changes);
    /// What differs in the next page happened while nobody saw it: it is not marked as just changed.
    void lookAway();
    /// Marks grow old and go; while it is held they stay until the next write.
    void expireMarks(bool hold);
    bool hasMarks() const { return !m_marks.isEmpty(); }
    int markedRows() const;

    /// The column whose title carries the arrow; an empty name: none.
    void setSort(const QString &name, bool descending);

    const QString &sortColumn() const { return m_sortColumn; }

    const TableInfo &table() const { return m_table; }
    const TablePage &page() const { return m_page; }
    const TableRow &row(int index) const { return m_page.rows[static_cast<std::size_t>(index)]; }
    int find(const Cells &key) const; ///< -1: not on this page
    /// Whether the row, which is on this page, is among those that were written.
    bool isAmong(const std::vector<RowChange> &changes, const Cells &key) const;
    const std::vector<ShownColumn> &columns() const { return m_columns; }
    const ShownColumn &column(int section) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Mark
    {
        bool inserted = false;
        std::vector<QString> columns;
        qint64 seenMs = 0;
    };

    QString identity(const TableRow &row) const;
    QString markKey(const TableRow &row) const;
    const Mark *markOf(int row) const;
    void markBySight(const std::vector<TableRow> &fresh);
    void noteKeys(const TablePage &page);
    void mergeRows(const TablePage &page);
    void replaceCells(const std::vector<TableRow> &fresh);
    Newer newerOf(const TablePage &page) const;
    bool isNoted(const RowChange &change) const;

    std::function<qint64()> m_nowMs;
    TableInfo m_table;
    std::vector<ShownColumn> m_columns;
    TablePage m_page;
    int m_keyColumn = -1; // whose value the audit knows a row by; -1: rows are compared instead
    QString m_sortColumn;
    bool m_descending = false;
    QHash<QString, Mark> m_marks;
    QSet<QString> m_moved; // rows that are not where the order has them now
    bool m_lookedAway = false;
    qint64 m_greatestKey = -1;
};

} // namespace pk::gui
