#pragma once

// A program of its own that publishes what changes in the campus database, as Maxwell does from a binlog.
//
// Thread: that of the campus. Errors: a retriable one passes, or not; whoever asked asks again.

#include "base/result.h"
#include "broker/client_config.h"

#include <functional>
#include <memory>

namespace pk::kampus {

enum class CaptureState {
    Starting, ///< also once more, after it has ended by itself
    Bootstrapping, ///< it publishes what was in the tables before
    Running,
};

class CaptureProgram
{
public:
    virtual ~CaptureProgram() = default;
    /// Whether everything that is committed from now on will be published, and what was there before is.
    virtual Result<bool> ready() = 0;
    /// Whether all that was committed before the first call has been acknowledged by the broker.
    virtual Result<bool> caughtUp() = 0;
    /// As the last of these answers has left it.
    virtual CaptureState state() const = 0;
};

using CaptureFactory =
    std::function<Result<std::unique_ptr<CaptureProgram>>(const broker::ClusterInfo &cluster)>;

} // namespace pk::kampus
