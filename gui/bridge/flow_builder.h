#pragma once

// Makes the canvas' graph out of a snapshot, and its hops out of detail events. A new stage is an entry here,
// a new source one in flow_source.h; the painting does not change.
//
// Thread: free functions without state; texts are in the language of the moment.

#include "bridge/flow_id.h"
#include "bridge/snapshot.h"
#include "flow/flow_model.h"
#include "journal/event.h"

#include <optional>

namespace pk::gui {

FlowGraph buildFlow(const Snapshot &snapshot);

/// Out of the source database: what the log's reader found there, said once the broker has it.
std::optional<Hop> toCapture(const journal::Event &event);
/// Empty for events that move nothing.
std::optional<Hop> toHop(const journal::Event &event);

} // namespace pk::gui
