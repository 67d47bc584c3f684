#pragma once

// Faults that the API is asked for: every so many-th request is refused, fails, is late or is cut off.
//
//   429@5,500@7,slow@11,cut@13
//
// Thread: a value type. Errors: Usage.

#include "base/result.h"

#include <QString>

#include <vector>

namespace pk::api {

enum class Fault {
    None,
    TooMany, ///< 429 with Retry-After: 1
    Failed, ///< 500
    Slow, ///< two seconds late
    Cut, ///< the connection ends in the middle of the body
};

class FaultPlan
{
public:
    static Result<FaultPlan> parse(const QString &text);

    /// Of the next request; where several fall on the same one, the first of the list.
    Fault next();

private:
    struct Every
    {
        Fault fault = Fault::None;
        std::int64_t requests = 1;
    };
    std::vector<Every> m_faults;
    std::int64_t m_request = 0;
};

} // namespace pk::api
