#pragma once

// A set of offsets of one partition as one bit each: a million records take 128 KiB.
//
// Thread: not thread-safe; whoever owns it guards it.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pk {

class Bitmap
{
public:
    /// True when the bit was not set before.
    bool set(std::int64_t index)
    {
        const auto word = static_cast<std::size_t>(index) / 64;
        if (word >= m_words.size())
            m_words.resize(word + word / 2 + 1);
        const std::uint64_t bit = 1ULL << (static_cast<std::size_t>(index) % 64);
        const bool fresh = (m_words[word] & bit) == 0;
        m_words[word] |= bit;
        m_count += fresh ? 1 : 0;
        return fresh;
    }
    bool test(std::int64_t index) const
    {
        const auto word = static_cast<std::size_t>(index) / 64;
        return index >= 0 && word < m_words.size()
            && (m_words[word] >> (static_cast<std::size_t>(index) % 64) & 1U) != 0;
    }
    std::int64_t count() const { return m_count; }
    /// One past the largest index that can be set without growing: a bound for loops over all bits.
    std::int64_t end() const { return static_cast<std::int64_t>(m_words.size() * 64); }

private:
    std::vector<std::uint64_t> m_words;
    std::int64_t m_count = 0;
};

} // namespace pk
