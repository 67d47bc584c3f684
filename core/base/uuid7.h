#pragma once

// UUIDv7 (RFC 9562) from a given time and given random bits, so that ids of a seeded run are reproducible and
// ordered by time: random ids would cost a B-tree a factor of 2 to 8.

#include <cstdint>
#include <string>

namespace pk {

/// `unixMs` fills the 48-bit time; `randomHigh` (12 bits used) and `randomLow` (62 bits used) the rest.
inline std::string uuid7(std::int64_t unixMs, std::uint32_t randomHigh, std::uint64_t randomLow)
{
    static constexpr char digits[] = "0123456789abcdef";
    const std::uint64_t high = static_cast<std::uint64_t>(unixMs) << 16U | 0x7000U | (randomHigh & 0xfffU);
    const std::uint64_t low = 0x8000000000000000ULL | (randomLow & 0x3fffffffffffffffULL);
    std::string text(36, '-');
    std::size_t at = 0;
    for (unsigned nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
            ++at;
        const std::uint64_t half = nibble < 16 ? high : low;
        text[at++] = digits[(half >> (60U - 4U * (nibble % 16U))) & 0xfU];
    }
    return text;
}

} // namespace pk
