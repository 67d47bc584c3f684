#include "sources/topic_source.h"

#include "base/clock.h"
#include "base/hash.h"
#include "broker/record_at.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace pk::sources {

namespace {

constexpr std::size_t kMostMessages = 500; // in hand
constexpr std::int64_t kLookEveryMs = 200; // for the end, and for a topic that is gone
constexpr int kProbeMs = 10'000;

} // namespace

TopicSource::TopicSource(TopicOptions options, std::unique_ptr<broker::ClusterBackend> cluster,
                         std::unique_ptr<PositionStore> store)
    : m_options(std::move(options))
    , m_identity("topic\n" + cluster->info().id)
    , m_cluster(std::move(cluster))
    , m_store(std::move(store))
    , m_tracker(*m_store)
    , m_lastRecordMs(m_options.nowMs())
{
}

Result<std::unique_ptr<TopicSource>> TopicSource::create(TopicOptions options)
{
    auto cluster = broker::connectCluster(options.access);
    return cluster ? create(std::move(options), std::move(*cluster)) : cluster.error();
}

Result<std::unique_ptr<TopicSource>> TopicSource::create(TopicOptions options,
                                                         std::unique_ptr<broker::ClusterBackend> cluster)
{
    auto store = PositionStore::open(options.positions,
                                     options.target + " topic " + cluster->info().id + "/" + options.topic);
    if (!store)
        return store.error();
    std::unique_ptr<TopicSource> source(
        new TopicSource(std::move(options), std::move(cluster), std::move(*store)));
    for (const auto &[part, position] : source->m_store->positions())
        source->m_reached[part] = Reached::parse(position);
    if (auto begun = source->begin(); !begun)
        return begun.error();
    return source;
}

TopicSource::Reached TopicSource::Reached::parse(std::string_view text)
{
    Reached reached;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), reached.next);
    const std::string_view rest = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
    if (!rest.empty()) // positions of earlier versions have none
        reached.lastSha256 = rest.substr(1);
    return reached;
}

std::string TopicSource::Reached::text() const
{
    return std::to_string(next) + " " + lastSha256;
}

Result<std::vector<TopicPartition>> TopicSource::partitions()
{
    const auto topics = m_cluster->topics();
    if (!topics)
        return topics.error();
    const auto found = std::ranges::find_if(
        *topics, [this](const broker::TopicInfo &t) { return t.name == m_options.topic; });
    if (found == topics->end())
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate(
                         "sources", "There is no topic %1 to read. Check its name and the broker's address.")
                         .arg(QString::fromStdString(m_options.topic)),
                     QString::fromStdString(m_options.access.bootstrap)};
    std::vector<TopicPartition> partitions;
    for (const broker::PartitionInfo &partition : found->partitions)
        partitions.push_back({m_options.topic, partition.id});
    return partitions;
}

/// Which of these logs are others than those that were read: the record that was read last does not lie
/// there.
Result<std::set<TopicPartition>>
TopicSource::newLogs(const std::vector<TopicPartition> &partitions,
                     const std::vector<broker::Consumer::Watermarks> &marks) const
{
    std::set<TopicPartition> others;
    std::vector<Position> proofs;
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        const auto known = m_reached.find(partitions[i].toString());
        if (known == m_reached.end())
            continue;
        const std::int64_t last = known->second.next - 1;
        if (last >= marks[i].end)
            others.insert(partitions[i]);
        else if (last >= marks[i].begin && !known->second.lastSha256.empty() && !m_cluster->info().embedded)
            proofs.push_back({partitions[i].topic, partitions[i].partition, last});
    }
    if (proofs.empty())
        return others;
    const auto values =
        broker::valuesAt(m_cluster->info(), proofs, broker::Isolation::ReadUncommitted, kProbeMs);
    if (!values)
        return values.error();
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        const TopicPartition partition{proofs[i].topic, proofs[i].partition};
        const auto &value = (*values)[i];
        if (!value || toHex(sha256(*value)) != m_reached.at(partition.toString()).lastSha256)
            others.insert(partition);
    }
    return others;
}

