#pragma once

// Which records are told of in detail when not all can be: a choice by name alone, so that every stage makes
// the same one without asking.
//
// Thread: pure functions and a value type.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pk::pipeline {

/// One name in `oneIn`, spread evenly also over names that differ in a few characters (offsets that follow
/// one another). Of powers of two, what is chosen by the greater one is chosen by the smaller, too.
bool isChosen(std::string_view name, std::int64_t oneIn);

/// How many records there are to one that is told, by what flows: a source that may go as fast as it can
/// makes few records while a slow consumer holds it back, and then each of them is told. It is never sparser
/// than the rate that was asked for needs. A greater flow counts at once, a lesser one when it has lasted.
class SampleShare
{
public:
    /// Counts anew from what comes next.
    void restart() { *this = SampleShare(); }
    /// The share from now on. `counts`: how many records each stage has worked so far; may be called often.
    std::int64_t next(std::int64_t askedPerSecond, const std::vector<std::int64_t> &counts,
                      std::int64_t nowUs);

private:
    static constexpr std::int64_t kMeasureUs = 250'000;
    static constexpr std::size_t kMeasures = 8; ///< as long as a lesser flow must last

    bool m_begun = false;
    std::vector<std::int64_t> m_counts; ///< at the last measure
    std::int64_t m_measuredUs = 0;
    std::array<std::int64_t, kMeasures> m_rates{}; ///< of the busiest stage, records a second
    std::size_t m_measured = 0;
    std::int64_t m_oneIn = 0; ///< 0: not known yet
};

} // namespace pk::pipeline
