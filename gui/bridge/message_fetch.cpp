#include "bridge/message_fetch.h"

#include "base/clock.h"
#include "bridge/inspector_settings.h"
#include "bridge/text.h"
#include "broker/consumer.h"
#include "broker/stable_ends.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kPrefetchKb = 1'024;
constexpr int kLookMs = 2'000;
constexpr std::int64_t kFetchUs = 3'000'000;

} // namespace

MessageFetch::MessageFetch(const std::atomic<bool> &givenUp)
    : m_givenUp(givenUp)
{
}

MessageFetch::~MessageFetch()
{
    if (m_consumer)
        m_consumer->abandon(); // there is no group to leave, and a broker that is gone would be waited for
}

Result<std::unique_ptr<MessageFetch>> MessageFetch::open(const broker::ClusterInfo &cluster,
                                                         const std::atomic<bool> &givenUp)
{
    broker::ConsumerSettings settings = inspectorSettings("inspector");
    settings.prefetchKb = kPrefetchKb;
    auto consumer = broker::Consumer::create(broker::consumerConfig(cluster, settings), {});
    if (!consumer)
        return consumer.error();
    std::unique_ptr<MessageFetch> fetch(new MessageFetch(givenUp));
    fetch->m_cluster = cluster;
    fetch->m_consumer = std::move(*consumer);
    return fetch;
}

Result<FetchedMessages> MessageFetch::range(const TopicPartition &partition, std::int64_t first,
                                            std::int64_t count)
{
    const auto marks = m_consumer->watermarks(partition, kLookMs);
    if (!marks)
        return marks.error();
    FetchedMessages fetched{marks->begin, marks->end, {}, 0};
    const std::int64_t from = std::max(first, marks->begin);
    const std::int64_t last = std::min(first + count, marks->end) - 1;
    if (from > last)
        return fetched;
    if (auto taken = take(partition, from, last, fetched); !taken)
        return taken.error();
    return fetched;
}

/// Where one begins at or before `from`; -1 when there is none, or nobody says so.
std::int64_t MessageFetch::openTransaction(const TopicPartition &partition, std::int64_t from)
{
    if (m_cluster.embedded) // knows no transactions
        return -1;
    auto asker = broker::StableEnds::open(m_cluster);
    if (!asker)
        return -1;
    const auto ends = (*asker)->of({partition}, kLookMs);
    return ends && ends->front() <= from ? ends->front() : -1;
}

Result<FetchedMessages> MessageFetch::newest(const TopicPartition &partition, std::int64_t count)
{
    const auto marks = m_consumer->watermarks(partition, kLookMs);
    if (!marks)
        return marks.error();
    FetchedMessages fetched{marks->begin, marks->end, {}, 0};
    const std::int64_t from = std::max(marks->end - count, marks->begin);
    if (from >= marks->end)
        return fetched;
    if (auto taken = take(partition, from, marks->end - 1, fetched); !taken)
        return taken.error();
    return fetched;
}

Result<void> MessageFetch::take(const TopicPartition &partition, std::int64_t first, std::int64_t last,
                                FetchedMessages &into)
{
    if (auto assigned = m_consumer->assign({{partition, first}}); !assigned)
        return assigned;
    const std::int64_t deadlineUs = monotonicUs() + kFetchUs;
    std::vector<broker::Message> batch;
    into.next = first;
    while (into.next <= last && monotonicUs() < deadlineUs && !m_givenUp) {
        m_consumer->serve();
        batch.clear();
        m_consumer->take(partition, static_cast<std::size_t>(last - into.next + 1), batch);
        for (const broker::Message &message : batch) {
            if (message.offset() >= into.next && message.offset() <= last)
                into.messages.push_back(toFull(message));
            into.next = std::max(into.next, message.offset() + 1);
        }
        into.next = m_consumer->pastMarkers(partition, into.next);
        if (batch.empty() && into.next <= last)
            m_consumer->wait(10);
    }
    into.next = std::min(into.next, last + 1);
    batch.clear();
    (void)m_consumer->assign({}); // otherwise the library would go on asking for more
    if (into.next <= last && !m_givenUp)
        into.openFrom = openTransaction(partition, into.next);
    if (into.next == first && into.openFrom < 0 && !m_givenUp) {
        return Error{ErrorCode::Timeout,
                     QCoreApplication::translate(
                         "bridge",
                         "The broker has not sent the message within three seconds. It is still in "
                         "the log; try again in a moment."),
                     toQString(partition.toString()), true};
    }
    return {};
}

} // namespace pk::gui
