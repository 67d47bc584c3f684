#include "pipeline/follower.h"

#include "base/thread_name.h"
#include "broker/kept_range.h"
#include "domain/headers.h"
#include "pipeline/dead_letter.h"
#include "pipeline/partition_counts.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>
#include <charconv>

namespace pk::pipeline {

namespace {

constexpr std::size_t kFollowBatch = 1'000;
constexpr int kPrefetchKb = 32'768;
constexpr std::int64_t kQuietAfterUs = 5'000'000;
constexpr int kQuietWaitMs = 200; // what comes rings all the same
constexpr int kLeastFetchWaitMs = 100; // nobody waits for it but the guard, and that one only under load
constexpr std::int64_t kCommitEveryUs = 50'000;
constexpr std::int64_t kJudgeEveryUs = 2'000'000;
constexpr std::int64_t kDropEveryUs = 200'000;
constexpr std::size_t kMostSightings = 8'000;
constexpr int kAskTimeoutMs = 10'000;

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

std::int64_t number(std::optional<std::string_view> text)
{
    std::int64_t value = -1;
    if (text)
        std::from_chars(text->data(), text->data() + text->size(), value);
    return value;
}

std::optional<Sha256> fromHex(std::optional<std::string_view> text)
{
    Sha256 digest{};
    if (!text || text->size() != 2 * digest.size())
        return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i)
        std::from_chars(text->data() + 2 * i, text->data() + 2 * i + 2, digest[i], 16);
    return digest;
}

} // namespace

