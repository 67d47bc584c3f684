#include "sources/topic_source.h"

#include "base/clock.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace pk::sources {

namespace {

constexpr std::size_t kMostMessages = 500; // in hand
constexpr std::int64_t kLookEveryMs = 200; // for the end

std::int64_t offsetOf(const Positions &positions, const std::string &part)
{
    const auto kept = positions.find(part);
    std::int64_t offset = broker::kBeginning;
    if (kept != positions.end())
        std::from_chars(kept->second.data(), kept->second.data() + kept->second.size(), offset);
    return offset;
}

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
    if (!cluster)
        return cluster.error();
    auto store = PositionStore::open(
        options.positions, options.target + " topic " + (*cluster)->info().id + "/" + options.topic);
    if (!store)
        return store.error();
    std::unique_ptr<TopicSource> source(
        new TopicSource(std::move(options), std::move(*cluster), std::move(*store)));
    if (auto begun = source->begin(); !begun)
        return begun.error();
    return source;
}

Result<void> TopicSource::begin()
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
    std::vector<broker::StartOffset> starts;
    for (const broker::PartitionInfo &partition : found->partitions) {
        const TopicPartition at{m_options.topic, partition.id};
        const auto kept = m_cluster->watermarks(at);
        if (!kept)
            return kept.error();
        const std::int64_t offset = std::max(offsetOf(m_store->positions(), at.toString()), kept->begin);
        m_next[at] = offset;
        starts.push_back({at, offset});
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
    if (m_failure)
        return *m_failure;
    if (!m_messages.empty() || m_ended)
        return true;
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
    const std::string identity = m_identity + "\n" + position.toString();
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
    m_tracker.gave(partition.toString(), std::to_string(position.offset + 1));
    return true;
}

} // namespace pk::sources
