#pragma once

// Turns the texts of CSV columns into JSON values: numbers and amounts with either decimal separator, times
// in the formats that a mapping names.
//
// Thread: free functions, callable from anywhere.
// Errors: false or empty when the text is not of the kind asked for; nothing is guessed.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk::extract {

/// Without the spaces around it.
std::string_view trimmed(std::string_view text);

/// Appends the number with a point as decimal separator and without thousands separators: with `decimal` =
/// ',', "1.250.000,50" becomes "1250000.50". The other separator may only stand between groups of three
/// digits.
bool appendNumber(std::string &out, std::string_view text, char decimal);

/// The same with a currency before or after it: Rp, IDR, USD, US$, $; and "1.250.000,-".
bool appendMoney(std::string &out, std::string_view text, char decimal);

/// A hundredth of the number, with or without a % behind it: "5", "5 %" and "5.0%" are 0.05.
bool appendPercent(std::string &out, std::string_view text, char decimal);

/// Whether `format` is one that parseTime understands: "iso", "epoch", or letters yyyy MM dd HH mm ss zzz (or
/// M, d, H for one or two digits) with a year, a month and a day, anything else standing for itself.
bool isTimeFormat(std::string_view format);

/// Milliseconds since 1970 in UTC. Times without an offset of their own are local to `offsetMs`.
std::optional<std::int64_t> parseTime(std::string_view text, std::string_view format, std::int64_t offsetMs);
/// The first format that fits.
std::optional<std::int64_t> parseTime(std::string_view text, const std::vector<std::string> &formats,
                                      std::int64_t offsetMs);

/// "+07:00" or "Z" in milliseconds.
std::optional<std::int64_t> parseOffset(std::string_view text);

} // namespace pk::extract
