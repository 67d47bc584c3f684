#pragma once

// What a reset would do to each partition: from where to where, and how many records are read again or
// skipped. Unchecked partitions stay where they are.
//
// Thread: GUI thread. A new preview changes the rows in place.

#include "bridge/offset_reset.h"
#include "pages/groups/group_facts.h"

#include <QAbstractTableModel>

#include <map>
#include <set>
#include <vector>

namespace pk::gui {

/// The lag of a whole group before and after: both of where it would go on, and unchecked partitions as they
/// are.
struct LagChange
{
    std::int64_t before = 0;
    std::int64_t after = 0;
};
LagChange lagChange(const std::vector<PartitionFacts> &partitions, const std::vector<ResetLine> &lines);

class ResetModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Partition, Offsets, Bar, Effect, ColumnCount };
    enum Role {
        AgainRole = Qt::UserRole, ///< double: records read again, as a share of the cell
        SkippedRole, ///< double: likewise
        CommittedRole, ///< double: where in the cell the committed offset stands, so that all bars have room
        EffectRole, ///< qint64: negative read again, positive skipped
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// All of them checked, and nothing known yet.
    void setPartitions(std::vector<TopicPartition> partitions);
    void setPreview(const ResetPreview &preview);
    /// Nothing is known (any more) of what would happen.
    void clearPreview();
    void setChecked(const TopicPartition &partition, bool checked);
    void checkAll();

    std::vector<TopicPartition> checked() const;
    const std::vector<TopicPartition> &partitions() const { return m_partitions; }
    /// Of checked partitions.
    std::vector<ResetLine> lines() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void checkedChanged();

private:
    const ResetLine *line(int row) const;
    QString text(const TopicPartition &partition, const ResetLine *line, int column) const;
    void tellAllChanged();
    /// Of the room for a bar in each direction.
    double share(std::int64_t records) const;

    std::vector<TopicPartition> m_partitions;
    std::set<TopicPartition> m_unchecked;
    std::map<TopicPartition, ResetLine> m_lines;
    std::int64_t m_mostAgain = 0; ///< of one partition
    std::int64_t m_mostSkipped = 0;
    bool m_severalTopics = false;
};

} // namespace pk::gui
