#pragma once

// The headers of one record: names and values in one flat buffer, so that a list that is cleared and filled
// again for every record allocates nothing.
//
// Thread: a value type.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk {

/// Header names that the pipeline writes and reads. None is required of messages made by others.
namespace header {
inline constexpr std::string_view correlationId = "correlation_id";
inline constexpr std::string_view eventId = "event_id";
inline constexpr std::string_view eventType = "event_type";
inline constexpr std::string_view source = "source"; ///< generator|csv|api|mysql-poll|maxwell
inline constexpr std::string_view contentType = "content-type";
inline constexpr std::string_view traceparent = "traceparent"; ///< W3C: 00-<32 hex>-<16 hex>-<2 hex>
inline constexpr std::string_view cdcPosition = "cdc_position";
inline constexpr std::string_view cdcXid = "cdc_xid";
/// On everything the transform writes: the raw record it came from, as topic/partition/offset.
inline constexpr std::string_view rawPosition = "raw_position";
/// On a bad line of an input file in the dead letters.
inline constexpr std::string_view inputFile = "pk_file";
inline constexpr std::string_view inputLine = "pk_line";
inline constexpr std::string_view redriveOf = "pk_redrive_of";
inline constexpr std::string_view redriveCount = "pk_redrive_count";
} // namespace header

class HeaderList
{
public:
    void clear()
    {
        m_bytes.clear();
        m_spans.clear();
    }
    void add(std::string_view name, std::string_view value)
    {
        m_spans.push_back({static_cast<std::uint32_t>(m_bytes.size()),
                           static_cast<std::uint32_t>(name.size()),
                           static_cast<std::uint32_t>(value.size())});
        m_bytes.append(name).append(value);
    }
    std::size_t size() const { return m_spans.size(); }
    bool empty() const { return m_spans.empty(); }
    std::string_view name(std::size_t i) const
    {
        return std::string_view(m_bytes).substr(m_spans[i].at, m_spans[i].nameSize);
    }
    std::string_view value(std::size_t i) const
    {
        return std::string_view(m_bytes).substr(m_spans[i].at + m_spans[i].nameSize, m_spans[i].valueSize);
    }
    /// The last value with that name, as Kafka's lastHeader().
    std::optional<std::string_view> find(std::string_view wanted) const
    {
        for (std::size_t i = size(); i-- > 0;) {
            if (name(i) == wanted)
                return value(i);
        }
        return std::nullopt;
    }

private:
    struct Span
    {
        std::uint32_t at;
        std::uint32_t nameSize;
        std::uint32_t valueSize;
    };
    std::string m_bytes;
    std::vector<Span> m_spans;
};

} // namespace pk
