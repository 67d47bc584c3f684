#include "pages/groups/lag_layers.h"

#include <algorithm>
#include <cstdlib>
#include <span>

namespace pk::gui {

namespace {

std::size_t layerOf(const TopicPartition &partition, const std::vector<LagLayer> &layers)
{
    for (std::size_t i = 1; i < layers.size(); ++i) {
        const auto &own = layers[i].partitions;
        if (std::find(own.begin(), own.end(), partition) != own.end())
            return i;
    }
    return 0;
}

/// As it was at that sample.
Delay delayAt(const std::vector<LagSample> &samples, std::size_t at)
{
    return delayOf(behindSeconds(std::span(samples).first(at + 1), samples[at].us));
}

} // namespace

std::vector<LagLayer> lagLayers(const GroupFacts &group)
{
    std::vector<const PartitionFacts *> late;
    std::vector<LagLayer> layers(1);
    for (const PartitionFacts &partition : group.partitions) {
        if (partition.delay >= Delay::Long)
            late.push_back(&partition);
    }
    std::sort(late.begin(), late.end(), [](const auto *a, const auto *b) { return a->lag < b->lag; });
    if (late.size() >= maxLagLayers)
        late.erase(late.begin(), late.end() - (maxLagLayers - 1));
    for (const PartitionFacts *partition : late)
        layers.push_back({{partition->id}, partition->delay, partition->lag});
    for (const PartitionFacts &partition : group.partitions) {
        if (layerOf(partition.id, layers) == 0) {
            layers[0].partitions.push_back(partition.id);
            layers[0].lag += partition.lag;
            layers[0].delay = std::max(layers[0].delay, partition.delay);
        }
    }
    return layers;
}

std::int64_t largestOf(const std::vector<LagPile> &piles)
{
    std::int64_t largest = 0;
    for (const LagPile &pile : piles)
        largest = std::max(largest, pile.total());
    return largest;
}

/// All of them, as they were sampled.
static std::vector<LagPile> pilesSince(const GroupCourse &course, const std::vector<LagLayer> &layers,
                                       std::int64_t fromUs)
{
    // All partitions are sampled at the same moments; one that came later has fewer.
    std::size_t longest = 0;
    for (const auto &[id, partition] : course.partitions)
        longest = std::max(longest, partition.samples.size());
    std::vector<LagPile> all(longest);
    for (LagPile &pile : all) {
        pile.tops.resize(layers.size());
        pile.delays.resize(layers.size(), Delay::None);
    }
    for (const auto &[id, partition] : course.partitions) {
        const std::size_t layer = layerOf(id, layers);
        const std::size_t missing = longest - partition.samples.size();
        for (std::size_t i = 0; i < partition.samples.size(); ++i) {
            LagPile &pile = all[missing + i];
            pile.us = partition.samples[i].us;
            pile.delays[layer] = std::max(pile.delays[layer], delayAt(partition.samples, i));
            for (std::size_t l = layer; l < layers.size(); ++l)
                pile.tops[l] += partition.samples[i].lag();
        }
    }
    // One moment before the beginning stays, so that the line begins at the edge.
    const auto first =
        std::find_if(all.begin(), all.end(), [fromUs](const LagPile &pile) { return pile.us >= fromUs; });
    if (first != all.begin())
        all.erase(all.begin(), first - 1);
    return all;
}

/// Of those that fall together, the highest.
static std::vector<LagPile> thinnedOut(const std::vector<LagPile> &all, std::size_t most)
{
    const std::size_t bucket =
        std::max<std::size_t>(1, (all.size() + most - 1) / std::max<std::size_t>(1, most));
    std::vector<LagPile> piles;
    for (std::size_t at = 0; at < all.size(); at += bucket) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(at + bucket, all.size()));
        piles.push_back(*std::max_element(
            begin, end, [](const LagPile &a, const LagPile &b) { return a.total() < b.total(); }));
    }
    return piles;
}

std::vector<LagPile> lagPiles(const GroupCourse &course, const std::vector<LagLayer> &layers,
                              std::int64_t fromUs, std::size_t most)
{
    return thinnedOut(pilesSince(course, layers, fromUs), most);
}

double heightsCovered(const std::vector<LagPile> &piles, std::size_t layer, std::int64_t top)
{
    std::int64_t sum = 0;
    for (std::size_t i = 1; i < piles.size(); ++i)
        sum += std::abs(piles[i].tops[layer] - piles[i - 1].tops[layer]);
    return top > 0 ? static_cast<double>(sum) / static_cast<double>(top) : 0;
}

std::vector<LagPile> calmPiles(const GroupCourse &course, const std::vector<LagLayer> &layers,
                               std::int64_t fromUs, std::size_t most)
{
    const std::vector<LagPile> all = pilesSince(course, layers, fromUs);
    std::vector<LagPile> piles;
    for (const std::size_t fewer : {most, most / 2, most / 4, most / 8}) {
        piles = thinnedOut(all, fewer);
        if (layers.empty()
            || heightsCovered(piles, layers.size() - 1, largestOf(piles)) <= kMostHeightsDrawnFully)
            break;
    }
    return piles;
}

} // namespace pk::gui
