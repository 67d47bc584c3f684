#include "base/hash.h"

#include <openssl/evp.h>

#include <memory>

namespace pk {

/// OpenSSL's SHA256() looks the algorithm up and allocates a context at each call, which costs half as much
/// as hashing a record does.
Sha256 sha256(std::string_view bytes)
{
    static const EVP_MD *const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr); // for the whole process
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                       &EVP_MD_CTX_free);
    Sha256 digest;
    EVP_DigestInit_ex2(context.get(), algorithm, nullptr);
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return digest;
}

std::string toHex(const std::uint8_t *bytes, std::size_t size)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        hex.push_back(digits[bytes[i] >> 4U]);
        hex.push_back(digits[bytes[i] & 0xfU]);
    }
    return hex;
}

static std::uint64_t bigEndian64(const std::uint8_t *bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = (value << 8U) | bytes[i];
    return value;
}

void Sum128::add(const Sha256 &digest)
{
    const std::uint64_t addLow = bigEndian64(digest.data() + 8);
    low += addLow;
    high += bigEndian64(digest.data()) + (low < addLow ? 1U : 0U);
}

void Sum128::subtract(const Sha256 &digest)
{
    const std::uint64_t subLow = bigEndian64(digest.data() + 8);
    high -= bigEndian64(digest.data()) + (low < subLow ? 1U : 0U);
    low -= subLow;
}

std::string Sum128::toHex() const
{
    std::array<std::uint8_t, 16> bytes;
    for (unsigned i = 0; i < 8; ++i) {
        bytes[i] = static_cast<std::uint8_t>(high >> (56U - 8U * i));
        bytes[8 + i] = static_cast<std::uint8_t>(low >> (56U - 8U * i));
    }
    return pk::toHex(bytes.data(), bytes.size());
}

std::uint32_t murmur2(std::string_view key)
{
    constexpr std::uint32_t seed = 0x9747b28cU;
    constexpr std::uint32_t m = 0x5bd1e995U;
    constexpr unsigned r = 24;
    const auto *data = reinterpret_cast<const unsigned char *>(key.data());
    const std::size_t length = key.size();
    std::uint32_t h = seed ^ static_cast<std::uint32_t>(length);
    const std::size_t whole = length / 4 * 4;
    for (std::size_t i = 0; i < whole; i += 4) {
        std::uint32_t k = data[i] | static_cast<std::uint32_t>(data[i + 1]) << 8U
            | static_cast<std::uint32_t>(data[i + 2]) << 16U | static_cast<std::uint32_t>(data[i + 3]) << 24U;
        k *= m;
        k ^= k >> r;
        k *= m;
        h *= m;
        h ^= k;
    }
    switch (length % 4) {
    case 3:
        h ^= static_cast<std::uint32_t>(data[whole + 2]) << 16U;
        [[fallthrough]];
    case 2:
        h ^= static_cast<std::uint32_t>(data[whole + 1]) << 8U;
        [[fallthrough]];
    case 1:
        h ^= data[whole];
        h *= m;
        break;
    default:
        break;
    }
    h ^= h >> 13U;
    h *= m;
    h ^= h >> 15U;
    return h;
}

} // namespace pk
