#pragma once

// The consumer groups, one a row.
//
// Thread: GUI thread. A row that stays is changed in place, so that the selection stays, too.

#include "pages/groups/group_facts.h"

#include <QAbstractListModel>

namespace pk::gui {

class GroupListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        StateRole = Qt::UserRole, ///< "Stable · 3 members"
        LagRole, ///< qint64
        LagTextRole, ///< a dash where it is not known
        DelayRole, ///< int, a Delay: of the partition that is behind most
        PhaseRole, ///< int, a GroupPhase
    };

    using QAbstractListModel::QAbstractListModel;

    void setGroups(const std::vector<GroupFacts> &groups);
    int rowOf(const QString &group) const; ///< -1: none of this name

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        QString name;
        QString state;
        qint64 lag = 0;
        QString lagText;
        Delay delay = Delay::None;
        GroupPhase phase = GroupPhase::Empty;

        bool operator==(const Entry &) const = default;
    };
    static Entry entryOf(const GroupFacts &group);

    std::vector<Entry> m_entries;
};

} // namespace pk::gui
