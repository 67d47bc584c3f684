#pragma once

// Hashes: SHA-256 (OpenSSL) for what must not collide, Kafka's murmur2 for partitions.
//
// Thread: free functions, callable from anywhere.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pk {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
std::string toHex(const std::uint8_t *bytes, std::size_t size);
inline std::string toHex(const Sha256 &digest)
{
    return toHex(digest.data(), digest.size());
}

/// A sum of SHA-256 values modulo 2^128: independent of their order, and, unlike XOR, not blind to doubles.
struct Sum128
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    void add(const Sha256 &digest); ///< adds the digest's first 16 bytes, read big-endian
    void subtract(const Sha256 &digest); ///< undoes one add()
    std::string toHex() const;
    bool operator==(const Sum128 &) const = default;
};

/// Kafka's murmur2 of a key. Source: org.apache.kafka.common.utils.Utils.murmur2.
std::uint32_t murmur2(std::string_view key);

/// The partition that a Java producer (and `partitioner=murmur2_random`) gives a key. REQUIRES: partitions >
/// 0.
inline std::int32_t murmur2Partition(std::string_view key, std::int32_t partitions)
{
    return static_cast<std::int32_t>((murmur2(key) & 0x7fffffffU) % static_cast<std::uint32_t>(partitions));
}

} // namespace pk
