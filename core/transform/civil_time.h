#pragma once

// Points in time as integers of milliseconds since 1970 UTC, read from the forms in which people and programs
// write them, without QDateTime (which costs microseconds, and asks for time zones).
//
// Understood: ISO 8601 with or without offset (2025-11-20T10:42:07.918+07:00, 2025-11-20 10:41:07,
// 2025-11-20), day first (20/11/2025 10:41, 20-11-2025), month names in Indonesian or English (20 Nov 2025,
// 17 Agustus 2025 10.00), and epoch seconds or milliseconds. WIB, WITA, WIT, UTC or Z may follow a clock
// time. A time without offset is one of `zoneMinutes`.
//
// Thread: free functions, callable from anywhere.

#include <cstdint>
#include <optional>
#include <string_view>

namespace pk::transform {

inline constexpr int kWibMinutes = 7 * 60; ///< Waktu Indonesia Barat, +07:00

/// Days from 1970-01-01 to a date of the Gregorian calendar.
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day);

std::optional<std::int64_t> parseTime(std::string_view text, int zoneMinutes = kWibMinutes);

/// Writes 2025-11-20T03:42:07.918Z. REQUIRES: a year from 0000 to 9999.
std::string_view formatUtc(std::int64_t unixMs, char (&buffer)[24]);
/// Whether formatUtc can write it.
bool isWritableTime(std::int64_t unixMs);

} // namespace pk::transform
