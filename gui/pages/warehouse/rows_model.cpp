#include "pages/warehouse/rows_model.h"

#include "bridge/warehouse_query.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

/// Columns whose value differs, technical ones aside.
std::vector<QString> differing(const TableInfo &table, const TableRow &before, const TableRow &after)
{
    std::vector<QString> names;
    for (std::size_t i = 0; i < after.cells.size() && i < before.cells.size(); ++i) {
        if (before.cells[i] != after.cells[i])
            names.push_back(table.columns[i].name);
    }
    return names;
}

bool isItems(const TableInfo &table)
{
    return table.name == QLatin1String("fact_order_items");
}

} // namespace

RowsModel::RowsModel(std::function<qint64()> nowMs, QObject *parent)
    : QAbstractTableModel(parent)
    , m_nowMs(std::move(nowMs))
{
}

void RowsModel::setTable(const TableInfo &table)
{
    beginResetModel();
    m_table = table;
    m_columns = shownColumns(table);
    m_page = {};
    m_marks.clear();
    m_greatestKey = -1;
    m_keyColumn = table.column(entityOf(table.name).keyColumn);
    endResetModel();
}

void RowsModel::note(const std::vector<RowChange> &changes)
{
    if (m_keyColumn < 0)
        return;
    const bool items = isItems(m_table);
    const qint64 now = m_nowMs();
    for (const RowChange &change : changes) {
        if (isNoted(change))
            m_marks[change.key] = {change.inserted, items ? std::vector<QString>() : change.changedColumns,
                                   now};
    }
}

void RowsModel::lookAway()
{
    m_lookedAway = true;
}

bool RowsModel::isNoted(const RowChange &change) const
{
    return change.table == m_table.name || (isItems(m_table) && change.table == QLatin1String("fact_orders"));
}

bool RowsModel::isAmong(const std::vector<RowChange> &changes, const Cells &key) const
{
    const int place = m_keyColumn >= 0 ? find(key) : -1;
    return place >= 0 && std::any_of(changes.begin(), changes.end(), [&](const RowChange &change) {
               return isNoted(change) && change.key == markKey(row(place));
           });
}

void RowsModel::setPage(const TablePage &page)
{
    const bool same = page.request.table == m_page.request.table
        && page.request.sortColumn == m_page.request.sortColumn
        && page.request.descending == m_page.request.descending
        && page.request.filter == m_page.request.filter
        && page.request.onlyChanged == m_page.request.onlyChanged;
    if (!std::exchange(m_lookedAway, false) && same && m_keyColumn < 0)
        markBySight(page.rows);
    if (m_table.key.empty() || !same) {
        beginResetModel();
        m_page = page;
        endResetModel();
    } else {
        mergeRows(page);
        replaceCells(page.rows);
    }
    m_moved.clear();
    noteKeys(page);
}

void RowsModel::noteKeys(const TablePage &page)
{
    if (m_table.key.size() != 1)
        return;
    for (const TableRow &row : page.rows)
        m_greatestKey = std::max(m_greatestKey, row.key.front().toLongLong());
}

/// Tables without an entry in the audit: what was not there before is new, what looks different was updated.
void RowsModel::markBySight(const std::vector<TableRow> &fresh)
{
    const qint64 now = m_nowMs();
    for (const TableRow &row : fresh) {
        const int before = find(row.key);
        if (before < 0 && m_table.key.size() == 1 && m_greatestKey >= 0
            && row.key.front().toLongLong() > m_greatestKey)
            m_marks[identity(row)] = {true, {}, now};
        if (before < 0)
            continue;
        std::vector<QString> changed = differing(m_table, this->row(before), row);
        if (!changed.empty())
            m_marks[identity(row)] = {false, std::move(changed), now};
    }
}

