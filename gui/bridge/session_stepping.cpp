#include "bridge/run_trouble.h"
#include "bridge/session.h"

#include "base/clock.h"

#include <QCoreApplication>

// Playing, pausing and stepping.

namespace pk::gui {

namespace {

constexpr int kConductMs = 12'000; // a group's first join takes three seconds, a crashed member up to six

} // namespace

void Session::play()
{
    if (!running(Command::Play))
        return;
    note(journal::EventKind::Command, "play");
    m_run->conductor->release();
    setState(RunState::Running);
}

/// Everything in hand is finished and committed; then every hop waits to be asked for.
Result<void> Session::conduct()
{
    setState(RunState::Pausing);
    auto conducted = m_run->conductor->conduct(kConductMs);
    endPause(conducted.ok());
    return conducted;
}

/// Paused, or said why not: the state shown is the true one either way.
bool Session::reconduct(Command command)
{
    if (auto conducted = conduct(); !conducted) {
        Q_EMIT failed(command, conducted.error().message);
        return false;
    }
    return true;
}

/// Meanwhile other commands are carried out: what keeps a stage from its rest can be ended, and so can the
/// pause.
void Session::pause()
{
    if (!running(Command::Pause))
        return;
    m_asked.erase(Command::Pause); // whether it succeeds is known later
    if (m_state == RunState::Pausing)
        return;
    note(journal::EventKind::Command, "pause");
    beginPause();
}

void Session::beginPause()
{
    setState(RunState::Pausing);
    m_run->conductor->begin();
    m_pauseUntilUs = monotonicUs() + kConductMs * 1000LL;
    m_pausing.start();
}

void Session::goOnPausing()
{
    if (!m_run || !m_run->conductor || m_state != RunState::Pausing) {
        m_pausing.stop();
        return;
    }
    // Where everybody stands only a broker knows. Its time to come back is the person's.
    if (isBrokerAway(m_board.run(), monotonicUs())) {
        m_pauseUntilUs = monotonicUs() + kConductMs * 1000LL;
        return;
    }
    if (!m_run->conductor->isAtRest() && monotonicUs() < m_pauseUntilUs)
        return;
    m_pausing.stop();
    const auto conducted = m_run->conductor->conduct(0);
    const bool mayPass = !conducted && conducted.error().retriable && monotonicUs() < m_pauseUntilUs;
    if (mayPass || (!conducted && isBrokerAway(m_board.run(), monotonicUs()))) {
        m_pausing.start(); // it left while it was asked, or has just come back
        return;
    }
    endPause(conducted.ok());
    if (!conducted)
        Q_EMIT failed(Command::Pause, conducted.error().message);
}

void Session::endPause(bool conducted)
{
    if (!conducted)
        m_run->conductor->release();
    setState(conducted ? RunState::Paused : RunState::Running);
    if (conducted)
        Q_EMIT succeeded(Command::Pause);
}

bool Session::isPauseWanted() const
{
    return m_state == RunState::Paused || m_state == RunState::Pausing;
}

/// Paused, so that steps are possible. Without a broker they are as soon as there is one.
bool Session::readyToStep()
{
    if (m_state == RunState::Paused)
        return true;
    if (!isBrokerAway(m_board.run(), monotonicUs()))
        return reconduct(Command::Step);
    if (m_state != RunState::Pausing)
        beginPause();
    Q_EMIT failed(Command::Step,
                  QCoreApplication::translate(
                      "bridge", "No broker answers. The pipeline pauses as soon as one does; step then."));
    return false;
}

void Session::step(StepKind kind)
{
    if (!running(Command::Step) || !readyToStep())
        return;
    pipeline::Conductor &conductor = *m_run->conductor;
    const auto step = kind == StepKind::Record ? conductor.stepRecord()
        : kind == StepKind::Hop                ? conductor.stepHop()
                                               : conductor.stepToCommit();
    takeStep(step);
}

/// Whether it was made.
bool Session::takeStep(const Result<pipeline::Conductor::Step> &step)
{
    if (step) {
        Q_EMIT stepped(toStepDone(*step, m_options.semantics == Semantics::AtMostOnce));
        return step->done;
    }
    Q_EMIT failed(Command::Step, step.error().message);
    // A rebalance, a crash or a reset came in between: where everybody stands is asked anew.
    if (step.error().code != ErrorCode::Cancelled)
        reconduct(Command::Pause);
    return false;
}

void Session::stepThat(const RecordPlaces &record, bool toItsEnd)
{
    if (!running(Command::Step) || !readyToStep())
        return;
    if (const auto followed = follow(record); !followed) {
        if (followed.error().code == ErrorCode::NotFound)
            Q_EMIT recordStepped(record.asked, false);
        else
            Q_EMIT failed(Command::Step, followed.error().message);
        return;
    }
    pipeline::Conductor &conductor = *m_run->conductor;
    takeStep(toItsEnd ? conductor.stepRecord() : conductor.stepFollowed());
    Q_EMIT recordStepped(record.asked, true);
}

} // namespace pk::gui
