#include "broker/message.h"

#include "broker/handles.h"

namespace pk::broker {

namespace {

std::string_view view(const void *bytes, std::size_t size)
{
    return {static_cast<const char *>(bytes), bytes != nullptr ? size : 0};
}

std::optional<std::string_view> lastHeader(const rd_kafka_headers_t *headers, std::string_view name)
{
    if (headers == nullptr)
        return std::nullopt;
    // The library wants a terminated name. All names of ours fit into a small buffer; anybody's may be
    // longer.
    char buffer[64];
    std::string longName;
    const char *terminated = buffer;
    if (name.size() < sizeof buffer) {
        name.copy(buffer, name.size());
        buffer[name.size()] = '\0';
    } else {
        longName = name;
        terminated = longName.c_str();
    }
    const void *value = nullptr;
    std::size_t size = 0;
    if (rd_kafka_header_get_last(headers, terminated, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return std::nullopt;
    return view(value, size);
}

} // namespace

Headers::Headers() = default;
Headers::~Headers()
{
    if (m_headers != nullptr)
        rd_kafka_headers_destroy(m_headers);
}
Headers::Headers(Headers &&other) noexcept
    : m_headers(other.release())
{
}
Headers &Headers::operator=(Headers &&other) noexcept
{
    std::swap(m_headers, other.m_headers);
    return *this;
}

void Headers::add(std::string_view name, std::string_view value)
{
    if (m_headers == nullptr)
        m_headers = rd_kafka_headers_new(8);
    rd_kafka_header_add(m_headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
}

void Headers::remove(std::string_view name)
{
    if (m_headers != nullptr)
        rd_kafka_header_remove(m_headers, std::string(name).c_str());
}
std::optional<std::string_view> Headers::find(std::string_view name) const
{
    return lastHeader(m_headers, name);
}
std::size_t Headers::size() const
{
    return m_headers != nullptr ? rd_kafka_header_cnt(m_headers) : 0;
}
std::size_t Headers::bytes() const
{
    std::size_t sum = 0;
    const char *name = nullptr;
    const void *value = nullptr;
    std::size_t valueSize = 0;
    for (std::size_t i = 0; m_headers != nullptr
         && rd_kafka_header_get_all(m_headers, i, &name, &value, &valueSize) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i)
        sum += std::string_view(name).size() + valueSize;
    return sum;
}
Headers Headers::copy() const
{
    return m_headers != nullptr ? Headers(rd_kafka_headers_copy(m_headers)) : Headers();
}

rd_kafka_headers_s *Headers::release()
{
    rd_kafka_headers_s *headers = m_headers;
    m_headers = nullptr;
    return headers;
}

void Headers::adopt(rd_kafka_headers_s *headers)
{
    *this = Headers(headers);
}

Message::~Message()
{
    if (m_message != nullptr)
        rd_kafka_message_destroy(m_message);
}

std::string_view Message::topic() const
{
    return std::string_view(rd_kafka_topic_name(m_message->rkt)).substr(m_prefix);
}
std::int32_t Message::partition() const
{
    return m_message->partition;
}
std::int64_t Message::offset() const
{
    return m_message->offset;
}
bool Message::hasKey() const
{
    return m_message->key != nullptr;
}
std::string_view Message::key() const
{
    return view(m_message->key, m_message->key_len);
}
bool Message::hasValue() const
{
    return m_message->payload != nullptr;
}
std::string_view Message::value() const
{
    return view(m_message->payload, m_message->len);
}
std::int64_t Message::timestampMs() const
{
    return rd_kafka_message_timestamp(m_message, nullptr);
}

std::optional<std::string_view> Message::header(std::string_view name) const
{
    rd_kafka_headers_t *headers = nullptr;
    if (rd_kafka_message_headers(m_message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return std::nullopt;
    return lastHeader(headers, name);
}

std::optional<std::pair<std::string_view, std::string_view>> Message::headerAt(std::size_t index) const
{
    rd_kafka_headers_t *headers = nullptr;
    const char *name = nullptr;
    const void *value = nullptr;
    std::size_t size = 0;
    if (rd_kafka_message_headers(m_message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR
        || rd_kafka_header_get_all(headers, index, &name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return std::nullopt;
    return std::pair(std::string_view(name), view(value, size));
}

std::vector<std::pair<std::string_view, std::string_view>> Message::headers() const
{
    std::vector<std::pair<std::string_view, std::string_view>> all;
    while (const auto next = headerAt(all.size()))
        all.push_back(*next);
    return all;
}

void Message::addHeader(std::string_view name, std::string_view value)
{
    rd_kafka_headers_t *headers = nullptr;
    if (rd_kafka_message_headers(m_message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        headers = rd_kafka_headers_new(1);
        rd_kafka_message_set_headers(m_message, headers); // they are the message's now
    }
    rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
}

Headers Message::detachHeaders()
{
    rd_kafka_headers_t *headers = nullptr;
    if (rd_kafka_message_detach_headers(m_message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return {};
    return Headers(headers);
}

} // namespace pk::broker
