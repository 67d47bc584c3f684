#include "bridge/message_cache.h"

#include "broker/message.h"
#include "domain/change_event.h"
#include "domain/headers.h"

#include <algorithm>

namespace pk::gui {

namespace {

/// More wishes than this come from fast scrolling: the oldest are no longer on screen.
constexpr std::size_t kMostWanted = 500;

} // namespace

FullMessage toFull(const broker::Message &message)
{
    FullMessage full;
    full.partition = message.partition();
    full.offset = message.offset();
    full.timestampMs = message.timestampMs();
    full.hasKey = message.hasKey();
    full.key = message.key();
    full.hasValue = message.hasValue();
    full.value = message.value();
    for (const auto &[name, value] : message.headers())
        full.headers.emplace_back(name, value);
    return full;
}

std::string_view headerOf(const FullMessage &message, std::string_view name)
{
    for (auto it = message.headers.rbegin(); it != message.headers.rend(); ++it) {
        if (it->first == name)
            return it->second;
    }
    return {};
}

Change changeIn(const FullMessage &message)
{
    if (!message.hasValue)
        return Change::Removed;
    const std::string_view type = headerOf(message, header::eventType);
    return changeOf(type.empty() ? changeTypeOf(message.value) : type);
}

std::size_t FullMessage::bytes() const
{
    std::size_t sum = sizeof(FullMessage) + key.size() + value.size();
    for (const auto &[name, text] : headers)
        sum += name.size() + text.size() + 64;
    return sum;
}

void MessageCache::add(FullMessage message)
{
    const Key key{message.partition, message.offset};
    auto shared = std::make_shared<const FullMessage>(std::move(message));
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_byKey.find(key); known != m_byKey.end()) {
        m_bytes -= (*known->second)->bytes();
        m_messages.erase(known->second);
    }
    m_bytes += shared->bytes();
    m_messages.push_front(std::move(shared));
    m_byKey[key] = m_messages.begin();
    m_arrived = true;
    while (m_bytes > m_maxBytes && m_messages.size() > 1) {
        const FullMessage &oldest = *m_messages.back();
        m_bytes -= oldest.bytes();
        m_byKey.erase({oldest.partition, oldest.offset});
        m_messages.pop_back();
    }
}

std::shared_ptr<const FullMessage> MessageCache::find(int partition, std::int64_t offset)
{
    const Key key{partition, offset};
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_byKey.find(key); known != m_byKey.end()) {
        m_messages.splice(m_messages.begin(), m_messages, known->second);
        return *known->second;
    }
    if (std::find(m_wanted.begin(), m_wanted.end(), key) == m_wanted.end()) {
        if (m_wanted.size() == kMostWanted)
            m_wanted.erase(m_wanted.begin());
        m_wanted.push_back(key);
        m_wish.notify_one();
    }
    return nullptr;
}

std::shared_ptr<const FullMessage> MessageCache::peek(int partition, std::int64_t offset) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_byKey.find({partition, offset});
    return known != m_byKey.end() ? *known->second : nullptr;
}

std::map<int, std::vector<std::int64_t>> MessageCache::takeWanted(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_wish.wait(lock, stop, [this] { return !m_wanted.empty(); });
    std::map<int, std::vector<std::int64_t>> wanted;
    if (stop.stop_requested())
        return wanted;
    for (const auto &[partition, offset] : m_wanted)
        wanted[partition].push_back(offset);
    m_wanted.clear();
    for (auto &[partition, offsets] : wanted)
        std::sort(offsets.begin(), offsets.end());
    return wanted;
}

void MessageCache::askAgain()
{
    const std::lock_guard lock(m_mutex);
    m_arrived = true;
}

bool MessageCache::takeArrived()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_arrived, false);
}

std::size_t MessageCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace pk::gui
