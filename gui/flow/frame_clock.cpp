#include "flow/frame_clock.h"

#include <algorithm>

namespace pk::gui {

namespace {

/// After a stall things move on from where they were seen, they do not jump.
constexpr double longestFrameMs = 250;

} // namespace

FrameClock::FrameClock(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(localIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const double limit = std::max<double>(longestFrameMs, m_timer.interval());
        advance(std::min(limit, static_cast<double>(m_sinceTick.restart())));
    });
}

void FrameClock::setManual(bool manual)
{
    m_manual = manual;
    if (manual)
        m_timer.stop();
}

void FrameClock::setIntervalMs(int intervalMs)
{
    if (m_timer.interval() != intervalMs)
        m_timer.setInterval(intervalMs);
}

void FrameClock::setRunning(bool running)
{
    if (running == m_running)
        return;
    m_running = running;
    if (m_manual)
        return;
    if (running) {
        m_sinceTick.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
}

void FrameClock::advance(double ms)
{
    m_nowMs += ms;
    if (!m_running)
        return;
    ++m_frames;
    Q_EMIT ticked(m_nowMs);
}

} // namespace pk::gui
#include "moc_frame_clock.cpp"
