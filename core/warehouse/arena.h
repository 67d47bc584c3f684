#pragma once

// Memory for the texts of one batch: handed out by moving a pointer, given back all at once, and kept for the
// next batch.
//
// Thread: not thread-safe.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace pk::warehouse {

class Arena
{
public:
    /// Bytes that stay valid until clear().
    char *allocate(std::size_t size)
    {
        while (m_block < m_blocks.size() && m_blocks[m_block].size - m_used < size) {
            ++m_block;
            m_used = 0;
        }
        if (m_block == m_blocks.size()) {
            const std::size_t bytes = std::max(size, kBlockSize);
            m_blocks.push_back({std::unique_ptr<char[]>(new char[bytes]), bytes});
        }
        char *const bytes = m_blocks[m_block].bytes.get() + m_used;
        m_used += size;
        return bytes;
    }

    std::string_view copy(std::string_view text)
    {
        char *const bytes = allocate(text.size());
        if (!text.empty())
            std::memcpy(bytes, text.data(), text.size());
        return {bytes, text.size()};
    }

    void clear()
    {
        m_block = 0;
        m_used = 0;
    }

private:
    static constexpr std::size_t kBlockSize = 256 * 1024;
    struct Block
    {
        std::unique_ptr<char[]> bytes;
        std::size_t size;
    };
    std::vector<Block> m_blocks;
    std::size_t m_block = 0; ///< the block in use
    std::size_t m_used = 0; ///< bytes of it
};

} // namespace pk::warehouse
