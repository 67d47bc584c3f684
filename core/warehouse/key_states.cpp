#include "warehouse/key_states.h"

#include "base/sql.h"
#include "warehouse/dialect.h"
#include "warehouse/row_inserter.h"

#include <algorithm>
#include <functional>
#include <iterator>
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

Result<StoredRows> StoredRows::prepare(Database &db, std::string_view table, std::string_view keyColumn,
                                       std::string_view columns)
{
    StoredRows rows;
    for (const std::size_t keys : dialectOf(db).statementSize().keys) {
        std::string sql("SELECT ");
        sql.append(keyColumn).append(", ").append(columns).append(", event_id FROM ").append(table);
        sql.append(" WHERE ").append(keyColumn).append(" IN (").append(placeholders(keys)).append(")");
        auto statement = db.prepare(sql);
        if (!statement)
            return std::move(statement).error();
        rows.m_selects.push_back({keys, std::move(*statement)});
    }
    return rows;
}

Result<void> StoredRows::read(KeyStates &states, Arena &arena)
{
    std::span<const KeyState> left = states.all();
    while (!left.empty()) {
        auto select = m_selects.begin(); // the smallest that takes all that are left
        while (std::next(select) != m_selects.end() && std::next(select)->keys >= left.size())
            ++select;
        const std::size_t count = std::min(select->keys, left.size());
        if (auto read = readSome(*select, left.first(count), states, arena); !read)
            return read;
        left = left.subspan(count);
    }
    return {};
}

Result<void> StoredRows::readSome(Select &select, std::span<const KeyState> keys, KeyStates &states,
                                  Arena &arena)
{
    Statement &query = *select.statement;
    for (std::size_t i = 0; i < select.keys; ++i) // filled up with the last key
        query.bind(static_cast<int>(i), keys[std::min(i, keys.size() - 1)].key);
    return forEachRow(query, [&](const Statement &row) {
        KeyState *const state = states.find(row.text(0));
        if (state == nullptr)
            return;
        state->stored = true;
        state->known = true;
        state->loadId = row.integer(1);
        state->newest.version = row.integer(2);
        state->newest.occurredAt = row.isNull(3) ? EventOrder::kUnknown : row.integer(3);
        state->newest.rawOffset = row.isNull(4) ? -1 : row.integer(4);
        state->newest.eventId = arena.copy(row.text(5));
    });
}

} // namespace pk::warehouse
