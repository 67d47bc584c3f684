// Follower: which enriched records are not loaded yet.

#include "pipeline/follower.h"

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::size_t kMuchWaiting = 1'000; // records: then, and after as many more, the cluster is asked

} // namespace

void Follower::noteWaiting(const PositionView &at, const PositionView &raw)
{
    if (!m_loaded)
        return;
    for (const auto &[origin, known] : m_origins) {
        if (origin.partition == raw.partition && origin.topic == raw.topic) {
            m_waiting[{std::string(at.topic), at.partition}].push_back({at.offset, &origin, raw.offset});
            return;
        }
    }
}

void Follower::dropLoaded()
{
    if (m_waiting.empty())
        return;
    const auto here = m_loaded();
    for (const auto &[partition, next] : here)
        dropBefore(partition, next);
    std::vector<TopicPartition> elsewhere;
    const auto countElsewhere = [&] {
        std::size_t records = 0;
        elsewhere.clear();
        for (const auto &[partition, waiting] : m_waiting) {
            if (here.contains(partition) || waiting.empty())
                continue;
            elsewhere.push_back(partition);
            records += waiting.size();
        }
        return records;
    };
    const std::size_t records = countElsewhere();
    m_askedAt = std::min(m_askedAt, records); // somebody here had some of them meanwhile
    if (!m_committed || records < m_askedAt + kMuchWaiting)
        return;
    if (const auto committed = m_committed(elsewhere)) {
        for (const broker::CommitOffset &offset : *committed)
            dropBefore(offset.partition, offset.offset);
    }
    m_askedAt = countElsewhere(); // also where nobody has answered
}

void Follower::dropBefore(const TopicPartition &partition, std::int64_t next)
{
    const auto waiting = m_waiting.find(partition);
    while (waiting != m_waiting.end() && !waiting->second.empty() && waiting->second.front().offset < next)
        waiting->second.pop_front();
}

std::map<TopicPartition, Bitmap>
Follower::waitingFrom(const std::map<TopicPartition, std::int64_t> &loaded) const
{
    std::map<TopicPartition, Bitmap> raw;
    for (const auto &[partition, records] : m_waiting) {
        const auto next = loaded.find(partition);
        for (const Waiting &record : records) {
            if (next == loaded.end() || record.offset >= next->second)
                raw[*record.raw].set(record.rawOffset);
        }
    }
    return raw;
}

} // namespace pk::pipeline
