#pragma once

// Integers of variable length and counted strings in a byte buffer: what event chunks and state snapshots are
// made of. Small numbers take one byte; signed ones are folded so that small negative numbers are small, too.
//
// Thread: value types.
// Errors: a reader that meets the end or a wrong number returns zeros from then on, and ok() is false.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pk::journal {

class ByteWriter
{
public:
    explicit ByteWriter(std::string &out)
        : m_out(out)
    {
    }

    void byte(std::uint8_t value) { m_out.push_back(static_cast<char>(value)); }
    void varint(std::uint64_t value)
    {
        char bytes[10];
        std::size_t size = 0;
        while (value >= 0x80U) {
            bytes[size++] = static_cast<char>(value | 0x80U);
            value >>= 7U;
        }
        bytes[size++] = static_cast<char>(value);
        m_out.append(bytes, size);
    }
    void zigzag(std::int64_t value)
    {
        varint((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void text(std::string_view value)
    {
        varint(value.size());
        m_out.append(value);
    }

private:
    std::string &m_out;
};

class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_bytes.empty(); }
    std::size_t remaining() const { return m_bytes.size(); }
    /// For the caller that finds a value that cannot be.
    void fail()
    {
        m_ok = false;
        m_bytes = {};
    }

    std::uint8_t byte()
    {
        if (m_bytes.empty()) {
            fail();
            return 0;
        }
        const auto value = static_cast<std::uint8_t>(m_bytes.front());
        m_bytes.remove_prefix(1);
        return value;
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            value |= static_cast<std::uint64_t>(next & 0x7fU) << shift;
            if ((next & 0x80U) == 0)
                return m_ok ? value : 0;
        }
        fail();
        return 0;
    }
    std::int64_t zigzag()
    {
        const std::uint64_t folded = varint();
        return static_cast<std::int64_t>((folded >> 1U) ^ (0U - (folded & 1U)));
    }
    /// A view into the bytes that are read.
    std::string_view text()
    {
        const std::uint64_t size = varint();
        if (size > m_bytes.size()) {
            fail();
            return {};
        }
        const std::string_view value = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
        return value;
    }

private:
    std::string_view m_bytes;
    bool m_ok = true;
};

} // namespace pk::journal
