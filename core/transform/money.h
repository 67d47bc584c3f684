#pragma once

// Amounts as people write them: "Rp 1.250.000", "Rp52.083,50", "1250000.50", "USD 82.50", "1,250,000".
//
// Thread: free functions, callable from anywhere.

#include "transform/decimal.h"

#include <optional>
#include <string_view>

namespace pk::transform {

struct Money
{
    Decimal amount;
    std::string_view currency; ///< "IDR" or "USD" when the text names it, else empty
};

/// `rupiah`: the document says that its amounts are in IDR. It decides what a single separator with three
/// digits behind it means: "12.500" is 12500 rupiah, but 12.5 dollars. Negative amounts are read as such.
std::optional<Money> parseMoney(std::string_view text, bool rupiah);

} // namespace pk::transform
