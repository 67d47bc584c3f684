#include "pages/messages/topic_model.h"

#include "views/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace pk::gui {

namespace {

QString sectionName(TopicEntry::Section section)
{
    switch (section) {
    case TopicEntry::Section::Pipeline:
        return QCoreApplication::translate("messages", "Pipeline");
    case TopicEntry::Section::Cdc:
        return QCoreApplication::translate("messages", "CDC");
    case TopicEntry::Section::DeadLetters:
        return QCoreApplication::translate("messages", "Dead letter");
    case TopicEntry::Section::Filtered:
        return QCoreApplication::translate("messages", "Filtered out");
    case TopicEntry::Section::Others:
        break;
    }
    return QCoreApplication::translate("messages", "Other topics");
}

} // namespace

QString messagesText(const TopicEntry &topic)
{
    return topic.written == 0 ? QCoreApplication::translate("messages", "empty")
        : topic.areOffsets ? QCoreApplication::translate("messages", "%1 offsets").arg(grouped(topic.written))
                           : grouped(topic.written);
}

QString writtenText(const TopicEntry &topic)
{
    if (topic.areOffsets)
        return QCoreApplication::translate("messages", "%1 offsets").arg(grouped(topic.written));
    return topic.written == 1
        ? QCoreApplication::translate("messages", "1 message")
        : QCoreApplication::translate("messages", "%1 messages").arg(grouped(topic.written));
}

QString describeTopic(const TopicEntry &topic)
{
    const QString partitions = topic.partitions == 1
        ? QCoreApplication::translate("messages", "1 partition")
        : QCoreApplication::translate("messages", "%1 partitions").arg(topic.partitions);
    return topic.isCounted ? partitions + QStringLiteral(" · ") + messagesText(topic) : partitions;
}

std::pair<QString, QString> emptyText(TopicEntry::Section section)
{
    if (section == TopicEntry::Section::Filtered)
        return {QCoreApplication::translate("messages", "Nothing was filtered out"),
                QCoreApplication::translate("messages",
                                            "Records that the transform leaves out on purpose go to this "
                                            "topic. So far it has left out none.")};
    if (section == TopicEntry::Section::DeadLetters)
        return {
            QCoreApplication::translate("messages", "Nothing was set aside"),
            QCoreApplication::translate("messages",
                                        "Records that a stage cannot process go to this topic "
                                        "instead of being lost. So far every record could be processed.")};
    return {QCoreApplication::translate("messages", "No messages here"),
            QCoreApplication::translate("messages",
                                        "Nothing has been written from this place on. New "
                                        "messages appear as they come.")};
}

bool TopicModel::Row::isSame(const Row &other) const
{
    return isSection == other.isSection && topic.section == other.topic.section
        && topic.name == other.topic.name;
}

void TopicModel::setTopics(const std::vector<TopicEntry> &topics)
{
    std::vector<Row> rows;
    for (const TopicEntry &topic : topics) {
        if (rows.empty() || rows.back().topic.section != topic.section) {
            Row section;
            section.isSection = true;
            section.topic.section = topic.section;
            rows.push_back(section);
        }
        rows.push_back({false, topic});
    }
    // Topics come and go seldom, and one at a time: rows that are no longer wanted go, those that are new
    // come where they belong, and the rest is compared.
    std::size_t at = 0;
    for (const Row &row : rows) {
        while (at < m_rows.size() && !m_rows[at].isSame(row)) {
            const bool wantedLater = std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(),
                                                 [&](const Row &r) { return r.isSame(m_rows[at]); });
            if (wantedLater)
                break;
            beginRemoveRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(at));
            endRemoveRows();
        }
        if (at == m_rows.size() || !m_rows[at].isSame(row)) {
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), row);
            endInsertRows();
        } else if (!(m_rows[at].topic == row.topic)) {
            m_rows[at] = row;
            const QModelIndex changed = index(static_cast<int>(at));
            Q_EMIT dataChanged(changed, changed);
        }
        ++at;
    }
    if (at < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(at), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
}

const TopicEntry *TopicModel::topicAt(int row) const
{
    if (row < 0 || row >= rowCount() || m_rows[static_cast<std::size_t>(row)].isSection)
        return nullptr;
    return &m_rows[static_cast<std::size_t>(row)].topic;
}

int TopicModel::rowOf(const QString &topic) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (const TopicEntry *entry = topicAt(row); entry && entry->name == topic)
            return row;
    }
    return -1;
}

void TopicModel::retranslate()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int TopicModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TopicModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.isSection ? sectionName(row.topic.section) : row.topic.name;
    case Qt::ToolTipRole:
        if (row.isSection)
            return {};
        if (row.topic.kept == row.topic.written)
            return row.topic.name;
        return (row.topic.areOffsets
                    ? QCoreApplication::translate(
                        "messages", "%1: offsets given: %2, of which the log still keeps %3 (retention).")
                    : QCoreApplication::translate(
                        "messages", "%1: messages written: %2, of which the log still keeps %3 (retention)."))
            .arg(row.topic.name, grouped(row.topic.written), grouped(row.topic.kept));
    case Qt::AccessibleDescriptionRole:
        return row.isSection ? QString() : describeTopic(row.topic);
    default:
        return {};
    }
}

Qt::ItemFlags TopicModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return topicAt(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                                : Qt::ItemNeverHasChildren;
}

} // namespace pk::gui
