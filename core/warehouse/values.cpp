#include "warehouse/values.h"

#include <algorithm>
#include <limits>

namespace pk::warehouse {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// A number taken apart: value = digits (the point left out) * 10^exponent.
struct Decimal
{
    bool negative = false;
    std::string_view integer;
    std::string_view fraction;
    std::int64_t exponent = 0;

    std::int64_t digitCount() const { return static_cast<std::int64_t>(integer.size() + fraction.size()); }
    int digit(std::int64_t index) const
    {
        const auto i = static_cast<std::size_t>(index);
        return (i < integer.size() ? integer[i] : fraction[i - integer.size()]) - '0';
    }
};

std::string_view takeDigits(std::string_view &text)
{
    const auto *const end = std::find_if_not(text.begin(), text.end(), isDigit);
    const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

bool takeChar(std::string_view &text, char c)
{
    const bool there = !text.empty() && text.front() == c;
    text.remove_prefix(there ? 1 : 0);
    return there;
}

std::optional<Decimal> readDecimal(std::string_view text)
{
    Decimal number;
    number.negative = takeChar(text, '-');
    number.integer = takeDigits(text);
    if (number.integer.empty())
        return std::nullopt;
    if (takeChar(text, '.')) {
        number.fraction = takeDigits(text);
        if (number.fraction.empty())
            return std::nullopt;
    }
    if (takeChar(text, 'e') || takeChar(text, 'E')) {
        const bool down = takeChar(text, '-');
        if (!down)
            takeChar(text, '+');
        const std::string_view digits = takeDigits(text);
        if (digits.empty())
            return std::nullopt;
        // Far beyond any length of digits that a message can have, so the exact value no longer matters.
        constexpr std::int64_t enough = 100'000'000;
        for (const char c : digits)
            number.exponent = std::min(enough, number.exponent * 10 + (c - '0'));
        if (down)
            number.exponent = -number.exponent;
    }
    if (!text.empty())
        return std::nullopt;
    number.exponent -= static_cast<std::int64_t>(number.fraction.size());
    return number;
}

/// False when value * 10 + digit does not fit.
bool append(std::uint64_t &value, int digit)
{
    constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value > (limit - static_cast<std::uint64_t>(digit)) / 10)
        return false;
    value = value * 10 + static_cast<std::uint64_t>(digit);
    return true;
}

} // namespace

std::optional<std::int64_t> scaledDecimal(std::string_view text, int scale)
{
    const auto number = readDecimal(text);
    if (!number)
        return std::nullopt;
    const std::int64_t kept = number->digitCount() + number->exponent + scale; // digits left of the new point
    std::uint64_t value = 0;
    for (std::int64_t i = 0; i < std::min(kept, number->digitCount()); ++i) {
        if (!append(value, number->digit(i)))
            return std::nullopt;
    }
    for (std::int64_t i = number->digitCount(); i < kept && value != 0; ++i) {
        if (!append(value, 0))
            return std::nullopt;
    }
    if (kept >= 0 && kept < number->digitCount() && number->digit(kept) >= 5) {
        if (value == static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return std::nullopt;
        ++value;
    }
    const auto magnitude = static_cast<std::int64_t>(value);
    return number->negative ? -magnitude : magnitude;
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    const auto number = readDecimal(text);
    if (!number)
        return std::nullopt;
    for (std::int64_t i = std::max<std::int64_t>(0, number->digitCount() + number->exponent);
         i < number->digitCount(); ++i) {
        if (number->digit(i) != 0)
            return std::nullopt;
    }
    return scaledDecimal(text, 0);
}

namespace {

/// Reads exactly `count` digits.
std::optional<int> takeNumber(std::string_view &text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!isDigit(text[i]))
            return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years that begin in
/// March, so that the leap day is a year's last.
std::int64_t daysFromCivil(int year, int month, int day)
{
    const int y = year - (month <= 2 ? 1 : 0);
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return std::int64_t{era} * 146'097 + dayOfEra - 719'468;
}

int daysInMonth(int year, int month)
{
    if (month == 2)
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Minutes east of Greenwich.
std::optional<int> takeZone(std::string_view &text)
{
    constexpr int wib = 7 * 60;
    if (text.empty())
        return wib;
    if (takeChar(text, 'Z') || takeChar(text, 'z'))
        return 0;
    const bool west = takeChar(text, '-');
    if (!west && !takeChar(text, '+'))
        return std::nullopt;
    const auto hours = takeNumber(text, 2);
    takeChar(text, ':');
    const auto minutes = text.empty() ? std::optional<int>(0) : takeNumber(text, 2);
    if (!hours || !minutes || *hours > 18 || *minutes > 59)
        return std::nullopt;
    const int east = *hours * 60 + *minutes;
    return west ? -east : east;
}

} // namespace

std::optional<std::int64_t> utcMilliseconds(std::string_view text)
{
    const auto year = takeNumber(text, 4);
    const bool dash1 = takeChar(text, '-');
    const auto month = takeNumber(text, 2);
    const bool dash2 = takeChar(text, '-');
    const auto day = takeNumber(text, 2);
    if (!year || !month || !day || !dash1 || !dash2 || *month < 1 || *month > 12 || *day < 1
        || *day > daysInMonth(*year, *month)) {
        return std::nullopt;
    }
    if (!takeChar(text, 'T') && !takeChar(text, 't') && !takeChar(text, ' '))
        return std::nullopt;
    const auto hour = takeNumber(text, 2);
    const bool colon = takeChar(text, ':');
    const auto minute = takeNumber(text, 2);
    if (!hour || !minute || !colon || *hour > 23 || *minute > 59)
        return std::nullopt;
    int second = 0;
    int millisecond = 0;
    if (takeChar(text, ':')) {
        const auto seconds = takeNumber(text, 2);
        if (!seconds || *seconds > 59)
            return std::nullopt;
        second = *seconds;
        if (takeChar(text, '.') || takeChar(text, ',')) {
            const std::string_view digits = takeDigits(text);
            if (digits.empty())
                return std::nullopt;
            for (std::size_t i = 0; i < 3; ++i)
                millisecond = millisecond * 10 + (i < digits.size() ? digits[i] - '0' : 0);
        }
    }
    const auto zone = takeZone(text);
    if (!zone || !text.empty())
        return std::nullopt;
    const std::int64_t minutes =
        daysFromCivil(*year, *month, *day) * 1440 + std::int64_t{*hour} * 60 + *minute - *zone;
    return (minutes * 60 + second) * 1000 + millisecond;
}

} // namespace pk::warehouse
