#pragma once

// One consumed message, still in librdkafka's memory: nothing is copied until somebody needs it.
//
// Thread: one thread at a time.
// Ownership: move-only. Destroy it before its Consumer: one message left over makes the client's end wait
// forever.

#include "domain/position.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

struct rd_kafka_message_s;
struct rd_kafka_headers_s;

namespace pk::broker {

/// Headers taken out of a message or built for one; they can be handed to a producer without a copy. Handed
/// over or moved away, they are empty and can be filled again.
class Headers
{
public:
    Headers();
    ~Headers();
    Headers(Headers &&) noexcept;
    Headers &operator=(Headers &&) noexcept;

    void add(std::string_view name, std::string_view value);
    void remove(std::string_view name);
    /// The last value of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t size() const;
    std::size_t bytes() const; ///< of all names and values
    Headers copy() const;

    rd_kafka_headers_s *get() const { return m_headers; }
    rd_kafka_headers_s *release();
    void adopt(rd_kafka_headers_s *headers); ///< replaces what it holds

private:
    friend class Message;
    explicit Headers(rd_kafka_headers_s *headers)
        : m_headers(headers)
    {
    }
    rd_kafka_headers_s *m_headers = nullptr;
};

class Message
{
public:
    /// `prefix`: how many characters of its topic's name stand before what we call it.
    explicit Message(rd_kafka_message_s *message, std::size_t prefix = 0)
        : m_message(message)
        , m_prefix(prefix)
    {
    }
    ~Message();
    Message(Message &&other) noexcept
        : m_message(other.m_message)
        , m_prefix(other.m_prefix)
    {
        other.m_message = nullptr;
    }
    Message &operator=(Message &&other) noexcept
    {
        std::swap(m_message, other.m_message);
        std::swap(m_prefix, other.m_prefix);
        return *this;
    }

    std::string_view topic() const;
    std::int32_t partition() const;
    std::int64_t offset() const;
    PositionView position() const { return {topic(), partition(), offset()}; }
    bool hasKey() const;
    std::string_view key() const; ///< empty when there is none
    bool hasValue() const; ///< false: a tombstone
    std::string_view value() const;
    std::int64_t timestampMs() const; ///< CreateTime or LogAppendTime, -1 when there is none

    /// The last header of that name. The library parses all headers at the first call.
    std::optional<std::string_view> header(std::string_view name) const;
    /// The i-th header, in the order they were added; empty past the last one.
    std::optional<std::pair<std::string_view, std::string_view>> headerAt(std::size_t index) const;
    /// All headers, in order, as views.
    std::vector<std::pair<std::string_view, std::string_view>> headers() const;
    void addHeader(std::string_view name, std::string_view value);
    /// Takes the headers out without a copy. Ask the message for no headers afterwards: it would parse them
    /// again.
    Headers detachHeaders();

private:
    rd_kafka_message_s *m_message;
    std::size_t m_prefix;
};

} // namespace pk::broker
