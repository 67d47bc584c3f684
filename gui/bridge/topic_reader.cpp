#include "bridge/topic_reader.h"

#include "base/clock.h"
#include "base/stop_wait.h"
#include "bridge/background_end.h"
#include "bridge/inspector_settings.h"
#include "broker/consumer.h"

#include <algorithm>
#include <tuple>

namespace pk::gui {

namespace {

constexpr int kReadPrefetchKb = 32'768; // a small one stalls the library (FACTS §8)
constexpr int kFetchPrefetchKb = 1'024;
constexpr std::size_t kBatch = 2'000;
constexpr std::int64_t kLookEveryUs = 1'000'000;
/// Later, retention may have taken what was still there when it was passed over.
constexpr std::int64_t kLookAtSkippedUs = 100'000;
constexpr int kLookMs = 2'000;
constexpr int kFetchMs = 3'000;
constexpr std::chrono::milliseconds kBeforeAskingAgain{500};
/// Wishes that lie closer together are fetched in one go.
constexpr std::int64_t kOneRange = 300;
/// The newest of a batch are about to be looked at: a live tail shows them at once.
constexpr std::size_t kNewestKept = 50;
/// What is on its way or comes from a clock that is a little off has a time that is near now.
constexpr std::int64_t kNearNowMs = 60'000;

/// Producers write the times: within a partition they may go back, and the log's order is the offsets'.
struct Before
{
    bool byOffset; ///< of a single partition

