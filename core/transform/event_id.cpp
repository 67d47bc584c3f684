#include "transform/event_id.h"

#include "base/hash.h"
#include "domain/ids.h"

namespace pk::transform {

std::string uuidOf(std::string_view identity)
{
    Sha256 digest = sha256(identity);
    digest[6] = static_cast<std::uint8_t>(0x80U | (digest[6] & 0x0fU));
    digest[8] = static_cast<std::uint8_t>(0x80U | (digest[8] & 0x3fU));
    std::string uuid = toHex(digest.data(), 16);
    for (const std::size_t at : {8U, 13U, 18U, 23U})
        uuid.insert(at, 1, '-');
    return uuid;
}

std::string_view givenEventId(const Input &input, std::string &scratch)
{
    if (isId(input.headerEventId))
        return input.headerEventId;
    scratch.assign(input.topic);
    scratch.append("/" + std::to_string(input.partition) + "/" + std::to_string(input.offset));
    scratch = uuidOf(scratch);
    return scratch;
}

} // namespace pk::transform
