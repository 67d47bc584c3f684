#pragma once

// Follows one record through the journal. Detail events name it by its correlation id; where it was not
// sampled, the exact events that speak of its offsets tell when its batch came by.
//
// A record that was produced again has a copy with the same id at another offset: another record. As soon as
// one is seen in the raw topic, only events at the record's own positions are its own, and where it went on
// to must be learned elsewhere, from the places that it may be at. One that was sent to a later topic begins
// there.
//
// Thread: a value type, used by one thread; the journal may be appended to meanwhile.

#include "bridge/record_story.h"
#include "journal/event_source.h"

#include <map>
#include <set>

namespace pk::gui {

class RecordTrail
{
public:
    /// What is known of the record; empty where it is not.
    struct Known
    {
        Position rawAt;
        Position enrichedAt;
        Position asideAt;
        std::string correlationId;
        Position changeAt = {}; ///< of a change event or its dead letter, not of the record made of it

        bool operator==(const Known &) const = default;
    };

    /// The record that is asked for: another one in its topic is never the same.
    void follow(const Position &asked) { m_asked = asked; }
    /// Adds what was not known yet.
    void learn(const Known &known);
    /// Reads on from where it stopped; from the beginning when it has learned something since.
    Result<void> read(const journal::EventSource &journal);

    const Known &known() const { return m_known; }
    /// Where it was sent to by hand; without an offset when it was not.
    const Position &byHandAt() const { return m_byHandAt; }
    /// A copy that was sent past the transform by hand.
    bool isAnother(const Position &at) const { return m_others.contains(at); }
    /// Results of records with the same correlation id, when it is not told whose.
    const std::vector<Position> &resultsOfAny() const { return m_results; }
    std::vector<Station> stations() const;
    std::int64_t sampledOneIn() const { return m_sampledOneIn; }

private:
    using Stations = std::map<journal::Hop, std::vector<Station>>;

    void begin();
    void take(const journal::Event &event);
    void takeDetail(const journal::Event &event);
    void takeRange(const journal::Event &event);
    void takeCommit(const journal::Event &event);
    void takeCommand(const journal::Event &event);
    void dropEarlier(Known &known) const;
    void add(Stations &to, journal::Hop hop, const journal::Event &event, const Position &at);

    Position m_asked;
    Position m_byHandAt;
    std::set<Position> m_others;
    std::size_t m_readOthers = 0;
    std::vector<Position> m_results;
    Known m_given; ///< learned from others
    Known m_known; ///< and what the journal added
    Known m_readWith; ///< what was known when the reading began
    bool m_shared = false; ///< another raw record has the same correlation id
    bool m_readShared = false;
    std::uint64_t m_seq = 0;
    Stations m_details;
    Stations m_ranges;
    Stations m_commits;
    std::map<journal::Hop, bool> m_awaited; ///< commits that come after a taking
    std::int64_t m_sampledOneIn = 1;
};

} // namespace pk::gui
