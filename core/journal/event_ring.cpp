#include "journal/event_ring.h"

#include <algorithm>

namespace pk::journal {

void EventRing::push(Event &&event)
{
    if (m_blocks.empty() || m_blocks.back()->events.size() == kBlockEvents)
        m_blocks.push_back(std::make_shared<Block>(m_lastSeq + 1));
    m_blocks.back()->events.push_back(std::move(event));
    ++m_lastSeq;
}

std::vector<EventRing::Slice> EventRing::slices(std::uint64_t afterSeq, std::uint64_t upToSeq) const
{
    std::vector<Slice> found;
    if (m_blocks.empty())
        return found;
    const std::uint64_t oldest = m_blocks.front()->firstSeq;
    const std::uint64_t last = std::min(upToSeq, m_lastSeq);
    // All blocks but the last are full, so the place of a number is computed.
    for (std::uint64_t next = std::max(afterSeq + 1, oldest); next <= last;) {
        const std::shared_ptr<Block> &block = m_blocks[(next - oldest) / kBlockEvents];
        const std::uint64_t offset = next - block->firstSeq;
        const std::uint64_t count = std::min<std::uint64_t>(block->events.size() - offset, last - next + 1);
        found.push_back({block, std::span<const Event>(block->events.data() + offset, count)});
        next += count;
    }
    return found;
}

void EventRing::drop(std::uint64_t seq, Dropped &dropped)
{
    while (!m_blocks.empty() && m_blocks.front()->firstSeq + kBlockEvents - 1 <= seq) {
        dropped.push_back(std::move(m_blocks.front()));
        m_blocks.pop_front();
    }
}

} // namespace pk::journal
