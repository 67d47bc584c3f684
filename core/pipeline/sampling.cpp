#include "pipeline/sampling.h"

#include "pipeline/controls.h"

#include <algorithm>
#include <cstring>

namespace pk::pipeline {

namespace {

/// The finaliser of MurmurHash3: each bit of the input changes each bit of the result.
std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
    value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

/// Eight bytes at a time: a record's name is hashed at each of its stages.
std::uint64_t hashOf(std::string_view name)
{
    std::uint64_t hash = name.size();
    while (!name.empty()) {
        std::uint64_t part = 0;
        const std::size_t size = std::min(name.size(), sizeof part);
        std::memcpy(&part, name.data(), size);
        hash = mixed(hash ^ part);
        name.remove_prefix(size);
    }
    return hash;
}

} // namespace

bool isChosen(std::string_view name, std::int64_t oneIn)
{
    return oneIn <= 1 || hashOf(name) % static_cast<std::uint64_t>(oneIn) == 0;
}

std::int64_t SampleShare::next(std::int64_t askedPerSecond, const std::vector<std::int64_t> &counts,
                               std::int64_t nowUs)
{
    const std::int64_t asked = sampleEveryFor(askedPerSecond);
    if (!m_begun || counts.size() != m_counts.size()) {
        m_begun = true;
        m_counts = counts;
        m_measuredUs = nowUs;
    }
    const std::int64_t tookUs = nowUs - m_measuredUs;
    if (tookUs >= kMeasureUs) {
        std::int64_t most = 0;
        for (std::size_t i = 0; i < counts.size(); ++i)
            most = std::max(most, (counts[i] - m_counts[i]) * 1'000'000 / tookUs);
        m_rates[m_measured++ % kMeasures] = most;
        m_counts = counts;
        m_measuredUs = nowUs;
        const std::int64_t peak =
            std::max<std::int64_t>(1, *std::max_element(m_rates.begin(), m_rates.end()));
        if (const std::int64_t needed = sampleEveryFor(peak); m_oneIn > 0 && needed > m_oneIn)
            m_oneIn = needed;
        else if (m_measured >= kMeasures) // a rate near the bound does not make it go to and fro
            m_oneIn = std::min(m_oneIn > 0 ? m_oneIn : asked, sampleEveryFor(peak + peak / 4));
    }
    return m_oneIn > 0 ? std::min(asked, m_oneIn) : asked;
}

} // namespace pk::pipeline
