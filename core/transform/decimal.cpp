#include "transform/decimal.h"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace pk::transform {

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr int kMaxScale = 18;

bool fits64(Int128 value)
{
    return value >= -Int128(kMax) && value <= Int128(kMax);
}

std::optional<Int128> product(Int128 a, Int128 b)
{
    if (fits64(a) && fits64(b))
        return a * b; // 63 + 63 bits
    const Int128 magnitudeA = a < 0 ? -a : a;
    const Int128 magnitudeB = b < 0 ? -b : b;
    constexpr Int128 limit = Int128(1) << 126U;
    if (magnitudeA >= limit || magnitudeB >= limit)
        return std::nullopt;
    if (magnitudeA != 0 && magnitudeB > limit / magnitudeA)
        return std::nullopt;
    return a * b;
}

std::optional<Int128> sum(Int128 a, Int128 b)
{
    constexpr Int128 limit = Int128(1) << 126U;
    if (a >= limit || a <= -limit || b >= limit || b <= -limit)
        return std::nullopt;
    return a + b;
}

Int128 gcd(Int128 a, Int128 b)
{
    while (b != 0) {
        const Int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/// Most values keep small denominators; only what grew is reduced, because 128-bit divisions are slow.
Fraction reduced(Fraction value)
{
    if (fits64(value.numerator) && fits64(value.denominator))
        return value;
    const Int128 divisor = gcd(value.numerator, value.denominator);
    return divisor > 1 ? Fraction{value.numerator / divisor, value.denominator / divisor} : value;
}

/// numerator / denominator, a half rounded away from zero. REQUIRES: denominator > 0, far from the limits
Int128 divideRounded(Int128 numerator, Int128 denominator)
{
    const bool negative = numerator < 0;
    const Int128 magnitude = (negative ? -numerator : numerator) + denominator / 2;
    Int128 quotient = 0;
    if (fits64(magnitude) && fits64(denominator))
        quotient = static_cast<std::int64_t>(magnitude) / static_cast<std::int64_t>(denominator);
    else
        quotient = magnitude / denominator;
    return negative ? -quotient : quotient;
}

} // namespace

std::int64_t powerOfTen(int exponent)
{
    static constexpr auto powers = [] {
        std::array<std::int64_t, kMaxScale + 1> table{};
        table[0] = 1;
        for (std::size_t i = 1; i < table.size(); ++i)
            table[i] = table[i - 1] * 10;
        return table;
    }();
    return powers[static_cast<std::size_t>(exponent)];
}

std::optional<Decimal> parseDecimal(std::string_view text)
{
    const bool negative = !text.empty() && text.front() == '-';
    if (negative)
        text.remove_prefix(1);
    int exponent = 0;
    std::size_t e = 0;
    while (e < text.size() && text[e] != 'e' && text[e] != 'E')
        ++e;
    if (e < text.size()) {
        std::string_view digits = text.substr(e + 1);
        if (!digits.empty() && digits.front() == '+')
            digits.remove_prefix(1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (error != std::errc() || end != digits.data() + digits.size() || exponent > kMaxScale
            || exponent < -kMaxScale)
            return std::nullopt;
        text = text.substr(0, e);
    }
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty()))
        return std::nullopt;

    std::int64_t units = 0;
    int scale = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9' || units > (kMax - 9) / 10)
            return std::nullopt;
        units = units * 10 + (c - '0');
    }
    bool full = false;
    // What a double prints behind the digits that fit (0.30000000000000004) is noise; it is checked and
    // dropped.
    for (const char c : fraction) {
        if (c < '0' || c > '9')
            return std::nullopt;
        if (!full && scale < kMaxScale && units <= (kMax - 9) / 10) {
            units = units * 10 + (c - '0');
            ++scale;
        } else {
            full = true;
        }
    }
    for (scale -= exponent; scale < 0; ++scale) {
        if (units > kMax / 10)
            return std::nullopt;
        units *= 10;
    }
    for (; scale > kMaxScale; --scale) {
        if (units % 10 != 0)
            return std::nullopt;
        units /= 10;
    }
    return Decimal{negative ? -units : units, scale};
}

std::optional<std::int64_t> rescale(Decimal value, int decimals)
{
    if (value.scale <= decimals) {
        const Int128 units = Int128(value.units) * powerOfTen(decimals - value.scale);
        return fits64(units) ? std::optional(static_cast<std::int64_t>(units)) : std::nullopt;
    }
    return static_cast<std::int64_t>(divideRounded(value.units, powerOfTen(value.scale - decimals)));
}

std::string_view formatDecimal(Decimal value, char (&buffer)[24])
{
    while (value.scale > 0 && value.units % 10 == 0) {
        value.units /= 10;
        --value.scale;
    }
    char *out = buffer;
    std::uint64_t magnitude = static_cast<std::uint64_t>(value.units);
    if (value.units < 0) {
        *out++ = '-';
        magnitude = 0 - magnitude;
    }
    const auto power = static_cast<std::uint64_t>(powerOfTen(value.scale));
    out = std::to_chars(out, buffer + sizeof buffer, magnitude / power).ptr;
    if (value.scale > 0) {
        *out = '.';
        std::uint64_t rest = magnitude % power;
        for (int i = value.scale; i > 0; --i, rest /= 10)
            out[i] = static_cast<char>('0' + rest % 10);
        out += value.scale + 1;
    }
    return {buffer, static_cast<std::size_t>(out - buffer)};
}

std::optional<Fraction> add(Fraction a, Fraction b)
{
    if (a.denominator != b.denominator) {
        // Decimals of one list: the smaller power of ten divides the larger.
        if (a.denominator < b.denominator)
            std::swap(a, b);
        Int128 factor = b.denominator;
        Int128 widened = a.denominator;
        if (const Int128 quotient = a.denominator / b.denominator;
            quotient * b.denominator == a.denominator) {
            factor = 1;
            widened = quotient;
        }
        const auto left = product(a.numerator, factor);
        const auto right = product(b.numerator, widened);
        const auto denominator = product(a.denominator, factor);
        if (!left || !right || !denominator)
            return std::nullopt;
        a = {*left, *denominator};
        b = {*right, *denominator};
    }
    const auto numerator = sum(a.numerator, b.numerator);
    if (!numerator)
        return std::nullopt;
    return reduced({*numerator, a.denominator});
}

std::optional<Fraction> subtract(Fraction a, Fraction b)
{
    return add(a, {-b.numerator, b.denominator});
}

std::optional<Fraction> multiply(Fraction a, Fraction b)
{
    const auto numerator = product(a.numerator, b.numerator);
    const auto denominator = product(a.denominator, b.denominator);
    if (!numerator || !denominator)
        return std::nullopt;
    return reduced({*numerator, *denominator});
}

std::optional<Fraction> divide(Fraction a, Fraction b)
{
    if (b.numerator == 0)
        return std::nullopt;
    if (b.numerator < 0)
        b = {-b.numerator, -b.denominator};
    return multiply(a, {b.denominator, b.numerator});
}

std::optional<Decimal> round(Fraction value, int decimals)
{
    const auto scaled = product(value.numerator, powerOfTen(decimals));
    if (!scaled)
        return std::nullopt;
    const Int128 units = divideRounded(*scaled, value.denominator);
    if (!fits64(units))
        return std::nullopt;
    return Decimal{static_cast<std::int64_t>(units), decimals};
}

} // namespace pk::transform
