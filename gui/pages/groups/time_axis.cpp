#include "pages/groups/time_axis.h"

#include <algorithm>
#include <array>

namespace pk::gui {

double TimeAxis::clampedX(std::int64_t us) const
{
    return x(std::clamp(us, fromUs, toUs));
}

std::int64_t TimeAxis::at(double pixel) const
{
    return fromUs + static_cast<std::int64_t>((pixel - left) / width * static_cast<double>(toUs - fromUs));
}

std::vector<std::int64_t> TimeAxis::ticks(double pixels) const
{
    constexpr std::array<std::int64_t, 8> seconds{5, 10, 15, 30, 60, 120, 300, 600};
    std::int64_t step = seconds.back() * 1'000'000;
    for (const std::int64_t s : seconds) {
        if (width * static_cast<double>(s * 1'000'000) / static_cast<double>(toUs - fromUs) >= pixels) {
            step = s * 1'000'000;
            break;
        }
    }
    std::vector<std::int64_t> moments;
    for (std::int64_t us = (fromUs + step - 1) / step * step; us <= toUs; us += step)
        moments.push_back(us);
    return moments;
}

NiceScale niceScale(std::int64_t largest)
{
    NiceScale scale;
    for (std::int64_t unit = 1;; unit *= 10) {
        for (const std::int64_t factor : {1, 2, 5}) {
            const std::int64_t step = factor * unit;
            if (step * 3 < largest)
                continue;
            // A lag of one or two is none to look at: it does not fill the chart.
            scale.step = std::max<std::int64_t>(largest > 6 ? 5 : 2, step);
            scale.top = scale.step * std::max<std::int64_t>(2, (largest + scale.step - 1) / scale.step);
            return scale;
        }
    }
}

} // namespace pk::gui
