#pragma once

// What lies at given places of the logs.
//
// Thread: a free function; it makes a client of its own and waits.

#include "base/result.h"
#include "broker/client_config.h"
#include "domain/position.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pk::broker {

enum class Isolation { ReadCommitted, ReadUncommitted };

/// The values of the records at these positions, in their order; empty where readers of this isolation are
/// given none. REQUIRES: the logs hold these offsets, one of each partition.
/// Errors: retriable without an answer in time; OutOfRange when a log does not hold its offset.
Result<std::vector<std::optional<std::string>>>
valuesAt(const ClusterInfo &cluster, std::span<const Position> positions, Isolation isolation, int timeoutMs);

} // namespace pk::broker
