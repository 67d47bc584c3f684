#pragma once

// All that belongs to one life of the cluster: journal, clock, pipeline, conductor. When the embedded broker
// dies, the whole of it is put aside and another one is made: positions of the old cluster mean nothing in
// the new one.
//
// Thread: the session's, or the one that takes it apart.
// Ownership: members are declared so that destruction is the stop order. The backend outlives it.

#include "bridge/log_watch.h"
#include "journal/journal.h"
#include "pipeline/conductor.h"
#include "pipeline/crash_plan.h"
#include "pipeline/database_fault.h"
#include "pipeline/sender.h"
#include "warehouse/warehouse.h"

#include <memory>
#include <optional>

namespace pk::gui {

struct Incarnation
{
    Incarnation() { clock.followSystem(); }

    std::shared_ptr<journal::Journal> journal;
    VirtualClock clock;
    pipeline::CrashPlan crashes;
    warehouse::Mark before; ///< of the warehouse as earlier runs have left it
    std::unique_ptr<pipeline::Pipeline> pipeline;
    std::unique_ptr<pipeline::Conductor> conductor;
    std::unique_ptr<LogWatch> watch;
    std::optional<Position>
        producedByHand; ///< of the last one, from its delivery report, so it outlives the sender
    std::optional<pipeline::Sender> byHand; ///< made when a person produces the first message
    bool leftUnread =
        false; ///< an earlier run has left records in the topics, of which the journal knows nothing
    enum class Recording { Complete, Behind, Lacking };
    Recording recording = Recording::Complete; ///< how the session file stands, as it was told
};

} // namespace pk::gui
