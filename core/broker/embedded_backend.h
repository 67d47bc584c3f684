#pragma once

// The embedded cluster: a supervised broker process, seen through the ClusterBackend interface.
//
// Thread: any. After a restart info() names the new incarnation; clients of the old one must be made anew.
// Errors: while the broker is gone every question is answered with Unavailable (retriable) at once.

#include "broker/broker_process.h"
#include "broker/cluster_backend.h"

namespace pk::broker {

/// Starts a broker process. `options.restarted` is called after the backend has connected to the fresh
/// broker; one that does not answer is ended, and another is started. `options.usable` is its own.
Result<std::unique_ptr<ClusterBackend>> startEmbeddedCluster(BrokerProcess::Options options);

} // namespace pk::broker