    bool operator()(const MessageRef &a, const MessageRef &b) const
    {
        if (byOffset)
            return a.offset < b.offset;
        return std::tuple(a.placeMs(), a.timestampMs, a.partition, a.offset)
            < std::tuple(b.placeMs(), b.timestampMs, b.partition, b.offset);
    }
};

/// Where reading begins for an offset that may lie outside of the log. The end itself is a place: the next
/// message will have that offset.
std::int64_t startOf(std::int64_t offset, const broker::Consumer::Watermarks &marks)
{
    if (offset > marks.end)
        return std::max(marks.begin, marks.end - ReadFrom::kNewestInstead);
    return std::max(offset, marks.begin);
}

} // namespace

TopicReader::TopicReader(ReadRequest request)
    : m_request(std::move(request))
    , m_valueMatch(m_request.filter.value)
    , m_keyMatch(m_request.filter.key)
    , m_headerMatch(m_request.filter.headerValue)
    , m_cache(m_request.cacheBytes)
{
}

Result<std::unique_ptr<TopicReader>> TopicReader::open(ReadRequest request)
{
    std::unique_ptr<TopicReader> reader(new TopicReader(std::move(request)));
    TopicReader *self = reader.get();
    const auto makeConsumer = [self](const char *name, int prefetchKb) {
        broker::ConsumerSettings settings = inspectorSettings(name);
        settings.prefetchKb = prefetchKb;
        broker::ConsumerListener listener;
        listener.failed = [self](const Error &error) { self->noteError(error); };
        return broker::Consumer::create(broker::consumerConfig(self->m_request.cluster, settings),
                                        std::move(listener));
    };
    auto reading = makeConsumer("reader", kReadPrefetchKb);
    auto fetching = makeConsumer("payloads", kFetchPrefetchKb);
    if (!reading || !fetching)
        return reading ? fetching.error() : reading.error();
    self->m_readConsumer = std::move(*reading);
    self->m_fetchConsumer = std::move(*fetching);
    self->m_reading =
        std::jthread([self](const std::stop_token &stop) { self->readOn(stop, *self->m_readConsumer); });
    self->m_fetching =
        std::jthread([self](const std::stop_token &stop) { self->fetchOn(stop, *self->m_fetchConsumer); });
    return reader;
}

TopicReader::~TopicReader()
{
    m_reading.request_stop();
    m_fetching.request_stop();
    if (m_reading.joinable())
        m_reading.join();
    if (m_fetching.joinable())
        m_fetching.join();
    // They are in no group that would have to be left, and a broker that is gone would be waited for.
    for (const auto *consumer : {&m_readConsumer, &m_fetchConsumer}) {
        if (*consumer)
            (*consumer)->abandon();
    }
}

void closeInBackground(std::unique_ptr<TopicReader> reader)
{
    endInBackground(std::move(reader));
}

void TopicReader::noteError(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_progress.error = error;
}

/// False: the broker does not answer yet.
bool TopicReader::findStarts(broker::Consumer &consumer)
{
    std::vector<broker::StartOffset> starts;
    std::vector<Elsewhere> elsewhere;
    for (const int partition : m_request.partitions) {
        const TopicPartition where{m_request.topic, partition};
        const auto marks = consumer.watermarks(where, kLookMs);
        if (!marks) {
            noteError(marks.error());
            return false;
        }
        std::int64_t from = marks->begin;
        if (m_request.from.kind == ReadFrom::Kind::End)
            from = marks->end;
        else if (m_request.from.kind == ReadFrom::Kind::Offset)
            from = startOf(m_request.from.value, *marks);
        else if (m_request.from.kind == ReadFrom::Kind::Last)
            from = std::max(marks->begin, marks->end - m_request.from.value);
        starts.push_back({where, from});
        m_next[partition] = from;
        m_firstToArrive[partition] = marks->end;
        if (m_request.from.kind == ReadFrom::Kind::Offset && from != m_request.from.value)
            elsewhere.push_back({partition, marks->begin, marks->end, from});
    }
    if (auto assigned = consumer.assign(std::move(starts)); !assigned) {
        noteError(assigned.error());
        return false;
    }
    const std::lock_guard lock(m_mutex);
    m_progress.elsewhere = std::move(elsewhere);
    m_published = m_next;
    return true;
}

void TopicReader::readOn(const std::stop_token &stop, broker::Consumer &consumer)
{
    while (!findStarts(consumer)) {
        if (stop.stop_requested())
            return;
        waitForStop(stop, std::chrono::milliseconds(100));
    }
    std::vector<broker::Message> batch;
    std::int64_t lookedUs = 0;
    while (!stop.stop_requested()) {
        consumer.serve();
        batch.clear();
        consumer.takeAny(kBatch, batch);
        if (!batch.empty())
            take(batch);
        stepPastMarkers(consumer);
        if (monotonicUs() - lookedUs > (m_skipped.isEmpty() ? kLookEveryUs : kLookAtSkippedUs)) {
            lookAtLogs(consumer);
            lookedUs = monotonicUs();
        }
        if (batch.empty())
            consumer.wait(20);
    }
}

/// A transaction's markers have offsets, but are no messages that one could be behind by.
void TopicReader::stepPastMarkers(broker::Consumer &consumer)
{
    for (auto &[partition, next] : m_next) {
        const std::int64_t past = consumer.pastMarkers({m_request.topic, partition}, next);
        if (past <= next)
            continue;
        next = past;
        const std::lock_guard lock(m_mutex);
        m_published[partition] = past;
    }
}

void TopicReader::lookAtLogs(broker::Consumer &consumer)
{
    for (const int partition : m_request.partitions) {
        const auto marks = consumer.watermarks({m_request.topic, partition}, kLookMs);
        if (!marks) {
            noteError(marks.error());
            return;
        }
        const std::lock_guard lock(m_mutex);
        m_progress.begin[partition] = marks->begin;
        m_progress.end[partition] = marks->end;
        m_progress.deleted += m_skipped.takeDeleted(partition, marks->begin);
        m_progress.error.reset();
    }
}

/// Whether the field that the filter asks for is as it asks.
bool TopicReader::hasField(const broker::Message &message)
{
    const auto &field = m_request.filter.field;
    if (!field)
        return true;
    const JsonCondition::Outcome outcome = field->test(message.value());
    if (outcome == JsonCondition::Outcome::NoSuchField) {
        if (m_withoutField++ == 0)
            m_fieldsInstead = field->whatIsThere(message.value());
    }
    return outcome == JsonCondition::Outcome::Matches;
}

bool TopicReader::isWanted(const broker::Message &message) const
{
    const ReadFilter &filter = m_request.filter;
    if (m_request.from.kind == ReadFrom::Kind::Time && message.timestampMs() < m_request.from.value)
        return false;
    if (!m_keyMatch.isIn(message.key()) || !m_valueMatch.isIn(message.value()))
        return false;
    if (filter.headerName.empty())
        return true;
    const auto header = message.header(filter.headerName);
    return header && m_headerMatch.isIn(*header);
}

/// -1: its own time says where it belongs.
std::int64_t TopicReader::arrivalOf(const broker::Message &message, std::int64_t nowMs) const
{
    if (!m_request.isLiveTail())
        return -1;
    if (message.timestampMs() > nowMs + kNearNowMs)
        return nowMs; // else nothing would ever be newer
    const bool arrives = message.offset() >= m_firstToArrive.at(message.partition());
    return arrives && message.timestampMs() < nowMs - kNearNowMs ? nowMs : -1;
}

void TopicReader::take(const std::vector<broker::Message> &batch)
{
    const std::int64_t nowMs = m_request.clock->nowMs();
    std::vector<MessageRef> fresh;
    fresh.reserve(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const broker::Message &message = batch[i];
        std::int64_t &next = m_next[message.partition()];
        if (message.offset() > next)
            m_skipped.add(message.partition(), next, message.offset() - 1);
        next = message.offset() + 1;
        if (!isWanted(message) || !hasField(message))
            continue;
        fresh.push_back({message.timestampMs(), message.offset(), message.partition(),
                         static_cast<std::uint32_t>(message.key().size() + message.value().size()),
                         arrivalOf(message, nowMs)});
        if (i + kNewestKept >= batch.size())
            m_cache.add(toFull(message));
    }
    std::sort(fresh.begin(), fresh.end(), Before{isOnePartition()});
    const std::lock_guard lock(m_mutex);
    for (const broker::Message &message : batch)
        m_times.add(message.timestampMs());
    addToIndex(fresh);
    m_progress.read += static_cast<std::int64_t>(batch.size());
    m_progress.withoutField = m_withoutField;
    m_progress.fieldsInstead = m_fieldsInstead;
    m_published = m_next;
}

/// With the lock held. Partitions are read at different speeds, so older messages may come later.
void TopicReader::addToIndex(std::vector<MessageRef> &fresh)
{
    if (fresh.empty())
        return;
    for (const MessageRef &ref : fresh) {
        m_times.keep(ref.timestampMs);
        m_progress.byArrival |= ref.arrivedMs >= 0;
    }
    const auto at = std::upper_bound(m_refs.begin(), m_refs.end(), fresh.front(), Before{isOnePartition()});
    const auto first = at - m_refs.begin();
    const auto old = static_cast<std::ptrdiff_t>(m_refs.size());
    m_refs.insert(m_refs.end(), fresh.begin(), fresh.end());
    std::inplace_merge(m_refs.begin() + first, m_refs.begin() + old, m_refs.end(), Before{isOnePartition()});
    m_change.firstChanged = std::min(m_change.firstChanged, static_cast<std::size_t>(first));
    if (m_refs.size() <= m_request.maxIndexed)
        return;
    // An eighth at once, so that the rest does not move for every batch.
    const std::size_t gone = m_refs.size() - m_request.maxIndexed + m_request.maxIndexed / 8;
    const auto kept = m_refs.begin() + static_cast<std::ptrdiff_t>(gone);
    std::for_each(m_refs.begin(), kept, [this](const MessageRef &ref) { m_times.leaveOut(ref.timestampMs); });
    m_refs.erase(m_refs.begin(), kept);
    m_progress.leftOut += static_cast<std::int64_t>(gone);
    m_change.removedAtFront += gone;
    m_change.firstChanged -= std::min(m_change.firstChanged, gone);
}

TopicReader::Change TopicReader::takeChange(const std::optional<MessageRef> &upTo)
{
    const std::lock_guard lock(m_mutex);
    Change change = m_change;
    change.size = m_refs.size();
    if (upTo) {
        const auto limit = std::upper_bound(m_refs.begin(), m_refs.end(), *upTo, Before{isOnePartition()});
        change.size = static_cast<std::size_t>(limit - m_refs.begin());
        change.behindLimit = m_refs.size() - change.size;
    }
    // Behind the limit nothing has been handed out yet: when it falls, all of that is new.
    change.firstChanged = std::min(change.firstChanged, change.size);
    m_change = {0, change.size, 0, 0};
    return change;
}

std::size_t TopicReader::placeOf(const MessageRef &ref) const
{
    const std::lock_guard lock(m_mutex);
    const auto place = ref.offset < 0 && (isOnePartition() || m_progress.byArrival)
        ? std::find_if(m_refs.begin(), m_refs.end(),
                       [&ref](const MessageRef &at) { return at.timestampMs >= ref.timestampMs; })
        : std::lower_bound(m_refs.begin(), m_refs.end(), ref, Before{isOnePartition()});
    return static_cast<std::size_t>(place - m_refs.begin());
}

TopicReader::Histogram TopicReader::histogram(std::size_t most) const
{
    const std::lock_guard lock(m_mutex);
    Histogram histogram;
    const TimeCounts::Parts parts = m_times.parts(most);
    if (parts.count == 0)
        return histogram;
    histogram.fromMs = parts.fromMs;
    histogram.toMs = parts.toMs();
    histogram.parts = m_times.spread(histogram.fromMs, histogram.toMs, parts.count);
    return histogram;
}

std::size_t TopicReader::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_refs.size();
}

