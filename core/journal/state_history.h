#pragma once

// The state at any past moment: keeps a snapshot every so many events and folds on from the nearest one. What
// it gives for a number equals the fold over all events up to that number.
//
// Thread: belongs to one thread; the source may be appended to by others meanwhile.
// Ownership: the source outlives the history.
// Errors: NotFound when the events between a snapshot and the wanted moment are no longer in memory and there
// is no session file; oldestSeq() tells from where on every moment can be had.

#include "base/result.h"
#include "journal/event_source.h"
#include "journal/state.h"

#include <cstdint>
#include <map>

namespace pk::journal {

class SessionFile;

class StateHistory
{
public:
    /// A snapshot every `every` events. With more than `keep` of them (at least 2), every second one goes and
    /// `every` doubles, so that a long run does not fill the memory.
    explicit StateHistory(const EventSource &source, std::uint64_t every = 4096, std::size_t keep = 64);

    /// Folds what was appended since the last call.
    Result<void> update();
    /// The state after the last update().
    const State &latest() const { return m_latest; }
    std::uint64_t latestSeq() const { return m_latestSeq; }

    /// REQUIRES: seq <= latestSeq().
    Result<State> stateAt(std::uint64_t seq);
    std::uint64_t oldestSeq() const;
    std::size_t snapshotCount() const { return m_snapshots.size(); }

    /// Puts the snapshots into the session file of the same events, so that opening it again is quick.
    Result<void> save(SessionFile &file) const;
    /// Takes the snapshots of the session file; damaged ones are left out and computed anew.
    Result<void> load(const SessionFile &file);

private:
    Result<void> fold(State &state, std::uint64_t afterSeq, std::uint64_t upToSeq) const;
    void addSnapshot();
    void thinOut();

    const EventSource &m_source;
    std::uint64_t m_every;
    const std::size_t m_keep;
    std::map<std::uint64_t, State>
        m_snapshots; // by the number of the last event in them; 0 is the empty state
    State m_latest;
    std::uint64_t m_latestSeq = 0;
    State m_shown; // what stateAt() gave last: scrubbing asks for its neighbours
    std::uint64_t m_shownSeq = 0;
};

} // namespace pk::journal