Follower::Follower(const PipelineOptions &options, const PartitionCounts &partitions,
                   broker::ClusterInfo cluster, Loaded loaded, Committed committed)
    : m_options(options)
    , m_partitions(partitions)
    , m_cluster(std::move(cluster))
    , m_group("pk-follower-" + QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
    , m_loaded(std::move(loaded))
    , m_committed(std::move(committed))
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
    settings.fetchWaitMs = std::max(kLeastFetchWaitMs, m_options.fetchWaitMs);
    broker::ConsumerListener listener;
    listener.outOfRange = [this](const TopicPartition &partition) {
        const std::lock_guard lock(m_mutex);
        m_unread.insert(partition);
    };
    listener.failed = [this](const Error &error) {
        const std::lock_guard lock(m_mutex);
        m_lastError = error;
        if (error.fatal)
            m_failure = error;
    };
    auto consumer =
        broker::Consumer::create(broker::consumerConfig(m_cluster, settings), std::move(listener));
    if (!consumer)
        return consumer.error();
    m_consumer = std::move(*consumer);
    // From the logs' ends at the start: what an earlier run left there is not of this one.
    std::vector<TopicPartition> all;
    for (const Dataset dataset : m_options.datasets) {
        for (const std::string &topic : topicsOf(dataset)) {
            for (int p = 0; p < m_partitions.of(topic); ++p)
                all.push_back({topic, p});
        }
    }
    const auto marks = m_consumer->watermarksOf(all, kAskTimeoutMs);
    if (!marks)
        return marks.error();
    for (std::size_t i = 0; i < all.size(); ++i)
        m_starts[all[i]] = (*marks)[i].end;
    for (const Dataset dataset : m_options.datasets) {
        for (const std::string_view topic : {rawTopic(dataset), enrichedTopic(dataset)}) {
            for (int p = 0; p < m_partitions.of(topic); ++p) {
                const TopicPartition partition{std::string(topic), p};
                m_origins[partition].end = m_starts.at(partition);
            }
        }
    }
    std::vector<broker::StartOffset> starts;
    for (const auto &[partition, start] : m_starts) {
        if (std::find(m_topics.begin(), m_topics.end(), partition.topic) == m_topics.end())
            continue;
        starts.push_back({partition, start});
        m_positions[partition] = start;
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
    std::int64_t judgedUs = 0;
    std::int64_t droppedUs = 0;
    std::int64_t newsUs = monotonicUs();
    bool moved = true;
    while (!stop.stop_requested()) {
        consumer.serve();
        (void)readNewLogs(consumer); // a broker that does not answer is asked again
        batch.clear();
        if (m_sightings.size() < kMostSightings)
            consumer.takeAny(kFollowBatch, batch);
        for (const broker::Message &message : batch)
            note(message);
        moved = moved || !batch.empty();
        bool skipped = false;
        for (auto &[partition, next] : m_positions) { // transaction markers are nothing to wait for
            const std::int64_t past = consumer.pastMarkers(partition, next);
            skipped = skipped || past > next;
            next = past;
        }
        const std::int64_t nowUs = monotonicUs();
        if (moved && m_cluster.embedded && nowUs - committedUs > kCommitEveryUs) {
            commit(consumer);
            committedUs = nowUs;
            moved = false;
        }
        if (!m_sightings.empty()
            && (m_sightings.size() >= kMostSightings || nowUs - judgedUs > kJudgeEveryUs)) {
            (void)judge(consumer); // a broker that does not answer is asked again
            judgedUs = nowUs;
        }
        if (nowUs - droppedUs > kDropEveryUs) {
            dropLoaded();
            droppedUs = nowUs;
        }
        if (!batch.empty())
            newsUs = nowUs;
        if (batch.empty() && !skipped) {
            consumer.wait(nowUs - newsUs < kQuietAfterUs ? broker::kServeEveryMs : kQuietWaitMs);
            continue;
        }
        const std::lock_guard lock(m_mutex);
        m_published = m_positions;
    }
}

/// For the retention guard; one that fails is made good by the next, which says the same and more.
void Follower::commit(broker::Consumer &consumer) const
{
    std::vector<broker::CommitOffset> offsets;
    for (const auto &[partition, next] : m_positions)
        offsets.push_back({partition, next, {}});
    (void)consumer.commitAsync(offsets);
}

void Follower::note(const broker::Message &message)
{
    const PositionView at = message.position();
    for (auto &[partition, next] : m_positions) {
        if (partition.partition != at.partition || partition.topic != at.topic)
            continue;
        if (at.offset < next) // the library itself has begun again
            beginNewLog(partition, at.offset);
        next = at.offset + 1;
    }
    const bool dead = endsWith(at.topic, kDeadLetterSuffix);
    const bool filtered = endsWith(at.topic, kFilteredSuffix);
    const std::string_view input =
        dead ? at.topic.substr(0, at.topic.size() - kDeadLetterSuffix.size()) : std::string_view();
    const bool byLoader = dead && input.rfind("enriched_", 0) == 0;
    if (!dead && !filtered)
        m_payloads[{std::string(at.topic), at.partition}].add(sha256(message.value()));
    if (byLoader)
        noteRefused(message, input);
    const auto rawHeader = message.header(header::rawPosition);
    const PositionView raw = rawHeader ? parsePosition(*rawHeader).value_or(PositionView()) : PositionView();
    if (raw.valid()) {
        if (!dead && !filtered)
            noteWaiting(at, raw);
        // Only the loader's: one of the transform goes to the raw topic again, as a record of its own.
        const bool mended =
            message.header(header::redriveOf).value_or(std::string_view()).starts_with("enriched_");
        sight(raw.topic, raw.partition, raw.offset,
              byLoader       ? Outcome::RefusedRaw
                  : dead     ? Outcome::DeadLettered
                  : filtered ? Outcome::Filtered
                  : mended   ? Outcome::Mended
                             : Outcome::Enriched);
    } else if (const std::int64_t line = lineOf(message); line >= 0) {
        // Bad lines of a file go to the dead letters without ever having been in a topic.
        m_badLines[std::string(message.header(header::inputFile).value_or(std::string_view()))].set(line);
    } else {
        ++m_unknownOrigin;
    }
}

void Follower::beginNewLog(const TopicPartition &partition, std::int64_t begin)
{
    m_newLogs.insert(partition);
    m_starts[partition] = m_positions[partition] = begin;
    m_waiting.erase(partition); // with the log that held it
}

/// Where the next record is not in the log, either retention took it, or the log is another one and ends
/// before it. Reads those that were made anew from their beginnings, and the others on.
Result<void> Follower::readNewLogs(broker::Consumer &consumer)
{
    std::vector<TopicPartition> asked;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failure) // after that nothing is made of an answer
            asked.assign(m_unread.begin(), m_unread.end());
    }
    if (asked.empty())
        return {};
    const auto marks = consumer.watermarksOf(asked, kAskTimeoutMs);
    if (!marks)
        return marks.error();
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::int64_t position = m_positions.at(asked[i]);
        if (position >= (*marks)[i].begin && position <= (*marks)[i].end)
            continue; // it is there after all
        if (position < (*marks)[i].begin) {
            const std::lock_guard lock(m_mutex);
            m_failure = m_lastError.value_or(broker::requireKept(asked[i], position, (*marks)[i]).error());
            return {};
        }
        beginNewLog(asked[i], (*marks)[i].begin);
    }
    std::vector<broker::StartOffset> starts;
    for (const auto &[partition, next] : m_positions)
        starts.push_back({partition, next});
    if (auto assigned = consumer.assign(std::move(starts)); !assigned)
        return assigned;
    const std::lock_guard lock(m_mutex);
    m_published = m_positions;
    for (const TopicPartition &partition : asked)
        m_unread.erase(partition);
    return {};
}

