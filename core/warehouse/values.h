#pragma once

// Reads numbers and times of messages exactly, from their text: a double would lose digits of an amount.
//
// Thread: free functions, callable from anywhere. No locale.

#include <cstdint>
#include <optional>
#include <string_view>

namespace pk::warehouse {

/// A decimal number in JSON's notation (exponents included) times 10^scale. Digits beyond are rounded half up
/// in magnitude (2.5 -> 3, -2.5 -> -3), as MySQL and Java's HALF_UP do. Empty when it is no number or does
/// not fit.
std::optional<std::int64_t> scaledDecimal(std::string_view text, int scale);

/// An integer in JSON's notation; 2.0 and 1e3 are integers, 2.5 is none.
std::optional<std::int64_t> wholeNumber(std::string_view text);

/// An ISO 8601 time as UTC milliseconds since 1970: date, T or a space, HH:MM with optional seconds and
/// fraction, then Z, an offset, or nothing, which means WIB (UTC+7). Digits beyond milliseconds are
/// cut off.
std::optional<std::int64_t> utcMilliseconds(std::string_view text);

} // namespace pk::warehouse
