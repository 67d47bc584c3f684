#pragma once

// Where a record is: topic, partition, offset; and its text form topic/partition/offset, which headers carry.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pk {

struct TopicPartition
{
    std::string topic;
    std::int32_t partition = -1;

    auto operator<=>(const TopicPartition &) const = default;
    std::string toString() const { return topic + "/" + std::to_string(partition); }
};

struct Position
{
    std::string topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;

    auto operator<=>(const Position &) const = default;
    std::string toString() const
    {
        return topic + "/" + std::to_string(partition) + "/" + std::to_string(offset);
    }
};

/// A position whose topic is a view into somebody else's bytes.
struct PositionView
{
    std::string_view topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;

    bool valid() const { return partition >= 0 && offset >= 0; }
};

/// Reads topic/partition/offset. Empty when the text is not of that form.
inline std::optional<PositionView> parsePosition(std::string_view text)
{
    const std::size_t second = text.rfind('/');
    if (second == std::string_view::npos || second == 0)
        return std::nullopt;
    const std::size_t first = text.rfind('/', second - 1);
    if (first == std::string_view::npos || first == 0)
        return std::nullopt;
    PositionView view{text.substr(0, first)};
    const auto number = [](std::string_view digits, auto &value) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc() && end == digits.data() + digits.size() && value >= 0;
    };
    if (!number(text.substr(first + 1, second - first - 1), view.partition)
        || !number(text.substr(second + 1), view.offset))
        return std::nullopt;
    return view;
}

} // namespace pk
