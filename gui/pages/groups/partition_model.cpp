#include "pages/groups/partition_model.h"

#include "bridge/text.h"
#include "flow/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::int64_t kShortestFullBar = 50; // a handful of records is no full bar

bool looksEqual(const PartitionFacts &a, const PartitionFacts &b)
{
    return a.id == b.id && a.owner == b.owner && a.ownerGone == b.ownerGone && a.elsewhere == b.elsewhere
        && a.committed == b.committed && a.end == b.end && a.isLagKnown == b.isLagKnown
        && a.behindS == b.behindS && a.in == b.in && a.out == b.out;
}

QString offsetOrNone(std::int64_t offset)
{
    return offset >= 0 ? offsetText(offset) : QCoreApplication::translate("groups", "none");
}

QString ratesText(double in, double out)
{
    return rateText(in) + QStringLiteral(" · ") + rateText(out);
}

} // namespace

void PartitionModel::setGroup(const GroupFacts &group)
{
    m_stage = group.stage;
    m_severalTopics = group.topics.size() > 1;
    m_lag = lagTextOf(group);
    m_in = group.in;
    m_out = group.out;
    fitRows(static_cast<int>(group.partitions.size()));
    const std::vector<PartitionFacts> before = std::exchange(m_partitions, group.partitions);
    const std::int64_t longestBefore = m_longest;
    m_longest = kShortestFullBar;
    for (const PartitionFacts &partition : m_partitions)
        m_longest = std::max(m_longest, partition.lag);
    tellChanged(before, longestBefore);
}

void PartitionModel::fitRows(int rows)
{
    const int now = static_cast<int>(m_partitions.size());
    if (rows > now) {
        // The sum is there with the first partition.
        beginInsertRows({}, now, now == 0 ? rows : rows - 1);
        m_partitions.resize(static_cast<std::size_t>(rows));
        endInsertRows();
    } else if (rows < now) {
        beginRemoveRows({}, rows, rows == 0 ? now : now - 1);
        m_partitions.resize(static_cast<std::size_t>(rows));
        endRemoveRows();
    }
}

void PartitionModel::tellChanged(const std::vector<PartitionFacts> &before, std::int64_t longestBefore)
{
    int first = -1;
    const int rows = static_cast<int>(m_partitions.size());
    for (int row = 0; row <= rows; ++row) {
        const auto at = static_cast<std::size_t>(row);
        const bool changed =
            row < rows && (m_longest != longestBefore || !looksEqual(before[at], m_partitions[at]));
        if (changed && first < 0)
            first = row;
        if (!changed && first >= 0) {
            Q_EMIT dataChanged(index(first, 0), index(row - 1, ColumnCount - 1));
            first = -1;
        }
    }
    if (rows > 0)
        Q_EMIT dataChanged(index(rows, 0), index(rows, ColumnCount - 1));
}

const PartitionFacts *PartitionModel::partition(int row) const
{
    const bool isOne = row >= 0 && row < static_cast<int>(m_partitions.size());
    return isOne ? &m_partitions[static_cast<std::size_t>(row)] : nullptr;
}

int PartitionModel::rowOf(const TopicPartition &partition) const
{
    const auto found = std::find_if(m_partitions.begin(), m_partitions.end(),
                                    [&](const auto &facts) { return facts.id == partition; });
    return found != m_partitions.end() ? static_cast<int>(found - m_partitions.begin()) : -1;
}

int PartitionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_partitions.empty() ? 0 : static_cast<int>(m_partitions.size()) + 1;
}

int PartitionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PartitionModel::text(const PartitionFacts &partition, int column) const
{
    switch (column) {
    case Partition:
        return partitionText(partition.id, false);
    case Member:
        if (partition.elsewhere)
            return QCoreApplication::translate("groups", "another program");
        if (partition.owner.empty())
            return QCoreApplication::translate("groups", "nobody");
        return partition.ownerGone
            ? QCoreApplication::translate("groups", "%1, gone").arg(toQString(partition.owner))
            : toQString(partition.owner);
    case Committed:
        return offsetOrNone(partition.committed);
    case LogEnd:
        return offsetText(partition.end);
    case Lag:
        return lagTextOf(partition);
    case Behind:
        return partition.behindS ? seconds(*partition.behindS) : unknownText();
    case Rates:
        return ratesText(partition.in, partition.out);
    default:
        return {};
    }
}

QString PartitionModel::totalText(int column) const
{
    switch (column) {
    case Partition:
        return QCoreApplication::translate("groups", "Total");
    case Lag:
        return m_lag;
    case Rates:
        return ratesText(m_in, m_out);
    default:
        return {};
    }
}

QVariant PartitionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PartitionFacts *facts = partition(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return facts != nullptr ? text(*facts, index.column()) : totalText(index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() <= Member ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::AccessibleTextRole:
        return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + QLatin1Char(' ')
            + data(index, Qt::DisplayRole).toString();
    case TotalRole:
        return facts == nullptr;
    default:
        break;
    }
    if (facts == nullptr)
        return {};
    switch (role) {
    case ShareRole:
        return static_cast<double>(facts->lag) / static_cast<double>(m_longest);
    case DelayRole:
        return static_cast<int>(facts->delay);
    case OwnerRole:
        return toQString(facts->owner);
    case OwnerGoneRole:
        return facts->ownerGone;
    case TopicRole:
        return m_severalTopics ? toQString(facts->id.topic) : QString();
    case Qt::ToolTipRole:
        if (index.column() == Member && facts->elsewhere) {
            return QCoreApplication::translate(
                "groups",
                "A member of the group in another program has this partition. What it commits is asked of "
                "the broker once a second.");
        }
        if (index.column() == Member && facts->ownerGone) {
            return QCoreApplication::translate(
                "groups",
                "This member has crashed. The group does not know it yet and keeps its partitions for it "
                "until session.timeout.ms is over; nobody reads them meanwhile.");
        }
        return QStringLiteral("%1 · P%2").arg(toQString(facts->id.topic)).arg(facts->id.partition);
    default:
        return {};
    }
}

QVariant PartitionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool left = section <= Member || section == Bar;
        return int(Qt::AlignVCenter | (left ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Committed:
            return QCoreApplication::translate(
                "groups", "The next offset that the group will read after a restart: all before it is done.");
        case LogEnd:
            return QCoreApplication::translate("groups",
                                               "The offset that the next record of this partition will get.");
        case Bar:
        case Lag:
            return QCoreApplication::translate(
                "groups", "Log end minus committed offset: so many records wait for this group.");
        case Behind:
            return QCoreApplication::translate(
                "groups", "How long the oldest of the waiting records has been waiting.");
        case Rates:
            return QCoreApplication::translate("groups",
                                               "Records a second that arrive, and that the group commits.");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Partition:
        return QCoreApplication::translate("groups", "P");
    case Member:
        return QCoreApplication::translate("groups", "Member");
    case Committed:
        return QCoreApplication::translate("groups", "Committed");
    case LogEnd:
        return QCoreApplication::translate("groups", "Log end");
    case Bar:
        return QCoreApplication::translate("groups", "Lag");
    case Behind:
        return QCoreApplication::translate("groups", "Behind");
    case Rates:
        return QCoreApplication::translate("groups", "In · out/s");
    default:
        return {};
    }
}

} // namespace pk::gui
