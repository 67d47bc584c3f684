#pragma once

// Reads the known fields of a JSON message, without a document in between: RapidJSON's events go straight
// into a struct. Unknown fields are skipped, whatever they hold.
//
// A message type derives from FieldReader<Derived> and tells
//   int fieldOf(int level, std::string_view key)    number of a known field (0…31), or -1
//   int levelOf(int level, int field, bool array)   the level that a container is; kNoLevel: a scalar is
//   expected there bool set(int level, int field, Scalar)          false after fail() bool leave(int level)
//   an object or array of a level has ended
// Level 0 is the message itself. An element of an array has field kElement.
//
// Thread: not thread-safe.

#include "warehouse/arena.h"
#include "warehouse/messages.h"
#include "warehouse/values.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <array>
#include <cstring>

namespace pk::warehouse {

struct Scalar
{
    enum Kind { Null, Boolean, Number, String } kind;
    std::string_view text; ///< of a number or string, in the arena
};

template <typename Derived> class FieldReader
{
public:
    static constexpr int kElement = 0;
    static constexpr int kNoLevel = -1;
    static constexpr std::size_t kMaxSize = 1024 * 1024; ///< bytes; larger ones go to the dead letters
    static constexpr int kMaxDepth = 64;

    /// Reads `json` into the derived object's message. Texts are unescaped into a copy in the arena.
    std::optional<Rejection> read(std::string_view json, Arena &arena)
    {
        m_depth = 0;
        m_known = 0;
        m_skipped = 0;
        m_field = kElement;
        m_failure.reset();
        if (json.size() > kMaxSize)
            return Rejection{reject::tooLarge, "The message is larger than 1 MiB."};
        char *const copy = arena.allocate(json.size() + 1);
        if (!json.empty())
            std::memcpy(copy, json.data(), json.size());
        copy[json.size()] = '\0';
        rapidjson::InsituStringStream stream(copy);
        constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag
            | rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseStopWhenDoneFlag;
        // Plain ASCII is valid UTF-8: the check of every single byte is left to texts that need it.
        const rapidjson::ParseResult result = isAscii(json)
            ? m_reader.Parse<flags>(stream, self())
            : m_reader.Parse<flags | rapidjson::kParseValidateEncodingFlag>(stream, self());
        if (m_failure)
            return std::move(m_failure);
        if (result.IsError()) {
            return Rejection{reject::invalidJson,
                             std::string("The value is no valid JSON: ")
                                 .append(rapidjson::GetParseError_En(result.Code()))
                                 .append(" (byte ")
                                 .append(std::to_string(result.Offset()))
                                 .append(")")};
        }
        // What follows the object: a zero byte would have ended the parser silently.
        if (json.find_first_not_of(" \t\r\n", stream.Tell()) != std::string_view::npos) {
            return Rejection{reject::invalidJson,
                             "The value is no valid JSON: something follows after byte "
                                 + std::to_string(stream.Tell()) + "."};
        }
        return std::nullopt;
    }

    // --- RapidJSON's handler ---
    bool Null() { return scalar({Scalar::Null, {}}); }
    bool Bool(bool) { return scalar({Scalar::Boolean, {}}); }
    bool RawNumber(const char *text, rapidjson::SizeType size, bool)
    {
        return scalar({Scalar::Number, {text, size}});
    }
    bool String(const char *text, rapidjson::SizeType size, bool)
    {
        return scalar({Scalar::String, {text, size}});
    }
    bool StartObject() { return enter(false); }
    bool EndObject(rapidjson::SizeType) { return exit(); }
    bool StartArray() { return enter(true); }
    bool EndArray(rapidjson::SizeType) { return exit(); }
    bool Key(const char *text, rapidjson::SizeType size, bool)
    {
        if (m_skipped > 0)
            return true;
        Level &level = m_levels[static_cast<std::size_t>(m_known - 1)];
        m_field = self().fieldOf(level.id, {text, size});
        if (m_field < 0)
            return true;
        const std::uint32_t bit = 1U << static_cast<unsigned>(m_field);
        if ((level.seen & bit) != 0)
            return fail(reject::duplicateKey, "The field " + std::string(text, size) + " occurs twice.");
        level.seen |= bit;
        return true;
    }
    // Numbers arrive as text; RapidJSON wants these to exist.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

protected:
    bool fail(std::string_view code, std::string message)
    {
        m_failure = Rejection{code, std::move(message)};
        return false;
    }

    bool setText(std::string_view &target, const Scalar &value, std::string_view name)
    {
        if (value.kind == Scalar::Boolean)
            return fail(reject::badType, "The field " + std::string(name) + " must be a text.");
        target = value.text; // a number keeps its text: foreign producers number their keys
        return true;
    }
    bool setDecimal(Integer &target, const Scalar &value, int scale, std::string_view name)
    {
        if (value.kind == Scalar::Null)
            return true;
        if (value.kind != Scalar::Boolean)
            target = scaledDecimal(value.text, scale);
        return target.has_value() || badNumber(value, name);
    }
    bool setInteger(Integer &target, const Scalar &value, std::string_view name)
    {
        if (value.kind == Scalar::Null)
            return true;
        if (value.kind != Scalar::Boolean)
            target = wholeNumber(value.text);
        return target.has_value() || badNumber(value, name);
    }
    /// Other producers' messages may lack a version; then it is 0.
    bool setVersion(std::int64_t &target, const Scalar &value, std::string_view name)
    {
        Integer version;
        const bool fine = setInteger(version, value, name);
        target = version.value_or(0);
        return fine;
    }
    bool setTime(Integer &target, const Scalar &value, std::string_view name)
    {
        if (value.kind == Scalar::Null)
            return true;
        if (value.kind == Scalar::String)
            target = utcMilliseconds(value.text);
        return target.has_value()
            || fail(reject::badTime,
                    "The field " + std::string(name) + " must be an ISO 8601 time, but is " + shown(value)
                        + ".");
    }

private:
    struct Level
    {
        int id = 0;
        std::uint32_t seen = 0; ///< one bit per known field of an object
    };

    Derived &self() { return static_cast<Derived &>(*this); }

    static bool isAscii(std::string_view text)
    {
        std::uint64_t bits = 0;
        std::size_t i = 0;
        for (; i + 8 <= text.size(); i += 8) {
            std::uint64_t word;
            std::memcpy(&word, text.data() + i, 8);
            bits |= word;
        }
        for (; i < text.size(); ++i)
            bits |= static_cast<unsigned char>(text[i]);
        return (bits & 0x8080808080808080ULL) == 0;
    }

    static std::string shown(const Scalar &value)
    {
        if (value.kind == Scalar::Boolean)
            return "true or false";
        return std::string(value.text.substr(0, 40));
    }
    bool badNumber(const Scalar &value, std::string_view name)
    {
        return fail(reject::badNumber,
                    "The field " + std::string(name) + " must be a number that fits, but is " + shown(value)
                        + ".");
    }

    bool scalar(const Scalar &value)
    {
        if (m_skipped > 0)
            return true;
        if (m_known == 0)
            return fail(reject::notAnObject, "The value is no JSON object.");
        const Level &level = m_levels[static_cast<std::size_t>(m_known - 1)];
        return m_field < 0 || self().set(level.id, m_field, value);
    }

    bool enter(bool array)
    {
        if (++m_depth > kMaxDepth)
            return fail(reject::tooDeep, "The value is nested deeper than 64 levels.");
        if (m_skipped > 0 || (m_known > 0 && m_field < 0)) {
            ++m_skipped;
            return true;
        }
        int id = 0;
        if (m_known == 0) {
            if (array)
                return fail(reject::notAnObject, "The value is no JSON object.");
        } else {
            id = self().levelOf(m_levels[static_cast<std::size_t>(m_known - 1)].id, m_field, array);
            if (id == kNoLevel)
                return fail(reject::badType,
                            "A field holds an object or array where something else is expected.");
        }
        m_levels[static_cast<std::size_t>(m_known++)] = {id, 0};
        m_field = kElement;
        return true;
    }

    bool exit()
    {
        --m_depth;
        if (m_skipped > 0) {
            --m_skipped;
            return true;
        }
        const int ended = m_levels[static_cast<std::size_t>(--m_known)].id;
        m_field = kElement; // an array goes on with its next element; an object names its next field itself
        return self().leave(ended);
    }

    rapidjson::Reader m_reader;
    std::array<Level, 4> m_levels{}; ///< known levels only: no message type nests deeper
    int m_known = 0;
    int m_depth = 0;
    int m_skipped = 0; ///< how deep inside an unknown field
    int m_field = 0;
    std::optional<Rejection> m_failure;
};

/// Number of `key` in a list of names, or -1.
template <std::size_t N> int indexOf(const std::array<std::string_view, N> &names, std::string_view key)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == key)
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace pk::warehouse
