#pragma once

// What happened to the members of a group, the newest first, in words.
//
// Thread: GUI thread. New rows are put before the old ones, old ones leave at the end.

#include "pages/groups/group_facts.h"

#include <QAbstractTableModel>

namespace pk::gui {

class ChangeModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Member, What, Partitions, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: nothing is known of the group's past.
    void setCourse(const QString &group, const GroupCourse *course);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const MemberChange &change(int row) const { return m_changes[m_changes.size() - 1 - row]; }

    QString m_group;
    std::vector<MemberChange> m_changes; ///< the oldest first
};

} // namespace pk::gui
