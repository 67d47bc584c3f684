#include "bridge/time_counts.h"

#include <algorithm>

namespace pk::gui {

void TimeCounts::add(std::int64_t timestampMs)
{
    if (timestampMs < 0)
        return;
    m_firstMs = m_counts.empty() ? timestampMs : std::min(m_firstMs, timestampMs);
    m_lastMs = std::max(m_lastMs, timestampMs);
    ++m_total;
    const std::int64_t slot = timestampMs / m_slotMs;
    // Mostly they come in the order of time.
    if (!m_counts.empty() && m_counts.rbegin()->first == slot) {
        ++m_counts.rbegin()->second.read;
        return;
    }
    ++m_counts[slot].read;
    while (m_counts.size() > kMostSlots)
        makeCoarser();
}

void TimeCounts::changeKept(std::int64_t timestampMs, int by)
{
    if (timestampMs >= 0)
        m_counts[timestampMs / m_slotMs].kept += by;
}

/// By 10, 50, 100, 500, 1 000 … milliseconds, so that slots fill round parts without a rest.
void TimeCounts::makeCoarser()
{
    const std::int64_t factor = m_fives ? 2 : 5;
    std::map<std::int64_t, Count> coarse;
    for (const auto &[slot, count] : m_counts) {
        Count &sum = coarse[slot / factor];
        sum.read += count.read;
        sum.kept += count.kept;
    }
    m_counts = std::move(coarse);
    m_slotMs *= factor;
    m_fives = !m_fives;
}

std::vector<TimeCounts::Count> TimeCounts::spread(std::int64_t fromMs, std::int64_t toMs,
                                                  std::size_t parts) const
{
    std::vector<Count> counts(parts);
    if (toMs <= fromMs || parts == 0)
        return counts;
    for (const auto &[slot, count] : m_counts) {
        const std::int64_t at = std::clamp(slot * m_slotMs, m_firstMs, m_lastMs);
        if (at < fromMs || at >= toMs)
            continue;
        const double share = static_cast<double>(at - fromMs) / static_cast<double>(toMs - fromMs);
        Count &sum =
            counts[std::min(parts - 1, static_cast<std::size_t>(share * static_cast<double>(parts)))];
        sum.read += count.read;
        sum.kept += count.kept;
    }
    return counts;
}

TimeCounts::Parts TimeCounts::parts(std::size_t most) const
{
    constexpr std::int64_t lengths[] = {100,     200,       500,       1'000,     2'000,      5'000,
                                        10'000,  15'000,    30'000,    60'000,    120'000,    300'000,
                                        600'000, 1'800'000, 3'600'000, 7'200'000, 21'600'000, 86'400'000};
    constexpr std::int64_t second = 1'000;
    constexpr double many = 20; // messages in a part: then one more or less is not seen as a gap
    constexpr std::size_t few = 10; // parts; with fewer the picture says nothing
    if (m_counts.empty() || most == 0)
        return {};
    const std::int64_t spanMs = m_lastMs + 1 - m_firstMs;
    Parts parts;
    for (const std::int64_t length : lengths) {
        parts.lengthMs = length;
        const double each = static_cast<double>(m_total) * static_cast<double>(length)
            / static_cast<double>(std::max(spanMs, length));
        const bool steady = length >= second || (length >= m_slotMs && each >= many);
        if (steady && spanMs <= length * static_cast<std::int64_t>(most))
            break;
    }
    while (spanMs > parts.lengthMs * static_cast<std::int64_t>(most))
        parts.lengthMs *= 2;
    const std::int64_t first = m_firstMs / parts.lengthMs;
    const std::int64_t last = m_lastMs / parts.lengthMs;
    parts.count = std::max(static_cast<std::size_t>(last - first + 1), std::min(few, most));
    parts.fromMs = (last + 1 - static_cast<std::int64_t>(parts.count)) * parts.lengthMs;
    return parts;
}

} // namespace pk::gui
