#include "journal/state_history.h"

#include "journal/session_file.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::journal {

StateHistory::StateHistory(const EventSource &source, std::uint64_t every, std::size_t keep)
    : m_source(source)
    , m_every(std::max<std::uint64_t>(every, 1))
    , m_keep(std::max<std::size_t>(keep, 2))
{
    m_snapshots.emplace(0, State());
}

Result<void> StateHistory::update()
{
    return m_source.forEach(m_latestSeq, m_source.lastSeq(), [this](std::span<const Event> events) {
        // Cut where a snapshot is due. Numbers may be missing, so the places are found by number, not by
        // count.
        while (!events.empty()) {
            const std::uint64_t due = (m_latestSeq / m_every + 1) * m_every;
            const auto end = std::partition_point(events.begin(), events.end(),
                                                  [due](const Event &event) { return event.seq <= due; });
            const auto now = events.first(static_cast<std::size_t>(end - events.begin()));
            events = events.subspan(now.size());
            m_latest.apply(now);
            // A gap may span many places: only the last one before the next event gets a snapshot.
            m_latestSeq = now.empty() ? (events.front().seq - 1) / m_every * m_every : now.back().seq;
            if (m_latestSeq % m_every == 0)
                addSnapshot();
        }
        return true;
    });
}

void StateHistory::addSnapshot()
{
    m_snapshots.emplace(m_latestSeq, m_latest);
    thinOut();
}

void StateHistory::thinOut()
{
    // Snapshots from which nothing can be folded any more.
    const std::uint64_t first = m_source.firstSeq();
    while (m_snapshots.size() > 1 && m_snapshots.begin()->first + 1 < first)
        m_snapshots.erase(m_snapshots.begin());
    while (m_snapshots.size() > m_keep) {
        m_every *= 2;
        std::erase_if(m_snapshots, [this](const auto &entry) { return entry.first % m_every != 0; });
    }
}

Result<void> StateHistory::fold(State &state, std::uint64_t afterSeq, std::uint64_t upToSeq) const
{
    return m_source.forEach(afterSeq, upToSeq, [&state](std::span<const Event> events) {
        state.apply(events);
        return true;
    });
}

Result<State> StateHistory::stateAt(std::uint64_t seq)
{
    if (seq == m_latestSeq)
        return m_latest;
    const Error tooOld{
        ErrorCode::NotFound,
        QCoreApplication::translate("journal",
                                    "This moment is too far back: its events are no longer in memory, and no "
                                    "session file is being recorded. Moments from event %1 on can be shown.")
            .arg(oldestSeq()),
        {}};
    const auto above = m_snapshots.upper_bound(seq);
    const bool fromShown =
        m_shownSeq <= seq && (above == m_snapshots.begin() || m_shownSeq >= std::prev(above)->first);
    if (!fromShown && above == m_snapshots.begin())
        return tooOld;
    State state = fromShown ? m_shown : std::prev(above)->second;
    const std::uint64_t from = fromShown ? m_shownSeq : std::prev(above)->first;
    if (from < seq) {
        if (auto folded = fold(state, from, seq); !folded)
            return folded.error();
        // Asked afterwards: what was there may have been pushed out while folding.
        if (from + 1 < m_source.firstSeq())
            return tooOld;
    }
    m_shown = state;
    m_shownSeq = seq;
    return state;
}

std::uint64_t StateHistory::oldestSeq() const
{
    const std::uint64_t first = m_source.firstSeq();
    for (const auto &[seq, state] : m_snapshots) {
        if (seq + 1 >= first)
            return seq;
    }
    return m_latestSeq;
}

Result<void> StateHistory::save(SessionFile &file) const
{
    for (const auto &[seq, state] : m_snapshots) {
        if (seq == 0)
            continue;
        if (auto saved = file.saveSnapshot(seq, state.encode()); !saved)
            return saved;
    }
    return {};
}

Result<void> StateHistory::load(const SessionFile &file)
{
    const auto numbers = file.snapshots();
    if (!numbers)
        return numbers.error();
    for (const std::uint64_t seq : *numbers) {
        const auto bytes = file.loadSnapshot(seq);
        if (!bytes && bytes.error().code != ErrorCode::Corrupt)
            return bytes.error();
        auto state = bytes ? State::decode(*bytes) : std::nullopt;
        if (!state || seq > m_source.lastSeq())
            continue;
        if (seq > m_latestSeq) {
            m_latest = *state;
            m_latestSeq = seq;
        }
        m_snapshots.insert_or_assign(seq, *std::move(state));
    }
    return {};
}

} // namespace pk::journal
