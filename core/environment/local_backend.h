#pragma once

// A local Kafka as a ClusterBackend: its brokers can be taken down and up, everything else goes through
// clients. With it ends the cluster.
//
// Thread: as ClusterBackend.

#include "broker/cluster_backend.h"
#include "environment/local_kafka.h"

namespace pk::environment {

struct LocalCluster
{
    LocalKafka::Options kafka;
    /// For one run alone: the folder goes when the cluster ends, and nothing of it is tidied up first. It
    /// stays when a node has failed, for its logs.
    bool throwAway = false;
    int stopTimeoutMs = 20'000; ///< for the orderly end; what has not ended by then is killed
};

Result<std::unique_ptr<broker::ClusterBackend>> startLocalCluster(LocalCluster options);

} // namespace pk::environment
