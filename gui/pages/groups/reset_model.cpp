#include "pages/groups/reset_model.h"

#include "bridge/text.h"
#include "flow/figures.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

LagChange lagChange(const std::vector<PartitionFacts> &partitions, const std::vector<ResetLine> &lines)
{
    LagChange change;
    for (const ResetLine &line : lines) {
        change.before += line.end - line.from;
        change.after += line.end - line.to;
    }
    for (const PartitionFacts &partition : partitions) {
        const bool stays = std::none_of(lines.begin(), lines.end(), [&partition](const ResetLine &line) {
            return line.partition == partition.id;
        });
        if (stays) {
            change.before += partition.lag;
            change.after += partition.lag;
        }
    }
    return change;
}

void ResetModel::setPartitions(std::vector<TopicPartition> partitions)
{
    if (partitions == m_partitions)
        return;
    beginResetModel();
    m_partitions = std::move(partitions);
    m_unchecked.clear();
    m_lines.clear();
    m_severalTopics = !m_partitions.empty() && m_partitions.front().topic != m_partitions.back().topic;
    endResetModel();
}

void ResetModel::setPreview(const ResetPreview &preview)
{
    m_lines.clear();
    m_mostAgain = 0;
    m_mostSkipped = 0;
    for (const ResetLine &line : preview.lines) {
        m_lines[line.partition] = line;
        m_mostAgain = std::max(m_mostAgain, line.readAgain());
        m_mostSkipped = std::max(m_mostSkipped, line.skipped());
    }
    tellAllChanged();
}

double ResetModel::share(std::int64_t records) const
{
    const std::int64_t both = m_mostAgain + m_mostSkipped;
    return both > 0 ? static_cast<double>(records) / static_cast<double>(both) : 0;
}

void ResetModel::clearPreview()
{
    m_lines.clear();
    tellAllChanged();
}

void ResetModel::tellAllChanged()
{
    if (!m_partitions.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ResetModel::setChecked(const TopicPartition &partition, bool checked)
{
    const auto found = std::find(m_partitions.begin(), m_partitions.end(), partition);
    if (found == m_partitions.end() || checked == !m_unchecked.contains(partition))
        return;
    if (checked)
        m_unchecked.erase(partition);
    else
        m_unchecked.insert(partition);
    const auto row = static_cast<int>(found - m_partitions.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT checkedChanged();
}

void ResetModel::checkAll()
{
    for (const TopicPartition &partition : m_partitions)
        setChecked(partition, true);
}

std::vector<TopicPartition> ResetModel::checked() const
{
    std::vector<TopicPartition> chosen;
    std::copy_if(m_partitions.begin(), m_partitions.end(), std::back_inserter(chosen),
                 [this](const auto &partition) { return !m_unchecked.contains(partition); });
    return chosen;
}

std::vector<ResetLine> ResetModel::lines() const
{
    std::vector<ResetLine> chosen;
    for (const TopicPartition &partition : checked()) {
        if (const auto found = m_lines.find(partition); found != m_lines.end())
            chosen.push_back(found->second);
    }
    return chosen;
}

const ResetLine *ResetModel::line(int row) const
{
    const TopicPartition &partition = m_partitions[static_cast<std::size_t>(row)];
    const auto found = m_lines.find(partition);
    return found != m_lines.end() && !m_unchecked.contains(partition) ? &found->second : nullptr;
}

int ResetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_partitions.size());
}

int ResetModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ResetModel::text(const TopicPartition &partition, const ResetLine *line, int column) const
{
    if (column == Partition) {
        return m_severalTopics
            ? QStringLiteral("%1 P%2").arg(toQString(partition.topic)).arg(partition.partition)
            : QStringLiteral("P%1").arg(partition.partition);
    }
    if (line == nullptr)
        return column == Effect && m_unchecked.contains(partition)
            ? QCoreApplication::translate("groups", "stays")
            : QString();
    if (column == Offsets)
        return QStringLiteral("%1 → %2").arg(line->from).arg(line->to);
    if (column != Effect)
        return {};
    if (line->readAgain() > 0)
        return QCoreApplication::translate("groups", "%1 read again").arg(countText(line->readAgain()));
    if (line->skipped() > 0)
        return QCoreApplication::translate("groups", "%1 skipped").arg(countText(line->skipped()));
    return QCoreApplication::translate("groups", "unchanged");
}

QVariant ResetModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TopicPartition &partition = m_partitions[static_cast<std::size_t>(index.row())];
    const ResetLine *known = line(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(partition, known, index.column());
    case Qt::CheckStateRole:
        if (index.column() != Partition)
            return {};
        return int(m_unchecked.contains(partition) ? Qt::Unchecked : Qt::Checked);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter
                   | (index.column() == Partition || index.column() == Bar ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ToolTipRole:
        if (known != nullptr && known->clamped) {
            return QCoreApplication::translate(
                       "groups",
                       "The log keeps the offsets %1 to %2 of this partition; the nearest "
                       "of them is taken.")
                .arg(known->begin)
                .arg(known->end);
        }
        return QStringLiteral("%1 · P%2").arg(toQString(partition.topic)).arg(partition.partition);
    case AgainRole:
        return known != nullptr ? share(known->readAgain()) : 0.0;
    case SkippedRole:
        return known != nullptr ? share(known->skipped()) : 0.0;
    case CommittedRole:
        return m_mostAgain + m_mostSkipped > 0 ? share(m_mostAgain) : 0.5;
    case EffectRole:
        return known != nullptr ? qint64(known->to - known->from) : qint64(0);
    default:
        return {};
    }
}

bool ResetModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != Partition)
        return false;
    setChecked(m_partitions[static_cast<std::size_t>(index.row())], value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags ResetModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Partition ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant ResetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter
                   | (section == Partition || section == Bar ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == Offsets)
        return QCoreApplication::translate("groups", "Committed → new");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Partition:
        return QCoreApplication::translate("groups", "P");
    case Offsets:
        return QCoreApplication::translate("groups", "Offset");
    case Effect:
        return QCoreApplication::translate("groups", "Effect");
    default:
        return {};
    }
}

} // namespace pk::gui
