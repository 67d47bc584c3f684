#pragma once

// When a change event of the campus database came into its topic, and when the bridge took it: by the exact
// events of the journal, and by the event's own where it was sampled.
//
// Thread: a value type, used by one thread; the journal may be appended to meanwhile.

#include "domain/position.h"
#include "journal/event_source.h"

#include <cstdint>
#include <string_view>

namespace pk::gui {

class ChangeTrail
{
public:
    /// `position` as the header of a record has it. Another one than before begins anew.
    void follow(std::string_view position);
    /// Reads on from where it stopped.
    Result<void> read(const journal::EventSource &journal);

    const Position &at() const { return m_at; } ///< without an offset when there is none
    std::int64_t ackedUs() const { return m_ackedUs; } ///< wall time of the last pass; 0: not in the journal
    std::int64_t takenUs() const { return m_takenUs; }

private:
    void take(const journal::Event &event);

    Position m_at;
    std::uint64_t m_seq = 0;
    std::int64_t m_ackedUs = 0;
    std::int64_t m_takenUs = 0;
    bool m_sampled = false; ///< the event's own moment is known
};

} // namespace pk::gui
