#include "base/json_text.h"

#include "base/json_utf8.h"

#include <algorithm>

namespace pk {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Bytes of the string literal that `text` begins with, 0 when it is none.
std::size_t stringSize(std::string_view text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"')
            return i + 1;
        if (static_cast<unsigned char>(c) < 0x20)
            return 0;
        if (c != '\\')
            continue;
        if (++i == text.size())
            return 0;
        if (text[i] == 'u') {
            for (int k = 0; k < 4; ++k) {
                if (++i == text.size() || !isHex(text[i]))
                    return 0;
            }
        } else if (std::string_view("\"\\/bfnrt").find(text[i]) == std::string_view::npos) {
            return 0;
        }
    }
    return 0;
}

/// Bytes of the number that `text` begins with, 0 when it is none.
std::size_t numberSize(std::string_view text)
{
    std::size_t i = 0;
    const auto digits = [&] {
        const std::size_t from = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return i > from;
    };
    if (i < text.size() && text[i] == '-')
        ++i;
    if (i < text.size() && text[i] == '0')
        ++i;
    else if (!digits())
        return 0;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (!digits())
            return 0;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-'))
            ++i;
        if (!digits())
            return 0;
    }
    return i;
}

} // namespace

JsonToken JsonTokenizer::take(JsonTokenKind kind, std::size_t size, Expect then)
{
    const JsonToken token{kind, m_at, size};
    m_at += size;
    m_expect = then;
    return token;
}

JsonToken JsonTokenizer::open(JsonTokenKind kind, bool object)
{
    m_objects.push_back(object);
    return take(kind, 1, object ? Expect::KeyOrObjectEnd : Expect::ValueOrArrayEnd);
}

JsonToken JsonTokenizer::close(JsonTokenKind kind)
{
    m_objects.pop_back();
    return take(kind, 1, afterValue());
}

JsonToken JsonTokenizer::invalid()
{
    const JsonToken token{JsonTokenKind::Invalid, m_at, m_text.size() - m_at};
    m_at = m_text.size();
    m_expect = Expect::Value; // at the end of the text everything that follows is invalid too
    return token;
}

JsonToken JsonTokenizer::scalar()
{
    const std::string_view rest = m_text.substr(m_at);
    if (rest.front() == '"') {
        const std::size_t size = stringSize(rest);
        return size == 0 ? invalid() : take(JsonTokenKind::String, size, afterValue());
    }
    for (const std::string_view literal : {"true", "false", "null"}) {
        if (rest.substr(0, literal.size()) == literal)
            return take(JsonTokenKind::Literal, literal.size(), afterValue());
    }
    const std::size_t size = numberSize(rest);
    return size == 0 ? invalid() : take(JsonTokenKind::Number, size, afterValue());
}

JsonToken JsonTokenizer::next()
{
    while (m_at < m_text.size() && isSpace(m_text[m_at]))
        ++m_at;
    if (m_at == m_text.size())
        return m_expect == Expect::Nothing ? JsonToken{JsonTokenKind::End, m_at, 0} : invalid();
    const char c = m_text[m_at];
    switch (m_expect) {
    case Expect::Value:
    case Expect::ValueOrArrayEnd:
        if (c == ']' && m_expect == Expect::ValueOrArrayEnd)
            return close(JsonTokenKind::ArrayEnd);
        if (c == '{')
            return open(JsonTokenKind::ObjectBegin, true);
        if (c == '[')
            return open(JsonTokenKind::ArrayBegin, false);
        return scalar();
    case Expect::KeyOrObjectEnd:
    case Expect::Key:
        if (c == '}' && m_expect == Expect::KeyOrObjectEnd)
            return close(JsonTokenKind::ObjectEnd);
        if (const std::size_t size = c == '"' ? stringSize(m_text.substr(m_at)) : 0; size > 0)
            return take(JsonTokenKind::Key, size, Expect::Colon);
        return invalid();
    case Expect::Colon:
        return c == ':' ? take(JsonTokenKind::Colon, 1, Expect::Value) : invalid();
    case Expect::CommaOrEnd:
        if (c == ',')
            return take(JsonTokenKind::Comma, 1, m_objects.back() ? Expect::Key : Expect::Value);
        if (c == (m_objects.back() ? '}' : ']'))
            return close(m_objects.back() ? JsonTokenKind::ObjectEnd : JsonTokenKind::ArrayEnd);
        return invalid();
    case Expect::Nothing:
        return invalid();
    }
    return invalid();
}

FormattedJson formatJson(std::string_view json, int indent)
{
    // Past this many levels of nesting further indentation helps nobody, and would make a megabyte of "[" a
    // terabyte.
    constexpr std::size_t maxLevel = 64;
    FormattedJson result;
    std::size_t level = 0;
    bool fresh = false; // just behind an opening bracket
    const auto newLine = [&] {
        result.text.push_back('\n');
        result.text.append(std::min(level, maxLevel) * static_cast<std::size_t>(indent), ' ');
    };
    JsonTokenizer tokens(json);
    for (;;) {
        const JsonToken token = tokens.next();
        const std::string_view text = json.substr(token.at, token.size);
        switch (token.kind) {
        case JsonTokenKind::End:
            result.valid = firstInvalidUtf8(json) == std::string_view::npos;
            return result;
        case JsonTokenKind::Invalid:
            return {std::string(json), false};
        case JsonTokenKind::ObjectBegin:
        case JsonTokenKind::ArrayBegin:
            if (fresh)
                newLine();
            result.text.append(text);
            ++level;
            fresh = true;
            break;
        case JsonTokenKind::ObjectEnd:
        case JsonTokenKind::ArrayEnd:
            --level;
            if (!fresh)
                newLine();
            fresh = false;
            result.text.append(text);
            break;
        case JsonTokenKind::Comma:
            result.text.append(text);
            newLine();
            break;
        case JsonTokenKind::Colon:
            result.text.append(": ");
            break;
        case JsonTokenKind::Key:
        case JsonTokenKind::String:
        case JsonTokenKind::Number:
        case JsonTokenKind::Literal:
            if (fresh)
                newLine();
            fresh = false;
            result.text.append(text);
            break;
        }
    }
}

} // namespace pk
