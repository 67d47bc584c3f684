#include "pipeline/acked_records.h"

#include <vector>

namespace pk::pipeline {

void AckedRecords::add(const broker::Delivery &delivery)
{
    const TopicPartition partition{std::string(delivery.topic), delivery.partition};
    if (delivery.isPlaced())
        offsets[partition].set(delivery.offset);
    else
        ++unplaced[partition];
}

void AckedRecords::add(const AckedRecords &others)
{
    for (const auto &[partition, theirs] : others.offsets) {
        const auto [ours, first] = offsets.try_emplace(partition, theirs);
        if (!first)
            theirs.forEach([&ours = ours->second](std::int64_t offset) { ours.set(offset); });
    }
    for (const auto &[partition, count] : others.unplaced)
        unplaced[partition] += count;
}

std::int64_t AckedRecords::place(const TopicPartition &partition, std::int64_t begin, std::int64_t end)
{
    const auto found = unplaced.find(partition);
    if (found == unplaced.end())
        return 0;
    const std::int64_t count = found->second;
    Bitmap &placed = offsets[partition];
    std::vector<std::int64_t> free;
    for (std::int64_t offset = begin; offset < end && std::ssize(free) <= count; ++offset) {
        if (!placed.test(offset))
            free.push_back(offset);
    }
    if (std::ssize(free) != count)
        return 0;
    for (const std::int64_t offset : free)
        placed.set(offset);
    unplaced.erase(found);
    return count;
}

std::int64_t AckedRecords::unplacedCount() const
{
    std::int64_t sum = 0;
    for (const auto &[partition, count] : unplaced)
        sum += count;
    return sum;
}

} // namespace pk::pipeline
