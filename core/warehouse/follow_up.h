#pragma once

// The follow-up event of a transaction: what was loaded, told once per dataset to whoever waits for it. It
// goes into etl_outbox with the rows it tells of, and from there to the topic warehouse_events.
//
// Thread, Ownership: like the Writer it belongs to.

#include "base/database.h"
#include "warehouse/batch.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pk::warehouse {

class FollowUp
{
public:
    void clear();
    void add(const LoadRecord &record, const AuditEntry &entry);
    /// Writes the event unless nothing was loaded. Its id is made of the cluster and the source positions:
    /// the same messages loaded again after a crash make the same event.
    Result<void> write(Database &db, Dataset dataset, const std::string &cluster, const std::string &batchId);

private:
    struct Range
    {
        std::string topic;
        std::int32_t partition;
        std::int64_t epoch;
        std::int64_t first;
        std::int64_t last;
    };
    std::string eventId(Dataset dataset, const std::string &cluster) const;

    std::int64_t m_counts[4] = {}; ///< by Action, without Rejected
    std::vector<Range> m_ranges;
    std::string m_keys; ///< of inserted and updated rows, as JSON strings with commas
};

} // namespace pk::warehouse
