#pragma once

// When a change event of the campus database came into its topic, when the bridge took it, what it made of
// it, and from where on the record may lie: by the exact events of the journal, and by the event's own where
// it was sampled. Others read there, too, who keep replicas: only the bridge's group counts.
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
    /// `position` as the header of a record has it. Another one than before begins anew. What the
    /// bridge did with it is told where its group is given, and from where on its record may lie where the
    /// topic of that is.
    void follow(std::string_view position, std::string_view bridgeGroup = {}, std::string_view madeIn = {});
    /// Reads on from where it stopped.
    Result<void> read(const journal::EventSource &journal);

    const Position &at() const { return m_at; } ///< without an offset when there is none
    std::int64_t ackedUs() const { return m_ackedUs; } ///< wall time of the last pass; 0: not in the journal
    std::int64_t takenUs() const { return m_takenUs; }
    /// The bridge has committed an offset past it: its verdict is in the journal, and what it told is in
    /// Kafka.
    bool isPassed() const { return m_passed; }
    bool isRefused() const { return m_refused; }
    /// The bridge knew the row, or something newer, when it first came to it.
    bool isPassedOver() const { return m_passedOver; }
    /// By partition of `madeIn`: no record of it lies before, but for a few.
    const std::map<std::int32_t, std::int64_t> &madeFrom() const { return m_madeFrom; }
    /// Nothing that the journal has told of so far was made of it.
    void noteNotMade() { m_madeFrom = m_lastMade; }

private:
    void take(const journal::Event &event);
    void takeOfBridge(const journal::Event &event);
    void takeMade(const journal::Event &event);

    Position m_at;
    std::string m_group;
    std::string m_madeIn;
    std::map<std::int32_t, std::int64_t> m_madeFrom;
    std::map<std::int32_t, std::int64_t> m_lastMade; ///< the beginning of the last range
    std::uint64_t m_seq = 0;
    std::int64_t m_ackedUs = 0;
    std::int64_t m_takenUs = 0;
    bool m_sampled = false; ///< the event's own moment is known
    bool m_passed = false;
    bool m_refused = false;
    bool m_passedOver = false;
};

} // namespace pk::gui
