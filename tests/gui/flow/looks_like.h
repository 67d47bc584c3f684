#pragma once

#include <QImage>

#include <algorithm>
#include <cstdlib>

namespace pk::test {

/// The same but for rounding: a gradient's colour depends in its last bit on where the painting of a part
/// begins.
inline bool looksLike(const QImage &is, const QImage &wanted)
{
    const auto apart = [](QRgb a, QRgb b) {
        return std::max(
            {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
    };
    if (is.size() != wanted.size())
        return false;
    for (int y = 0; y < is.height(); ++y)
        for (int x = 0; x < is.width(); ++x)
            if (apart(is.pixel(x, y), wanted.pixel(x, y)) > 2)
                return false;
    return true;
}

} // namespace pk::test
