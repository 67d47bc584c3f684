#pragma once

// The partitions that a group reads, one a row, and their sum in the last row.
//
// Thread: GUI thread. Rows that stay are changed in place; neighbours that changed are told of together.

#include "pages/groups/group_facts.h"

#include <QAbstractTableModel>

namespace pk::gui {

class PartitionModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Partition, Member, Committed, LogEnd, Bar, Lag, Behind, Rates, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole, ///< double: lag as a share of the longest bar
        DelayRole, ///< int, a Delay
        OwnerRole, ///< QString; empty: nobody
        OwnerGoneRole, ///< bool
        TopicRole, ///< QString, where it has to be said
        TotalRole, ///< bool: the last row
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setGroup(const GroupFacts &group);
    /// Null for the sum.
    const PartitionFacts *partition(int row) const;
    StageKind stage() const { return m_stage; }
    int rowOf(const TopicPartition &partition) const; ///< -1: none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PartitionFacts &partition, int column) const;
    QString totalText(int column) const;
    void fitRows(int rows);
    void tellChanged(const std::vector<PartitionFacts> &before, std::int64_t longestBefore);

    std::vector<PartitionFacts> m_partitions;
    StageKind m_stage = StageKind::Load;
    bool m_severalTopics = false;
    std::int64_t m_longest = 1; ///< lag of a full bar
    QString m_lag;
    double m_in = 0;
    double m_out = 0;
};

} // namespace pk::gui
