#include "pipeline/sampling.h"

#include <algorithm>
#include <cstring>

namespace pk::pipeline {

namespace {

/// The finaliser of MurmurHash3: each bit of the input changes each bit of the result.
std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
    value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

/// Eight bytes at a time: a record's name is hashed at each of its stages.
std::uint64_t hashOf(std::string_view name)
{
    std::uint64_t hash = name.size();
    while (!name.empty()) {
        std::uint64_t part = 0;
        const std::size_t size = std::min(name.size(), sizeof part);
        std::memcpy(&part, name.data(), size);
        hash = mixed(hash ^ part);
        name.remove_prefix(size);
    }
    return hash;
}

} // namespace

bool isChosen(std::string_view name, std::int64_t oneIn)
{
    return oneIn <= 1 || hashOf(name) % static_cast<std::uint64_t>(oneIn) == 0;
}

} // namespace pk::pipeline
