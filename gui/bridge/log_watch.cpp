#include "bridge/log_watch.h"

#include "base/clock.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace pk::gui {

namespace {

constexpr std::chrono::milliseconds kEvery{1'000};

} // namespace

LogWatch::LogWatch(broker::ClusterBackend &backend, journal::Journal &journal,
                   std::vector<std::string> topics)
    : m_backend(backend)
    , m_journal(journal)
    , m_writer(journal.writer("log-watch"))
    , m_topics(std::move(topics))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

LogWatch::~LogWatch()
{
    m_thread.request_stop();
    m_thread.join();
}

template <typename Question> auto LogWatch::answerTo(Question question)
{
    if (silentSinceUs() == 0)
        m_silentSinceUs.store(monotonicUs(), std::memory_order_relaxed);
    auto answer = question();
    if (answer)
        m_silentSinceUs.store(0, std::memory_order_relaxed);
    return answer;
}

void LogWatch::run(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        if (const auto topics = answerTo([this] { return m_backend.topics(); })) {
            for (const broker::TopicInfo &topic : *topics) {
                if (std::find(m_topics.begin(), m_topics.end(), topic.name) == m_topics.end())
                    continue;
                for (const broker::PartitionInfo &partition : topic.partitions)
                    noteLeader({topic.name, partition.id}, partition.leader);
            }
            readJournal();
            look();
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, kEvery, [] { return false; });
    }
}

void LogWatch::noteLeader(const TopicPartition &partition, int leader)
{
    Log &log = m_logs[partition];
    if (std::exchange(log.leader, leader) != leader)
        append(journal::EventKind::LeaderMoved, partition, leader, leader);
}

/// What is known to be ours, or was found before.
void LogWatch::readJournal()
{
    (void)m_journal.forEach(m_seq, m_journal.lastSeq(), [this](std::span<const journal::Event> events) {
        for (const journal::Event &event : events) {
            m_seq = event.seq;
            if (event.kind != journal::EventKind::Acked && event.kind != journal::EventKind::Observed)
                continue;
            if (const auto log = m_logs.find({event.topic, event.partition}); log != m_logs.end())
                log->second.known.add(event.first, event.last);
        }
        return true;
    });
}

void LogWatch::look()
{
    std::vector<TopicPartition> partitions;
    for (const auto &[partition, log] : m_logs)
        partitions.push_back(partition);
    const auto marks = answerTo([&] { return m_backend.watermarksOf(partitions); });
    if (!marks)
        return; // no broker answers at the moment
    for (std::size_t i = 0; i < partitions.size(); ++i)
        note(partitions[i], (*marks)[i]);
}

/// Only what was in the log a second ago is judged: delivery reports of our own records have arrived since.
void LogWatch::note(const TopicPartition &partition, const broker::Consumer::Watermarks &marks)
{
    Log &log = m_logs.at(partition);
    if (marks.begin > log.begin) {
        log.begin = marks.begin;
        append(journal::EventKind::LogStart, partition, marks.begin, marks.begin);
    }
    std::int64_t next = log.begin;
    std::vector<journal::Interval> foreign;
    for (const journal::Interval &known : log.known.intervals()) {
        if (known.first > next && next < log.endBefore)
            foreign.push_back({next, std::min(known.first, log.endBefore) - 1});
        next = std::max(next, known.last + 1);
    }
    if (next < log.endBefore)
        foreign.push_back({next, log.endBefore - 1});
    for (const journal::Interval &range : foreign)
        append(journal::EventKind::Observed, partition, range.first, range.last);
    log.endBefore = marks.end;
}

void LogWatch::append(journal::EventKind kind, const TopicPartition &partition, std::int64_t first,
                      std::int64_t last)
{
    journal::Event e;
    e.kind = kind;
    e.topic = partition.topic;
    e.partition = partition.partition;
    e.first = first;
    e.last = last;
    e.count = last - first + 1;
    m_journal.append(m_writer, std::move(e));
}

} // namespace pk::gui
