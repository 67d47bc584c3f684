#include "pipeline/follower.h"

#include "base/thread_name.h"
#include "domain/headers.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>
#include <charconv>

namespace pk::pipeline {

namespace {

constexpr std::size_t kBatch = 1'000;
constexpr int kPrefetchKb = 32'768;
constexpr std::int64_t kCommitEveryUs = 50'000;

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// The line of an input file that the message holds; negative when it is nothing of the kind.
std::int64_t lineOf(const broker::Message &message)
{
    constexpr std::int64_t most = 200'000'000; // a bitmap is kept of them, and anybody may write this header
    const std::string_view text = message.header(header::inputLine).value_or(std::string_view());
    std::int64_t line = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), line);
    return error == std::errc() && end == text.data() + text.size() && line < most ? line : -1;
}

} // namespace

Follower::Follower(const PipelineOptions &options, broker::ClusterInfo cluster)
    : m_options(options)
    , m_cluster(std::move(cluster))
    , m_group("pk-follower-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
{
    for (const Dataset dataset : options.datasets) {
        for (std::string &topic : topicsOf(dataset)) {
            if (topic != rawTopic(dataset))
                m_topics.push_back(std::move(topic));
        }
    }
}

Follower::~Follower()
{
    stop();
}

Result<void> Follower::start()
{
    broker::ConsumerSettings settings;
    settings.group = m_group;
    settings.clientId = "follower";
    settings.startAtEarliest = false; // a record that retention took before it was seen must be noticed
    settings.prefetchKb = kPrefetchKb;
    broker::ConsumerListener listener;
    listener.failed = [this](const Error &error) {
        const std::lock_guard lock(m_mutex);
        m_failure = error;
    };
    auto consumer =
        broker::Consumer::create(broker::consumerConfig(m_cluster, settings), std::move(listener));
    if (!consumer)
        return consumer.error();
    m_consumer = std::move(*consumer);
    std::vector<broker::StartOffset> starts;
    for (const std::string &topic : m_topics) {
        for (int p = 0; p < m_options.partitions; ++p) {
            const TopicPartition partition{topic, p};
            // From the log's end at the start: what an earlier run left there is not of this one.
            const auto marks = m_consumer->watermarks(partition, 10'000);
            if (!marks)
                return marks.error();
            starts.push_back({partition, marks->end});
            m_positions[partition] = marks->end;
        }
    }
    m_published = m_positions;
    if (auto assigned = m_consumer->assign(std::move(starts)); !assigned)
        return assigned;
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop, *m_consumer); });
    return {};
}

void Follower::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_consumer.reset();
}

void Follower::abandon()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    if (m_consumer)
        m_consumer->abandon();
    m_consumer.reset();
}

void Follower::run(const std::stop_token &stop, broker::Consumer &consumer)
{
    setThreadName("follower");
    std::vector<broker::Message> batch;
    std::int64_t committedUs = 0;
    bool moved = true;
    while (!stop.stop_requested()) {
        consumer.serve();
        batch.clear();
        consumer.takeAny(kBatch, batch);
        for (const broker::Message &message : batch)
            note(message);
        moved = moved || !batch.empty();
        if (moved && monotonicUs() - committedUs > kCommitEveryUs) {
            std::vector<broker::CommitOffset> offsets;
            for (const auto &[partition, next] : m_positions)
                offsets.push_back({partition, next, {}});
            (void)consumer.commitAsync(offsets); // the next one says the same and more
            committedUs = monotonicUs();
            moved = false;
        }
        if (batch.empty())
            consumer.wait(10);
        const std::lock_guard lock(m_mutex);
        m_published = m_positions;
    }
}

void Follower::note(const broker::Message &message)
{
    const PositionView at = message.position();
    for (auto &[partition, next] : m_positions) {
        if (partition.partition == at.partition && partition.topic == at.topic)
            next = at.offset + 1;
    }
    const bool dead = endsWith(at.topic, ".dlq");
    const bool filtered = endsWith(at.topic, ".filtered");
    const auto rawHeader = message.header(header::rawPosition);
    const PositionView raw = rawHeader ? parsePosition(*rawHeader).value_or(PositionView()) : PositionView();
    if (!dead && !filtered) {
        m_payloads[{std::string(at.topic), at.partition}].add(sha256(message.value()));
    } else if (dead && at.topic.rfind("enriched_", 0) == 0) {
        // Refused by the loader: the warehouse never holds it.
        const std::string input(at.topic.substr(0, at.topic.size() - 4));
        m_payloads[{input, at.partition}].subtract(sha256(message.value()));
    }
    if (!raw.valid()) {
        // Bad lines of a file go to the dead letters without ever having been in a topic.
        if (const std::int64_t line = lineOf(message); line >= 0)
            m_badLines[std::string(message.header(header::inputFile).value_or(std::string_view()))].set(line);
        else
            ++m_unknownOrigin;
        return;
    }
    Outcomes &outcomes = m_seen[{std::string(raw.topic), raw.partition}];
    const bool refusedByLoader = dead && at.topic.rfind("enriched_", 0) == 0;
    const bool known = !refusedByLoader
        && (outcomes.enriched.test(raw.offset) || outcomes.deadLettered.test(raw.offset)
            || outcomes.filtered.test(raw.offset));
    m_redelivered += known ? 1 : 0;
    (dead ? outcomes.deadLettered : filtered ? outcomes.filtered : outcomes.enriched).set(raw.offset);
}

Result<void> Follower::finish(broker::ClusterBackend &backend, int timeoutMs)
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    std::map<TopicPartition, std::int64_t> ends;
    {
        const std::lock_guard lock(m_mutex); // the follower's thread replaces it all the while
        ends = m_published;
    }
    for (auto &[partition, end] : ends) {
        const auto marks = backend.watermarks(partition);
        if (!marks)
            return marks.error();
        end = marks->end;
    }
    QString behind;
    while (!(behind = behindOf(ends)).isEmpty()) {
        if (monotonicUs() > deadlineUs) {
            stop();
            if (auto cause = failure())
                return *cause;
            return Error{ErrorCode::Timeout,
                         QCoreApplication::translate("pipeline",
                                                     "The check could not read all outputs to their end in "
                                                     "time, so the result is not verified."),
                         behind};
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    stop();
    return {};
}

/// The first partition that is not read to its end; empty when all are.
QString Follower::behindOf(const std::map<TopicPartition, std::int64_t> &ends) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[partition, end] : ends) {
        const std::int64_t position = m_published.at(partition);
        if (position < end)
            return QStringLiteral("%1: %2 < %3")
                .arg(QString::fromStdString(partition.toString()))
                .arg(position)
                .arg(end);
    }
    return {};
}

std::int64_t Follower::badLines() const
{
    std::int64_t lines = 0;
    for (const auto &[file, numbers] : m_badLines)
        lines += numbers.count();
    return lines;
}

std::optional<Error> Follower::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

} // namespace pk::pipeline
