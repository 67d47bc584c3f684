#include "pages/messages/message_model.h"

#include "bridge/key_text.h"
#include "bridge/text.h"
#include "pages/messages/message_time.h"
#include "pages/messages/value_preview.h"
#include "views/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kWindow = 256;

} // namespace

QString sizeText(std::uint64_t bytes)
{
    if (bytes < 10'000)
        return QStringLiteral("%1 B").arg(bytes);
    return QStringLiteral("%1 kB").arg(static_cast<double>(bytes) / 1000, 0, 'f', 1);
}

QString tombstoneText()
{
    return QCoreApplication::translate("messages", "tombstone: a key without a value");
}

void MessageModel::setReader(TopicReader *reader)
{
    beginResetModel();
    m_reader = reader;
    m_rows = 0;
    m_limit.reset();
    m_newer = 0;
    m_logStart.clear();
    m_dates = false;
    m_window.clear();
    endResetModel();
}

void MessageModel::setNewestFirst(bool newestFirst)
{
    if (newestFirst == m_newestFirst)
        return;
    beginResetModel();
    m_newestFirst = newestFirst;
    m_limit.reset();
    m_newer = 0;
    endResetModel();
}

void MessageModel::setHeld(bool held)
{
    if (held == isHeld() || (held && m_rows == 0))
        return;
    if (held)
        m_limit = refAt(m_newestFirst ? 0 : m_rows - 1);
    else
        m_limit.reset();
}

void MessageModel::update()
{
    if (!m_reader)
        return;
    const TopicReader::Change change = m_reader->takeChange(m_limit);
    m_newer = change.behindLimit;
    TopicReader::Progress progress = m_reader->progress();
    m_logStart = std::move(progress.begin);
    m_dates = !isToday(progress.oldestMs) || !isToday(progress.newestMs);
    const int size = static_cast<int>(change.size);
    if (change.removedAtFront == 0 && size == m_rows && change.firstChanged >= change.size)
        return;
    m_window.clear();
    const int removed = std::min(m_rows, static_cast<int>(change.removedAtFront));
    if (removed > 0) {
        const int first = m_newestFirst ? m_rows - removed : 0;
        m_shift = change.removedAtFront;
        beginRemoveRows({}, first, first + removed - 1);
        m_rows -= removed;
        m_shift = 0;
        m_window.clear();
        endRemoveRows();
    }
    const int kept = std::min(m_rows, static_cast<int>(change.firstChanged));
    const int inserted = size - m_rows;
    if (inserted > 0) {
        const int first = m_newestFirst ? 0 : m_rows;
        beginInsertRows({}, first, first + inserted - 1);
        m_rows = size;
        endInsertRows();
    }
    // A late message has its place among older ones: those behind it have moved.
    if (m_rows - kept > inserted)
        changeRows(m_newestFirst ? 0 : kept, m_newestFirst ? m_rows - kept - 1 : m_rows - 1, Time);
}

void MessageModel::updatePayloads()
{
    if (!m_reader || m_window.empty() || !m_reader->payloadsArrived())
        return;
    const int first = static_cast<int>(m_windowFirst);
    const int last = std::min(m_rows - 1, first + static_cast<int>(m_window.size()) - 1);
    if (last < first)
        return;
    if (m_newestFirst)
        changeRows(m_rows - 1 - last, m_rows - 1 - first, Key);
    else
        changeRows(first, last, Key);
}

void MessageModel::changeRows(int first, int last, Column from)
{
    Q_EMIT dataChanged(index(first, from), index(last, ColumnCount - 1));
}

std::size_t MessageModel::placeOfRow(int row) const
{
    return static_cast<std::size_t>(m_newestFirst ? m_rows - 1 - row : row);
}

MessageRef MessageModel::refAt(int row) const
{
    if (placeOfRow(row) < m_shift)
        return {};
    const std::size_t place = placeOfRow(row) - m_shift;
    if (place < m_windowFirst || place >= m_windowFirst + m_window.size()) {
        m_windowFirst = place - std::min(place, kWindow / 2);
        m_window = m_reader->refs(m_windowFirst, kWindow);
    }
    // Behind its end the index has become shorter since the last update: the next one removes the row.
    return place - m_windowFirst < m_window.size() ? m_window[place - m_windowFirst] : MessageRef();
}

int MessageModel::rowOf(const MessageRef &ref) const
{
    if (!m_reader)
        return -1;
    const std::size_t place = m_reader->placeOf(ref);
    if (place >= static_cast<std::size_t>(m_rows))
        return -1;
    const int row = m_newestFirst ? m_rows - 1 - static_cast<int>(place) : static_cast<int>(place);
    const MessageRef found = refAt(row);
    return found.partition == ref.partition && found.offset == ref.offset ? row : -1;
}

int MessageModel::rowNear(const MessageRef &ref) const
{
    const int place = std::min(m_rows - 1, static_cast<int>(m_reader->placeOf(ref)));
    return m_newestFirst ? m_rows - 1 - place : place;
}

bool MessageModel::isEvicted(const MessageRef &ref) const
{
    const auto start = m_logStart.find(ref.partition);
    return start != m_logStart.end() && ref.offset < start->second;
}

std::shared_ptr<const FullMessage> MessageModel::messageAt(int row) const
{
    const MessageRef ref = refAt(row);
    if (ref.partition < 0)
        return nullptr;
    auto message = m_reader->cached(ref.partition, ref.offset);
    if (!message && !isEvicted(ref))
        message = m_reader->message(ref.partition, ref.offset);
    return message && message->evicted ? nullptr : message;
}

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int MessageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(headerData(index.column(), Qt::Horizontal, role));
    if (role != Qt::DisplayRole && (role != Qt::ToolTipRole || index.column() != Key))
        return {};
    const MessageRef ref = refAt(index.row());
    switch (index.column()) {
    case Time:
        return rowTime(ref.timestampMs);
    case Partition:
        return ref.partition;
    case Offset:
        return QString::number(ref.offset);
    case Size:
        return sizeText(ref.bytes);
    default:
        break;
    }
    const auto message = messageAt(index.row());
    if (!message)
        return index.column() == Value && isEvicted(ref)
            ? QCoreApplication::translate("messages", "no longer in the log (retention)")
            : QString();
    switch (index.column()) {
    case Key:
        return !message->hasKey       ? QString()
            : role == Qt::ToolTipRole ? toQString(message->key)
                                      : keyText(toQString(message->key));
    case Headers:
        return static_cast<int>(message->headers.size());
    case Value:
        return message->hasValue ? valuePreview(message->value, message->key) : tombstoneText();
    default:
        return {};
    }
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool right = section == Partition || section == Offset || section == Size;
    if (role == Qt::TextAlignmentRole)
        return int((section == Headers ? Qt::AlignHCenter
                        : right        ? Qt::AlignRight
                                       : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Time:
            return QCoreApplication::translate(
                "messages",
                "When the message was made, by its own timestamp. Click to turn the order around.");
        case Partition:
            return QCoreApplication::translate(
                "messages", "The partition of the topic. Only within one partition is the order certain.");
        case Offset:
            return QCoreApplication::translate(
                "messages",
                "The message's number in its partition. It never changes and is never used again.");
        case Key:
            return QCoreApplication::translate(
                "messages", "Messages with the same key go to the same partition, so they keep their order.");
        case Headers:
            return QCoreApplication::translate("messages", "How many headers the message carries.");
        case Value:
            return QCoreApplication::translate("messages",
                                               "The most telling fields of the payload first; with a filter, "
                                               "the place where it matches. Select "
                                               "the message to see all of it.");
        default:
            return QCoreApplication::translate("messages", "Bytes of key and value.");
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return QString(QCoreApplication::translate("messages", "Time") + QLatin1Char(' ')
                       + QChar(m_newestFirst ? 0x2193 : 0x2191));
    case Partition:
        return QCoreApplication::translate("messages", "Part.");
    case Offset:
        return QCoreApplication::translate("messages", "Offset");
    case Key:
        return QCoreApplication::translate("messages", "Key");
    case Headers:
        return QCoreApplication::translate("messages", "Hdr");
    case Value:
        return QCoreApplication::translate("messages", "Value");
    default:
        return QCoreApplication::translate("messages", "Size");
    }
}

void MessageModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_rows > 0)
        changeRows(0, m_rows - 1, Value);
}

} // namespace pk::gui
