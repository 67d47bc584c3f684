#pragma once

// The group's lag as a pile of layers over time: what is quickly read below, the late partitions above it.
//
// Thread: value types and free functions without state.

#include "pages/groups/group_facts.h"

#include <cstdint>
#include <vector>

namespace pk::gui {

inline constexpr std::size_t maxLagLayers = 3;

/// One layer of the pile, the lowest first.
struct LagLayer
{
    std::vector<TopicPartition> partitions;
    Delay delay = Delay::None; ///< of the latest of them
    std::int64_t lag = 0; ///< now
};

/// Of two that are late, and may have the same colour, the upper one's line is.
constexpr bool isDashed(std::size_t layer)
{
    return layer == maxLagLayers - 1;
}

/// At most the two partitions that are latest have layers of their own; the first holds all others.
std::vector<LagLayer> lagLayers(const GroupFacts &group);

/// The pile at one moment: the upper edge of each layer, and how late the latest in it was then.
struct LagPile
{
    std::int64_t us = 0;
    std::vector<std::int64_t> tops;
    std::vector<Delay> delays;

    std::int64_t total() const { return tops.empty() ? 0 : tops.back(); }
};

/// At most `most` moments since `fromUs`; of several that fall together, the highest pile.
std::vector<LagPile> lagPiles(const GroupCourse &course, const std::vector<LagLayer> &layers,
                              std::int64_t fromUs, std::size_t most);

std::int64_t largestOf(const std::vector<LagPile> &piles);

/// A line that covers more is a tenth of a second's work, and no eye makes out its dashes or its width.
inline constexpr double kMostHeightsDrawnFully = 6;

/// How far the upper edge of a layer goes up and down, in heights of a chart that reaches to `top`.
double heightsCovered(const std::vector<LagPile> &piles, std::size_t layer, std::int64_t top);

/// As `lagPiles`; a pile that goes up and down more often than an eye can follow has fewer moments, down to
/// an eighth. Its peaks stay, and the areas cost a fraction.
std::vector<LagPile> calmPiles(const GroupCourse &course, const std::vector<LagLayer> &layers,
                               std::int64_t fromUs, std::size_t most);

} // namespace pk::gui
