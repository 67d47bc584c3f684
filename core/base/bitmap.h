#pragma once

// A set of offsets of one partition as one bit each, in pages: a million records in a row take 128 KiB
// wherever the row begins, and an offset far away costs one page.
//
// Thread: not thread-safe; whoever owns it guards it.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>

namespace pk {

class Bitmap
{
public:
    /// True when the bit was not set before. REQUIRES: index >= 0.
    bool set(std::int64_t index)
    {
        std::uint64_t &word = m_pages[index / kPageBits][wordOf(index)];
        const bool fresh = (word & bitOf(index)) == 0;
        word |= bitOf(index);
        m_count += fresh ? 1 : 0;
        return fresh;
    }
    bool test(std::int64_t index) const
    {
        if (index < 0)
            return false;
        const auto page = m_pages.find(index / kPageBits);
        return page != m_pages.end() && (page->second[wordOf(index)] & bitOf(index)) != 0;
    }
    std::int64_t count() const { return m_count; }
    /// Calls visit(index) for each bit that is set, ascending.
    template <typename Visit> void forEach(Visit visit) const
    {
        for (const auto &[page, words] : m_pages) {
            for (std::size_t w = 0; w < words.size(); ++w) {
                for (std::uint64_t left = words[w]; left != 0; left &= left - 1)
                    visit(page * kPageBits + static_cast<std::int64_t>(w) * 64 + std::countr_zero(left));
            }
        }
    }

private:
    static constexpr std::int64_t kPageBits = 8'192;
    using Page = std::array<std::uint64_t, kPageBits / 64>;

    static std::size_t wordOf(std::int64_t index) { return static_cast<std::size_t>(index % kPageBits) / 64; }
    static std::uint64_t bitOf(std::int64_t index) { return 1ULL << static_cast<unsigned>(index % 64); }

    std::map<std::int64_t, Page> m_pages;
    std::int64_t m_count = 0;
};

} // namespace pk