/// Reads every partition from where it was left; those that are new, from their beginning.
Result<void> TopicSource::begin()
{
    const auto all = partitions();
    if (!all)
        return all.error();
    const auto marks = m_cluster->watermarksOf(*all);
    if (!marks)
        return marks.error();
    const auto others = newLogs(*all, *marks);
    if (!others)
        return others.error();
    std::vector<broker::StartOffset> starts;
    m_next.clear();
    for (std::size_t i = 0; i < all->size(); ++i) {
        const TopicPartition &partition = (*all)[i];
        const auto known = m_reached.find(partition.toString());
        std::int64_t offset = known != m_reached.end() ? known->second.next : 0;
        if (others->contains(partition)) {
            offset = 0;
            m_reached.erase(known);
            m_notices.push_back(
                {ErrorCode::NotFound,
                 QCoreApplication::translate(
                     "sources",
                     "The record that was read last is not in this log any more: the topic was deleted and "
                     "made anew, or compacted. The partition is read from its beginning. What was sent "
                     "already is recognised; what the old topic held and nobody had read is gone."),
                 QString::fromStdString(partition.toString())});
        } else if (known != m_reached.end() && offset < (*marks)[i].begin) {
            m_notices.push_back(
                {ErrorCode::NotFound,
                 QCoreApplication::translate("sources",
                                             "%1 record(s) were deleted by retention before they were read. "
                                             "Reading goes on at the first kept one.")
                     .arg((*marks)[i].begin - offset),
                 QString::fromStdString(partition.toString())});
        }
        offset = std::max(offset, (*marks)[i].begin);
        m_next[partition] = offset;
        starts.push_back({partition, offset});
    }
    broker::ConsumerListener listener;
    listener.failed = [this](const Error &error) {
        if (error.fatal || error.code == ErrorCode::OutOfRange)
            m_failure = error;
    };
    auto consumer = broker::Consumer::create(
        broker::consumerConfig(
            m_cluster->info(),
            {.group = "pk-topic-source", .clientId = "pk-topic-source", .startAtEarliest = false}),
        std::move(listener));
    if (!consumer)
        return consumer.error();
    m_consumer = std::move(*consumer);
    return m_consumer->assign(std::move(starts));
}

/// What was to be read next is not there any more: retention was faster, or the topic is another one.
Result<bool> TopicSource::beginAgain()
{
    const std::int64_t nowMs = m_options.nowMs();
    if (nowMs < m_nextLookMs)
        return m_failure->retriable ? Result<bool>(*m_failure) : false;
    m_nextLookMs = nowMs + kLookEveryMs;
    if (auto begun = begin(); !begun) {
        m_failure = begun.error();
        m_failure->retriable = true; // also a topic that is gone may be made once more
        return *m_failure;
    }
    m_failure.reset();
    return false;
}

std::optional<Error> TopicSource::takeNotice()
{
    if (m_notices.empty())
        return std::nullopt;
    Error notice = std::move(m_notices.front());
    m_notices.pop_front();
    return notice;
}

/// Whether all that lies in the topic now was given.
Result<bool> TopicSource::isAtEnd()
{
    std::vector<TopicPartition> partitions;
    for (const auto &[partition, next] : m_next)
        partitions.push_back(partition);
    const auto marks = m_cluster->watermarksOf(partitions);
    if (!marks)
        return marks.error();
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        std::int64_t &next = m_next[partitions[i]];
        next = m_consumer->pastMarkers(partitions[i], next);
        if (next < (*marks)[i].end)
            return false;
    }
    return true;
}

Result<bool> TopicSource::ready()
{
    m_consumer->serve();
    if (!m_messages.empty() || m_ended)
        return true;
    if (m_failure && m_failure->fatal)
        return *m_failure;
    if (m_failure)
        return beginAgain();
    const std::int64_t nowMs = m_options.nowMs();
    if (m_consumer->takeAny(kMostMessages, m_messages) > 0) {
        std::ranges::reverse(m_messages); // given from the back
        m_lastRecordMs = nowMs;
        return true;
    }
    if (!m_options.end.idleMs || nowMs < m_nextLookMs)
        return false;
    m_nextLookMs = nowMs + kLookEveryMs;
    if (!m_options.end.isPossible() || !m_options.end.reached(nowMs, m_lastRecordMs))
        return false;
    auto atEnd = isAtEnd();
    m_ended = atEnd && *atEnd;
    return atEnd;
}

void TopicSource::copyHeaders(const broker::Message &message, extract::SourceRecord &record) const
{
    for (const auto &[name, value] : message.headers()) {
        if (name != header::source)
            record.headers.add(name, value);
    }
}

Result<bool> TopicSource::next(extract::SourceRecord &record)
{
    if (m_messages.empty())
        return false;
    const broker::Message message = std::move(m_messages.back());
    m_messages.pop_back();
    const TopicPartition partition{std::string(message.topic()), message.partition()};
    const Position position{partition.topic, partition.partition, message.offset()};
    record.dataset = m_options.dataset;
    // A topic that is made anew has other records at the same places.
    const std::string identity = m_identity + "\n" + position.toString() + "\n"
        + std::to_string(message.timestampMs()) + "\n" + std::string(message.value());
    // What is no JSON object goes on as it is: the transform says what is wrong with it.
    const bool object = !m_document.parse(message.value()) && m_document.root().IsObject();
    ForeignObject described = object ? describe(m_document.root(), record.dataset) : ForeignObject{};
    copyHeaders(message, record);
    if (object) {
        fillRecord(record, described, message.value(), identity, name());
    } else {
        record.value = message.value();
        record.hasKey = false;
        record.headers.add(header::source, name());
        record.timestampMs = SystemClock().nowMs();
    }
    if (message.hasKey()) {
        record.key = message.key();
        record.hasKey = true;
    }
    if (message.timestampMs() >= 0)
        record.timestampMs = message.timestampMs();
    record.headers.add(header::cdcPosition, position.toString());
    m_next[partition] = position.offset + 1;
    const std::string part = partition.toString();
    const Reached &reached = m_reached[part] = {position.offset + 1, toHex(sha256(message.value()))};
    m_tracker.gave(part, reached.text());
    return true;
}

} // namespace pk::sources
