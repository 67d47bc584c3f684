#pragma once

// Whose orders and activities have which numbers. Generator, campus and people may all write to one
// warehouse, where the number is the key: each has numbers of its own, so that none overwrites what another
// one made. All have eight digits, so that their ids sort as the numbers do.
//
//          1 …  9,999,999  the generator
// 10,000,001 … 29,999,999  the campus
// 30,000,001 … 49,999,999  the campus on a server that the window works in, beside its own in SQLite
// 50,000,000 … 89,999,999  the generator again
// 90,000,000 … 99,999,999  activities made by hand

#include <cstdint>

namespace pk::extract {

inline constexpr int kNumberDigits = 8;
inline constexpr std::int64_t kCampusNumbers = 10'000'000;
inline constexpr std::int64_t kServerCampusNumbers = 30'000'000;
inline constexpr std::int64_t kCampusNumbersEnd = 50'000'000;
inline constexpr std::int64_t kHandMadeNumbers = 90'000'000;
inline constexpr std::int64_t kNumbersEnd = 100'000'000;

/// `number`, or the next one of the generator where it is the campus's.
constexpr std::int64_t generatorNumber(std::int64_t number)
{
    return number >= kCampusNumbers && number < kCampusNumbersEnd ? kCampusNumbersEnd : number;
}

} // namespace pk::extract
