#include "kampus/json_image.h"

#include "base/json_text.h"
#include "base/json_utf8.h"

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace pk::kampus {

namespace {

/// SQLite takes any bytes for a text. Java shows what is not UTF-8 as the replacement character.
std::string repaired(std::string_view text)
{
    std::string out;
    for (;;) {
        const std::size_t bad = firstInvalidUtf8(text);
        out.append(text.substr(0, bad));
        if (bad == std::string_view::npos)
            return out;
        out.append("\xef\xbf\xbd");
        text.remove_prefix(bad + 1);
    }
}

void appendEscape(std::string &out, unsigned unit)
{
    constexpr char digits[] = "0123456789ABCDEF";
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        out.push_back(digits[unit >> static_cast<unsigned>(shift) & 0xfU]);
}

/// `digits` with `scale` decimals, rounded half up as MySQL does when it stores. Nothing else than plain
/// digits is changed: a number that large is not the shop's.
std::string withScale(std::string_view number, int scale)
{
    const bool negative = number.starts_with('-');
    const std::string_view digits = number.substr(negative ? 1 : 0);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    if (digits.find_first_not_of("0123456789.") != std::string_view::npos)
        return std::string(number);
    std::string all(digits.substr(0, point));
    std::string decimals(digits.substr(std::min(point + 1, digits.size())));
    const bool up =
        decimals.size() > static_cast<std::size_t>(scale) && decimals[static_cast<std::size_t>(scale)] >= '5';
    decimals.resize(static_cast<std::size_t>(scale), '0');
    all = "0" + all + decimals;
    if (up) {
        std::size_t at = all.size() - 1;
        for (; all[at] == '9'; --at)
            all[at] = '0';
        ++all[at];
    }
    const std::size_t whole = all.size() - static_cast<std::size_t>(scale);
    const std::size_t first = std::min(all.find_first_not_of('0'), whole - 1);
    std::string text = negative && all.find_first_not_of('0') != std::string::npos ? "-" : "";
    text.append(all, first, whole - first);
    if (scale > 0)
        text.append(".").append(all, whole);
    return text;
}

/// As Java's Double.toString(): a plain number between 0.001 and 10,000,000, otherwise with an exponent;
/// always with a decimal.
std::string javaDouble(const std::string &number)
{
    double value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    const double size = std::abs(value);
    const bool plain = size == 0 || (size >= 1e-3 && size < 1e7);
    char digits[64];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value,
                                            plain ? std::chars_format::fixed : std::chars_format::scientific);
    if (error != std::errc())
        return number;
    std::string text(digits, end); // 1.5e+20, 2e-05
    const std::size_t mantissa = std::min(text.find('e'), text.size());
    std::string exponent = text.substr(mantissa);
    text.resize(mantissa);
    if (text.find('.') == std::string::npos)
        text += ".0";
    if (exponent.empty())
        return text;
    const std::size_t first = exponent.find_first_not_of('0', 2);
    return text + (exponent[1] == '-' ? "E-" : "E") + exponent.substr(first);
}

/// "2025-01-06 08:00:00" with as many digits after the second as the column has; other texts as they are.
std::string withFraction(std::string_view text, int digits)
{
    constexpr std::string_view form = "0000-00-00 00:00:00";
    const std::string_view moment = text.substr(0, form.size());
    const bool isMoment = moment.size() == form.size()
        && std::equal(form.begin(), form.end(), moment.begin(),
                      [](char wanted, char c) { return wanted == '0' ? c >= '0' && c <= '9' : c == wanted; });
    std::string_view rest = text.substr(std::min(text.size(), form.size()));
    if (!isMoment || (!rest.empty() && rest.front() != '.')
        || rest.find_first_not_of(".0123456789") != std::string_view::npos)
        return std::string(text);
    rest.remove_prefix(rest.empty() ? 0 : 1);
    std::string fraction(rest.substr(0, static_cast<std::size_t>(digits)));
    fraction.resize(static_cast<std::size_t>(digits), '0');
    return digits == 0 ? std::string(moment) : std::string(moment) + "." + fraction;
}

std::string jacksonText(std::string_view utf8)
{
    std::string out = "\"";
    appendJacksonText(out, utf8);
    return out + "\"";
}

Error notAnImage(std::string_view json)
{
    return {ErrorCode::Corrupt,
            QCoreApplication::translate(
                "kampus",
                "A line of the change log is no row. Somebody has changed the log itself; delete the line, "
                "then publish the table anew."),
            QString::fromUtf8(json.data(), static_cast<qsizetype>(std::min<std::size_t>(json.size(), 80)))};
}

} // namespace

