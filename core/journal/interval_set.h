#pragma once

// A set of offsets of one partition, kept as ranges: a million offsets without a hole take a few hundred
// bytes.
//
// Offsets mostly arrive in ascending order, and states that hold such sets are copied for every snapshot. So
// the set is cut into pages of 65,536 offsets: the newest page belongs to the set, the older ones are never
// changed and are shared between copies; a late offset replaces its page.
//
// Thread: a value type; copies may be used by different threads.

#include <cstdint>
#include <memory>
#include <vector>

namespace pk::journal {

struct Interval
{
    std::int64_t first = 0;
    std::int64_t last = 0; ///< belongs to it

    bool operator==(const Interval &) const = default;
};

class IntervalSet
{
public:
    /// Adds [first, last] and returns how many of them are new. REQUIRES: 0 <= first <= last.
    std::int64_t add(std::int64_t first, std::int64_t last);
    void addAll(const IntervalSet &other);
    /// Removes all that lie at `offset` or behind it.
    void cutFrom(std::int64_t offset);
    bool contains(std::int64_t offset) const;
    std::int64_t count() const { return m_count; }
    bool empty() const { return m_count == 0; }
    /// Ascending, with gaps between them.
    std::vector<Interval> intervals() const;
    /// How many of [first, last] are in it.
    std::int64_t countIn(std::int64_t first, std::int64_t last) const;
    /// The first one; -1 when it is empty.
    std::int64_t front() const;

    bool operator==(const IntervalSet &other) const;

private:
    struct Run
    {
        std::uint16_t first;
        std::uint16_t last;
        bool operator==(const Run &) const = default;
    };
    using Runs = std::vector<Run>;
    struct Page
    {
        std::int64_t index;
        std::shared_ptr<const Runs> runs;
    };

    static std::int64_t addRun(Runs &runs, Run run);
    std::int64_t addToPage(std::int64_t page, Run run);
    const Runs *findPage(std::int64_t page) const;

    std::vector<Page> m_sealed; // ascending, all before m_newestIndex
    std::int64_t m_newestIndex = -1;
    Runs m_newest;
    std::int64_t m_count = 0;
};

/// Of the log that a partition has now. When its topic is made anew, the offsets begin once more.
class LogOffsets : public IntervalSet
{
public:
    /// A new log ends at `offset`: what lies there and behind it was of the one before.
    void beginLog(std::int64_t offset)
    {
        const std::int64_t before = count();
        cutFrom(offset);
        ended += before - count();
    }
    /// How many there were, also in logs that are gone.
    std::int64_t total() const { return count() + ended; }
    bool operator==(const LogOffsets &) const = default;

    std::int64_t ended = 0; ///< how many were in logs that are gone
};

} // namespace pk::journal
