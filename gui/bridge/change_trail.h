#pragma once

// When a change event of the campus database came into its topic, when the bridge took it, and from where on
// the record that it made may lie: by the exact events of the journal, and by the event's own where it was
// sampled.
//
// Thread: a value type, used by one thread; the journal may be appended to meanwhile.

#include "domain/position.h"
#include "journal/event_source.h"

#include <cstdint>
#include <map>
#include <string_view>

namespace pk::gui {

class ChangeTrail
{
public:
    /// `position` as the header of a record has it. Another one than before begins anew. `madeIn`: the topic
    /// of what the bridge makes of it, where that is wanted.
    void follow(std::string_view position, std::string_view madeIn = {});
    /// Reads on from where it stopped.
    Result<void> read(const journal::EventSource &journal);

    const Position &at() const { return m_at; } ///< without an offset when there is none
    std::int64_t ackedUs() const { return m_ackedUs; } ///< wall time of the last pass; 0: not in the journal
    std::int64_t takenUs() const { return m_takenUs; }
    /// The bridge had been past it before the journal began.
    bool isPassed() const { return m_passed; }
    bool isRefused() const { return m_refused; }
    /// By partition of `madeIn`: no record of it lies before, but for a few.
    const std::map<std::int32_t, std::int64_t> &madeFrom() const { return m_madeFrom; }

private:
    void take(const journal::Event &event);

    void takeMade(const journal::Event &event);

    Position m_at;
    std::string m_madeIn;
    std::map<std::int32_t, std::int64_t> m_madeFrom;
    std::uint64_t m_seq = 0;
    std::int64_t m_ackedUs = 0;
    std::int64_t m_takenUs = 0;
    bool m_sampled = false; ///< the event's own moment is known
    bool m_passed = false;
    bool m_refused = false;
};

} // namespace pk::gui
