#include "pages/flow/fault_menu.h"

#include "bridge/run_trouble.h"
#include "pages/flow/fault_sheet.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

FaultAction slow(Controller &controller, StageKind stage, const RunInfo &run)
{
    const bool on = (stage == StageKind::Transform ? run.transformDelayMs : run.loadDelayMs) > 0;
    return {"slow",
            on ? QCoreApplication::translate("flow_page", "End: slow consumer")
               : QCoreApplication::translate("flow_page", "Slow consumer"),
            [&controller, stage, on] { controller.setDelay(stage, on ? 0 : kSlowMs); }};
}

std::vector<FaultAction> outages(Controller &controller, const RunInfo &run)
{
    using Outage = Session::Outage;
    return {{"lock",
             run.databaseLocked ? QCoreApplication::translate("flow_page", "End: database locked")
                                : QCoreApplication::translate("flow_page", "Database locked"),
             [&controller, on = !run.databaseLocked] { controller.databaseOutage(Outage::Locked, on); }},
            {"power",
             run.databaseClosed ? QCoreApplication::translate("flow_page", "End: database closed")
                                : QCoreApplication::translate("flow_page", "Database closed"),
             [&controller, on = !run.databaseClosed] { controller.databaseOutage(Outage::Closed, on); }}};
}

/// Which of them led a lane is not known any more when it is down: each may come back from any lane.
std::vector<FaultAction> brokers(Controller &controller, int leader, const RunInfo &run)
{
    std::vector<FaultAction> actions;
    if (leader >= 1 && leader <= run.brokersHere && !isBrokerDown(run, leader))
        actions.push_back({"server",
                           QCoreApplication::translate("flow_page", "Broker %1 down (leader)").arg(leader),
                           [&controller, leader] { controller.brokerDown(leader); }});
    for (const int broker : run.brokersDown)
        actions.push_back({"server",
                           QCoreApplication::translate("flow_page", "End: broker %1 down").arg(broker),
                           [&controller, broker] { controller.brokerUp(broker); }});
    return actions;
}

} // namespace

std::vector<FaultAction> faultsOf(Controller &controller, const FlowTarget &target, const Node *node)
{
    const SnapshotPtr snapshot = controller.snapshot();
    if (node == nullptr || !snapshot)
        return {};
    const RunInfo &run = snapshot->run;
    switch (node->kind) {
    case NodeKind::Transform:
        return {slow(controller, StageKind::Transform, run)};
    case NodeKind::Group:
        return {slow(controller, StageKind::Load, run)};
    case NodeKind::Warehouse:
        return outages(controller, run);
    case NodeKind::Topic: {
        const auto lane = std::find_if(node->lanes.begin(), node->lanes.end(),
                                       [&](const Lane &each) { return each.partition == target.partition; });
        return brokers(controller, lane != node->lanes.end() ? lane->leader : -1, run);
    }
    case NodeKind::Source:
    case NodeKind::Cdc:
        break;
    }
    return {};
}

} // namespace pk::gui
