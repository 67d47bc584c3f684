#include "flow/frame_pace.h"

namespace pk::gui {

namespace {

constexpr double judgedEveryMs = 1'000;
constexpr double clearlyLess = 0.9; ///< what is near the limit would change to and fro

} // namespace

void FramePace::add(double cpuMs, double elapsedMs)
{
    m_cpuMs += cpuMs;
    m_elapsedMs += elapsedMs;
    if (m_elapsedMs < judgedEveryMs)
        return;
    const double share = m_cpuMs / m_elapsedMs;
    m_cpuMs = 0;
    m_elapsedMs = 0;
    // With more frames it would be at most so much.
    const double withMore = m_oneIn > 1 ? share * m_oneIn / (m_oneIn - 1) : share;
    if (share > tooMuch && m_oneIn < fewest)
        ++m_oneIn;
    else if (m_oneIn > 1 && withMore < clearlyLess * tooMuch)
        --m_oneIn;
}

} // namespace pk::gui
