#pragma once

// PCG32 (XSH-RR), the small random generator whose sequence is the same on every machine and compiler, unlike
// the distributions of <random>. Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation", HMC-CS-2014-0905.

#include <cstdint>
#include <vector>

namespace pk {

class Pcg32
{
public:
    explicit Pcg32(std::uint64_t seed, std::uint64_t stream = 1)
        : m_increment((stream << 1U) | 1U)
    {
        next();
        m_state += seed;
        next();
    }

    std::uint32_t next()
    {
        const std::uint64_t old = m_state;
        m_state = old * 6364136223846793005ULL + m_increment;
        const auto xorshifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
        const auto rot = static_cast<std::uint32_t>(old >> 59U);
        return (xorshifted >> rot) | (xorshifted << ((32U - rot) & 31U));
    }

    std::uint64_t next64()
    {
        const std::uint64_t high = next();
        return (high << 32U) | next();
    }

    /// A number in [0, bound), every one equally likely. REQUIRES: bound > 0.
    std::uint32_t below(std::uint32_t bound)
    {
        const std::uint32_t threshold = (0U - bound) % bound;
        for (;;) {
            if (const std::uint32_t r = next(); r >= threshold)
                return r % bound;
        }
    }

    /// One of the list, every one equally likely. REQUIRES: it is not empty.
    template <typename T> const T &pick(const std::vector<T> &list)
    {
        return list[below(static_cast<std::uint32_t>(list.size()))];
    }

    /// True in `perMillion` of a million calls. Always draws exactly one number, so that a changed rate does
    /// not shift what is drawn after it.
    bool chance(std::uint32_t perMillion)
    {
        return (static_cast<std::uint64_t>(next()) * 1'000'000U) >> 32U < perMillion;
    }

private:
    std::uint64_t m_state = 0;
    std::uint64_t m_increment;
};

} // namespace pk
