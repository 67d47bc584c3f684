#pragma once

// JSON as it was written: tokens of the original bytes, and a formatter that moves only white space. Key
// order, duplicate keys and the text of numbers (1250000.50) stay as they are, which no document model would
// give.
//
// Thread: value types and free functions. The text must outlive its tokenizer.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pk {

enum class JsonTokenKind {
    ObjectBegin,
    ObjectEnd,
    ArrayBegin,
    ArrayEnd,
    Colon,
    Comma,
    Key,
    String,
    Number,
    Literal, ///< true, false, null
    End,
    Invalid, ///< what stands there is no JSON; no further tokens follow
};

struct JsonToken
{
    JsonTokenKind kind = JsonTokenKind::End;
    std::size_t at = 0; ///< byte offset
    std::size_t size = 0; ///< bytes; strings include their quotes
};

/// Gives one token after the other of a single JSON value, and checks the grammar strictly.
class JsonTokenizer
{
public:
    explicit JsonTokenizer(std::string_view text)
        : m_text(text)
    {
    }
    JsonToken next();

private:
    enum class Expect : std::uint8_t {
        Value,
        ValueOrArrayEnd,
        KeyOrObjectEnd,
        Key,
        Colon,
        CommaOrEnd,
        Nothing
    };
    JsonToken take(JsonTokenKind kind, std::size_t size, Expect then);
    JsonToken open(JsonTokenKind kind, bool object);
    JsonToken close(JsonTokenKind kind);
    JsonToken scalar();
    JsonToken invalid();
    Expect afterValue() const { return m_objects.empty() ? Expect::Nothing : Expect::CommaOrEnd; }

    std::string_view m_text;
    std::size_t m_at = 0;
    Expect m_expect = Expect::Value;
    std::vector<bool> m_objects; ///< the open containers: true for an object
};

struct FormattedJson
{
    std::string text; ///< the original bytes when they are no valid JSON
    bool valid = false;
};

/// One member or element a line, `indent` spaces a level.
FormattedJson formatJson(std::string_view json, int indent = 2);

} // namespace pk
