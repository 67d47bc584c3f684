#pragma once

// What is known of each key of a batch: the row that the warehouse holds and the newest message of the batch.
// Here it is decided what becomes of a message; messages of one key inside a batch come out as if they had
// been applied one after the other.
//
// Thread: not thread-safe.

#include "base/database.h"
#include "warehouse/arena.h"
#include "warehouse/messages.h"
#include "warehouse/writer.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace pk::warehouse {

struct KeyState
{
    static constexpr std::uint32_t kNone = 0xffffffffU;

    std::string_view key;
    bool stored = false; ///< the warehouse has a row of this key
    bool known = false; ///< it has one, or an earlier message of the batch makes one
    std::int64_t loadId = 0; ///< of the stored row
    EventOrder newest; ///< of the stored row or the newest message
    std::uint32_t winner = kNone; ///< the message of the batch that is to be written
    std::string_view image; ///< the row as JSON, where before-images are kept
};

class KeyStates
{
public:
    void clear();
    /// The slot of a key, a new one or the one it has already.
    std::uint32_t add(std::string_view key);
    /// Empty when the key was not added.
    KeyState *find(std::string_view key);

    KeyState &operator[](std::uint32_t slot) { return m_states[slot]; }
    std::span<KeyState> all() { return m_states; }

    /// What becomes of the next message of a key.
    Action decide(std::uint32_t slot, const EventOrder &event, std::uint32_t message);

private:
    void grow();
    std::uint32_t &place(std::string_view key);

    std::vector<KeyState> m_states;
    std::vector<std::uint32_t> m_table; ///< slot + 1, or 0; open addressing, a power of two long
};

/// Fills the states of the keys that a table holds already.
class StoredRows
{
public:
    /// `columns`: load_id, version, occurred_at and raw_offset, or what stands for them.
    static Result<StoredRows> prepare(Database &db, std::string_view table, std::string_view keyColumn,
                                      std::string_view columns = "load_id, version, occurred_at, raw_offset");
    Result<void> read(KeyStates &states, Arena &arena);

private:
    struct Select
    {
        std::size_t keys = 0;
        std::unique_ptr<Statement> statement;
    };
    static Result<void> readSome(Select &select, std::span<const KeyState> keys, KeyStates &states,
                                 Arena &arena);

    std::vector<Select> m_selects; ///< that of the most keys first
};

} // namespace pk::warehouse
