#include "bridge/time_counts.h"

#include <algorithm>

namespace pk::gui {

void TimeCounts::add(std::int64_t timestampMs)
{
    if (timestampMs < 0)
        return;
    m_firstMs = m_counts.empty() ? timestampMs : std::min(m_firstMs, timestampMs);
    m_lastMs = std::max(m_lastMs, timestampMs);
    const std::int64_t slot = timestampMs / m_slotMs;
    // Mostly they come in the order of time.
    if (!m_counts.empty() && m_counts.rbegin()->first == slot) {
        ++m_counts.rbegin()->second;
        return;
    }
    ++m_counts[slot];
    while (m_counts.size() > kMostSlots)
        makeCoarser();
}

void TimeCounts::makeCoarser()
{
    std::map<std::int64_t, std::int64_t> coarse;
    for (const auto &[slot, count] : m_counts)
        coarse[slot / 2] += count;
    m_counts = std::move(coarse);
    m_slotMs *= 2;
}

std::vector<std::int64_t> TimeCounts::spread(std::int64_t fromMs, std::int64_t toMs, std::size_t parts) const
{
    std::vector<std::int64_t> counts(parts);
    if (toMs <= fromMs || parts == 0)
        return counts;
    for (const auto &[slot, count] : m_counts) {
        const std::int64_t at = std::clamp(slot * m_slotMs, m_firstMs, m_lastMs);
        if (at < fromMs || at >= toMs)
            continue;
        const double share = static_cast<double>(at - fromMs) / static_cast<double>(toMs - fromMs);
        counts[std::min(parts - 1, static_cast<std::size_t>(share * static_cast<double>(parts)))] += count;
    }
    return counts;
}

} // namespace pk::gui