/// Brings the rows of the page into its order, neighbours in one go. What they hold is another matter.
void RowsModel::mergeRows(const TablePage &page)
{
    QSet<QString> staying;
    for (const TableRow &row : page.rows)
        staying.insert(identity(row));
    std::vector<TableRow> &rows = m_page.rows;
    for (int last = rowCount() - 1; last >= 0; --last) {
        int first = last + 1;
        while (first > 0 && !staying.contains(identity(row(first - 1))))
            --first;
        if (first > last)
            continue;
        beginRemoveRows({}, first, last);
        rows.erase(rows.begin() + first, rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    QSet<QString> present;
    for (const TableRow &row : rows)
        present.insert(identity(row));
    const int size = static_cast<int>(page.rows.size());
    for (int i = 0; i < size;) {
        int end = i;
        while (end < size && !present.contains(identity(page.rows[static_cast<std::size_t>(end)])))
            ++end;
        if (end > i) {
            beginInsertRows({}, i, end - 1);
            rows.insert(rows.begin() + i, page.rows.begin() + i, page.rows.begin() + end);
            endInsertRows();
            i = end;
            continue;
        }
        const int before = find(page.rows[static_cast<std::size_t>(i)].key);
        if (before > i) {
            beginMoveRows({}, before, before, {}, i);
            std::rotate(rows.begin() + i, rows.begin() + before, rows.begin() + before + 1);
            endMoveRows();
        }
        ++i;
    }
    m_page.request = page.request;
    m_page.more = page.more;
}

RowsModel::Newer RowsModel::refresh(const TablePage &page)
{
    if (std::exchange(m_lookedAway, false))
        noteKeys(page);
    else if (m_keyColumn < 0)
        markBySight(page.rows);
    replaceCells(page.rows);
    return newerOf(page);
}

/// A row that has kept its place tells where the newer ones end: what follows the last of them came up from
/// below, where others have left. Without one they may fill more than this page.
RowsModel::Newer RowsModel::newerOf(const TablePage &page) const
{
    int others = 0;
    int before = -1;
    for (const TableRow &row : page.rows) {
        if (find(row.key) < 0)
            ++others;
        else if (!m_moved.contains(identity(row)))
            before = others;
    }
    const bool first = page.request.anchor.kind == PageAnchor::Kind::First;
    if (before < 0)
        return first ? Newer{others, page.more} : Newer();
    if (m_page.more)
        return {before, false};
    return {others, page.more && others > before}; // nothing was below
}

/// Takes over what has changed in the rows that are here, and tells it at once with the marks.
void RowsModel::replaceCells(const std::vector<TableRow> &fresh)
{
    QHash<QString, int> places;
    for (int i = 0; i < rowCount(); ++i)
        places.insert(identity(row(i)), i);
    const int sorted = m_table.column(m_page.request.sortColumn);
    bool anyCell = false;
    for (const TableRow &now : fresh) {
        const int place = places.value(identity(now), -1);
        if (place < 0)
            continue;
        TableRow &here = m_page.rows[static_cast<std::size_t>(place)];
        if (here.cells == now.cells)
            continue;
        // What the audit has no image for is seen by comparing.
        const auto mark = m_marks.find(markKey(now));
        if (mark != m_marks.end() && !mark->inserted && mark->columns.empty())
            mark->columns = differing(m_table, here, now);
        if (sorted >= 0
            && here.cells[static_cast<std::size_t>(sorted)] != now.cells[static_cast<std::size_t>(sorted)])
            m_moved.insert(identity(now));
        here = now;
        anyCell = true;
    }
    if (rowCount() > 0 && (anyCell || !m_marks.isEmpty()))
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                           anyCell ? QList<int>() : QList<int>{MarkRole, ChangedRole});
}

void RowsModel::expireMarks(bool hold)
{
    if (m_marks.isEmpty())
        return;
    qint64 oldest = m_nowMs() - MarkMs;
    if (hold) {
        qint64 newest = 0;
        for (const Mark &mark : m_marks)
            newest = std::max(newest, mark.seenMs);
        oldest = std::min(oldest, newest);
    }
    const auto before = m_marks.size();
    erase_if(m_marks, [oldest](const auto &entry) { return entry.value().seenMs < oldest; });
    if (m_marks.size() != before && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {MarkRole, ChangedRole});
}

void RowsModel::setSort(const QString &name, bool descending)
{
    m_sortColumn = name;
    m_descending = descending;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int RowsModel::markedRows() const
{
    int count = 0;
    for (int i = 0; i < rowCount(); ++i)
        count += markOf(i) != nullptr ? 1 : 0;
    return count;
}

int RowsModel::find(const Cells &key) const
{
    const auto found = std::find_if(m_page.rows.begin(), m_page.rows.end(),
                                    [&](const TableRow &row) { return row.key == key; });
    return found == m_page.rows.end() || key.empty() ? -1 : static_cast<int>(found - m_page.rows.begin());
}

const ShownColumn &RowsModel::column(int section) const
{
    return m_columns[static_cast<std::size_t>(section - 1)];
}

QString RowsModel::identity(const TableRow &row) const
{
    QString text;
    for (const QVariant &part : row.key)
        text += part.toString() + QLatin1Char('/');
    return text;
}

QString RowsModel::markKey(const TableRow &row) const
{
    return m_keyColumn >= 0 ? row.cells[static_cast<std::size_t>(m_keyColumn)].toString() : identity(row);
}

const RowsModel::Mark *RowsModel::markOf(int row) const
{
    const auto mark = m_marks.constFind(markKey(this->row(row)));
    return mark != m_marks.constEnd() ? &*mark : nullptr;
}

int RowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_page.rows.size());
}

int RowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_columns.empty() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Mark *mark = markOf(index.row());
    if (role == MarkRole)
        return static_cast<int>(mark == nullptr      ? RowMark::None
                                    : mark->inserted ? RowMark::New
                                                     : RowMark::Updated);
    if (index.column() == 0) {
        if (mark == nullptr || (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
            return {};
        return mark->inserted
            ? QCoreApplication::translate("warehouse page", "This row has just been inserted.")
            : QCoreApplication::translate("warehouse page", "This row has just been updated.");
    }
    const ShownColumn &shown = column(index.column());
    const TableRow &shownRow = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(shown, shownRow);
    case Qt::ToolTipRole:
        return cellToolTip(shown, shownRow);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter)
                                   | (isRightAligned(shown.kind) ? Qt::AlignRight : Qt::AlignLeft));
    case KindRole:
        return static_cast<int>(shown.kind);
    case ChangedRole:
        return mark != nullptr && !mark->inserted
            && std::find(mark->columns.begin(), mark->columns.end(), shown.name) != mark->columns.end();
    default:
        return {};
    }
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 1 || section >= columnCount())
        return {};
    const ShownColumn &shown = column(section);
    switch (role) {
    case Qt::DisplayRole:
        return shown.name != m_sortColumn
            ? shown.title
            : QString(QChar(m_descending ? 0x2193 : 0x2191)) + QChar(0x2009) + shown.title;
    case Qt::ToolTipRole:
        return shown.hint.isEmpty() ? shown.name : shown.hint;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter)
                                   | (isRightAligned(shown.kind) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace pk::gui
