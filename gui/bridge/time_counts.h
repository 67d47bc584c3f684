#pragma once

// How many messages lie where in time, and how many of them are kept, in few numbers however many there are:
// the slots grow coarser as the time that they span grows.
//
// Thread: one thread at a time.

#include <cstdint>
#include <map>
#include <vector>

namespace pk::gui {

class TimeCounts
{
public:
    static constexpr std::size_t kMostSlots = 1'024;

    struct Count
    {
        std::int64_t read = 0;
        std::int64_t kept = 0; ///< of them

        bool operator==(const Count &) const = default;
    };

    /// Messages without a timestamp (a negative one) are not counted.
    void add(std::int64_t timestampMs);
    /// One that was added is kept, or is kept no longer.
    void keep(std::int64_t timestampMs) { changeKept(timestampMs, 1); }
    void leaveOut(std::int64_t timestampMs) { changeKept(timestampMs, -1); }
    bool isEmpty() const { return m_counts.empty(); }
    std::int64_t firstMs() const { return m_firstMs; }
    std::int64_t lastMs() const { return m_lastMs; }
    /// How many lie in each of `parts` equal parts from `fromMs` up to but without `toMs`.
    std::vector<Count> spread(std::int64_t fromMs, std::int64_t toMs, std::size_t parts) const;

    /// Equal parts of a round length that all messages lie in.
    struct Parts
    {
        std::int64_t fromMs = 0;
        std::int64_t lengthMs = 0;
        std::size_t count = 0;
        std::int64_t toMs() const { return fromMs + lengthMs * static_cast<std::int64_t>(count); }
    };
    /// At most about `most` parts, of whole seconds; shorter ones where each holds many messages. Parts that
    /// beat with the source's rhythm would show gaps where there are none.
    Parts parts(std::size_t most) const;

private:
    void makeCoarser();
    void changeKept(std::int64_t timestampMs, int by);

    std::map<std::int64_t, Count> m_counts; // by number of the slot
    std::int64_t m_slotMs = 10;
    bool m_fives = false; // it is five times a power of ten
    std::int64_t m_firstMs = -1;
    std::int64_t m_lastMs = -1;
    std::int64_t m_total = 0;
};

} // namespace pk::gui
