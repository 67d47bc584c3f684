#pragma once

// The newest events in memory. They lie in blocks of fixed size that never move: a reader that holds a slice
// reads it without a lock while others append, and the block lives as long as somebody holds it.
//
// Thread: not thread-safe (the journal guards it); the events of a slice may be read from any thread, because
// what was pushed is not changed any more.

#include "journal/event.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace pk::journal {

class EventRing
{
    struct Block;

public:
    struct Slice
    {
        std::shared_ptr<const Block> owner; ///< keeps `events` alive
        std::span<const Event> events;
    };
    using Dropped = std::vector<std::shared_ptr<const Block>>;

    /// REQUIRES: event.seq == lastSeq() + 1.
    void push(Event &&event);
    std::uint64_t lastSeq() const { return m_lastSeq; }
    /// Events with afterSeq < seq <= upToSeq, as far as they are still here.
    std::vector<Slice> slices(std::uint64_t afterSeq, std::uint64_t upToSeq) const;
    /// Gives the blocks that end at or before `seq` to `dropped`, so that the caller can free them without
    /// its lock.
    void drop(std::uint64_t seq, Dropped &dropped);

private:
    static constexpr std::size_t kBlockEvents = 256;
    struct Block
    {
        explicit Block(std::uint64_t first)
            : firstSeq(first)
        {
            events.reserve(kBlockEvents);
        }
        const std::uint64_t firstSeq;
        std::vector<Event> events; // never grows beyond what was reserved
    };

    std::deque<std::shared_ptr<Block>> m_blocks;
    std::uint64_t m_lastSeq = 0;
};

} // namespace pk::journal
