#pragma once

// The topics as rows, each section begun by a row with its name. Rows that stay are changed in place.
//
// Thread: GUI thread.

#include "pages/messages/topic_catalog.h"

#include <QAbstractListModel>

#include <utility>

namespace pk::gui {

class TopicModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setTopics(const std::vector<TopicEntry> &topics);
    /// Null for a section's row.
    const TopicEntry *topicAt(int row) const;
    /// -1: no such topic.
    int rowOf(const QString &topic) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        bool isSection = false;
        TopicEntry topic; ///< of a section only its section

        bool isSame(const Row &other) const;
    };

    std::vector<Row> m_rows;
};

/// "288 932", or that it is empty.
QString messagesText(const TopicEntry &topic);
/// "288 932 messages"
QString writtenText(const TopicEntry &topic);
/// "3 partitions · 288 932"
QString describeTopic(const TopicEntry &topic);
/// Title and sentence for a topic of this kind in which there is nothing.
std::pair<QString, QString> emptyText(TopicEntry::Section section);

} // namespace pk::gui
