#include "pages/flow/recent_records_model.h"

#include "bridge/flow_id.h"
#include "bridge/key_text.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr char16_t kNotReadYet = u'\u2026';
constexpr std::size_t kValuesKept = 4 * RecentRecordsModel::Kept;

Position placeOf(const Hop &hop)
{
    return {hop.topic.toStdString(), hop.partition, hop.offset};
}

/// In words what moving along this edge means.
QString whatHappened(const Hop &hop)
{
    const QString from = flow_id::fromOf(hop.edge);
    const QString to = flow_id::toOf(hop.edge);
    if (hop.operation == Operation::DeadLetter)
        return QCoreApplication::translate("flow_page", "dead letter");
    if (from == flow_id::campus)
        return QCoreApplication::translate("flow_page", "captured by CDC");
    if (to == flow_id::bridge)
        return QCoreApplication::translate("flow_page", "taken by bridge");
    if (from == flow_id::bridge)
        return QCoreApplication::translate("flow_page", "joined by bridge");
    if (from == flow_id::source)
        return QCoreApplication::translate("flow_page", "produced");
    if (to == flow_id::transform)
        return QCoreApplication::translate("flow_page", "taken by transform");
    if (hop.operation == Operation::Absorbed)
        return QCoreApplication::translate("flow_page", "absorbed");
    if (to == flow_id::warehouse)
        return QCoreApplication::translate("flow_page", "stored");
    if (!flow_id::groupOf(to).isEmpty())
        return QCoreApplication::translate("flow_page", "taken by consumer");
    if (to.endsWith(QLatin1String(".filtered")))
        return QCoreApplication::translate("flow_page", "filtered out");
    return QCoreApplication::translate("flow_page", "enriched");
}

/// The message on one line, or why it cannot be shown.
QString textOf(const ValueLine &line)
{
    switch (line.presence) {
    case Presence::There:
        return line.text.value_or(QCoreApplication::translate("flow_page", "none (tombstone)"));
    case Presence::Evicted:
        return QCoreApplication::translate("flow_page", "evicted by retention");
    case Presence::NotYet:
        return QCoreApplication::translate("flow_page", "not to be seen in the log yet");
    case Presence::NoRecord:
        return QCoreApplication::translate("flow_page", "no record: a transaction's marker");
    case Presence::Uncommitted:
        return QCoreApplication::translate("flow_page", "behind an open transaction");
    case Presence::Unreadable:
    case Presence::OtherCluster:
        break;
    }
    return QCoreApplication::translate("flow_page", "the broker does not answer");
}

} // namespace

void RecentRecordsModel::add(const std::vector<Hop> &hops)
{
    if (hops.empty())
        return;
    if (m_held) {
        m_waitingCount += static_cast<qint64>(hops.size());
        m_waiting.insert(m_waiting.end(), hops.begin(), hops.end());
        if (m_waiting.size() > Kept)
            m_waiting.erase(m_waiting.begin(), m_waiting.end() - static_cast<std::ptrdiff_t>(Kept));
        return;
    }
    // Stages write to the journal in batches: by time they are in order again.
    std::vector<Hop> ordered = hops;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const Hop &a, const Hop &b) { return a.wallUs < b.wallUs; });
    const std::size_t count = std::min(ordered.size(), Kept);
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    for (auto hop = ordered.end() - static_cast<std::ptrdiff_t>(count); hop != ordered.end(); ++hop)
        m_hops.push_front(*hop);
    endInsertRows();
    if (m_hops.size() > Kept) {
        beginRemoveRows({}, static_cast<int>(Kept), static_cast<int>(m_hops.size()) - 1);
        m_hops.resize(Kept);
        endRemoveRows();
    }
}

void RecentRecordsModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    if (held)
        return;
    m_waitingCount = 0;
    add(std::exchange(m_waiting, {}));
}

