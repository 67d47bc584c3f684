#pragma once

// The mutable JSON document of one record. Its memory is reused from record to record, so that a record of
// ordinary size allocates nothing.
//
// Numbers: whole numbers of 64 bits are integers. All others keep their text, because a double would turn
// 1250000.50 into 1250000.5 and lose digits of long ones; such a value is a string whose first byte (0xFF)
// occurs in no UTF-8. Use the functions below, never Value::IsString(), to tell texts from numbers.
//
// Thread: used by one thread. Ownership: values and texts live until the next parse().
// Errors: a ParseFailure with a stable code; the document is then empty.

#include "transform/decimal.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk::transform {

using Value = rapidjson::Value;
using Pool = rapidjson::MemoryPoolAllocator<>;

inline constexpr char kNumberMark = '\xff';
/// Whether the value is a number that is kept as text.
inline bool isNumberText(const Value &value)
{
    return value.IsString() && value.GetStringLength() > 0 && value.GetString()[0] == kNumberMark;
}
inline bool isText(const Value &value)
{
    return value.IsString() && !isNumberText(value);
}
inline bool isNumber(const Value &value)
{
    return value.IsInt64() || isNumberText(value);
}
/// REQUIRES: isText(value)
inline std::string_view textOf(const Value &value)
{
    return {value.GetString(), value.GetStringLength()};
}
/// A number, or a text that holds a plain number; "2,5" counts as 2.5. Empty: neither, or it does not fit.
std::optional<Decimal> numberOf(const Value &value);
/// Text, number, true, false or null as text; containers give "". `buffer` holds what has no text of its own.
std::string_view scalarText(const Value &value, char (&buffer)[24]);
/// The member of an object, null when the value is no object or has none of that name.
Value *findMember(Value &object, std::string_view name);
inline const Value *findMember(const Value &object, std::string_view name)
{
    return findMember(const_cast<Value &>(object), name); // the lookup changes nothing
}

/// Appends the value as compact JSON.
void writeJson(const Value &value, std::string &out);

struct ParseFailure
{
    std::string_view code;
    std::size_t at = 0; ///< byte offset
    std::string what; ///< one English sentence
};

class Document
{
public:
    static constexpr std::size_t kMaxDepth = 64;

    Document();

    std::optional<ParseFailure> parse(std::string_view json);
    /// Replaces a text that holds JSON by its value. `depth`: how many levels it lies below the root.
    std::optional<ParseFailure> parseInside(Value &text, std::size_t depth);
    void clear();

    /// Grows whenever a value really becomes another, by any of the functions below. Parsing is no change.
    std::uint64_t changes() const { return m_changes; }
    void noteChange() { ++m_changes; }

    Value &root() { return m_root; }
    Pool &pool() { return *m_pool; }

    /// Copies the text unless it is part of the record itself.
    void setText(Value &value, std::string_view text);
    void setNumber(Value &value, Decimal number);
    /// The member of an object, made when there is none. `name` must outlive the record.
    Value &member(Value &object, std::string_view name);

private:
    std::optional<ParseFailure> parseBuffer(char *text, std::size_t size, std::size_t depth, Value &into);

    std::string m_buffer; ///< the record's bytes; parsing unescapes in place and values point into it
    std::vector<char> m_poolMemory;
    std::unique_ptr<Pool> m_pool;
    std::vector<std::string_view> m_keys; ///< of the objects that are open while parsing
    Value m_root;
    std::uint64_t m_changes = 0;
};

} // namespace pk::transform