std::vector<MessageRef> TopicReader::refs(std::size_t first, std::size_t count) const
{
    const std::lock_guard lock(m_mutex);
    const std::size_t from = std::min(first, m_refs.size());
    const std::size_t to = from + std::min(count, m_refs.size() - from);
    return {m_refs.begin() + static_cast<std::ptrdiff_t>(from),
            m_refs.begin() + static_cast<std::ptrdiff_t>(to)};
}

TopicReader::Progress TopicReader::progress() const
{
    const std::lock_guard lock(m_mutex);
    Progress progress = m_progress;
    progress.oldestMs = m_times.firstMs();
    progress.newestMs = m_times.lastMs();
    for (auto &[partition, end] : progress.end) {
        const auto next = m_published.find(partition);
        if (next == m_published.end())
            continue;
        progress.behind += std::max<std::int64_t>(0, end - next->second);
        end = std::max(end, next->second); // what was read since has proven it
    }
    return progress;
}

std::shared_ptr<const FullMessage> TopicReader::message(int partition, std::int64_t offset)
{
    return m_cache.find(partition, offset);
}

void TopicReader::fetchOn(const std::stop_token &stop, broker::Consumer &consumer)
{
    while (!stop.stop_requested()) {
        bool granted = true;
        for (const auto &[partition, offsets] : m_cache.takeWanted(stop)) {
            std::vector<std::int64_t> range;
            for (const std::int64_t offset : offsets) {
                if (!range.empty() && offset - range.back() > kOneRange) {
                    granted = fetch(consumer, partition, range, stop) && granted;
                    range.clear();
                }
                range.push_back(offset);
            }
            granted = fetch(consumer, partition, range, stop) && granted;
        }
        if (granted)
            continue;
        waitForStop(stop, kBeforeAskingAgain); // a broker that is gone answers nothing at once, too
        m_cache.askAgain();
    }
}

