#pragma once

// Whether the audit holds the rows before and after: below a thousand rows a second, where somebody may
// watch. Flat out they would halve the speed. It goes by what is stored, not by what the source was asked
// for: a loader that catches up is fast behind a slow source, and one on its own knows no source.
//
// Thread: any; the loaders of a process share one, since they write to one warehouse.

#include <cstdint>
#include <deque>
#include <mutex>

namespace pk::pipeline {

class BeforeImages
{
public:
    static constexpr std::int64_t kWithoutFrom = 1'000; ///< rows within a second
    static constexpr std::int64_t kAgainBelow = 900; ///< so that a rate at the border does not flicker

    /// So many rows are to be stored at that moment (of monotonicUs()): with images?
    bool wantedFor(std::int64_t rows, std::int64_t nowUs)
    {
        constexpr std::int64_t windowUs = 1'000'000;
        const std::lock_guard lock(m_mutex);
        m_batches.push_back({nowUs, rows});
        m_rows += rows;
        // What is not needed to know that they are too many goes early: so there are never many batches.
        while (m_batches.front().atUs <= nowUs - windowUs
               || m_rows - m_batches.front().rows >= kWithoutFrom) {
            m_rows -= m_batches.front().rows;
            m_batches.pop_front();
        }
        m_wanted = m_rows < (m_wanted ? kWithoutFrom : kAgainBelow);
        return m_wanted;
    }

private:
    struct Batch
    {
        std::int64_t atUs = 0;
        std::int64_t rows = 0;
    };

    std::mutex m_mutex; // guards all below
    std::deque<Batch> m_batches; ///< of the last second
    std::int64_t m_rows = 0; ///< in them
    bool m_wanted = true;
};

} // namespace pk::pipeline
