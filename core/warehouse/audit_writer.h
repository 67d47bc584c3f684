#pragma once

// Writes one audit row per message that was loaded. Rejected messages have none: their story is told by the
// dead-letter topic, and they are counted there.
//
// Thread, Ownership: like the Writer it belongs to.

#include "warehouse/batch.h"

#include <optional>
#include <string>
#include <vector>

namespace pk::warehouse {

class AuditWriter
{
public:
    static Result<AuditWriter> prepare(Database &db, std::string cluster, std::string group);
    Result<void> write(const Batch &batch, std::string_view batchId);

private:
    std::string m_cluster;
    std::string m_group;
    std::optional<RowInserter> m_insert;
    std::vector<std::uint32_t> m_rows; ///< records that get an audit row
};

std::string_view toString(Action action);

} // namespace pk::warehouse
