#pragma once

// UTF-8 checked and read by code point. JSON text that comes from a topic may hold any bytes.
//
// Thread: free functions, callable from anywhere.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace pk {

/// The byte offset of the first invalid sequence, or npos. Overlong forms and surrogates are invalid.
inline std::size_t firstInvalidUtf8(std::string_view text)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.data());
    const std::size_t size = text.size();
    std::size_t i = 0;
    while (i < size) {
        if (size - i >= 8) { // nearly all payloads are ASCII
            std::uint64_t chunk = 0;
            std::memcpy(&chunk, bytes + i, 8);
            if ((chunk & 0x8080808080808080ULL) == 0) {
                i += 8;
                continue;
            }
        }
        const unsigned char c = bytes[i];
        if (c < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = c >= 0xc2 && c <= 0xdf ? 2
            : c >= 0xe0 && c <= 0xef                      ? 3
            : c >= 0xf0 && c <= 0xf4                      ? 4
                                                          : 0;
        if (length == 0 || size - i < length)
            return i;
        const unsigned char low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
        const unsigned char high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
        if (bytes[i + 1] < low || bytes[i + 1] > high)
            return i;
        for (std::size_t k = 2; k < length; ++k) {
            if ((bytes[i + k] & 0xc0U) != 0x80)
                return i;
        }
        i += length;
    }
    return std::string_view::npos;
}

/// Reads the code point at `at` and moves `at` behind it. REQUIRES: valid UTF-8, at < text.size().
inline char32_t nextCodePoint(std::string_view text, std::size_t &at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char c = byte(at);
    if (c < 0x80) {
        ++at;
        return c;
    }
    const unsigned extra = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    char32_t point = c & (0x3fU >> extra);
    for (unsigned i = 1; i <= extra; ++i)
        point = (point << 6U) | (byte(at + i) & 0x3fU);
    at += 1 + extra;
    return point;
}

inline void appendCodePoint(std::string &out, char32_t point)
{
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xc0U | point >> 6U);
        put(0x80U | (point & 0x3fU));
    } else if (point < 0x10000) {
        put(0xe0U | point >> 12U);
        put(0x80U | (point >> 6U & 0x3fU));
        put(0x80U | (point & 0x3fU));
    } else {
        put(0xf0U | point >> 18U);
        put(0x80U | (point >> 12U & 0x3fU));
        put(0x80U | (point >> 6U & 0x3fU));
        put(0x80U | (point & 0x3fU));
    }
}

} // namespace pk
