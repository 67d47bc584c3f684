#pragma once

// What one turn of the event loop ever cost the GUI thread itself: the processor time it used, and how long
// it waited for something else than the processor. Neither grows when other programs keep the machine busy,
// so a test can hold them to a limit; how long a person waits is what bench_window prints.

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QString>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace pk::test {

/// Thread: made and read on the thread it measures.
class LoopMeter : public QObject
{
public:
    static constexpr double WorkLimitMs = 50; ///< DESIGN §6: the worst stall
    static constexpr double WaitLimitMs = 500; ///< what waits for a broker or a stage takes longer

    LoopMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] {
            const Sample now = sample();
            m_worstWorkMs = std::max(m_worstWorkMs, now.workMs - m_last.workMs);
            // Asleep is what is neither work nor queueing for a processor.
            const auto asleep = [](const Sample &at) { return at.wallMs - at.workMs - at.queuedMs; };
            m_worstWaitMs = std::max(m_worstWaitMs, asleep(now) - asleep(m_last));
            m_last = sample();
        });
        m_wall.start();
        m_last = sample();
        m_timer.start();
    }

    bool isWithinLimits() const { return m_worstWorkMs <= WorkLimitMs && m_worstWaitMs <= WaitLimitMs; }
    QString text() const
    {
        return QStringLiteral("one turn worked %1 ms, one waited %2 ms")
            .arg(m_worstWorkMs)
            .arg(m_worstWaitMs);
    }

private:
    struct Sample
    {
        double wallMs = 0;
        double workMs = 0;
        double queuedMs = 0;
    };
    Sample sample() const
    {
        timespec work{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &work);
        return {static_cast<double>(m_wall.nsecsElapsed()) / 1e6,
                static_cast<double>(work.tv_sec) * 1e3 + static_cast<double>(work.tv_nsec) / 1e6, queuedMs()};
    }
    /// A kernel that does not tell it makes the wait look longer, never shorter.
    static double queuedMs()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        return file.readAll().split(' ').value(1).toDouble() / 1e6;
    }

    QTimer m_timer;
    QElapsedTimer m_wall;
    Sample m_last;
    double m_worstWorkMs = 0;
    double m_worstWaitMs = 0;
};

} // namespace pk::test
