#pragma once

// One axis for everything that is drawn over time: where a moment lies, and which moments get a label.
//
// Thread: a value type.

#include <cstdint>
#include <vector>

namespace pk::gui {

struct TimeAxis
{
    std::int64_t fromUs = 0;
    std::int64_t toUs = 1;
    double left = 0; ///< pixels
    double width = 1;

    double x(std::int64_t us) const
    {
        return left + width * static_cast<double>(us - fromUs) / static_cast<double>(toUs - fromUs);
    }
    /// Cut at the ends of the axis.
    double clampedX(std::int64_t us) const;
    std::int64_t at(double pixel) const;
    bool overlaps(std::int64_t beginUs, std::int64_t endUs) const { return beginUs < toUs && endUs > fromUs; }
    /// Round moments, at most one every `pixels`.
    std::vector<std::int64_t> ticks(double pixels) const;
};

/// A round number that is not below `largest`, and the distance of the lines up to it.
struct NiceScale
{
    std::int64_t top = 10;
    std::int64_t step = 5;
};
NiceScale niceScale(std::int64_t largest);

} // namespace pk::gui
