#pragma once

// The enriched messages as the warehouse stores them. A text without data is NULL; the bytes belong to the
// batch's arena.

#include "domain/ids.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace pk::warehouse {

using Integer = std::optional<std::int64_t>;

/// What decides which of two events of one key is newer: version, time, raw offset. The event id
/// breaks the last tie, so that any order of arrival ends in the same row.
struct EventOrder
{
    static constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();

    std::int64_t version = 0;
    std::int64_t occurredAt = kUnknown;
    std::int64_t rawOffset = -1;
    std::string_view eventId;

    auto operator<=>(const EventOrder &) const = default;
};

struct OrderMessage
{
    std::string_view orderId;
    std::string_view eventId;
    std::int64_t version = 0;
    Integer occurredAt;
    std::string_view status;
    std::string_view customerId;
    std::string_view customerName;
    std::string_view customerEmail;
    std::string_view customerCity;
    std::string_view channel;
    std::string_view currency;
    Integer totalE4;
    Integer itemCount;
    Integer orderedAt;
    std::uint32_t firstItem = 0; ///< the order's items stand one after the other in a vector of the batch
    std::uint32_t endItem = 0;
};

struct ItemMessage
{
    std::int64_t line = 0;
    std::string_view sku;
    std::string_view name;
    Integer qtyE3;
    std::string_view unit;
    Integer unitPriceE4;
    Integer discountE4;
    Integer lineTotalE4;
};

struct ActivityMessage
{
    std::string_view activityId;
    std::string_view eventId;
    std::int64_t version = 0;
    Integer occurredAt;
    std::string_view nim;
    std::string_view name;
    std::string_view program;
    std::string_view faculty;
    std::string_view kind;
    std::string_view title;
    Integer sks;
    std::string_view level;
    std::string_view rank;
    std::string_view term;
    Integer weightE4;
    std::string_view regulation;
    Integer recordedAt;
};

/// Why a message cannot be loaded.
struct Rejection
{
    std::string_view code; ///< static
    std::string message; ///< English, one sentence
};

/// Keys of business rows and events, in bytes: what an index of any database holds.
inline constexpr std::size_t kMaxKeySize = kMaxIdSize;

namespace reject {
inline constexpr std::string_view noValue = "pk.load.NoValue";
inline constexpr std::string_view tooLarge = "pk.load.TooLarge";
inline constexpr std::string_view tooDeep = "pk.load.TooDeep";
inline constexpr std::string_view invalidJson = "pk.load.InvalidJson";
inline constexpr std::string_view notAnObject = "pk.load.NotAnObject";
inline constexpr std::string_view duplicateKey = "pk.load.DuplicateKey";
inline constexpr std::string_view missingField = "pk.load.MissingField";
inline constexpr std::string_view badType = "pk.load.BadType";
inline constexpr std::string_view badNumber = "pk.load.BadNumber";
inline constexpr std::string_view badTime = "pk.load.BadTime";
inline constexpr std::string_view keyTooLong = "pk.load.KeyTooLong";
inline constexpr std::string_view duplicateLine = "pk.load.DuplicateLine";
} // namespace reject

} // namespace pk::warehouse
