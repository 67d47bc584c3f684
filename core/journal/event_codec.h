#pragma once

// The binary form of a run of events, as the chunks of a session file hold it: a version byte, the number of
// events, then the events. Each begins with its kind and a bit mask of the fields that follow; fields with
// their usual value are absent (the next seq, the next number of that writer, count = last - first + 1). A
// string is written once per chunk and referred to by its number afterwards, so topics, groups and
// correlation ids take one or two bytes each time they come again.
//
// Thread: an encoder belongs to one thread; decodeEvents() may be called from anywhere.
// Errors: decodeEvents() is empty when the bytes are not such a run; whatever the bytes are, it ends and
// reads nothing outside of them.

#include "journal/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::journal {

class EventEncoder
{
public:
    EventEncoder();
    /// REQUIRES: the event lives, unchanged, until finish(): its strings are referred to.
    void add(const Event &event);
    std::size_t size() const { return m_count; }
    /// The bytes of all events added since the last call; the encoder is then empty again.
    std::string finish();

private:
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t number = 0; ///< 0: free
    };
    void writeString(std::string_view text);
    std::uint32_t &numberOf(std::string_view text);
    void growTable();

    std::string m_body;
    std::size_t m_count = 0;
    std::vector<std::string_view> m_strings; ///< number n is m_strings[n - 1]
    std::vector<Slot> m_table; ///< open addressing; its size is a power of two
    std::vector<std::pair<std::uint32_t, std::uint64_t>>
        m_writers; ///< last number of each writer in this chunk
    std::uint64_t m_seq = 0;
    std::int64_t m_wallUs = 0;
    std::int64_t m_virtUs = 0;
    std::uint32_t m_writer = 0;
};

std::optional<std::vector<Event>> decodeEvents(std::string_view bytes);

} // namespace pk::journal
