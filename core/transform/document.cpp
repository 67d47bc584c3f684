#include "transform/document.h"

#include "base/json_utf8.h"
#include "transform/failure_codes.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace pk::transform {

namespace {

constexpr std::size_t kPoolBytes = 256 * 1024; // ordinary orders need 2 to 4 KiB

/// Receives the reader's events and builds the value, refusing what the pipeline does not accept.
class Builder
{
public:
    using Size = rapidjson::SizeType;

    Builder(rapidjson::Document &target, std::vector<std::string_view> &keys, std::size_t depth, bool escapes)
        : m_target(target)
        , m_keys(keys)
        , m_depth(depth)
        , m_escapes(escapes)
    {
        keys.clear();
    }

    bool Null() { return m_target.Null(); }
    bool Bool(bool value) { return m_target.Bool(value); }
    bool Int(int value) { return m_target.Int(value); }
    bool Uint(unsigned value) { return m_target.Uint(value); }
    bool Int64(std::int64_t value) { return m_target.Int64(value); }
    bool Uint64(std::uint64_t value) { return m_target.Uint64(value); }
    bool Double(double value) { return m_target.Double(value); }

    bool RawNumber(const char *text, Size size, bool)
    {
        std::int64_t whole = 0;
        const auto [end, error] = std::from_chars(text, text + size, whole);
        if (error == std::errc() && end == text + size && !(whole == 0 && size > 1))
            return m_target.Int64(whole);
        // The byte before the number is a separator that has been read already: it becomes the mark.
        char *marked = const_cast<char *>(text) - 1;
        *marked = kNumberMark;
        return m_target.String(marked, size + 1, false);
    }

    bool String(const char *text, Size size, bool copy)
    {
        return (!m_escapes || isWhole(text, size)) && m_target.String(text, size, copy);
    }

    bool Key(const char *text, Size size, bool copy)
    {
        m_keys.emplace_back(text, size);
        return String(text, size, copy);
    }

    bool StartObject() { return enter() && m_target.StartObject(); }
    bool StartArray() { return enter() && m_target.StartArray(); }

    bool EndObject(Size count)
    {
        --m_depth;
        const std::size_t first = m_keys.size() - count;
        if (hasDuplicate(m_keys.data() + first, count))
            return false;
        m_keys.resize(first);
        return m_target.EndObject(count);
    }

    bool EndArray(Size count)
    {
        --m_depth;
        return m_target.EndArray(count);
    }

    std::string_view failureCode; ///< why an event was refused
    std::string_view duplicate;

private:
    bool enter()
    {
        if (++m_depth <= Document::kMaxDepth)
            return true;
        failureCode = code::tooDeep;
        return false;
    }

    /// Escapes can spell a half of a surrogate pair, which UTF-8 cannot hold.
    bool isWhole(const char *text, Size size)
    {
        if (firstInvalidUtf8({text, size}) == std::string_view::npos)
            return true;
        failureCode = code::invalidUtf8;
        return false;
    }

    bool hasDuplicate(std::string_view *keys, std::size_t count)
    {
        constexpr std::size_t fewKeys = 24; // above, comparing all pairs would be slower than sorting
        if (count > fewKeys) {
            std::sort(keys, keys + count);
            const auto *twin = std::adjacent_find(keys, keys + count);
            return twin != keys + count && refuse(*twin);
        }
        for (std::size_t i = 1; i < count; ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (keys[i].size() == keys[k].size() && keys[i] == keys[k])
                    return refuse(keys[i]);
            }
        }
        return false;
    }

    bool refuse(std::string_view key)
    {
        failureCode = code::duplicateKey;
        duplicate = key;
        return true;
    }

    rapidjson::Document &m_target;
    std::vector<std::string_view> &m_keys;
    std::size_t m_depth;
    bool m_escapes;
};

std::string describe(const Builder &builder)
{
    if (builder.failureCode == code::duplicateKey)
        return "The key \"" + std::string(builder.duplicate.substr(0, 60)) + "\" stands twice in one object.";
    if (builder.failureCode == code::tooDeep)
        return "The message nests its values more than " + std::to_string(Document::kMaxDepth)
            + " levels deep.";
    return "A text holds half of a surrogate pair, which is no character.";
}

/// Field names are short and compared a hundred times a record: two overlapping words are faster than memcmp.
bool sameBytes(const char *a, const char *b, std::size_t size)
{
    const auto same = [&]<typename Word>(Word) {
        Word headA;
        Word headB;
        Word tailA;
        Word tailB;
        std::memcpy(&headA, a, sizeof(Word));
        std::memcpy(&headB, b, sizeof(Word));
        std::memcpy(&tailA, a + size - sizeof(Word), sizeof(Word));
        std::memcpy(&tailB, b + size - sizeof(Word), sizeof(Word));
        return headA == headB && tailA == tailB;
    };
    if (size > 16)
        return std::memcmp(a, b, size) == 0;
    if (size >= 8)
        return same(std::uint64_t{});
    if (size >= 4)
        return same(std::uint32_t{});
    return a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1];
}