/// False: the broker has not sent all of them in time.
bool TopicReader::fetch(broker::Consumer &consumer, int partition, const std::vector<std::int64_t> &offsets,
                        const std::stop_token &stop)
{
    const TopicPartition where{m_request.topic, partition};
    const auto marks = consumer.watermarks(where, kLookMs);
    if (!marks) {
        noteError(marks.error());
        return false;
    }
    std::int64_t from = -1;
    for (const std::int64_t offset : offsets) {
        if (offset < marks->begin) {
            FullMessage gone;
            gone.partition = partition;
            gone.offset = offset;
            gone.evicted = true;
            m_cache.add(std::move(gone));
        } else if (from < 0) {
            from = offset;
        }
    }
    if (from < 0 || from >= marks->end)
        return true;
    if (auto assigned = consumer.assign({{where, from}}); !assigned) {
        noteError(assigned.error());
        return false;
    }
    const std::int64_t deadlineUs = monotonicUs() + kFetchMs * 1000LL;
    const std::int64_t last = std::min(offsets.back(), marks->end - 1);
    std::vector<broker::Message> batch;
    std::int64_t next = from;
    while (next <= last && monotonicUs() < deadlineUs && !stop.stop_requested()) {
        consumer.serve();
        batch.clear();
        consumer.take(where, kBatch, batch);
        for (const broker::Message &message : batch) {
            if (message.offset() < next)
                continue; // fetched for the assignment before
            if (std::binary_search(offsets.begin(), offsets.end(), message.offset()))
                m_cache.add(toFull(message));
            next = message.offset() + 1;
        }
        next = consumer.pastMarkers(where, next);
        if (batch.empty() && next <= last)
            consumer.wait(10);
    }
    return next > last;
}

} // namespace pk::gui
