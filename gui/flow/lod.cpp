#include "flow/lod.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pk::gui {

namespace {

constexpr double tokensUpTo = 40;
constexpr double sampledUpTo = 400;
constexpr double crowdedUpTo = 10;
constexpr double hysteresis = 0.2;
constexpr double dotsPerS = 25;
constexpr double evenShare = 0.8; ///< of the most: records do not come evenly
constexpr double sampledFrom = 12; ///< dots a second; an edge that holds fewer shows none

/// Whether a rate is above a bound, given on which side it was.
bool above(double rate, double bound, bool wasAbove)
{
    return rate > bound * (wasAbove ? 1 - hysteresis : 1 + hysteresis);
}

} // namespace

Lod nextLod(Lod current, double ratePerS, double mostPerS, bool crowded)
{
    const double tokens = std::min(tokensUpTo, evenShare * mostPerS);
    const double dots = mostPerS < sampledFrom ? tokens : sampledUpTo;
    if (above(ratePerS, crowded ? std::min(crowdedUpTo, dots) : dots, current == Lod::Ribbon))
        return Lod::Ribbon;
    if (mostPerS < sampledFrom)
        return Lod::Tokens;
    return above(ratePerS, tokens, current != Lod::Tokens) ? Lod::Sampled : Lod::Tokens;
}

int recordsPerDot(double toldPerS, double mostPerS, bool all)
{
    static constexpr std::array steps{1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000};
    for (const int step : steps)
        if (step >= (all ? 2 : 1) && toldPerS / step <= std::min(dotsPerS, evenShare * mostPerS))
            return step;
    return steps.back();
}

int ribbonWidth(double ratePerS)
{
    return std::clamp(static_cast<int>(std::lround(1.5 + 1.6 * std::log10(std::max(1.0, ratePerS)))), 4, 13);
}

} // namespace pk::gui
