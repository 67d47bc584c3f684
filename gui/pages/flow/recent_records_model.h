#pragma once

// The latest movements of records, newest first, as the journal told them. It keeps a few hundred; the
// Messages page has them all.
//
// Thread: GUI thread.

#include "bridge/value_line.h"
#include "domain/position.h"
#include "flow/flow_model.h"

#include <QAbstractTableModel>

#include <deque>
#include <map>
#include <span>
#include <vector>

namespace pk::gui {

class RecentRecordsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, What, Topic, Partition, Offset, Key, Value, ColumnCount };
    static constexpr int OperationRole = Qt::UserRole; ///< Operation as int
    static constexpr std::size_t Kept = 400;

    using QAbstractTableModel::QAbstractTableModel;

    /// One insertion for all of them.
    void add(const std::vector<Hop> &hops);
    /// Held, new ones wait and are counted; the newest are shown when it goes on.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    qint64 waiting() const { return m_waitingCount; }
    const Hop &hop(int row) const { return m_hops[static_cast<std::size_t>(row)]; }
    /// What the messages hold.
    void setValues(const std::map<Position, ValueLine> &values);
    /// Nothing of it holds any more: the cluster is another one.
    void clear();
    /// Places of these rows whose values are not known yet, each once; `again` also those that had not come
    /// or could not be read when they were asked for. With those of rows that are about to come.
    std::vector<Position> unknownValues(int firstRow, int lastRow, bool again = false,
                                        std::span<const Hop> coming = {}) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void keepShownValues();
    bool isBeingRead(const Hop &hop) const;

    std::deque<Hop> m_hops; ///< newest first
    std::map<Position, ValueLine> m_values; ///< of rows here, and of some that are gone
    std::vector<Hop> m_waiting; ///< oldest first, at most Kept
    qint64 m_waitingCount = 0;
    bool m_held = false;
};

} // namespace pk::gui
