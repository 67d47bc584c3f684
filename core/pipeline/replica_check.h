#pragma once

// Whether the replica of a table is what the source database has: the same rows with the same values, found
// by reading both. No counter of any stage has a part in it.
//
// Thread: that of both databases.
// Errors: those of the databases.

#include "base/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pk::pipeline {

struct ReplicaCheck
{
    std::string table;
    std::int64_t rows = 0; ///< of the replica
    std::int64_t missing = 0; ///< only the source has them
    std::int64_t extra = 0; ///< only the replica has them
    std::int64_t different = 0; ///< both have them, with other values
    std::vector<std::string> examples; ///< keys of such rows, at most three

    bool same() const { return missing == 0 && extra == 0 && different == 0; }
};

/// All rows' keys and sums are in memory; of a server, for a moment, the rows themselves.
Result<ReplicaCheck> checkReplica(Database &source, Database &warehouse, const std::string &table);

} // namespace pk::pipeline
