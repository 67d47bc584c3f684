#include "broker/committed_record.h"

#include "broker/record_at.h"

namespace pk::broker {

Result<bool> isCommittedRecord(const ClusterInfo &cluster, const Position &position, int timeoutMs)
{
    const auto values = valuesAt(cluster, std::span(&position, 1), Isolation::ReadCommitted, timeoutMs);
    return values ? Result<bool>(values->front().has_value()) : values.error();
}

} // namespace pk::broker
