#pragma once

// What still lies in the topics when a run is interrupted: acknowledged and not worked. The offsets of the
// groups are committed, so whoever runs on the same cluster next goes on with it.
//
// Thread: REQUIRES a stopped pipeline; asks the cluster.

#include "broker/cluster_backend.h"
#include "pipeline/pipeline.h"

#include <cstdint>
#include <map>
#include <string>

namespace pk::pipeline {

struct Waiting
{
    std::map<std::string, std::int64_t> records; ///< by topic; only where there are some
    /// The committed offsets of the transform in the raw and of the loader in the enriched partitions; the
    /// log's begin where nothing is committed.
    std::map<TopicPartition, std::int64_t> next;

    /// "raw_orders: 12, enriched_orders: 3"
    QString places() const;
};

Result<Waiting> findWaiting(const Pipeline &pipeline, broker::ClusterBackend &backend);

} // namespace pk::pipeline
