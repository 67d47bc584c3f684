#pragma once

// Appends numbers, times and JSON texts to a std::string: what the sources write records with. Nothing here
// depends on a locale, and nothing allocates once the string has its capacity.
//
// Thread: free functions, callable from anywhere.

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace pk::extract {

/// West Indonesian time, the campus's own: UTC+7 without daylight saving.
inline constexpr std::int64_t kWibOffsetMs = 7LL * 3'600'000;

inline void appendInt(std::string &out, std::int64_t number)
{
    char digits[20];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    static_cast<void>(error); // 20 characters hold every 64-bit number
    out.append(digits, end);
}

/// With zeros in front up to `width` digits. REQUIRES: number >= 0.
void appendPadded(std::string &out, std::int64_t number, int width);

/// `thousandths` / 1000 without trailing zeros: 1500 is "1.5", 2000 is "2".
void appendThousandths(std::string &out, std::int64_t thousandths);

/// 1250000 is "1.250.000", as prices are written in Indonesia. REQUIRES: number >= 0.
void appendDotted(std::string &out, std::int64_t number);

/// The inside of a JSON string: quotes, backslashes and control characters escaped. REQUIRES: valid UTF-8.
void appendJsonText(std::string &out, std::string_view text);

/// A moment split into calendar fields.
struct CivilTime
{
    std::int64_t year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar. REQUIRES: month in 1..12.
std::int64_t daysFromCivil(std::int64_t year, int month, int day);
int daysInMonth(std::int64_t year, int month);
/// `localMs`: milliseconds since 1970-01-01T00:00 on the local wall clock.
CivilTime civilFromMs(std::int64_t localMs);
std::int64_t msFromCivil(const CivilTime &time);

/// "2025-01-06T08:00:00.000+07:00"; the milliseconds are left out when `withMillis` is false.
void appendIso(std::string &out, std::int64_t utcMs, bool withMillis, std::int64_t offsetMs = kWibOffsetMs);
/// "06/01/2025 08:00", WIB.
void appendDayFirst(std::string &out, std::int64_t utcMs);
/// "2025-01-06 08:00:00", WIB.
void appendDateTime(std::string &out, std::int64_t utcMs);

} // namespace pk::extract
