#include "transform/money.h"

#include <algorithm>
#include <array>

namespace pk::transform {

namespace {

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool startsWithWord(std::string_view text, std::string_view word)
{
    return text.size() >= word.size()
        && std::equal(word.begin(), word.end(), text.begin(), [](char w, char t) { return w == lowered(t); });
}

bool endsWithWord(std::string_view text, std::string_view word)
{
    return text.size() >= word.size() && startsWithWord(text.substr(text.size() - word.size()), word);
}

void trimSpaces(std::string_view &text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
}

/// Takes a currency off the front or the end.
std::string_view takeCurrency(std::string_view &text)
{
    struct Sign
    {
        std::string_view text;
        std::string_view currency;
    };
    static constexpr std::array signs{Sign{"rp.", "IDR"},    Sign{"rp", "IDR"},  Sign{"idr", "IDR"},
                                      Sign{"rupiah", "IDR"}, Sign{"us$", "USD"}, Sign{"usd", "USD"},
                                      Sign{"$", "USD"}};
    for (const Sign &sign : signs) {
        if (startsWithWord(text, sign.text)) {
            text.remove_prefix(sign.text.size());
            trimSpaces(text);
            return sign.currency;
        }
        if (endsWithWord(text, sign.text)) {
            text.remove_suffix(sign.text.size());
            trimSpaces(text);
            return sign.currency;
        }
    }
    return {};
}

/// Whether `text` is groups of three digits: 1 to 3 digits, then separator and three digits, again and again.
bool isGrouped(std::string_view text, char separator)
{
    std::size_t first = text.find(separator);
    if (first == 0 || first > 3)
        return false;
    for (std::size_t at = first; at < text.size(); at += 4) {
        if (text[at] != separator || text.size() - at < 4
            || text.substr(at + 1, 3).find(separator) != std::string_view::npos)
            return false;
    }
    return true;
}

/// The separator of the decimals, '\0' when there are none. Empty when the text is no amount.
std::optional<char> decimalSeparator(std::string_view text, bool rupiah)
{
    const std::size_t dot = text.rfind('.');
    const std::size_t comma = text.rfind(',');
    constexpr std::size_t none = std::string_view::npos;
    if (dot == none && comma == none)
        return '\0';
    if (dot != none && comma != none) {
        const char decimal = dot > comma ? '.' : ',';
        const char group = decimal == '.' ? ',' : '.';
        const std::size_t at = std::max(dot, comma);
        if (text.find(decimal) != at || !isGrouped(text.substr(0, at), group))
            return std::nullopt;
        return decimal;
    }
    const char separator = dot != none ? '.' : ',';
    const bool grouped = isGrouped(text, separator);
    if (std::count(text.begin(), text.end(), separator) > 1)
        return grouped ? std::optional('\0') : std::nullopt;
    // One separator: each language groups with its own sign, dots in rupiah and commas in dollars.
    const char groupSign = rupiah ? '.' : ',';
    return grouped && separator == groupSign ? '\0' : separator;
}

} // namespace

std::optional<Money> parseMoney(std::string_view text, bool rupiah)
{
    Money money;
    trimSpaces(text);
    bool negative = false;
    const auto takeSign = [&] {
        if (text.empty() || text.front() != '-')
            return;
        negative = true;
        text.remove_prefix(1);
        trimSpaces(text);
    };
    takeSign();
    money.currency = takeCurrency(text);
    if (!negative)
        takeSign();
    if (text.size() > 2 && (endsWithWord(text, ",-") || endsWithWord(text, ".-"))) // "Rp 5.000,-"
        text.remove_suffix(2);
    if (!money.currency.empty())
        rupiah = money.currency == "IDR";
    if (text.empty() || text.size() > 40)
        return std::nullopt;

    const std::optional<char> decimal = decimalSeparator(text, rupiah);
    if (!decimal)
        return std::nullopt;
    char plain[40];
    std::size_t size = 0;
    for (const char c : text) {
        if (c == *decimal)
            plain[size++] = '.';
        else if (c >= '0' && c <= '9')
            plain[size++] = c;
        else if (c != '.' && c != ',')
            return std::nullopt;
    }
    const std::optional<Decimal> amount = parseDecimal({plain, size});
    if (!amount)
        return std::nullopt;
    money.amount = {negative ? -amount->units : amount->units, amount->scale};
    return money;
}

} // namespace pk::transform