/// How a byte of a text is written: 0 as it is, 'u' as a \u escape, else behind a backslash.
constexpr auto kEscapes = [] {
    std::array<char, 256> table{};
    for (std::size_t i = 0; i < 0x20; ++i)
        table[i] = 'u';
    table['\b'] = 'b';
    table['\t'] = 't';
    table['\n'] = 'n';
    table['\f'] = 'f';
    table['\r'] = 'r';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

/// Whether one of eight bytes needs an escape. Source of the byte tricks: S. E. Anderson, "Bit Twiddling
/// Hacks".
bool needsEscape(std::uint64_t bytes)
{
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t high = 0x8080808080808080ULL;
    const std::uint64_t quote = bytes ^ ones * '"';
    const std::uint64_t backslash = bytes ^ ones * '\\';
    const std::uint64_t found =
        ((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
    return (found & high) != 0;
}

/// Writes into a string that is grown ahead, because a check of the capacity for every byte is what would
/// cost most.
class Writer
{
public:
    explicit Writer(std::string &out)
        : m_out(out)
        , m_used(out.size())
    {
    }
    ~Writer() { m_out.resize(m_used); }
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    void value(const Value &value)
    {
        char buffer[24];
        switch (value.GetType()) {
        case rapidjson::kObjectType: {
            char before = '{';
            for (const auto &member : value.GetObject()) {
                byte(before);
                before = ',';
                text(textOf(member.name));
                byte(':');
                this->value(member.value);
            }
            raw(before == '{' ? "{}" : "}");
            break;
        }
        case rapidjson::kArrayType: {
            char before = '[';
            for (const Value &element : value.GetArray()) {
                byte(before);
                before = ',';
                this->value(element);
            }
            raw(before == '[' ? "[]" : "]");
            break;
        }
        case rapidjson::kStringType:
            if (!isNumberText(value)) {
                text(textOf(value));
                break;
            }
            [[fallthrough]];
        default:
            raw(scalarText(value, buffer));
        }
    }

private:
    char *space(std::size_t bytes)
    {
        constexpr std::size_t ahead = 1024;
        if (m_out.size() - m_used < bytes)
            m_out.resize(m_used + bytes + ahead);
        return m_out.data() + m_used;
    }

    void byte(char c)
    {
        *space(1) = c;
        ++m_used;
    }

    void raw(std::string_view bytes)
    {
        std::memcpy(space(bytes.size()), bytes.data(), bytes.size());
        m_used += bytes.size();
    }

    void text(std::string_view text)
    {
        constexpr std::size_t longestEscape = 6;
        char *const start = space(text.size() * longestEscape + 2);
        char *out = start;
        *out++ = '"';
        const char *in = text.data();
        const char *const end = in + text.size();
        while (in != end) {
            std::uint64_t eight = 0;
            if (end - in >= 8) {
                std::memcpy(&eight, in, 8);
                if (!needsEscape(eight)) {
                    std::memcpy(out, &eight, 8);
                    in += 8;
                    out += 8;
                    continue;
                }
            }
            const auto next = static_cast<unsigned char>(*in++);
            const char escape = kEscapes[next];
            if (escape == 0) {
                *out++ = static_cast<char>(next);
                continue;
            }
            *out++ = '\\';
            *out++ = escape;
            if (escape == 'u') {
                static constexpr char hex[] = "0123456789abcdef";
                *out++ = '0';
                *out++ = '0';
                *out++ = hex[next >> 4U];
                *out++ = hex[next & 0xfU];
            }
        }
        *out++ = '"';
        m_used += static_cast<std::size_t>(out - start);
    }

    std::string &m_out;
    std::size_t m_used;
};

} // namespace

std::optional<Decimal> numberOf(const Value &value)
{
    if (value.IsInt64())
        return Decimal{value.GetInt64(), 0};
    if (!value.IsString())
        return std::nullopt;
    std::string_view text = textOf(value);
    if (isNumberText(value))
        return parseDecimal(text.substr(1));
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos)
        return parseDecimal(text);
    char plain[24];
    if (text.size() > sizeof plain || text.find('.') != std::string_view::npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), plain);
    plain[comma] = '.';
    return parseDecimal({plain, text.size()});
}

std::string_view scalarText(const Value &value, char (&buffer)[24])
{
    if (value.IsString())
        return isNumberText(value) ? textOf(value).substr(1) : textOf(value);
    if (value.IsInt64())
        return formatDecimal({value.GetInt64(), 0}, buffer);
    if (value.IsBool())
        return value.GetBool() ? "true" : "false";
    return value.IsNull() ? "null" : "";
}

