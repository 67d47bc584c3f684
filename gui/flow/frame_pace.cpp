#include "flow/frame_pace.h"

namespace pk::gui {

namespace {

constexpr double judgedEveryMs = 1'000;

} // namespace

void FramePace::add(double cpuMs, double elapsedMs)
{
    m_cpuMs += cpuMs;
    m_elapsedMs += elapsedMs;
    if (m_elapsedMs < judgedEveryMs)
        return;
    const double share = m_cpuMs / m_elapsedMs;
    m_halved = share > tooMuch || (m_halved && share > littleEnough);
    m_cpuMs = 0;
    m_elapsedMs = 0;
}

} // namespace pk::gui