/// Refused by the loader: the warehouse never holds it.
void Follower::noteRefused(const broker::Message &message, std::string_view input)
{
    const auto original = fromHex(message.header(kOriginalSha256Header)); // of a value that was cut
    sight(input, message.partition(), number(message.header("__connect.errors.offset")), Outcome::Refused,
          original ? *original : sha256(message.value()));
}

void Follower::sight(std::string_view topic, std::int32_t partition, std::int64_t offset, Outcome outcome,
                     const Sha256 &payload)
{
    for (auto &[origin, known] : m_origins) {
        if (origin.partition == partition && origin.topic == topic && offset >= 0) {
            m_sightings.push_back({&origin, &known, offset, outcome, payload});
            return;
        }
    }
    ++m_unknownOrigin;
}

/// A record lies in its log before anything can come of it. So the log ends as they are now tell of all
/// sightings so far which are possible.
Result<void> Follower::judge(broker::Consumer &consumer)
{
    std::map<Origin *, const TopicPartition *> unknown;
    for (const Sighting &sighting : m_sightings) {
        if (sighting.offset >= sighting.origin->end)
            unknown.emplace(sighting.origin, sighting.partition);
    }
    std::vector<TopicPartition> asked;
    for (const auto &[origin, partition] : unknown)
        asked.push_back(*partition);
    const auto marks = consumer.watermarksOf(asked, kAskTimeoutMs);
    if (!marks)
        return marks.error();
    for (auto mark = marks->begin(); const auto &[origin, partition] : unknown)
        origin->end = std::max(origin->end, (mark++)->end); // of the former log, where it was made anew
    for (const Sighting &sighting : m_sightings)
        judge(sighting);
    m_sightings.clear();
    return {};
}

void Follower::judge(const Sighting &sighting)
{
    if (sighting.offset >= sighting.origin->end) {
        ++m_unknownOrigin;
        return;
    }
    Outcomes &outcomes = sighting.origin->outcomes;
    const auto offset = sighting.offset;
    if (sighting.outcome == Outcome::Refused) {
        // A dead letter may come twice; and what the start was behind of, the sums do not hold.
        if (offset >= m_starts.at(*sighting.partition) && sighting.origin->refused.set(offset))
            m_payloads[*sighting.partition].subtract(sighting.payload);
        return;
    }
    if (sighting.outcome != Outcome::RefusedRaw && sighting.outcome != Outcome::Mended) {
        m_redelivered += outcomes.enriched.test(offset) || outcomes.deadLettered.test(offset)
                || outcomes.filtered.test(offset)
            ? 1
            : 0;
    }
    Bitmap &seen = sighting.outcome == Outcome::Enriched ? outcomes.enriched
        : sighting.outcome == Outcome::Mended            ? outcomes.mended
        : sighting.outcome == Outcome::Filtered          ? outcomes.filtered
                                                         : outcomes.deadLettered;
    seen.set(offset);
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
        if (marks->end < end) { // shorter than what was read of it
            const std::lock_guard lock(m_mutex);
            m_unread.insert(partition);
        }
        end = marks->end;
    }
    QString behind;
    while (!(behind = behindOf(ends)).isEmpty()) {
        if (const auto never = failure())
            return *never;
        if (monotonicUs() > deadlineUs) {
            const std::lock_guard lock(m_mutex);
            return m_lastError.value_or(
                Error{ErrorCode::Timeout,
                      QCoreApplication::translate("pipeline",
                                                  "The check could not read all outputs to their end in "
                                                  "time, so the result is not verified."),
                      behind});
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    m_thread.request_stop();
    m_thread.join();
    auto judged = judge(*m_consumer);
    stop();
    return judged;
}

/// The first partition that is not read to its end; empty when all are.
QString Follower::behindOf(const std::map<TopicPartition, std::int64_t> &ends) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[partition, end] : ends) {
        const std::int64_t position = m_published.at(partition);
        if (position < end || m_unread.contains(partition))
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