Value *findMember(Value &object, std::string_view name)
{
    const std::size_t size = name.size();
    if (!object.IsObject() || size == 0)
        return nullptr;
    for (auto member = object.MemberBegin(); member != object.MemberEnd(); ++member) {
        if (member->name.GetStringLength() == size && sameBytes(member->name.GetString(), name.data(), size))
            return &member->value;
    }
    return nullptr;
}

void writeJson(const Value &value, std::string &out)
{
    Writer(out).value(value);
}

Document::Document()
    : m_poolMemory(kPoolBytes)
    , m_pool(std::make_unique<Pool>(m_poolMemory.data(), m_poolMemory.size()))
{
}

void Document::clear()
{
    m_root.SetNull();
    m_pool->Clear();
}

std::optional<ParseFailure> Document::parse(std::string_view json)
{
    clear();
    if (const std::size_t bad = firstInvalidUtf8(json); bad != std::string_view::npos)
        return ParseFailure{code::invalidUtf8, bad, "The message is not valid UTF-8."};
    m_buffer.assign(1, ' '); // so that a byte stands before every number
    m_buffer.append(json);
    return parseBuffer(m_buffer.data() + 1, json.size(), 0, m_root);
}

std::optional<ParseFailure> Document::parseInside(Value &text, std::size_t depth)
{
    // A copy: what the text itself is made of may be shared, and must be followed by a zero byte.
    const std::string_view source = textOf(text);
    auto *copy = static_cast<char *>(m_pool->Malloc(source.size() + 2));
    copy[0] = ' ';
    std::memcpy(copy + 1, source.data(), source.size());
    copy[source.size() + 1] = '\0';
    return parseBuffer(copy + 1, source.size(), depth, text);
}

std::optional<ParseFailure> Document::parseBuffer(char *text, std::size_t size, std::size_t depth,
                                                  Value &into)
{
    // The builder bounds the nesting, so the reader's recursion is bounded too, and faster than its iterative
    // form.
    constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
    if (const void *zero = std::memchr(text, 0, size))
        return ParseFailure{code::invalidJson,
                            static_cast<std::size_t>(static_cast<const char *>(zero) - text),
                            "Invalid JSON: a zero byte stands in it."};
    rapidjson::Document target(m_pool.get());
    Builder builder(target, m_keys, depth, std::memchr(text, '\\', size) != nullptr);
    rapidjson::InsituStringStream stream(text);
    rapidjson::Reader reader;
    rapidjson::ParseResult result;
    auto read = [&](rapidjson::Document &) {
        result = reader.Parse<flags>(stream, builder);
        return !result.IsError();
    };
    target.Populate(read);
    if (result.IsError()) { // the root stays: null, or what the broken text stands in
        if (!builder.failureCode.empty())
            return ParseFailure{builder.failureCode, result.Offset(), describe(builder)};
        return ParseFailure{code::invalidJson, result.Offset(),
                            "Invalid JSON at byte " + std::to_string(result.Offset()) + " of "
                                + std::to_string(size) + ": " + rapidjson::GetParseError_En(result.Code())};
    }
    into.Swap(target);
    return std::nullopt;
}

void Document::setText(Value &value, std::string_view text)
{
    const auto size = static_cast<rapidjson::SizeType>(text.size());
    if (isText(value) && textOf(value) == text)
        return;
    noteChange();
    const std::less_equal<const char *> before;
    const bool ours =
        before(m_buffer.data(), text.data()) && before(text.data() + size, m_buffer.data() + m_buffer.size());
    if (ours)
        value.SetString(rapidjson::StringRef(text.data(), size));
    else
        value = Value(text.data(), size, *m_pool);
}

void Document::setNumber(Value &value, Decimal number)
{
    char buffer[24];
    const std::string_view text = formatDecimal(number, buffer);
    if (text.find('.') == std::string_view::npos) {
        const std::int64_t whole = number.units / powerOfTen(number.scale);
        m_changes += value.IsInt64() && value.GetInt64() == whole ? 0 : 1;
        value.SetInt64(whole);
        return;
    }
    char marked[25] = {kNumberMark};
    std::memcpy(marked + 1, text.data(), text.size());
    if (isNumberText(value) && textOf(value) == std::string_view(marked, text.size() + 1))
        return;
    noteChange();
    value = Value(marked, static_cast<rapidjson::SizeType>(text.size() + 1), *m_pool);
}

Value &Document::member(Value &object, std::string_view name)
{
    if (Value *present = findMember(object, name))
        return *present;
    noteChange();
    object.AddMember(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size())),
                     Value(), *m_pool);
    return (object.MemberEnd() - 1)->value;
}

} // namespace pk::transform