void RecentRecordsModel::setValues(const std::map<Position, ValueLine> &values)
{
    if (values.empty())
        return;
    if (m_values.size() + values.size() > kValuesKept)
        keepShownValues();
    for (const auto &[place, line] : values)
        m_values[place] = line;
    int first = rowCount();
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        if (values.count(placeOf(hop(row))) == 0)
            continue;
        first = std::min(first, row);
        last = row;
    }
    if (last >= 0)
        Q_EMIT dataChanged(index(first, Value), index(last, Value));
}

void RecentRecordsModel::keepShownValues()
{
    std::map<Position, ValueLine> shown;
    for (const Hop &hop : m_hops) {
        if (auto known = m_values.extract(placeOf(hop)))
            shown.insert(std::move(known));
    }
    m_values = std::move(shown);
}

bool RecentRecordsModel::isBeingRead(const Hop &hop) const
{
    return hop.offset >= 0 && !m_values.contains(placeOf(hop));
}

void RecentRecordsModel::clear()
{
    beginResetModel();
    m_hops.clear();
    m_waiting.clear();
    m_waitingCount = 0;
    m_values.clear();
    endResetModel();
}

std::vector<Position> RecentRecordsModel::unknownValues(int firstRow, int lastRow, bool again,
                                                        std::span<const Hop> coming) const
{
    std::vector<Position> places;
    const auto add = [&](const Hop &hop) {
        const Position place = placeOf(hop);
        const auto known = m_values.find(place);
        const bool wanted = known == m_values.end() || (again && canStillCome(known->second.presence));
        if (place.offset >= 0 && wanted && std::find(places.begin(), places.end(), place) == places.end())
            places.push_back(place);
    };
    for (int row = std::max(0, firstRow); row <= std::min(lastRow, rowCount() - 1); ++row)
        add(hop(row));
    std::for_each(coming.begin(), coming.end(), add);
    return places;
}

void RecentRecordsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_hops.empty())
        Q_EMIT dataChanged(index(0, What), index(rowCount() - 1, What));
}

int RecentRecordsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hops.size());
}

int RecentRecordsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecentRecordsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Hop &hop = m_hops[static_cast<std::size_t>(index.row())];
    if (role == OperationRole)
        return static_cast<int>(hop.operation);
    if (role == Qt::FontRole)
        return index.column() == What || index.column() == Topic
            ? QVariant()
            : QVariant(Theme::instance().font(TextRole::Mono));
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter)
            | int(index.column() == Partition || index.column() == Offset ? Qt::AlignRight : Qt::AlignLeft);
    if (role == Qt::ForegroundRole && index.column() == Value && isBeingRead(hop))
        return Theme::instance().color(Token::Subtle);
    if (role == Qt::ForegroundRole && (index.column() == Time || index.column() == Value))
        return Theme::instance().color(Token::Muted);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(hop.wallUs / 1000).toString(QStringLiteral("HH:mm:ss.zzz"));
    case What:
        return whatHappened(hop);
    case Topic:
        return hop.topic;
    case Partition:
        return hop.partition;
    case Offset:
        return qint64{hop.offset};
    case Key:
        return role == Qt::ToolTipRole ? hop.key : keyText(hop.key);
    case Value: {
        if (const auto known = m_values.find(placeOf(hop)); known != m_values.end())
            return textOf(known->second);
        return role == Qt::DisplayRole && isBeingRead(hop) ? QVariant(QString(QChar(kNotReadYet)))
                                                           : QVariant();
    }
    default:
        return {};
    }
}

QVariant RecentRecordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter)
            | int(section == Partition || section == Offset ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return QCoreApplication::translate("flow_page", "Time");
    case What:
        return QCoreApplication::translate("flow_page", "What happened");
    case Topic:
        return QCoreApplication::translate("flow_page", "Topic");
    case Partition:
        return QCoreApplication::translate("flow_page", "Part.");
    case Offset:
        return QCoreApplication::translate("flow_page", "Offset");
    case Key:
        return QCoreApplication::translate("flow_page", "Key");
    case Value:
        return QCoreApplication::translate("flow_page", "Value");
    default:
        return {};
    }
}

} // namespace pk::gui