std::string unescaped(std::string_view token)
{
    std::string out;
    char32_t high = 0; // the first half of a surrogate pair
    for (std::size_t i = 1; i + 1 < token.size(); ++i) {
        if (token[i] != '\\') {
            out.push_back(token[i]);
            continue;
        }
        switch (const char c = token[++i]) {
        case 'b':
            out.push_back('\b');
            break;
        case 'f':
            out.push_back('\f');
            break;
        case 'n':
            out.push_back('\n');
            break;
        case 'r':
            out.push_back('\r');
            break;
        case 't':
            out.push_back('\t');
            break;
        case 'u': {
            std::uint32_t unit = 0;
            std::from_chars(token.data() + i + 1, token.data() + i + 5, unit, 16);
            i += 4;
            if (unit >= 0xd800 && unit < 0xdc00)
                high = unit;
            else if (unit >= 0xdc00 && unit < 0xe000)
                appendCodePoint(out, 0x10000 + ((high & 0x3ffU) << 10U) + (unit & 0x3ffU));
            else
                appendCodePoint(out, unit);
            break;
        }
        default:
            out.push_back(c);
        }
    }
    return out;
}

void appendJacksonText(std::string &out, std::string_view utf8)
{
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = nextCodePoint(utf8, at);
        constexpr std::string_view named = "\b\t\n\f\r\"\\";
        constexpr std::string_view letters = "btnfr\"\\";
        if (const std::size_t which = point < 0x80 ? named.find(static_cast<char>(point)) : named.npos;
            which != named.npos) {
            out.push_back('\\');
            out.push_back(letters[which]);
        } else if (point < 0x20) {
            appendEscape(out, point);
        } else if (point >= 0x10000) {
            appendEscape(out, 0xd800U + ((point - 0x10000U) >> 10U));
            appendEscape(out, 0xdc00U + ((point - 0x10000U) & 0x3ffU));
        } else {
            appendCodePoint(out, point);
        }
    }
}

Result<Image> parseImage(std::string_view json)
{
    const std::string text = repaired(json);
    JsonTokenizer tokens(text);
    Image image;
    if (tokens.next().kind != JsonTokenKind::ObjectBegin)
        return notAnImage(json);
    for (JsonToken token = tokens.next();; token = tokens.next()) {
        const std::string_view bytes = std::string_view(text).substr(token.at, token.size);
        switch (token.kind) {
        case JsonTokenKind::Key:
            image.emplace_back(unescaped(bytes), std::string());
            break;
        case JsonTokenKind::String:
        case JsonTokenKind::Number:
        case JsonTokenKind::Literal:
            image.back().second = bytes;
            break;
        case JsonTokenKind::Colon:
        case JsonTokenKind::Comma:
        case JsonTokenKind::ObjectEnd:
            break;
        case JsonTokenKind::End:
            return image;
        default:
            return notAnImage(json);
        }
    }
}

std::string maxwellValue(const Column &column, const std::string &value)
{
    const bool isText = value.starts_with('"');
    if (value == "null")
        return value;
    switch (column.kind) {
    case ColumnKind::Decimal:
        return isText ? jacksonText(unescaped(value)) : withScale(value, column.scale);
    case ColumnKind::DateTime:
        return isText ? jacksonText(withFraction(unescaped(value), column.scale)) : value;
    case ColumnKind::Binary:
        return jacksonText(
            QByteArray::fromHex(QByteArray::fromStdString(unescaped(value))).toBase64().toStdString());
    case ColumnKind::Double:
        return isText ? jacksonText(unescaped(value)) : javaDouble(value);
    case ColumnKind::Plain:
        break;
    }
    return isText ? jacksonText(unescaped(value)) : value;
}

} // namespace pk::kampus
