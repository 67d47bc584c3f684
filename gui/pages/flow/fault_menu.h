#pragma once

// The faults of what was clicked in the diagram: each begins there, or ends there while it is in force. All
// of them are in the sheet.
//
// Thread: GUI thread. Ownership: what they do needs the controller, which outlives the menu.

#include "bridge/controller.h"
#include "flow/flow_model.h"
#include "flow/target.h"

#include <functional>
#include <vector>

namespace pk::gui {

struct FaultAction
{
    const char *icon;
    QString text;
    std::function<void()> act;
};

/// `node` is that of the target; null: none.
std::vector<FaultAction> faultsOf(Controller &controller, const FlowTarget &target, const Node *node);

} // namespace pk::gui
