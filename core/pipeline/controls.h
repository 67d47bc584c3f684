#pragma once

// What may be changed while a pipeline runs. The stages look at it between two records, so a change needs no
// restart and disturbs no group.
//
// Thread: atomics, written by the pipeline's owner and read by the stages; what is none has its own lock.

#include "domain/pipeline_names.h"
#include "pipeline/before_images.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>

namespace pk::pipeline {

struct Controls
{
    std::atomic<std::int64_t> ratePerSecond{0}; ///< of the source; 0: as fast as it goes
    std::atomic<std::int64_t> sampleEvery{1}; ///< detail events: one record in so many
    std::atomic<std::int64_t> burst{0}; ///< so many records more, without waiting for the rate
    std::array<std::atomic<int>, kStageKinds> delayMs{}; ///< by stage: an artificial pause after each record
    std::atomic<bool> databaseClosed{false}; ///< the loaders find their warehouse unavailable
    std::atomic<int> relayMember{0}; ///< the load member that relays the outbox
    /// The pipeline is to stop soon: nobody gathers records any more, and what is worked is committed at
    /// once.
    std::atomic<bool> ending{false};
    BeforeImages beforeImages; ///< of the loaders together

    /// Takes one of the burst's records, if there are any left.
    bool takeBurst()
    {
        std::int64_t left = burst.load(std::memory_order_relaxed);
        return left > 0 && burst.compare_exchange_strong(left, left - 1, std::memory_order_relaxed);
    }
    bool isEnding() const { return ending.load(std::memory_order_relaxed); }
    /// The time between two commits that usually is `ms`.
    int commitMs(int ms) const
    {
        constexpr int atOnce = 50; // and not after each batch, whose flush costs more
        return isEnding() ? std::min(ms, atOnce) : ms;
    }
    std::atomic<int> &delayOf(StageKind stage) { return delayMs[static_cast<std::size_t>(stage)]; }
    /// How long a producer gathers records for a request when its client is made. Flat out each request
    /// costs more than the wait: the embedded broker hands out one batch of a partition at a time.
    int lingerMs() const { return ratePerSecond.load(std::memory_order_relaxed) == 0 ? 20 : 5; }
    int delayOf(StageKind stage) const
    {
        return delayMs[static_cast<std::size_t>(stage)].load(std::memory_order_relaxed);
    }
};

/// All records up to 200 a second; above, about 200 of them, as a power of two so that the sets are nested: a
/// record that is followed at a high rate is followed at a lower one, too.
inline std::int64_t sampleEveryFor(std::int64_t ratePerSecond)
{
    constexpr std::int64_t detailed = 200;
    constexpr std::int64_t sparsest = 128;
    if (ratePerSecond <= 0)
        return sparsest;
    const auto share = static_cast<std::uint64_t>((ratePerSecond + detailed - 1) / detailed);
    return std::min(sparsest, static_cast<std::int64_t>(std::bit_ceil(share)));
}

} // namespace pk::pipeline
