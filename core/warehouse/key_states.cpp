#include "warehouse/key_states.h"

#include "warehouse/row_inserter.h"

#include <algorithm>
#include <functional>
#include <string>

namespace pk::warehouse {

void KeyStates::clear()
{
    m_states.clear();
    std::fill(m_table.begin(), m_table.end(), 0U);
}

std::uint32_t &KeyStates::place(std::string_view key)
{
    const std::size_t mask = m_table.size() - 1;
    for (std::size_t i = std::hash<std::string_view>()(key) & mask;; i = (i + 1) & mask) {
        std::uint32_t &entry = m_table[i];
        if (entry == 0 || m_states[entry - 1].key == key)
            return entry;
    }
}

void KeyStates::grow()
{
    const std::size_t size = std::max<std::size_t>(1024, m_table.size() * 2);
    m_table.assign(size, 0U);
    for (std::uint32_t slot = 0; slot < m_states.size(); ++slot)
        place(m_states[slot].key) = slot + 1;
}

std::uint32_t KeyStates::add(std::string_view key)
{
    if (m_states.size() * 2 >= m_table.size())
        grow();
    std::uint32_t &entry = place(key);
    if (entry == 0) {
        KeyState state;
        state.key = key;
        m_states.push_back(state);
        entry = static_cast<std::uint32_t>(m_states.size());
    }
    return entry - 1;
}

KeyState *KeyStates::find(std::string_view key)
{
    if (m_table.empty())
        return nullptr;
    const std::uint32_t entry = place(key);
    return entry != 0 ? &m_states[entry - 1] : nullptr;
}

Action KeyStates::decide(std::uint32_t slot, const EventOrder &event, std::uint32_t message)
{
    KeyState &state = m_states[slot];
    if (state.known && event.eventId == state.newest.eventId)
        return Action::Unchanged;
    if (state.known && event < state.newest)
        return Action::Superseded;
    const Action action = state.known ? Action::Update : Action::Insert;
    state.known = true;
    state.newest = event;
    state.winner = message;
    return action;
}

namespace {
constexpr std::size_t kKeysPerQuery = 32;
}

Result<StoredRows> StoredRows::prepare(Database &db, std::string_view table, std::string_view keyColumn,
                                       std::string_view columns)
{
    std::string sql("SELECT ");
    sql.append(keyColumn).append(", ").append(columns).append(", event_id FROM ").append(table);
    sql.append(" WHERE ").append(keyColumn).append(" IN (").append(placeholders(kKeysPerQuery)).append(")");
    auto statement = db.prepare(sql);
    if (!statement)
        return std::move(statement).error();
    StoredRows rows;
    rows.m_select = std::move(*statement);
    return rows;
}

Result<void> StoredRows::read(KeyStates &states, Arena &arena)
{
    const std::span<KeyState> all = states.all();
    for (std::size_t first = 0; first < all.size(); first += kKeysPerQuery) {
        for (std::size_t i = 0; i < kKeysPerQuery; ++i) // the last query is filled up with its last key
            m_select->bind(static_cast<int>(i), all[std::min(first + i, all.size() - 1)].key);
        for (;;) {
            const auto row = m_select->step();
            if (!row)
                return row.error();
            if (!*row)
                break;
            KeyState *const state = states.find(m_select->text(0));
            if (state == nullptr)
                continue;
            state->stored = true;
            state->known = true;
            state->loadId = m_select->integer(1);
            state->newest.version = m_select->integer(2);
            state->newest.occurredAt = m_select->isNull(3) ? EventOrder::kUnknown : m_select->integer(3);
            state->newest.rawOffset = m_select->isNull(4) ? -1 : m_select->integer(4);
            state->newest.eventId = arena.copy(m_select->text(5));
        }
    }
    return {};
}

} // namespace pk::warehouse
