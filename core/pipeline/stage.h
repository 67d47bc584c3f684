#pragma once

// One stage member: a thread that runs sessions. A session owns its clients from connecting to closing; when
// it crashes (on purpose) or has to rejoin, the next one begins with new clients.
//
// Thread: start(), stop(), join() from the owner; status() and failure() from anywhere; session() runs on the
// stage's own thread.

#include "pipeline/gate.h"
#include "pipeline/options.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pk::pipeline {

enum class StageStatus { Idle, Starting, Running, Retrying, Crashed, Failed, Stopped };

/// What an error of a stage may wait for: until it is back, the error lasts.
namespace condition {
inline constexpr std::string_view broker = "broker";
inline constexpr std::string_view database = "database";
inline constexpr std::string_view outbox = "outbox"; ///< its relay, which needs both
inline constexpr std::string_view lookup = "lookup";
inline constexpr std::string_view source = "source"; ///< the system that the records come from
} // namespace condition

/// Whether the broker has only not answered, or not been able to for now: that passes by itself.
inline bool isSilence(const Error &error)
{
    return error.retriable || error.code == ErrorCode::Unavailable || error.code == ErrorCode::Timeout;
}

class Stage
{
public:
    enum class SessionEnd {
        Done, ///< asked to stop, or nothing more to do
        Crashed, ///< a crash point was hit: what a crash leaves behind stays
        Rejoin, ///< the clients are of no further use; a fresh session may go on
        Failed, ///< setFailure() has said why
    };

    Stage(Shared shared, StageKind kind, int member);
    virtual ~Stage(); ///< REQUIRES: joined
    Stage(const Stage &) = delete;
    Stage &operator=(const Stage &) = delete;

    void start();
    void stop(); ///< asks; join() waits
    void join();

    const std::string &name() const { return m_name; } ///< for example "transform-0"
    StageStatus status() const { return m_status.load(std::memory_order_acquire); }
    std::optional<Error> failure() const;
    /// Crashes as soon as the record in hand is done: nothing more is flushed, committed or said to the
    /// group. It starts again by itself.
    void crashNow();
    /// On hold, the stage takes no records but stays a member of its group.
    void setOnHold(bool hold) { m_onHold.store(hold, std::memory_order_release); }
    bool onHold() const { return m_onHold.load(std::memory_order_acquire); }
    /// Started and neither stopped nor failed.
    bool runs() const;
    /// False while a batch is in hand: what is committed may then not be done yet, or the other way round.
    bool idle() const { return m_idle.load(std::memory_order_acquire); }
    Gate &gate() { return m_gate; }

protected:
    virtual SessionEnd session(const std::stop_token &stop) = 0;
    /// Whether a crash has left behind what another session has to end, though the stage is to stop.
    virtual bool leftOpen() const { return false; }
    /// No session follows its crash any more: it was stopped while it was down.
    virtual void goneForGood() { }

    void setStatus(StageStatus status) { m_status.store(status, std::memory_order_release); }
    void setFailure(const Error &error);
    void setIdle(bool idle) { m_idle.store(idle, std::memory_order_release); }
    /// With a condition it is true until recovered() says otherwise or the stage is stopped; without one it
    /// has happened, and that was all.
    void reportError(const Error &error, std::string_view condition = {});
    void recovered(std::string_view condition);
    bool waitsFor(std::string_view condition) const { return m_waitsFor.contains(condition); }
    /// Waits so long, unless the stage is to stop or to crash before.
    void rest(int ms, const std::stop_token &stop) const;
    bool crashRequested() const { return m_crashNow.load(std::memory_order_acquire); }
    bool stopRequested() const { return m_stopping.load(std::memory_order_acquire); }

    /// An event that names this stage; append it to m_events.
    journal::Event event(journal::EventKind kind) const;
    /// Adds offset to the last event when it continues its range, else begins a new one.
    void addToRange(journal::EventKind kind, const PositionView &position, std::string_view group,
                    std::string_view text = {});
    void addRecord(journal::Hop hop, const PositionView &position, std::string_view key,
                   std::string_view correlationId, std::string_view text = {});
    void flushEvents() { m_shared.journal.append(m_writer, m_events); }
    /// What has happened is known before the stage goes on, which may take long. Not in the conducted regime:
    /// there the events of a step are those of the seed, however the answers come in.
    void flushWhileWaiting()
    {
        if (!m_gate.conducted())
            flushEvents();
    }
    /// Of one record in so many the way is told. What is an anomaly is told of every one, see isTold().
    bool isSampled(std::string_view correlationId) const;
    /// Whether an anomaly, a record that was refused or changed nothing, can be told under that name.
    bool isTold(std::string_view correlationId) const
    {
        return !correlationId.empty() && !m_shared.journal.isOff();
    }

    Shared m_shared;
    const StageKind m_kind;
    const int m_member;
    const std::string m_name;
    const journal::WriterId m_writer;
    Gate m_gate;
    std::vector<journal::Event> m_events;

private:
    void run(const std::stop_token &stop);
    static void pause(const std::stop_token &stop, int ms);

    std::atomic<StageStatus> m_status{StageStatus::Idle};
    std::atomic<bool> m_idle{true};
    std::atomic<bool> m_crashNow{false};
    std::atomic<bool> m_onHold{false};
    std::atomic<bool> m_stopping{false};
    mutable std::mutex m_failureMutex;
    std::optional<Error> m_failure; // guarded by m_failureMutex
    std::set<std::string, std::less<>> m_waitsFor; // conditions of errors that last
    std::jthread m_thread;
};

} // namespace pk::pipeline
