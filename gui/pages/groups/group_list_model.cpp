#include "pages/groups/group_list_model.h"

#include "bridge/text.h"
#include "flow/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

GroupListModel::Entry GroupListModel::entryOf(const GroupFacts &group)
{
    Entry entry;
    entry.name = toQString(group.name);
    entry.state = phaseText(group.phase) + QStringLiteral(" · ") + memberCountText(group);
    entry.lag = group.lag;
    entry.lagText = lagTextOf(group);
    entry.phase = group.phase;
    for (const PartitionFacts &partition : group.partitions)
        entry.delay = std::max(entry.delay, partition.delay);
    return entry;
}

void GroupListModel::setGroups(const std::vector<GroupFacts> &groups)
{
    const auto isWanted = [&groups](const Entry &entry) {
        return std::any_of(groups.begin(), groups.end(),
                           [&](const auto &group) { return toQString(group.name) == entry.name; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (isWanted(m_entries[static_cast<std::size_t>(row)]))
            continue;
        beginRemoveRows({}, row, row);
        m_entries.erase(m_entries.begin() + row);
        endRemoveRows();
    }
    for (std::size_t at = 0; at < groups.size(); ++at) {
        Entry entry = entryOf(groups[at]);
        const int row = static_cast<int>(at);
        if (at >= m_entries.size() || m_entries[at].name != entry.name) {
            beginInsertRows({}, row, row);
            m_entries.insert(m_entries.begin() + row, std::move(entry));
            endInsertRows();
        } else if (m_entries[at] != entry) {
            m_entries[at] = std::move(entry);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

int GroupListModel::rowOf(const QString &group) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.name == group; });
    return found != m_entries.end() ? static_cast<int>(found - m_entries.begin()) : -1;
}

int GroupListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant GroupListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return entry.name;
    case Qt::AccessibleTextRole:
        return QCoreApplication::translate("groups", "%1, %2, lag %3")
            .arg(entry.name, entry.state, entry.lagText);
    case StateRole:
        return entry.state;
    case LagRole:
        return entry.lag;
    case LagTextRole:
        return entry.lagText;
    case DelayRole:
        return static_cast<int>(entry.delay);
    case PhaseRole:
        return static_cast<int>(entry.phase);
    default:
        return {};
    }
}

} // namespace pk::gui
