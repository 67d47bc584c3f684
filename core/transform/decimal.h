#pragma once

// Exact arithmetic for amounts and quantities: decimals with their scale, and fractions while an expression
// is evaluated. Nothing goes through a double, and what does not fit says so instead of wrapping.
//
// Thread: value types and free functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pk::transform {

__extension__ using Int128 = __int128;

/// units / 10^scale
struct Decimal
{
    std::int64_t units = 0;
    int scale = 0; ///< 0..18
};

inline constexpr int kAmountDecimals = 4; ///< amounts are integers of 1/10,000
inline constexpr int kQuantityDecimals = 3; ///< quantities are integers of 1/1,000

/// 10^exponent. REQUIRES: 0 <= exponent <= 18
std::int64_t powerOfTen(int exponent);

/// Reads a number as JSON writes it, exponent included. Empty when it is none, or has more digits than fit.
std::optional<Decimal> parseDecimal(std::string_view text);

/// The value as an integer of 10^-decimals, a half rounded away from zero. Empty when it does not fit.
std::optional<std::int64_t> rescale(Decimal value, int decimals);

/// Writes the shortest text of units / 10^scale into `buffer` and gives it: 1265793.0395, 24, 0.05.
std::string_view formatDecimal(Decimal value, char (&buffer)[24]);

/// numerator / denominator, the denominator positive.
struct Fraction
{
    Int128 numerator = 0;
    Int128 denominator = 1;

    static Fraction of(Decimal value) { return {value.units, powerOfTen(value.scale)}; }
};

// Empty: the result does not fit (or a division by zero).
std::optional<Fraction> add(Fraction a, Fraction b);
std::optional<Fraction> subtract(Fraction a, Fraction b);
std::optional<Fraction> multiply(Fraction a, Fraction b);
std::optional<Fraction> divide(Fraction a, Fraction b);
/// The fraction as a decimal, rounded once, a half away from zero.
std::optional<Decimal> round(Fraction value, int decimals);

} // namespace pk::transform
