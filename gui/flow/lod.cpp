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

/// Whether a rate is above a bound, given on which side it was.
bool above(double rate, double bound, bool wasAbove)
{
    return rate > bound * (wasAbove ? 1 - hysteresis : 1 + hysteresis);
}

} // namespace

Lod nextLod(Lod current, double ratePerS, bool crowded)
{
    if (above(ratePerS, crowded ? crowdedUpTo : sampledUpTo, current == Lod::Ribbon))
        return Lod::Ribbon;
    return above(ratePerS, tokensUpTo, current != Lod::Tokens) ? Lod::Sampled : Lod::Tokens;
}

int recordsPerDot(double ratePerS)
{
    static constexpr std::array steps{2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000};
    for (const int step : steps)
        if (ratePerS / step <= dotsPerS)
            return step;
    return steps.back();
}

int ribbonWidth(double ratePerS)
{
    return std::clamp(static_cast<int>(std::lround(1.5 + 1.6 * std::log10(std::max(1.0, ratePerS)))), 4, 13);
}

} // namespace pk::gui
