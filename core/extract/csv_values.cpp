#include "extract/csv_values.h"

#include "extract/text_format.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pk::extract {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

/// Takes the digits at the front of `text`, between `min` and `max` of them.
std::optional<int> takeDigits(std::string_view &text, std::size_t min, std::size_t max)
{
    std::size_t count = 0;
    while (count < max && count < text.size() && isDigit(text[count]))
        ++count;
    int number = 0;
    if (count < min || std::from_chars(text.data(), text.data() + count, number).ec != std::errc())
        return std::nullopt;
    text.remove_prefix(count);
    return number;
}

struct TimeToken
{
    std::string_view letters;
    int CivilTime::*part; ///< null: the year, which is wider
    std::size_t min;
    std::size_t max;
};

constexpr std::array<TimeToken, 10> kTokens = {{{"yyyy", nullptr, 4, 4},
                                                {"MM", &CivilTime::month, 2, 2},
                                                {"dd", &CivilTime::day, 2, 2},
                                                {"HH", &CivilTime::hour, 2, 2},
                                                {"mm", &CivilTime::minute, 2, 2},
                                                {"ss", &CivilTime::second, 2, 2},
                                                {"zzz", &CivilTime::millisecond, 3, 3},
                                                {"M", &CivilTime::month, 1, 2},
                                                {"d", &CivilTime::day, 1, 2},
                                                {"H", &CivilTime::hour, 1, 2}}};

const TimeToken *tokenAt(std::string_view format)
{
    for (const TimeToken &token : kTokens) {
        if (format.starts_with(token.letters))
            return &token;
    }
    return nullptr;
}

bool isRealTime(const CivilTime &time)
{
    return time.year >= 1 && time.month >= 1 && time.month <= 12 && time.day >= 1
        && time.day <= daysInMonth(time.year, time.month) && time.hour <= 23 && time.minute <= 59
        && time.second <= 59;
}

/// Reads what the format describes and takes it from the front of `text`.
std::optional<CivilTime> takeCivil(std::string_view &text, std::string_view format)
{
    CivilTime time;
    while (!format.empty()) {
        const TimeToken *token = tokenAt(format);
        if (token == nullptr) {
            if (text.empty() || text.front() != format.front())
                return std::nullopt;
            text.remove_prefix(1);
            format.remove_prefix(1);
            continue;
        }
        const std::optional<int> number = takeDigits(text, token->min, token->max);
        if (!number)
            return std::nullopt;
        if (token->part == nullptr)
            time.year = *number;
        else
            time.*token->part = *number;
        format.remove_prefix(token->letters.size());
    }
    return isRealTime(time) ? std::optional(time) : std::nullopt;
}

std::optional<std::int64_t> parseIso(std::string_view text, std::int64_t offsetMs)
{
    const std::size_t separator = text.find_first_of("Tt ");
    if (separator != 10)
        return std::nullopt;
    std::string_view rest = text.substr(11);
    std::string_view day = text.substr(0, 10);
    const std::optional<CivilTime> date = takeCivil(day, "yyyy-MM-dd");
    std::optional<CivilTime> clock;
    for (const std::string_view format : {"HH:mm:ss", "HH:mm"}) {
        std::string_view attempt = rest;
        clock = takeCivil(attempt, format);
        if (clock) {
            rest = attempt;
            break;
        }
    }
    if (!date || !clock)
        return std::nullopt;
    CivilTime time = *date;
    time.hour = clock->hour;
    time.minute = clock->minute;
    time.second = clock->second;
    if (!rest.empty()
        && rest.front() == '.') { // a fraction of any length; what is below a millisecond is dropped
        rest.remove_prefix(1);
        const std::size_t digits =
            static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), isDigit) - rest.begin());
        if (digits == 0)
            return std::nullopt;
        for (std::size_t i = 0; i < 3; ++i)
            time.millisecond = time.millisecond * 10 + (i < digits ? rest[i] - '0' : 0);
        rest.remove_prefix(digits);
    }
    const std::optional<std::int64_t> offset = rest.empty() ? offsetMs : parseOffset(rest);
    if (!offset)
        return std::nullopt;
    return msFromCivil(time) - *offset;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view spaces = " \t\r\n";
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

