#pragma once

// Where readers of committed records stop: at the oldest transaction that is still open, whoever's it is, and
// else at the log's end.
//
// Thread: not thread-safe; it waits for the broker.
// Errors: as those of a consumer's watermarks.

#include "base/result.h"
#include "broker/client_config.h"
#include "domain/position.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace pk::broker {

class StableEnds
{
public:
    static Result<std::unique_ptr<StableEnds>> open(const ClusterInfo &cluster);
    ~StableEnds();

    /// In the order asked.
    Result<std::vector<std::int64_t>> of(const std::vector<TopicPartition> &partitions, int timeoutMs);

private:
    struct Private;
    explicit StableEnds(std::unique_ptr<Private> d);

    std::unique_ptr<Private> d;
};

} // namespace pk::broker
