#include "flow/hit_test.h"

#include "flow/figures.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace pk::gui {

namespace {

QStringList filled(const QStringList &parts)
{
    QStringList result;
    std::copy_if(parts.begin(), parts.end(), std::back_inserter(result),
                 [](const QString &part) { return !part.isEmpty(); });
    return result;
}

QStringList partsOfNode(const Node &node)
{
    QStringList parts{node.title, node.subtitle, statusText(node.status), node.reason, node.alert};
    if (!node.figure.isEmpty())
        parts << node.figure + QLatin1Char(' ') + node.figureUnit;
    else if (!node.rateUnit.isEmpty())
        parts << rateText(node.ratePerS) + QLatin1Char(' ') + node.rateUnit;
    for (const Fact &fact : node.facts)
        parts << (fact.label.isEmpty() ? fact.value : fact.label + QLatin1Char(' ') + fact.value);
    if (node.kind == NodeKind::Topic && !node.lanes.empty()) {
        std::int64_t total = 0;
        for (const Lane &lane : node.lanes)
            total += lag(lane);
        parts << (isLagKnown(node) ? QCoreApplication::translate("flow", "lag %1").arg(countText(total))
                                   : QCoreApplication::translate("flow", "lag not known"));
    }
    parts.removeDuplicates();
    return filled(parts);
}

QStringList partsOfLane(const Node &node, const FlowTarget &target)
{
    const auto lane = std::find_if(node.lanes.begin(), node.lanes.end(),
                                   [&](const Lane &l) { return l.partition == target.partition; });
    if (lane == node.lanes.end())
        return {node.title};
    QStringList parts{node.title, QCoreApplication::translate("flow", "partition %1").arg(lane->partition),
                      isLagKnown(*lane)
                          ? QCoreApplication::translate("flow", "lag %1").arg(countText(lag(*lane)))
                          : QCoreApplication::translate("flow", "lag not known, no leader")};
    if (target.offset >= 0)
        parts << QCoreApplication::translate("flow", "offset %1").arg(target.offset);
    parts << (lane->committed >= 0 ? QCoreApplication::translate("flow", "committed %1").arg(lane->committed)
                                   : QCoreApplication::translate("flow", "nothing committed yet"));
    parts << QCoreApplication::translate("flow", "log end %1").arg(lane->logEnd);
    if (lane->logStart > 0)
        parts << QCoreApplication::translate("flow", "log begins at %1").arg(lane->logStart);
    if (lane->leader >= 0)
        parts << QCoreApplication::translate("flow", "leader broker %1").arg(lane->leader);
    if (lane->replicas > 0)
        parts
            << QCoreApplication::translate("flow", "in sync %1 of %2").arg(lane->inSync).arg(lane->replicas);
    return filled(parts);
}

QStringList partsOfMember(const Node &node, const FlowTarget &target)
{
    const auto member = std::find_if(node.members.begin(), node.members.end(),
                                     [&](const Member &m) { return m.id == target.member; });
    if (member == node.members.end())
        return {node.title};
    QStringList shares;
    for (const Member::Share &share : member->shares) {
        shares << share.topic + QLatin1Char(' ')
                + partitionTexts(share.partitions, share.partitions.size()).join(QLatin1Char(' '));
    }
    const QString partitions = !shares.isEmpty()
        ? QCoreApplication::translate("flow", "partitions %1").arg(shares.join(QStringLiteral(", ")))
        : member->partitions.empty()
        ? QCoreApplication::translate("flow", "no partitions")
        : QCoreApplication::translate("flow", "partitions %1")
              .arg(partitionTexts(member->partitions, member->partitions.size()).join(QLatin1Char(' ')));
    return filled({node.title, member->id, statusText(member->status), partitions,
                   QCoreApplication::translate("flow", "%1 records/s").arg(rateText(member->ratePerS))});
}

QStringList partsOfEdge(const FlowGraph &graph, const Edge &edge)
{
    const auto name = [&](const QString &id, int partition) {
        const Node *node = graph.node(id);
        const QString title = node ? node->title : id;
        return partition < 0 ? title : QStringLiteral("%1 P%2").arg(title).arg(partition);
    };
    QStringList parts{QCoreApplication::translate("flow", "from %1 to %2")
                          .arg(name(edge.from, edge.fromPartition), name(edge.to, edge.toPartition)),
                      QCoreApplication::translate("flow", "%1 records/s").arg(rateText(edge.ratePerS))};
    if (edge.buffered > 0)
        parts << QCoreApplication::translate("flow", "%1 buffered").arg(countText(edge.buffered));
    if (edge.backPressure)
        parts << (edge.byGuard ? QCoreApplication::translate(
                      "flow", "held back by the embedded broker's guard: the readers are behind")
                               : QCoreApplication::translate("flow", "held back: the next stage is behind"));
    return filled(parts);
}

} // namespace

QStringList describeInParts(const FlowGraph &graph, const FlowTarget &target)
{
    switch (target.kind) {
    case FlowTarget::Kind::None:
        return {};
    case FlowTarget::Kind::Token:
        return filled({target.hop.key, operationText(target.hop.operation), target.hop.topic,
                       QCoreApplication::translate("flow", "partition %1").arg(target.hop.partition),
                       QCoreApplication::translate("flow", "offset %1").arg(target.hop.offset)});
    case FlowTarget::Kind::Edge: {
        const Edge *edge = graph.edge(target.edge);
        return edge ? partsOfEdge(graph, *edge) : QStringList();
    }
    case FlowTarget::Kind::Node:
    case FlowTarget::Kind::Lane:
    case FlowTarget::Kind::Member:
        break;
    }
    const Node *node = graph.node(target.node);
    if (!node)
        return {};
    return target.kind == FlowTarget::Kind::Lane  ? partsOfLane(*node, target)
        : target.kind == FlowTarget::Kind::Member ? partsOfMember(*node, target)
                                                  : partsOfNode(*node);
}

QString describe(const FlowGraph &graph, const FlowTarget &target)
{
    return describeInParts(graph, target).join(QStringLiteral(", "));
}

} // namespace pk::gui
