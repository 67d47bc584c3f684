#include "extract/held_back.h"

#include <algorithm>

namespace pk::extract {

bool HeldBack::keepLate(SourceRecord &record, const DirtRates &rates)
{
    if (rates.late == 0 || !m_random.chance(rates.late) || m_held.size() == kMaxHeld)
        return false;
    m_held.push_back({std::move(record), m_sent + kMaxWait, true});
    record.clear();
    return true;
}

bool HeldBack::takeDue(SourceRecord &record)
{
    m_sendingDuplicate = false;
    if (m_held.empty())
        return false;
    const auto due =
        std::find_if(m_held.begin(), m_held.end(), [&](const Held &held) { return held.dueAt <= m_sent; });
    if (due == m_held.end())
        return false;
    record = std::move(due->record);
    m_sendingDuplicate = !due->late;
    m_held.erase(due);
    return true;
}

void HeldBack::sent(const SourceRecord &record, const DirtRates &rates)
{
    constexpr std::uint32_t longestPause = 20; // records before a duplicate follows
    ++m_sent;
    for (Held &held : m_held) {
        if (held.late && held.record.key == record.key)
            held.dueAt = m_sent;
    }
    if (m_sendingDuplicate || rates.duplicate == 0)
        return;
    const bool again = m_random.chance(rates.duplicate);
    if (again && m_held.size() < kMaxHeld)
        m_held.push_back({record, m_sent + m_random.below(longestPause), false});
}

} // namespace pk::extract
