#pragma once

// The rows of a reader's index. Nothing is copied but the part that is looked at: references come in windows,
// payloads when a row is painted. While reading goes on, rows are inserted, removed and changed, never reset.
//
// A list that is held keeps its newest row: what is read after it is only counted.
//
// Thread: GUI thread. Ownership: the reader outlives it or is taken away by setReader().

#include "bridge/topic_reader.h"

#include <QAbstractTableModel>

namespace pk::gui {

class MessageModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Partition, Offset, Key, Headers, Value, Size, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Another reading begins: an empty list, not held.
    void setReader(TopicReader *reader);
    void setNewestFirst(bool newestFirst);
    bool isNewestFirst() const { return m_newestFirst; }
    void setHeld(bool held);
    bool isHeld() const { return m_limit.has_value(); }
    /// Takes over what was read since the last call.
    void update();
    /// Payloads that were missing have come.
    void updatePayloads();

    /// Matches that were read after the newest row of a held list.
    std::size_t newer() const { return m_newer; }
    /// REQUIRES: 0 <= row < rowCount().
    MessageRef refAt(int row) const;
    /// -1: not in the list.
    int rowOf(const MessageRef &ref) const;
    /// The row of the first one that is not before it. REQUIRES: rowCount() > 0.
    int rowNear(const MessageRef &ref) const;
    /// Null while it is fetched, and when retention has taken it.
    std::shared_ptr<const FullMessage> messageAt(int row) const;
    bool isEvicted(const MessageRef &ref) const;
    /// Some messages are of another day: their times take more room.
    bool hasDates() const { return m_dates; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    std::size_t placeOfRow(int row) const;
    void changeRows(int first, int last, Column from);

    TopicReader *m_reader = nullptr;
    bool m_newestFirst = true;
    int m_rows = 0;
    std::optional<MessageRef> m_limit;
    std::size_t m_newer = 0;
    bool m_dates = false;
    std::size_t m_shift = 0; ///< references that are gone while their rows are still there
    std::map<int, std::int64_t> m_logStart;
    mutable std::vector<MessageRef> m_window; // of the index, from m_windowFirst on
    mutable std::size_t m_windowFirst = 0;
};

/// "411 B", "1.2 kB"
QString sizeText(std::uint64_t bytes);
QString tombstoneText();

} // namespace pk::gui
