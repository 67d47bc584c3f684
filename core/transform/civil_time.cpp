#include "transform/civil_time.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pk::transform {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// Reads a text from left to right; every method that fails leaves the place alone.
class Cursor
{
public:
    explicit Cursor(std::string_view text)
        : m_rest(text)
    {
    }
    bool atEnd() const { return m_rest.empty(); }
    char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }

    bool skip(char c)
    {
        if (peek() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    bool skipSpaces()
    {
        const std::size_t before = m_rest.size();
        while (skip(' ')) { }
        return m_rest.size() < before;
    }

    /// A number of `least` to `most` digits; `digits` tells how many there were.
    bool number(unsigned &value, int least, int most, int *digits = nullptr)
    {
        unsigned result = 0;
        int count = 0;
        while (static_cast<std::size_t>(count) < m_rest.size()
               && isDigit(m_rest[static_cast<std::size_t>(count)])) {
            if (count == most)
                return false;
            result = result * 10 + static_cast<unsigned>(m_rest[static_cast<std::size_t>(count++)] - '0');
        }
        if (count < least)
            return false;
        m_rest.remove_prefix(static_cast<std::size_t>(count));
        value = result;
        if (digits)
            *digits = count;
        return true;
    }

    std::string_view word()
    {
        std::size_t size = 0;
        while (size < m_rest.size() && ((m_rest[size] | 0x20) >= 'a' && (m_rest[size] | 0x20) <= 'z'))
            ++size;
        const std::string_view result = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return result;
    }

    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

private:
    std::string_view m_rest;
};

bool startsLike(std::string_view name, std::string_view start)
{
    if (start.size() > name.size())
        return false;
    for (std::size_t i = 0; i < start.size(); ++i) {
        if ((start[i] | 0x20) != name[i])
            return false;
    }
    return true;
}

/// 1..12 for a month's name or its first three or more letters, else 0.
unsigned monthFromName(std::string_view word)
{
    struct Name
    {
        std::string_view name;
        unsigned month;
    };
    static constexpr std::array names{
        Name{"januari", 1},   Name{"january", 1},   Name{"februari", 2},  Name{"february", 2},
        Name{"pebruari", 2},  Name{"maret", 3},     Name{"march", 3},     Name{"april", 4},
        Name{"mei", 5},       Name{"may", 5},       Name{"juni", 6},      Name{"june", 6},
        Name{"juli", 7},      Name{"july", 7},      Name{"agustus", 8},   Name{"agt", 8},
        Name{"august", 8},    Name{"september", 9}, Name{"oktober", 10},  Name{"october", 10},
        Name{"november", 11}, Name{"nopember", 11}, Name{"desember", 12}, Name{"december", 12}};
    if (word.size() < 3)
        return 0;
    for (const Name &candidate : names) {
        if (startsLike(candidate.name, word))
            return candidate.month;
    }
    return 0;
}

unsigned daysInMonth(unsigned year, unsigned month)
{
    static constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

struct Fields
{
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    unsigned millis = 0;
    int zoneMinutes = 0;
};

bool readDate(Cursor &in, Fields &f)
{
    unsigned first = 0;
    int digits = 0;
    if (!in.number(first, 1, 4, &digits) || digits == 3)
        return false;
    if (digits == 4) {
        f.year = first;
        return in.skip('-') && in.number(f.month, 2, 2) && in.skip('-') && in.number(f.day, 2, 2);
    }
    f.day = first;
    const char separator = in.peek();
    if (separator == '/' || separator == '-') {
        in.skip(separator);
        return in.number(f.month, 1, 2) && in.skip(separator) && in.number(f.year, 4, 4);
    }
    in.skipSpaces();
    f.month = monthFromName(in.word());
    in.skip('.');
    return f.month != 0 && in.skipSpaces() && in.number(f.year, 4, 4);
}

bool readZone(Cursor &in, Fields &f)
{
    in.skipSpaces();
    if (in.atEnd())
        return true;
    if (in.peek() == '+' || in.peek() == '-') {
        const int sign = in.peek() == '-' ? -1 : 1;
        in.skip(in.peek());
        unsigned hours = 0;
        unsigned minutes = 0;
        int digits = 0;
        if (!in.number(hours, 2, 4, &digits) || digits == 3)
            return false;
        if (digits == 4) {
            minutes = hours % 100;
            hours /= 100;
        } else if (in.skip(':') && !in.number(minutes, 2, 2)) {
            return false;
        }
        f.zoneMinutes = sign * static_cast<int>(hours * 60 + minutes);
        return hours <= 14 && minutes < 60;
    }
    const std::string_view zone = in.word();
    const auto is = [zone](std::string_view name) {
        return zone.size() == name.size() && startsLike(name, zone);
    };
    if (is("z") || is("utc") || is("gmt"))
        f.zoneMinutes = 0;
    else if (is("wib"))
        f.zoneMinutes = kWibMinutes;
    else if (is("wita"))
        f.zoneMinutes = 8 * 60;
    else if (is("wit"))
        f.zoneMinutes = 9 * 60;
    else
        return false;
    return true;
}

bool readClock(Cursor &in, Fields &f)
{
    if (!in.number(f.hour, 1, 2))
        return false;
    const char separator = in.peek(); // Indonesian writes 10.41 as well as 10:41
    if ((separator != ':' && separator != '.') || !in.skip(separator) || !in.number(f.minute, 2, 2))
        return false;
    if (in.skip(separator)) {
        if (!in.number(f.second, 2, 2))
            return false;
        if (in.skip('.') || in.skip(',')) {
            unsigned fraction = 0;
            int digits = 0;
            if (!in.number(fraction, 1, 9, &digits))
                return false;
            for (; digits > 3; --digits)
                fraction /= 10;
            for (; digits < 3; ++digits)
                fraction *= 10;
            f.millis = fraction;
        }
    }
    return readZone(in, f);
}

/// Ten digits are seconds until the year 2286, thirteen are milliseconds since 2001.
std::optional<std::int64_t> epoch(std::string_view text)
{
    const std::size_t point = text.find('.');
    std::int64_t whole = 0;
    const char *end = text.data() + (point == std::string_view::npos ? text.size() : point);
    const auto [stop, error] = std::from_chars(text.data(), end, whole);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    constexpr std::int64_t least = 100'000'000; // 1973; smaller numbers are years or typing errors
    constexpr std::int64_t firstMillis = 100'000'000'000;
    if (whole < least)
        return std::nullopt;
    if (whole >= firstMillis)
        return point == std::string_view::npos && isWritableTime(whole) ? std::optional(whole) : std::nullopt;
    std::int64_t millis = 0;
    if (point != std::string_view::npos) {
        int place = 100;
        for (const char c : text.substr(point + 1)) {
            if (!Cursor::isDigit(c))
                return std::nullopt;
            millis += (c - '0') * place;
            place /= 10;
        }
    }
    return whole * 1000 + millis;
}

} // namespace

// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto yearOfEra = static_cast<unsigned>(year - era * 400);
    const unsigned dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146'097 + static_cast<std::int64_t>(dayOfEra) - 719'468;
}

