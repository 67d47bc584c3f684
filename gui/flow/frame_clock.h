#pragma once

// One clock for all that moves. It ticks only while there is something to move and someone to see it; tests
// stop the timer and advance by hand.
//
// Thread: GUI thread only.

#include "flow/frame_pace.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstdint>

namespace pk::gui {

class FrameClock final : public QObject
{
    Q_OBJECT

public:
    static constexpr int localIntervalMs = 16; ///< longer where frames cost much: see FramePace
    static constexpr int remoteIntervalMs = 50;
    static constexpr int stepIntervalMs = 500; ///< reduced motion

    explicit FrameClock(QObject *parent = nullptr);

    /// Ticks come only from advance().
    void setManual(bool manual);
    void setIntervalMs(int intervalMs);
    void setRunning(bool running);
    bool isRunning() const { return m_running; }

    double nowMs() const { return m_nowMs; }
    std::int64_t frames() const { return m_frames; }

    /// Moves the time on and, when the clock runs, makes one frame of it.
    void advance(double ms);

Q_SIGNALS:
    void ticked(double nowMs);

private:
    void onTimer();
    void applyInterval();

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    FramePace m_pace;
    double m_cpuMs = 0; ///< of this thread, at the last tick
    int m_intervalMs = localIntervalMs;
    double m_nowMs = 0;
    std::int64_t m_frames = 0;
    bool m_manual = false;
    bool m_running = false;
};

} // namespace pk::gui
