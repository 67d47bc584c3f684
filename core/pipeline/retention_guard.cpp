#include "pipeline/retention_guard.h"

#include "base/clock.h"
#include "base/thread_name.h"

#include <algorithm>
#include <limits>

namespace pk::pipeline {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLookSoon{15};
constexpr milliseconds kLookAtEase{250};
constexpr std::int64_t kLogEndsEveryUs = 300'000; // what others wrote
constexpr std::int64_t kStandstillUs = 1'000'000; // readers without a commit for so long have paused
constexpr std::int64_t kEaseShare = 4; // at ease below this part of the limit

} // namespace

RetentionGuard::RetentionGuard(journal::Journal &journal)
    : m_journal(journal)
    , m_writer(journal.writer("guard"))
{
}

RetentionGuard::~RetentionGuard()
{
    stop();
}

void RetentionGuard::watch(const std::string &name, int partitions, std::vector<std::string> readers)
{
    Topic &topic = m_topics.emplace_back();
    topic.name = name;
    topic.readers = std::move(readers);
    for (int p = 0; p < partitions; ++p)
        topic.partitions.emplace_back();
}

void RetentionGuard::start(broker::ClusterBackend &backend)
{
    for (Topic &topic : m_topics)
        refresh(topic, backend, true);
    m_running.store(true, std::memory_order_release);
    m_thread = std::jthread([this, &backend](const std::stop_token &stop) { run(stop, backend); });
}

void RetentionGuard::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_running.store(false, std::memory_order_release);
}

void RetentionGuard::note(std::string_view name, std::int32_t partition, std::size_t bytes)
{
    Topic *topic = find(m_topics, name);
    if (topic == nullptr || partition < 0 || static_cast<std::size_t>(partition) >= topic->partitions.size())
        return;
    Partition &counted = topic->partitions[static_cast<std::size_t>(partition)];
    const std::int64_t count = counted.handedCount.fetch_add(1, std::memory_order_relaxed) + 1;
    const auto added = static_cast<std::int64_t>(bytes);
    const std::int64_t handed = counted.handedBytes.fetch_add(added, std::memory_order_relaxed) + added;
    for (std::int64_t mark = handed / kMarkBytes; mark > (handed - added) / kMarkBytes; --mark)
        counted.marks[static_cast<std::size_t>(mark % kMarks)].store(count, std::memory_order_relaxed);
    if (handed < counted.lookAtBytes.load(std::memory_order_relaxed)
        || m_lookSoon.load(std::memory_order_relaxed))
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_lookSoon.store(true, std::memory_order_relaxed);
    }
    m_wake.notify_one();
}

void RetentionGuard::recount(std::string_view name)
{
    if (Topic *topic = find(m_topics, name))
        topic->recount.store(true, std::memory_order_release);
}

/// Of the records handed over last; a little too much rather than too little.
std::int64_t RetentionGuard::bytesOfLast(const Partition &p, std::int64_t records)
{
    const std::int64_t before = p.handedCount.load(std::memory_order_relaxed) - records;
    const std::int64_t handed = p.handedBytes.load(std::memory_order_relaxed);
    const std::int64_t newest = handed / kMarkBytes;
    for (std::int64_t mark = newest; mark > std::max<std::int64_t>(0, newest - kMarks); --mark) {
        if (p.marks[static_cast<std::size_t>(mark % kMarks)].load(std::memory_order_relaxed) <= before)
            return handed - mark * kMarkBytes;
    }
    return newest < kMarks ? handed : std::max(kMarks * kMarkBytes, records * (handed / (before + records)));
}

std::int64_t RetentionGuard::unreadBytes(const Partition &p)
{
    const std::int64_t count = p.handedCount.load(std::memory_order_relaxed);
    if (count == 0)
        return 0;
    const std::int64_t read =
        std::max(p.committed.load(std::memory_order_relaxed), p.begin.load(std::memory_order_relaxed));
    const std::int64_t unread = p.foreign.load(std::memory_order_relaxed) + count - read;
    if (unread <= 0)
        return 0;
    // Others' records are thought to be as large as ours.
    const std::int64_t own = std::min(unread, count);
    return bytesOfLast(p, own) + (unread - own) * (p.handedBytes.load(std::memory_order_relaxed) / count);
}

bool RetentionGuard::mayProduce(std::string_view name) const
{
    const std::int64_t limit = m_limit.load(std::memory_order_relaxed);
    if (limit == 0 || !m_running.load(std::memory_order_acquire))
        return true;
    const Topic *topic = find(m_topics, name);
    if (topic == nullptr)
        return true;
    return std::all_of(topic->partitions.begin(), topic->partitions.end(),
                       [&](const Partition &p) { return unreadBytes(p) < limit; });
}

