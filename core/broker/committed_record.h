#pragma once

// What became of a transaction, asked as its readers would: is one of its records handed out?
//
// Thread: a free function; it makes a client of its own and waits.

#include "base/result.h"
#include "broker/client_config.h"
#include "domain/position.h"

namespace pk::broker {

/// Whether readers of committed records are given the record at `position`. REQUIRES: it lies in the log, and
/// its transaction has ended; before, there is no answer.
/// Errors: retriable without an answer in time; OutOfRange when the log does not hold it any more.
Result<bool> isCommittedRecord(const ClusterInfo &cluster, const Position &position, int timeoutMs);

} // namespace pk::broker
