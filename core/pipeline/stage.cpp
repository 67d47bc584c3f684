#include "pipeline/stage.h"

#include "base/stop_wait.h"
#include "base/thread_name.h"
#include "pipeline/controls.h"
#include "pipeline/crash_plan.h"
#include "pipeline/sampling.h"

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr int kRejoinMs = 500;
constexpr int kRestSliceMs = 50; // a crash that is asked for is seen that soon
constexpr std::size_t kMostEvents = 2'048; // in hand, where each record has one of its own

} // namespace

Stage::Stage(Shared shared, StageKind kind, int member)
    : m_shared(std::move(shared))
    , m_kind(kind)
    , m_member(member)
    , m_name(std::string(toString(kind)) + "-" + std::to_string(member))
    , m_writer(m_shared.journal.writer(m_name))
{
    m_gate.setConducted(m_shared.options.conducted);
}

Stage::~Stage() = default;

void Stage::start()
{
    m_stopping.store(false, std::memory_order_release);
    m_crashNow.store(false, std::memory_order_release); // it meant its life before
    {
        const std::lock_guard lock(m_failureMutex);
        m_failure.reset(); // of its life before
    }
    setStatus(StageStatus::Starting);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void Stage::stop()
{
    m_stopping.store(true, std::memory_order_release);
    m_thread.request_stop();
    m_gate.wake();
}

void Stage::crashNow()
{
    m_crashNow.store(true, std::memory_order_release);
    m_gate.wake();
}

void Stage::join()
{
    if (m_thread.joinable())
        m_thread.join();
}

void Stage::run(const std::stop_token &stop)
{
    setThreadName(m_name);
    for (;;) {
        const SessionEnd end = session(stop);
        setIdle(true);
        const bool crashed = end == SessionEnd::Crashed;
        if (crashed) {
            m_events.push_back(event(journal::EventKind::Crash));
            m_events.back().text =
                m_crashNow.exchange(false) ? std::string(toString(m_kind)) : m_shared.crashes.text();
        }
        flushEvents();
        if (end == SessionEnd::Failed) {
            setStatus(StageStatus::Failed);
            m_shared.memberChanged();
            return;
        }
        bool ends = end == SessionEnd::Done || stop.stop_requested();
        if (!ends) {
            setStatus(crashed ? StageStatus::Crashed : StageStatus::Starting);
            pause(stop, crashed ? m_shared.options.restartAfterCrashMs : kRejoinMs);
            ends = crashed && stop.stop_requested() && !leftOpen();
        }
        if (ends) {
            if (crashed)
                goneForGood();
            while (!m_waitsFor.empty()) // it waits for nothing any more
                recovered(std::string(*m_waitsFor.begin()));
            flushEvents();
            setStatus(StageStatus::Stopped);
            m_shared.memberChanged();
            return;
        }
        m_events.push_back(event(journal::EventKind::Restart));
        m_events.back().text = toString(m_kind);
        flushEvents();
    }
}

bool Stage::runs() const
{
    const StageStatus now = status();
    return now != StageStatus::Idle && now != StageStatus::Stopped && now != StageStatus::Failed;
}

void Stage::pause(const std::stop_token &stop, int ms)
{
    waitForStop(stop, std::chrono::milliseconds(ms));
}

void Stage::rest(int ms, const std::stop_token &stop) const
{
    for (; ms > 0 && !stop.stop_requested() && !crashRequested(); ms -= kRestSliceMs)
        pause(stop, std::min(ms, kRestSliceMs));
}

std::optional<Error> Stage::failure() const
{
    const std::lock_guard lock(m_failureMutex);
    return m_failure;
}

void Stage::setFailure(const Error &error)
{
    reportError(error);
    const std::lock_guard lock(m_failureMutex);
    m_failure = error;
}

void Stage::reportError(const Error &error, std::string_view condition)
{
    if (!condition.empty())
        m_waitsFor.emplace(condition);
    journal::Event e = event(journal::EventKind::Error);
    e.key = condition;
    e.text = error.toString().toStdString();
    m_events.push_back(std::move(e));
    flushEvents();
}

void Stage::recovered(std::string_view condition)
{
    const auto found = m_waitsFor.find(condition);
    if (found == m_waitsFor.end())
        return;
    journal::Event e = event(journal::EventKind::Recovered);
    e.key = *found;
    m_waitsFor.erase(found);
    m_events.push_back(std::move(e));
    flushEvents();
}

journal::Event Stage::event(journal::EventKind kind) const
{
    journal::Event e;
    e.kind = kind;
    e.member = m_name;
    e.virtUs = m_shared.clock.nowMs() * 1000;
    return e;
}

void Stage::addToRange(journal::EventKind kind, const PositionView &position, std::string_view group,
                       std::string_view text)
{
    if (m_shared.journal.isOff() || position.offset < 0)
        return;
    // Ranges of several kinds and partitions grow side by side; the few newest events are enough to find
    // one's own.
    const std::size_t look = std::min<std::size_t>(m_events.size(), 16);
    for (std::size_t i = 1; i <= look; ++i) {
        journal::Event &e = m_events[m_events.size() - i];
        if (e.kind == kind && e.partition == position.partition && e.last + 1 == position.offset
            && e.topic == position.topic && e.group == group && e.text == text) {
            e.last = position.offset;
            ++e.count;
            return;
        }
    }
    journal::Event e = event(kind);
    e.topic = position.topic;
    e.partition = position.partition;
    e.first = e.last = position.offset;
    e.count = 1;
    e.group = group;
    e.text = text;
    m_events.push_back(std::move(e));
}

void Stage::addRecord(journal::Hop hop, const PositionView &position, std::string_view key,
                      std::string_view correlationId, std::string_view text)
{
    journal::Event e = event(journal::EventKind::Record);
    e.hop = hop;
    e.topic = position.topic;
    e.partition = position.partition;
    e.first = e.last = position.offset;
    e.count = 1;
    e.key = key;
    e.correlationId = correlationId;
    e.text = text;
    e.wallUs = wallUs();
    m_events.push_back(std::move(e));
    if (m_events.size() >= kMostEvents) // the answers of a whole queue may come at once
        flushWhileWaiting();
}

bool Stage::isSampled(std::string_view correlationId) const
{
    return isTold(correlationId)
        && isChosen(correlationId, m_shared.controls.sampleEvery.load(std::memory_order_relaxed));
}

} // namespace pk::pipeline
