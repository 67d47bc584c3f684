#pragma once

// The inside of a Config: the steps in their order and the lookup tables they refer to.
//
// Thread: immutable once loaded.

#include "transform/config.h"
#include "transform/step.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pk::transform {

struct Config::Data
{
    struct ConfiguredStep
    {
        std::string_view name; ///< static, from the table of step types
        std::unique_ptr<const Step> step;
    };
    Dataset dataset = Dataset::Orders;
    std::vector<ConfiguredStep> steps;
    std::map<std::string, std::shared_ptr<const LookupTable>, std::less<>> lookups;
};

} // namespace pk::transform
