#include "extract/text_format.h"

namespace pk::extract {

namespace {

void appendTwo(std::string &out, int number)
{
    out.push_back(static_cast<char>('0' + number / 10 % 10));
    out.push_back(static_cast<char>('0' + number % 10));
}

void appendDate(std::string &out, const CivilTime &time)
{
    appendPadded(out, time.year, 4);
    out.push_back('-');
    appendTwo(out, time.month);
    out.push_back('-');
    appendTwo(out, time.day);
}

void appendClock(std::string &out, const CivilTime &time)
{
    appendTwo(out, time.hour);
    out.push_back(':');
    appendTwo(out, time.minute);
    out.push_back(':');
    appendTwo(out, time.second);
}

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

constexpr int kDaysBeforeMonth[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

bool isLeapYear(std::int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/// Days from 1970-01-01 to the first of January.
std::int64_t daysBeforeYear(std::int64_t year)
{
    const auto leapYearsUntil = [](std::int64_t last) {
        return floorDiv(last, 4) - floorDiv(last, 100) + floorDiv(last, 400);
    };
    return 365 * (year - 1970) + leapYearsUntil(year - 1) - leapYearsUntil(1969);
}

} // namespace

void appendPadded(std::string &out, std::int64_t number, int width)
{
    const std::size_t start = out.size();
    appendInt(out, number);
    const auto length = static_cast<int>(out.size() - start);
    if (length < width)
        out.insert(start, static_cast<std::size_t>(width - length), '0');
}

void appendThousandths(std::string &out, std::int64_t thousandths)
{
    if (thousandths < 0) {
        out.push_back('-');
        thousandths = -thousandths;
    }
    appendInt(out, thousandths / 1000);
    std::int64_t rest = thousandths % 1000;
    if (rest == 0)
        return;
    out.push_back('.');
    for (std::int64_t unit = 100; rest > 0; unit /= 10) {
        out.push_back(static_cast<char>('0' + rest / unit));
        rest %= unit;
    }
}

void appendDotted(std::string &out, std::int64_t number)
{
    const std::size_t start = out.size();
    appendInt(out, number);
    for (std::size_t at = out.size(); at > start + 3;) {
        at -= 3;
        out.insert(at, 1, '.');
    }
}

void appendJsonText(std::string &out, std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\r') {
            out.append("\\r");
        } else if (c == '\t') {
            out.append("\\t");
        } else if (byte < 0x20) {
            out.append("\\u00");
            out.push_back(digits[byte >> 4U]);
            out.push_back(digits[byte & 0xfU]);
        } else {
            out.push_back(c);
        }
    }
}

std::int64_t daysFromCivil(std::int64_t year, int month, int day)
{
    return daysBeforeYear(year) + kDaysBeforeMonth[month - 1] + (month > 2 && isLeapYear(year) ? 1 : 0) + day
        - 1;
}

int daysInMonth(std::int64_t year, int month)
{
    return kDaysBeforeMonth[month] - kDaysBeforeMonth[month - 1] + (month == 2 && isLeapYear(year) ? 1 : 0);
}

CivilTime civilFromMs(std::int64_t localMs)
{
    constexpr std::int64_t dayMs = 86'400'000;
    const std::int64_t days = floorDiv(localMs, dayMs);
    auto rest = static_cast<int>(localMs - days * dayMs);

    CivilTime time;
    time.year = 1970 + floorDiv(days * 400, 146'097); // 146,097 days in 400 years: right or one off
    if (days < daysBeforeYear(time.year))
        --time.year;
    else if (days >= daysBeforeYear(time.year + 1))
        ++time.year;
    auto dayOfYear = static_cast<int>(days - daysBeforeYear(time.year));
    while (dayOfYear >= daysInMonth(time.year, time.month))
        dayOfYear -= daysInMonth(time.year, time.month++);
    time.day = dayOfYear + 1;

    time.millisecond = rest % 1000;
    rest /= 1000;
    time.second = rest % 60;
    rest /= 60;
    time.minute = rest % 60;
    time.hour = rest / 60;
    return time;
}

std::int64_t msFromCivil(const CivilTime &time)
{
    const std::int64_t days = daysFromCivil(time.year, time.month, time.day);
    return (((days * 24 + time.hour) * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond;
}

void appendIso(std::string &out, std::int64_t utcMs, bool withMillis, std::int64_t offsetMs)
{
    const CivilTime time = civilFromMs(utcMs + offsetMs);
    appendDate(out, time);
    out.push_back('T');
    appendClock(out, time);
    if (withMillis) {
        out.push_back('.');
        out.push_back(static_cast<char>('0' + time.millisecond / 100));
        appendTwo(out, time.millisecond % 100);
    }
    const std::int64_t minutes = offsetMs / 60'000;
    const auto size = static_cast<int>(minutes < 0 ? -minutes : minutes);
    out.push_back(minutes < 0 ? '-' : '+');
    appendTwo(out, size / 60);
    out.push_back(':');
    appendTwo(out, size % 60);
}

void appendDayFirst(std::string &out, std::int64_t utcMs)
{
    const CivilTime time = civilFromMs(utcMs + kWibOffsetMs);
    appendTwo(out, time.day);
    out.push_back('/');
    appendTwo(out, time.month);
    out.push_back('/');
    appendPadded(out, time.year, 4);
    out.push_back(' ');
    appendTwo(out, time.hour);
    out.push_back(':');
    appendTwo(out, time.minute);
}

void appendDateTime(std::string &out, std::int64_t utcMs)
{
    const CivilTime time = civilFromMs(utcMs + kWibOffsetMs);
    appendDate(out, time);
    out.push_back(' ');
    appendClock(out, time);
}

} // namespace pk::extract
