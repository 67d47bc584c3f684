#pragma once

// Publishes the follow-up events that the loader wrote into etl_outbox with its transactions: at least once,
// since a crash between the delivery and the mark publishes them again.
//
// Thread: belongs to the load stage's thread.

#include "base/clock.h"
#include "base/database.h"
#include "pipeline/sender.h"

#include <cstdint>

namespace pk::pipeline {

/// Publishes all that is pending, a portion at a time; returns how many events.
Result<std::int64_t> relayOutbox(Database &database, Sender &sender, const Clock &clock, int settleMs);

} // namespace pk::pipeline