bool appendNumber(std::string &out, std::string_view text, char decimal)
{
    std::string_view rest = trimmed(text);
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+'))
        rest.remove_prefix(1);
    const std::size_t point = rest.find(decimal);
    const std::string_view whole = rest.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view() : rest.substr(point + 1);
    if (point != std::string_view::npos && !allDigits(fraction))
        return false;

    const char thousands = decimal == ',' ? '.' : ',';
    std::string digits;
    std::size_t groupStart = 0;
    const bool grouped = whole.find(thousands) != std::string_view::npos;
    for (bool first = true; groupStart <= whole.size(); first = false) {
        const std::size_t groupEnd = std::min(whole.find(thousands, groupStart), whole.size());
        const std::string_view group = whole.substr(groupStart, groupEnd - groupStart);
        const bool sizeFits = !grouped || (first ? group.size() <= 3 : group.size() == 3);
        if (!allDigits(group) || !sizeFits)
            return false;
        digits.append(group);
        groupStart = groupEnd + 1;
    }
    if (negative)
        out.push_back('-');
    out.append(digits);
    if (!fraction.empty())
        out.append(".").append(fraction);
    return true;
}

bool appendMoney(std::string &out, std::string_view text, char decimal)
{
    static constexpr std::array<std::string_view, 6> currencies = {"Rp.", "Rp", "IDR", "USD", "US$", "$"};
    std::string_view rest = trimmed(text);
    for (const std::string_view currency : currencies) {
        if (equalsIgnoringCase(rest.substr(0, currency.size()), currency)) {
            rest = trimmed(rest.substr(currency.size()));
            break;
        }
        if (rest.size() > currency.size()
            && equalsIgnoringCase(rest.substr(rest.size() - currency.size()), currency)) {
            rest = trimmed(rest.substr(0, rest.size() - currency.size()));
            break;
        }
    }
    if (rest.ends_with(",-"))
        rest.remove_suffix(2);
    return appendNumber(out, rest, decimal);
}

bool appendPercent(std::string &out, std::string_view text, char decimal)
{
    std::string_view rest = trimmed(text);
    if (rest.ends_with('%'))
        rest = trimmed(rest.substr(0, rest.size() - 1));
    std::string number;
    if (!appendNumber(number, rest, decimal))
        return false;
    // The point moves two digits to the left, so no digit is lost.
    const std::size_t sign = number.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(number.find('.'), number.size());
    number.erase(point, 1);
    const std::size_t digits = point - sign;
    if (digits < 3)
        number.insert(sign, 3 - digits, '0');
    number.insert(std::max<std::size_t>(digits, 3) - 2 + sign, ".");
    out.append(number);
    return true;
}

bool isTimeFormat(std::string_view format)
{
    if (format == "iso" || format == "epoch")
        return true;
    bool year = false;
    bool month = false;
    bool day = false;
    while (!format.empty()) {
        const TimeToken *token = tokenAt(format);
        year = year || (token != nullptr && token->part == nullptr);
        month = month || (token != nullptr && token->part == &CivilTime::month);
        day = day || (token != nullptr && token->part == &CivilTime::day);
        format.remove_prefix(token == nullptr ? 1 : token->letters.size());
    }
    return year && month && day;
}

std::optional<std::int64_t> parseTime(std::string_view text, std::string_view format, std::int64_t offsetMs)
{
    text = trimmed(text);
    if (format == "iso")
        return parseIso(text, offsetMs);
    if (format == "epoch") {
        std::int64_t seconds = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
        constexpr std::int64_t year3000 = 32'503'680'000; // more are not seconds
        if (error != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > year3000)
            return std::nullopt;
        return seconds * 1000;
    }
    const std::optional<CivilTime> time = takeCivil(text, format);
    if (!time || !text.empty())
        return std::nullopt;
    return msFromCivil(*time) - offsetMs;
}

std::optional<std::int64_t> parseTime(std::string_view text, const std::vector<std::string> &formats,
                                      std::int64_t offsetMs)
{
    for (const std::string &format : formats) {
        if (const std::optional<std::int64_t> time = parseTime(text, format, offsetMs))
            return time;
    }
    return std::nullopt;
}

std::optional<std::int64_t> parseOffset(std::string_view text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() < 5 || (text.front() != '+' && text.front() != '-'))
        return std::nullopt;
    const std::int64_t sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const std::optional<int> hours = takeDigits(text, 2, 2);
    if (!text.empty() && text.front() == ':')
        text.remove_prefix(1);
    const std::optional<int> minutes = takeDigits(text, 2, 2);
    if (!hours || !minutes || !text.empty() || *hours > 14 || *minutes > 59)
        return std::nullopt;
    return sign * (*hours * 60 + *minutes) * 60'000;
}

} // namespace pk::extract
