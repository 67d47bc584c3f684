#include "flow/frame_clock.h"

#include <algorithm>
#include <ctime>

namespace pk::gui {

namespace {

/// After a stall things move on from where they were seen, they do not jump.
constexpr double longestFrameMs = 250;

/// Processor time of this thread since it began.
double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

FrameClock::FrameClock(QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(localIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::onTimer);
}

void FrameClock::onTimer()
{
    const double elapsed = static_cast<double>(m_sinceTick.restart());
    const double cpu = threadCpuMs();
    m_pace.add(cpu - m_cpuMs, elapsed);
    m_cpuMs = cpu;
    applyInterval();
    advance(std::min(std::max<double>(longestFrameMs, m_timer.interval()), elapsed));
}

void FrameClock::applyInterval()
{
    const int interval = m_intervalMs == localIntervalMs ? m_pace.oneIn() * localIntervalMs : m_intervalMs;
    if (m_timer.interval() != interval)
        m_timer.setInterval(interval);
}

void FrameClock::setManual(bool manual)
{
    m_manual = manual;
    if (manual)
        m_timer.stop();
}

void FrameClock::setIntervalMs(int intervalMs)
{
    m_intervalMs = intervalMs;
    applyInterval();
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
        m_cpuMs = threadCpuMs();
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
