#include "pages/groups/change_model.h"

#include "bridge/reset_origin.h"
#include "bridge/text.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace pk::gui {

namespace {

using journal::EventKind;

QString resetText(ResetOrigin origin)
{
    switch (origin) {
    case ResetOrigin::Here:
        return QCoreApplication::translate("groups", "goes on from the offset that was set here");
    case ResetOrigin::Somebody:
        return QCoreApplication::translate("groups", "goes on where somebody has set the group's offset");
    case ResetOrigin::NewLog:
        break;
    }
    return QCoreApplication::translate("groups", "begins at the start: the topic's log is another one");
}

QString whatText(const MemberChange &change)
{
    switch (change.kind) {
    case EventKind::Joined:
        return QCoreApplication::translate("groups", "asks to join the group");
    case EventKind::Left:
        return QCoreApplication::translate("groups", "has left the group");
    case EventKind::Expelled:
        return QCoreApplication::translate("groups", "was expelled: it had not been heard of for too long");
    case EventKind::Assigned:
        return QCoreApplication::translate("groups", "was given partitions");
    case EventKind::Revoked:
        return QCoreApplication::translate("groups", "gave its partitions up");
    case EventKind::Lost:
        return QCoreApplication::translate("groups", "lost its partitions: others have them already");
    case EventKind::Crash:
        return QCoreApplication::translate("groups", "crashed, and told the group nothing");
    case EventKind::Reset:
        return resetText(originOf(change));
    default:
        return QCoreApplication::translate("groups", "starts again");
    }
}

/// "raw_orders P0 P2 · raw_activities P0"; where offsets changed, "raw_orders P0 @ 12 P2 @ 7".
QString partitionsText(const MemberChange &change)
{
    QStringList texts;
    std::string topic;
    for (std::size_t i = 0; i < change.partitions.size(); ++i) {
        const TopicPartition &partition = change.partitions[i];
        if (partition.topic != topic && !topic.empty())
            texts << QStringLiteral("·");
        if (partition.topic != topic)
            texts << toQString(partition.topic);
        topic = partition.topic;
        texts << QStringLiteral("P%1").arg(partition.partition);
        if (i < change.offsets.size())
            texts << QStringLiteral("@ %1").arg(change.offsets[i]);
    }
    return texts.join(QLatin1Char(' '));
}

} // namespace

void ChangeModel::setCourse(const QString &group, const GroupCourse *course)
{
    static const std::vector<MemberChange> none;
    const std::vector<MemberChange> &now = course != nullptr ? course->changes : none;
    const auto isKnown = [this](const MemberChange &change) {
        return !m_changes.empty() && change.us <= m_changes.back().us;
    };
    const bool goesOn = group == m_group && !m_changes.empty() && !now.empty() && isKnown(now.front());
    if (!goesOn && !(m_changes.empty() && now.empty())) {
        beginResetModel(); // another group, or another cluster
        m_changes = now;
        m_group = group;
        endResetModel();
        return;
    }
    m_group = group;
    const auto firstNew = std::find_if_not(now.begin(), now.end(), isKnown);
    if (!m_changes.empty() && firstNew != now.begin()
        && m_changes.back().partitions.size() != (firstNew - 1)->partitions.size()) {
        m_changes.back() = *(firstNew - 1); // more partitions were added to the last one
        Q_EMIT dataChanged(index(0, 0), index(0, ColumnCount - 1));
    }
    const auto fresh = static_cast<int>(now.end() - firstNew);
    if (fresh > 0) {
        beginInsertRows({}, 0, fresh - 1);
        m_changes.insert(m_changes.end(), firstNew, now.end());
        endInsertRows();
    }
    if (m_changes.size() > now.size()) {
        const auto old = static_cast<int>(m_changes.size() - now.size());
        beginRemoveRows({}, rowCount() - old, rowCount() - 1);
        m_changes.erase(m_changes.begin(), m_changes.begin() + old);
        endRemoveRows();
    }
}

int ChangeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int ChangeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangeModel::data(const QModelIndex &index, int role) const
{
    if (index.isValid() && role == Qt::FontRole && index.column() == Time)
        return Theme::instance().font(TextRole::MonoSmall);
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const MemberChange &it = change(index.row());
    switch (index.column()) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(it.us / 1000).toString(QStringLiteral("HH:mm:ss.zzz"));
    case Member:
        return toQString(it.member);
    case What:
        return whatText(it);
    case Partitions:
        return partitionsText(it);
    default:
        return {};
    }
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return QCoreApplication::translate("groups", "Time");
    case Member:
        return QCoreApplication::translate("groups", "Member");
    case What:
        return QCoreApplication::translate("groups", "What happened");
    case Partitions:
        return QCoreApplication::translate("groups", "Partitions");
    default:
        return {};
    }
}

} // namespace pk::gui
