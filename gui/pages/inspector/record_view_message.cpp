// What the message itself says: its time, key, headers and bytes.

#include "pages/inspector/record_view.h"

#include "bridge/key_partition.h"
#include "bridge/text.h"
#include "domain/headers.h"
#include "pages/inspector/code_view.h"
#include "pages/inspector/json_diff.h"
#include "pages/inspector/key_math.h"
#include "pages/inspector/text_button.h"
#include "pages/inspector/texts.h"
#include "views/key_value_rows.h"
#include "views/pill.h"
#include "views/text_label.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kHeadersShown = 3;
constexpr std::size_t kBytesShown = 4'096;

/// What a trainee looks for first.
int rankOf(const std::string &name)
{
    constexpr std::string_view first[] = {header::correlationId, header::rawPosition, header::source,
                                          header::cdcPosition,   header::eventId,     header::eventType};
    const auto found = std::find(std::begin(first), std::end(first), name);
    return static_cast<int>(found - std::begin(first));
}

} // namespace

void RecordView::showTimestamp(const FullMessage &message)
{
    m_timestamp->setTitle(QCoreApplication::translate("inspector", "Timestamp"));
    m_timestamp->setHelp(QCoreApplication::translate(
        "inspector",
        "The record's own time in Kafka: when its producer made it (CreateTime), unless the topic has "
        "message.timestamp.type=LogAppendTime, which makes it the moment when the broker stored it."));
    m_timestamp->setNote(message.timestampMs < 0 ? QStringLiteral("–")
                                                 : QDateTime::fromMSecsSinceEpoch(message.timestampMs)
                                                       .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")));
}

void RecordView::showKey(const FullMessage &message)
{
    m_keySection->setTitle(QCoreApplication::translate("inspector", "Key → partition"));
    m_keySection->setHelp(QCoreApplication::translate("inspector",
                                                      "Records with the same key go to the same partition, "
                                                      "so their order is kept. The partition is computed "
                                                      "from the key alone: murmur2 makes a number of its "
                                                      "bytes, and what is left after dividing it by the "
                                                      "number of partitions is the partition."));
    m_partition->setText(QStringLiteral("P%1").arg(message.partition));
    m_partition->updateGeometry();
    m_partition->setToolTip(toQString(m_position.topic) + QLatin1Char(' ') + m_partition->text());
    m_partition->setAccessibleName(m_partition->toolTip());
    m_partition->setEnabled(!isPast());
    const int partitions = snapshot() ? snapshot()->partitionsOf(m_position.topic) : 0;
    const KeyPartition key = keyPartition(m_position.topic, message, partitions);
    m_keyMath->setVisible(key.isComputed);
    m_keySection->setNote(key.isComputed
                              ? QCoreApplication::translate("inspector", "murmur2, same as the Java client")
                              : QString());
    if (key.isComputed)
        m_keyMath->setKey(message.key, partitions);
    m_keyRemark->setText(key.remark);
    m_keyRemark->setVisible(!key.remark.isEmpty());
}

void RecordView::showHeaders(const FullMessage &message)
{
    auto headers = message.headers;
    std::stable_sort(headers.begin(), headers.end(),
                     [](const auto &a, const auto &b) { return rankOf(a.first) < rankOf(b.first); });
    const std::size_t hidden = headers.size() - std::min(headers.size(), kHeadersShown);
    m_headerSection->setTitle(QCoreApplication::translate("inspector", "Headers"));
    m_headerSection->setNote(QString::number(headers.size()));
    m_more->setText(m_allHeaders ? QCoreApplication::translate("inspector", "fewer")
                                 : QCoreApplication::translate("inspector", "%1 more").arg(hidden));
    m_more->setVisible(hidden > 0);
    m_more->updateGeometry();
    if (!m_allHeaders)
        headers.resize(headers.size() - hidden);
    std::vector<KeyValueRows::Row> rows;
    for (const auto &[name, value] : headers) {
        KeyValueRows::Row row{toQString(name), toQString(value).simplified(), Token::Text, {}};
        if (const auto at = parsePosition(value);
            at && (name == header::rawPosition || name == header::redriveOf || name == header::cdcPosition))
            row.link = toString(Link::record(toQString(at->topic), at->partition, at->offset));
        rows.push_back(std::move(row));
    }
    m_headers->setRows(rows);
    m_headers->setVisible(!rows.empty());
}

void RecordView::showBytes(const FullMessage &message)
{
    m_bytesSection->setTitle(QCoreApplication::translate("inspector", "Original bytes"));
    m_bytesSection->setNote(bytesText(message.value.size()));
    m_bytes->setRows(hexRows(message.value, kBytesShown));
    m_bytes->setCopyText(toQString(message.value));
    m_bytes->setAccessibleName(QCoreApplication::translate("inspector", "The value's bytes"));
}

} // namespace pk::gui
