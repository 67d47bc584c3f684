#include "bridge/change_trail.h"

namespace pk::gui {

void ChangeTrail::follow(std::string_view position, std::string_view bridgeGroup, std::string_view madeIn)
{
    const auto view = parsePosition(position);
    const Position at = view ? Position{std::string(view->topic), view->partition, view->offset} : Position();
    if (at == m_at)
        return;
    *this = {};
    m_at = at;
    m_group = bridgeGroup;
    m_madeIn = madeIn;
}

Result<void> ChangeTrail::read(const journal::EventSource &journal)
{
    if (m_at.offset < 0)
        return {};
    return journal.forEach(m_seq, journal.lastSeq(), [this](std::span<const journal::Event> events) {
        for (const journal::Event &event : events)
            take(event);
        m_seq = events.back().seq;
        return true;
    });
}

void ChangeTrail::take(const journal::Event &event)
{
    if (event.kind == journal::EventKind::Acked && event.topic == m_madeIn)
        takeMade(event);
    if (event.topic != m_at.topic || event.partition != m_at.partition)
        return;
    if (event.group == m_group)
        takeOfBridge(event);
    if (event.first > m_at.offset)
        return;
    if (event.kind == journal::EventKind::Record && event.first == m_at.offset
        && event.hop == journal::Hop::Acked) {
        m_ackedUs = event.wallUs;
        m_sampled = true;
    } else if (event.kind == journal::EventKind::Acked && event.last >= m_at.offset && !m_sampled) {
        m_ackedUs = event.wallUs;
    }
}

void ChangeTrail::takeOfBridge(const journal::Event &event)
{
    if (event.kind == journal::EventKind::Committed)
        m_passed = m_passed || event.first > m_at.offset;
    else if (event.first > m_at.offset || event.last < m_at.offset)
        return;
    else if (event.kind == journal::EventKind::Taken)
        m_takenUs = event.wallUs;
    else if (event.kind == journal::EventKind::DeadLettered)
        m_refused = true;
    else if (event.kind == journal::EventKind::PassedOver && !m_passed) // else it has come to it once more
        m_passedOver = true;
}

/// The bridge tells in ranges: one that begins before the taking may have grown behind it.
void ChangeTrail::takeMade(const journal::Event &event)
{
    m_lastMade[event.partition] = event.first;
    if (m_takenUs == 0)
        m_madeFrom[event.partition] = event.first;
    else
        m_madeFrom.try_emplace(event.partition, event.first);
}

} // namespace pk::gui
