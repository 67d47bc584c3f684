#pragma once

#include "transform/lookup.h"

#include <atomic>

namespace pk::test {

/// A lookup table that cannot be asked for a while.
class FlakyLookups final : public transform::LookupProvider
{
public:
    Answer find(std::string_view, std::string_view, transform::LookupValue &value) override
    {
        if (down) {
            ++refused;
            return Answer::Down;
        }
        value = {"1", false};
        return Answer::Found;
    }
    std::atomic<bool> down{true};
    std::atomic<int> refused{0};
};

} // namespace pk::test
