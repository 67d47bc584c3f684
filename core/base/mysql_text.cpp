#include "base/mysql_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace pk::mysql {

namespace {

void appendInteger(std::string &text, std::int64_t value)
{
    std::array<char, 20> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    text.append(digits.data(), end);
}

void appendQuoted(std::string &text, std::string_view value)
{
    text.push_back('\'');
    for (std::size_t written = 0;;) {
        const std::size_t apostrophe = value.find('\'', written);
        text.append(value.substr(written, apostrophe - written));
        if (apostrophe == std::string_view::npos)
            break;
        text.append("''");
        written = apostrophe + 1;
    }
    text.push_back('\'');
}

void appendHex(std::string &text, std::string_view bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    text.append("x'");
    for (const char c : bytes) {
        text.push_back(digits[static_cast<unsigned char>(c) >> 4U]);
        text.push_back(digits[static_cast<unsigned char>(c) & 0xfU]);
    }
    text.push_back('\'');
}

} // namespace

ValueType typeOfNumber(std::string_view number)
{
    constexpr std::ptrdiff_t digitsOfDouble = 15;
    std::int64_t whole = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), whole);
    if (read.ec == std::errc() && read.ptr == number.data() + number.size())
        return ValueType::Integer;
    const auto digits =
        std::count_if(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits <= digitsOfDouble || number.find('e') != std::string_view::npos ? ValueType::Real
                                                                                  : ValueType::Text;
}

StatementText::StatementText(std::string_view sql)
{
    std::size_t begin = 0;
    char quote = 0; // a question mark inside of quotes is one
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '\'' || c == '"' || c == '`') {
            quote = c;
        } else if (c == '?') {
            m_pieces.emplace_back(sql.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    m_values.resize(m_pieces.size());
    m_pieces.emplace_back(sql.substr(begin));
}

void StatementText::set(std::size_t index, std::int64_t value)
{
    m_values[index] = {Kind::Integer, value, {}};
}

void StatementText::set(std::size_t index, std::string_view text)
{
    m_values[index] = {Kind::Text, 0, text};
}

void StatementText::setBlob(std::size_t index, std::string_view bytes)
{
    m_values[index] = {Kind::Blob, 0, bytes};
}

const std::string &StatementText::fill()
{
    m_filled.assign(m_pieces.front());
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const Value &value = m_values[i];
        switch (value.kind) {
        case Kind::Null:
            m_filled.append("NULL");
            break;
        case Kind::Integer:
            appendInteger(m_filled, value.integer);
            break;
        case Kind::Text:
            appendQuoted(m_filled, value.bytes);
            break;
        case Kind::Blob:
            appendHex(m_filled, value.bytes);
            break;
        }
        m_filled.append(m_pieces[i + 1]);
    }
    return m_filled;
}

} // namespace pk::mysql
