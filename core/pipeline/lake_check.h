#pragma once

// Whether a lakehouse has each enriched record once, found from its catalog and the ends of the logs; and
// whether the files that its manifest names are there with their rows.
//
// Thread: that of the backend's caller. REQUIRES: nobody writes to the topics or the lake any more.
// Errors: those of the broker, of the catalog and manifest, and of ParquetWriter.

#include "broker/cluster_backend.h"
#include "lake/catalog.h"
#include "pipeline/options.h"

#include <map>

namespace pk::pipeline {

struct LakeCheck
{
    std::map<Dataset, lake::Summary> datasets;
    std::int64_t missing = 0; ///< records of the topics that are neither in the lake nor refused
    std::int64_t doubled = 0; ///< rows that stand for a record a second time
    /// Files that are not there or have not the rows that they must have, or that manifest and catalog do not
    /// agree on.
    std::int64_t badFiles = 0;
    std::string badFile; ///< one of them

    bool holds() const { return missing == 0 && doubled == 0 && badFiles == 0; }
};

Result<LakeCheck> checkLake(const PipelineOptions &options, const PartitionCounts &partitions,
                            broker::ClusterBackend &backend);

} // namespace pk::pipeline
