#pragma once

// The dirt that the generator puts on records on purpose: kinds, rates, and the dice that decide for one
// record.
//
// Spaces, case, units, prices and times can be cleaned: a record with them means the same as without, so a
// run with only these ends in the same warehouse as a clean run. The others break the record.
//
// Thread: value types.

#include "base/pcg32.h"
#include "domain/pipeline_names.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace pk::extract {

enum class DirtKind : std::uint8_t {
    // can be cleaned
    StraySpaces, ///< around a name, a city, a title
    MixedCase, ///< a name, an e-mail address, a city
    UnitAlias, ///< orders: lusin, kodi, gros, rim instead of pcs; g instead of kg
    PriceFormat, ///< orders: "Rp 1.250.000" instead of "1250000"; "82.5" instead of "82.50" US dollars
    TimeFormat, ///< dd/MM/yyyy HH:mm, yyyy-MM-dd HH:mm:ss or epoch seconds instead of ISO-8601
    // broken
    MissingField,
    NegativeQuantity, ///< orders: an item's quantity; activities: the sks
    UnknownUnit, ///< orders: a unit that no table knows
    InvalidJson,
};
inline constexpr std::size_t kDirtKinds = 9;

/// All kinds that a dataset can have.
std::span<const DirtKind> dirtKinds(Dataset dataset);
inline constexpr bool isBroken(DirtKind kind)
{
    return kind >= DirtKind::MissingField;
}

/// How often, in records of a million. Duplicate and late records are not dirty in themselves, but belong to
/// the same untidiness.
struct DirtRates
{
    std::array<std::uint32_t, kDirtKinds> kinds{};
    std::uint32_t duplicate = 0; ///< the same event sent again
    std::uint32_t late = 0; ///< sent after records that happened later

    std::uint32_t &operator[](DirtKind kind) { return kinds[static_cast<std::size_t>(kind)]; }
    std::uint32_t operator[](DirtKind kind) const { return kinds[static_cast<std::size_t>(kind)]; }

    /// Rates with which `perMillion` of a million records have at least one kind of dirt; what can be cleaned
    /// is four times as frequent as what is broken. Duplicates and late records are a fifth of it each.
    /// REQUIRES: perMillion <= 1'000'000.
    static DirtRates fromShare(std::uint32_t perMillion, Dataset dataset);
};

/// What one record gets.
struct Dirt
{
    std::uint32_t mask = 0;
    std::uint32_t variant = 0; ///< picks which field, which format, where to cut

    bool has(DirtKind kind) const { return (mask >> static_cast<unsigned>(kind) & 1U) != 0; }
    bool any() const { return mask != 0; }
    /// One of `count` ways to do a kind, independent between kinds. REQUIRES: count > 0.
    std::uint32_t pick(DirtKind kind, std::uint32_t count) const;
};

/// Always draws the same number of numbers, so that a changed rate shifts nothing that is drawn later.
Dirt drawDirt(const DirtRates &rates, Pcg32 &random);

} // namespace pk::extract
