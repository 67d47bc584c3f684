#pragma once

// The messages that were looked at lately, and the wishes for those that were not fetched yet. Bounded by
// bytes; what nobody asked for lately goes first.
//
// Thread: all methods from any thread.

#include "base/result.h"
#include "domain/event_type.h"
#include "domain/position.h"

#include <condition_variable>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace pk::broker {
class Message;
}

namespace pk::gui {

struct FullMessage
{
    int partition = -1;
    std::int64_t offset = -1;
    bool evicted = false; ///< retention has taken it: nothing below is known
    std::int64_t timestampMs = -1;
    bool hasKey = false;
    std::string key;
    bool hasValue = false; ///< false: a tombstone
    std::string value;
    std::vector<std::pair<std::string, std::string>> headers;

    std::size_t bytes() const;
};

FullMessage toFull(const broker::Message &message);
/// The last header of that name; empty when there is none.
std::string_view headerOf(const FullMessage &message, std::string_view name);
/// What it says that has happened: by its header, or, as change events have none, by what Maxwell wrote.
Change changeIn(const FullMessage &message);

class MessageCache
{
public:
    explicit MessageCache(std::size_t maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    void add(FullMessage message);
    /// Null: it is wanted from now on.
    std::shared_ptr<const FullMessage> find(int partition, std::int64_t offset);
    /// Null when it is not here; that makes no wish.
    std::shared_ptr<const FullMessage> peek(int partition, std::int64_t offset) const;
    /// Waits for wishes, and hands them out by partition, ascending. Empty when asked to stop.
    std::map<int, std::vector<std::int64_t>> takeWanted(const std::stop_token &stop);
    /// Wishes that were handed out were not granted: whoever still has them is to ask again.
    void askAgain();
    /// Whether anything was added since the last call, or is to be asked for again.
    bool takeArrived();
    std::size_t bytes() const;

private:
    using Key = std::pair<int, std::int64_t>;
    using Messages = std::list<std::shared_ptr<const FullMessage>>; // lately used first

    const std::size_t m_maxBytes;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wish;
    Messages m_messages; // all guarded by m_mutex
    std::map<Key, Messages::iterator> m_byKey;
    std::vector<Key> m_wanted;
    std::size_t m_bytes = 0;
    bool m_arrived = false;
};

} // namespace pk::gui
