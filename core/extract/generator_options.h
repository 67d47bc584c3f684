#pragma once

// What a generator is asked to make.
//
// Thread: a value type.

#include "base/clock.h"
#include "base/result.h"
#include "extract/dirt.h"

#include <cstdint>

namespace pk::extract {

enum class GeneratedDatasets { Orders, Activities, Both };

struct GeneratorOptions
{
    std::uint64_t seed = 1;
    GeneratedDatasets datasets = GeneratedDatasets::Orders; ///< Both: one record in four is an activity
    std::int64_t count = 0; ///< records, deliberate duplicates included; 0: endless
    std::int64_t startMs = VirtualClock::kRunStartMs; ///< the virtual time before the first event
    std::int64_t meanGapMs = 250; ///< virtual time between events, evenly spread over [0, 2 × mean]
    std::int64_t firstSequence = 1; ///< number of the first new order, and of the first new activity
    /// Share of events that fall to the hottest keys: updates of 4 orders, activities of 4 students.
    std::uint32_t hotPerMillion = 20'000;
    DirtRates orderDirt; ///< none: every record is clean, in order and sent once
    DirtRates activityDirt;

    /// Sets all rates so that this share of the records has dirt. 50'000 is `--dirty 5`, 0 is clean.
    void setDirtyShare(std::uint32_t perMillion)
    {
        orderDirt = DirtRates::fromShare(perMillion, Dataset::Orders);
        activityDirt = DirtRates::fromShare(perMillion, Dataset::Activities);
    }
    /// Usage errors: a number out of its range.
    Result<void> check() const;
};

} // namespace pk::extract
