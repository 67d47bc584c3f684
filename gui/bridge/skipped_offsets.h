#pragma once

// Offsets that a reader was never handed. Retention took those that lie before what the log keeps; all others
// hold transaction markers or aborted records, which are nobody's messages.
//
// Thread: a value type.

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace pk::gui {

class SkippedOffsets
{
public:
    void add(int partition, std::int64_t first, std::int64_t last)
    {
        m_ranges[partition].push_back({first, last});
    }
    bool isEmpty() const { return m_ranges.empty(); }

    /// The log of the partition begins there now: how many of them retention took. They are forgotten.
    std::int64_t takeDeleted(int partition, std::int64_t logBegin)
    {
        std::int64_t deleted = 0;
        for (const Range &range : m_ranges[partition])
            deleted += std::max<std::int64_t>(0, std::min(range.last + 1, logBegin) - range.first);
        m_ranges.erase(partition);
        return deleted;
    }

private:
    struct Range
    {
        std::int64_t first;
        std::int64_t last;
    };
    std::map<int, std::vector<Range>> m_ranges;
};

} // namespace pk::gui
