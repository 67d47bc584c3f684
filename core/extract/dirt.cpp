#include "extract/dirt.h"

namespace pk::extract {

namespace {

constexpr std::uint64_t kMillion = 1'000'000;
constexpr std::uint32_t kCleanableWeight = 4;

std::uint32_t weight(DirtKind kind)
{
    return isBroken(kind) ? 1 : kCleanableWeight;
}

/// The share of a million records that have some dirt when a kind of weight 1 has the rate `unit`.
std::uint64_t shareWithDirt(std::uint64_t unit, Dataset dataset)
{
    std::uint64_t clean = kMillion * kMillion;
    for (const DirtKind kind : dirtKinds(dataset))
        clean = clean / kMillion * (kMillion - unit * weight(kind) / kMillion);
    return kMillion - clean / kMillion;
}

} // namespace

std::span<const DirtKind> dirtKinds(Dataset dataset)
{
    static constexpr DirtKind orders[] = {
        DirtKind::StraySpaces,      DirtKind::MixedCase,   DirtKind::UnitAlias,
        DirtKind::PriceFormat,      DirtKind::TimeFormat,  DirtKind::MissingField,
        DirtKind::NegativeQuantity, DirtKind::UnknownUnit, DirtKind::InvalidJson};
    static constexpr DirtKind activities[] = {DirtKind::StraySpaces,      DirtKind::MixedCase,
                                              DirtKind::TimeFormat,       DirtKind::MissingField,
                                              DirtKind::NegativeQuantity, DirtKind::InvalidJson};
    if (dataset == Dataset::Orders)
        return orders;
    return activities;
}

DirtRates DirtRates::fromShare(std::uint32_t perMillion, Dataset dataset)
{
    // The share grows with the unit rate (here in millionths of a millionth), so halving the interval finds
    // it.
    std::uint64_t low = 0;
    std::uint64_t high = kMillion * kMillion / kCleanableWeight;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (shareWithDirt(middle, dataset) < perMillion)
            low = middle + 1;
        else
            high = middle;
    }
    DirtRates rates;
    for (const DirtKind kind : dirtKinds(dataset))
        rates[kind] = static_cast<std::uint32_t>(low * weight(kind) / kMillion);
    rates.duplicate = perMillion / 5;
    rates.late = perMillion / 5;
    return rates;
}

std::uint32_t Dirt::pick(DirtKind kind, std::uint32_t count) const
{
    // A multiplication mixes the kind in; its high half is evenly spread over the count.
    const std::uint64_t mixed =
        (variant + 1ULL) * (0x9e3779b97f4a7c15ULL * (2ULL * static_cast<std::uint64_t>(kind) + 1ULL));
    return static_cast<std::uint32_t>(((mixed >> 32U) * count) >> 32U);
}

Dirt drawDirt(const DirtRates &rates, Pcg32 &random)
{
    Dirt dirt;
    for (std::size_t i = 0; i < kDirtKinds; ++i)
        dirt.mask |= (random.chance(rates.kinds[i]) ? 1U : 0U) << i;
    dirt.variant = random.next();
    return dirt;
}

} // namespace pk::extract
