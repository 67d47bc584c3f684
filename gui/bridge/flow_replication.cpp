#include "bridge/flow_replication.h"

#include "bridge/run_trouble.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <set>

namespace pk::gui {

void addReplication(Node &node, const std::string &topic, const RunInfo &run)
{
    if (!run.report)
        return;
    const auto isUp = [&run](int broker) { return !isBrokerDown(run, broker); };
    std::set<int> leaders;
    int fewest = 0; // in sync, in the partition that has fewest
    int replicas = 0;
    for (Lane &lane : node.lanes) {
        const broker::PartitionInfo *partition = run.report->partition({topic, lane.partition});
        if (partition == nullptr)
            continue;
        lane.leader = partition->leader >= 0 && isUp(partition->leader) ? partition->leader : kNoLeader;
        lane.replicas = static_cast<int>(partition->replicas.size());
        lane.inSync =
            static_cast<int>(std::count_if(partition->inSync.begin(), partition->inSync.end(), isUp));
        if (lane.leader >= 0)
            leaders.insert(lane.leader);
        fewest = replicas == 0 ? lane.inSync : std::min(fewest, lane.inSync);
        replicas = std::max(replicas, lane.replicas);
    }
    if (replicas == 0)
        return;
    QStringList ids;
    for (const int leader : leaders)
        ids << QString::number(leader);
    const QString isr = QCoreApplication::translate("bridge", "ISR %1/%2").arg(fewest).arg(replicas);
    const QString who = ids.isEmpty()
        ? QCoreApplication::translate("bridge", "no leader")
        : QCoreApplication::translate("bridge", "leader %1").arg(ids.join(QStringLiteral(", ")));
    const QString separator = QStringLiteral(" · ");
    node.subtitle += separator + isr + separator + who;
    if (fewest < replicas)
        node.alert += (node.alert.isEmpty() ? QString() : separator) + isr + separator + who;
    node.facts.push_back({QCoreApplication::translate("bridge", "Replicas in sync"),
                          QCoreApplication::translate("bridge", "%1 of %2").arg(fewest).arg(replicas),
                          fewest < replicas});
    node.facts.push_back(
        {QCoreApplication::translate("bridge", "Leaders"), ids.join(QStringLiteral(", ")), ids.isEmpty()});
}

} // namespace pk::gui