std::optional<std::int64_t> parseTime(std::string_view text, int zoneMinutes)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    if (text.empty())
        return std::nullopt;
    if (std::all_of(text.begin(), text.end(), [](char c) { return Cursor::isDigit(c) || c == '.'; }))
        return epoch(text);

    Fields f;
    f.zoneMinutes = zoneMinutes;
    Cursor in(text);
    if (!readDate(in, f))
        return std::nullopt;
    if (!in.atEnd()) {
        if (!in.skip('T') && !in.skip('t') && !in.skipSpaces())
            return std::nullopt;
        in.skipSpaces();
        if (!readClock(in, f) || !in.atEnd())
            return std::nullopt;
    }
    if (f.month < 1 || f.month > 12 || f.day < 1 || f.day > daysInMonth(f.year, f.month) || f.hour > 23
        || f.minute > 59 || f.second > 60)
        return std::nullopt;
    const std::int64_t ms = daysFromCivil(f.year, f.month, f.day) * kDayMs
        + (std::int64_t{f.hour} * 3600 + f.minute * 60 + f.second) * 1000 + f.millis
        - std::int64_t{f.zoneMinutes} * 60'000;
    return isWritableTime(ms) ? std::optional(ms) : std::nullopt;
}

bool isWritableTime(std::int64_t unixMs)
{
    constexpr std::int64_t first = -62'167'219'200'000; // 0000-01-01
    constexpr std::int64_t last = 253'402'300'799'999; // 9999-12-31
    return unixMs >= first && unixMs <= last;
}

std::string_view formatUtc(std::int64_t unixMs, char (&buffer)[24])
{
    const std::int64_t days = unixMs >= 0 ? unixMs / kDayMs : (unixMs - (kDayMs - 1)) / kDayMs;
    auto rest = static_cast<unsigned>(unixMs - days * kDayMs);
    // The inverse of daysFromCivil, from the same source.
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto dayOfEra = static_cast<unsigned>(shifted - era * 146'097);
    const unsigned yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned shiftedMonth = (5 * dayOfYear + 2) / 153;
    const unsigned day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    const unsigned month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    const auto year =
        static_cast<unsigned>(static_cast<std::int64_t>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0));

    char *out = buffer;
    const auto put = [&out](unsigned value, int digits, char after) {
        for (int i = digits - 1; i >= 0; --i, value /= 10)
            out[i] = static_cast<char>('0' + value % 10);
        out[digits] = after;
        out += digits + 1;
    };
    put(year, 4, '-');
    put(month, 2, '-');
    put(day, 2, 'T');
    put(rest / 3'600'000, 2, ':');
    rest %= 3'600'000;
    put(rest / 60'000, 2, ':');
    rest %= 60'000;
    put(rest / 1000, 2, '.');
    put(rest % 1000, 3, 'Z');
    return {buffer, sizeof buffer};
}

} // namespace pk::transform