void RetentionGuard::run(const std::stop_token &stop, broker::ClusterBackend &backend)
{
    setThreadName("guard");
    while (!stop.stop_requested()) {
        awaitLook(stop);
        for (Topic &topic : m_topics) {
            if (stop.stop_requested())
                return;
            const bool open = look(topic, backend);
            if (open == topic.open.exchange(open, std::memory_order_relaxed))
                continue;
            if (!open) {
                m_closings.fetch_add(1, std::memory_order_relaxed);
                m_movedUs = monotonicUs();
            }
            journal::Event e;
            e.kind = journal::EventKind::Guard;
            e.topic = topic.name;
            e.count = open ? 0 : 1;
            m_journal.append(m_writer, std::move(e));
        }
    }
}

void RetentionGuard::awaitLook(const std::stop_token &stop)
{
    const bool held = std::any_of(m_topics.begin(), m_topics.end(), [](const Topic &topic) {
        return !topic.open.load(std::memory_order_relaxed);
    });
    const bool opensSoon = held && monotonicUs() - m_movedUs < kStandstillUs;
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, stop, kLookSoon, [] { return false; });
    if (!opensSoon)
        m_wake.wait_for(lock, stop, kLookAtEase - kLookSoon,
                        [this] { return m_lookSoon.load(std::memory_order_relaxed); });
    m_lookSoon.store(false, std::memory_order_relaxed);
}

bool RetentionGuard::look(Topic &topic, broker::ClusterBackend &backend)
{
    std::int64_t handed = 0;
    for (const Partition &p : topic.partitions)
        handed += p.handedCount.load(std::memory_order_relaxed);
    if (handed == topic.handedAtLook && topic.open.load(std::memory_order_relaxed)
        && !topic.recount.load(std::memory_order_acquire))
        return mayProduce(topic.name); // the limit may have been replaced
    topic.handedAtLook = handed;
    const std::int64_t nowUs = monotonicUs();
    const bool withLogEnds = nowUs - topic.logEndsUs >= kLogEndsEveryUs;
    if (withLogEnds)
        topic.logEndsUs = nowUs;
    refresh(topic, backend, withLogEnds);
    const std::int64_t ease = m_limit.load(std::memory_order_relaxed) / kEaseShare;
    for (Partition &p : topic.partitions) {
        const std::int64_t room = std::max<std::int64_t>(ease - unreadBytes(p), 1);
        p.lookAtBytes.store(p.handedBytes.load(std::memory_order_relaxed) + room, std::memory_order_relaxed);
    }
    // Only now: a record that is handed over after this asks for the next look by itself.
    return mayProduce(topic.name);
}

void RetentionGuard::refresh(Topic &topic, broker::ClusterBackend &backend, bool withLogEnds)
{
    std::vector<TopicPartition> partitions;
    for (std::size_t p = 0; p < topic.partitions.size(); ++p)
        partitions.push_back({topic.name, static_cast<std::int32_t>(p)});
    std::vector<std::int64_t> least(partitions.size(), std::numeric_limits<std::int64_t>::max());
    for (const std::string &group : topic.readers) {
        const auto committed = backend.committed(group, partitions);
        if (!committed)
            return; // the broker is down; the old figures stand, and they err on the safe side
        for (std::size_t p = 0; p < partitions.size(); ++p)
            least[p] = std::min(least[p], std::max<std::int64_t>(0, (*committed)[p].offset));
    }
    const bool anew = withLogEnds && topic.recount.exchange(false, std::memory_order_acq_rel);
    std::vector<std::int64_t> handed;
    for (const Partition &counted : topic.partitions)
        handed.push_back(counted.handedCount.load(std::memory_order_relaxed));
    // Records handed over but not in the log yet make this too small for a moment, never too large.
    const auto marks = backend.watermarksOf(withLogEnds ? partitions : std::vector<TopicPartition>());
    if (!marks) {
        if (anew)
            topic.recount.store(true, std::memory_order_release);
        return; // as above
    }
    for (std::size_t p = 0; p < partitions.size(); ++p) {
        Partition &counted = topic.partitions[p];
        if (withLogEnds) {
            const auto &[begin, end] = (*marks)[p];
            const std::int64_t others = end - handed[p]; // below nothing when records were dropped
            counted.foreign.store(anew ? others
                                       : std::max(counted.foreign.load(std::memory_order_relaxed), others),
                                  std::memory_order_relaxed);
            counted.begin.store(begin, std::memory_order_relaxed);
        }
        if (counted.committed.exchange(least[p], std::memory_order_relaxed) != least[p])
            m_movedUs = monotonicUs();
    }
}

} // namespace pk::pipeline
