#include "pipeline/retention_guard.h"

#include "base/thread_name.h"
#include <algorithm>
#include <condition_variable>

namespace pk::pipeline {

namespace {

constexpr int kPollMs = 15;
constexpr int kLogEndEvery = 20; // polls between two looks at what others wrote

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
    counted.handedCount.fetch_add(1, std::memory_order_relaxed);
    counted.handedBytes.fetch_add(static_cast<std::int64_t>(bytes), std::memory_order_relaxed);
}

void RetentionGuard::recount(std::string_view name)
{
    if (Topic *topic = find(m_topics, name))
        topic->recount.store(true, std::memory_order_release);
}

std::int64_t RetentionGuard::unreadBytes(const Partition &p) const
{
    const std::int64_t count = p.handedCount.load(std::memory_order_relaxed);
    if (count == 0)
        return 0;
    const std::int64_t read =
        std::max(p.committed.load(std::memory_order_relaxed), p.begin.load(std::memory_order_relaxed));
    const std::int64_t unread = p.foreign.load(std::memory_order_relaxed) + count - read;
    return unread * (p.handedBytes.load(std::memory_order_relaxed) / count);
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
    std::mutex mutex;
    std::condition_variable_any wake;
    for (int round = 1;; ++round) {
        {
            std::unique_lock lock(mutex);
            if (wake.wait_for(lock, stop, std::chrono::milliseconds(kPollMs), [] { return false; });
                stop.stop_requested())
                return;
        }
        for (Topic &topic : m_topics) {
            if (stop.stop_requested())
                return;
            refresh(topic, backend, round % kLogEndEvery == 0);
            const bool open = mayProduce(topic.name);
            if (open == topic.open.exchange(open, std::memory_order_relaxed))
                continue;
            if (!open)
                m_closings.fetch_add(1, std::memory_order_relaxed);
            journal::Event e;
            e.kind = journal::EventKind::Guard;
            e.topic = topic.name;
            e.count = open ? 0 : 1;
            m_journal.append(m_writer, std::move(e));
        }
    }
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
    for (std::size_t p = 0; p < partitions.size(); ++p) {
        Partition &counted = topic.partitions[p];
        if (withLogEnds) {
            const std::int64_t handed = counted.handedCount.load(std::memory_order_relaxed);
            // Records handed over but not in the log yet make this too small for a moment, never too large.
            const auto marks = backend.watermarks(partitions[p]);
            if (!marks) {
                if (anew)
                    topic.recount.store(true, std::memory_order_release);
                return; // as above
            }
            const std::int64_t others = marks->end - handed; // below nothing when records were dropped
            counted.foreign.store(anew ? others
                                       : std::max(counted.foreign.load(std::memory_order_relaxed), others),
                                  std::memory_order_relaxed);
            counted.begin.store(marks->begin, std::memory_order_relaxed);
        }
        counted.committed.store(least[p], std::memory_order_relaxed);
    }
}

} // namespace pk::pipeline
