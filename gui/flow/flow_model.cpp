#include "flow/flow_model.h"

#include <algorithm>

namespace pk::gui {

namespace {

bool sameLanes(const std::vector<Lane> &a, const std::vector<Lane> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Lane &x, const Lane &y) { return x.partition == y.partition; });
}

bool sameMembers(const std::vector<Member> &a, const std::vector<Member> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Member &x, const Member &y) {
        return x.id == y.id && x.partitions == y.partitions && x.shares == y.shares;
    });
}

bool sameFactShapes(const std::vector<Fact> &a, const std::vector<Fact> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Fact &x, const Fact &y) {
        return x.label == y.label && x.operation == y.operation;
    });
}

bool sameNodeLayout(const Node &a, const Node &b)
{
    return a.id == b.id && a.kind == b.kind && a.role == b.role && a.column == b.column && a.row == b.row
        && a.compact == b.compact && a.history.empty() == b.history.empty()
        && a.figure.isEmpty() == b.figure.isEmpty() && a.rateUnit.isEmpty() == b.rateUnit.isEmpty()
        && hasReason(a) == hasReason(b) && sameLanes(a.lanes, b.lanes) && sameMembers(a.members, b.members)
        && sameFactShapes(a.facts, b.facts);
}

bool sameEdgeLayout(const Edge &a, const Edge &b)
{
    return a.id == b.id && a.from == b.from && a.to == b.to && a.fromPartition == b.fromPartition
        && a.toPartition == b.toPartition && a.role == b.role;
}

template <typename T> const T *find(const std::vector<T> &items, const QString &id)
{
    const auto it = std::find_if(items.begin(), items.end(), [&](const T &item) { return item.id == id; });
    return it == items.end() ? nullptr : &*it;
}

} // namespace

const Node *FlowGraph::node(const QString &id) const
{
    return find(nodes, id);
}

const Edge *FlowGraph::edge(const QString &id) const
{
    return find(edges, id);
}

QString topicQualifier(const Node &node)
{
    if (node.kind != NodeKind::Topic)
        return {};
    const auto last = node.title.lastIndexOf(QLatin1Char('.'));
    // Of what was put aside the last word says only that: the one before belongs to it.
    const auto before = node.compact && last > 0 ? node.title.lastIndexOf(QLatin1Char('.'), last - 1) : last;
    return node.title.left(before + 1);
}

QString topicName(const Node &node)
{
    return node.title.mid(topicQualifier(node).size());
}

bool hasReason(const Node &node)
{
    return !node.reason.isEmpty() && (node.status != NodeStatus::Running || !node.alert.isEmpty());
}

NodeStatus shownStatus(const Node &node)
{
    if (node.status != NodeStatus::Running || node.alert.isEmpty())
        return node.status;
    const bool crashed = std::any_of(node.members.begin(), node.members.end(), [](const Member &member) {
        return member.status == NodeStatus::Crashed;
    });
    return crashed ? NodeStatus::Crashed : NodeStatus::Retrying;
}

bool sameLayout(const FlowGraph &a, const FlowGraph &b)
{
    return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), sameNodeLayout)
        && std::equal(a.edges.begin(), a.edges.end(), b.edges.begin(), b.edges.end(), sameEdgeLayout);
}

bool sameStatics(const Node &a, const Node &b)
{
    return a.title == b.title && a.subtitle == b.subtitle && a.icon == b.icon && a.status == b.status
        && a.reason == b.reason && a.alert == b.alert && a.rateUnit == b.rateUnit;
}

/// The definition is consumerLag() of core, which this folder does not know.
std::int64_t lag(const Lane &lane)
{
    return std::max<std::int64_t>(0, lane.logEnd - std::max(lane.committed, lane.logStart));
}

bool isLagKnown(const Lane &lane)
{
    return lane.leader != kNoLeader;
}

bool isLagKnown(const Node &node)
{
    return std::all_of(node.lanes.begin(), node.lanes.end(),
                       [](const Lane &lane) { return isLagKnown(lane); });
}

LagLevel worstLevel(const Node &node)
{
    LagLevel worst = LagLevel::Normal;
    for (const Lane &lane : node.lanes)
        worst = std::max(worst, lane.level);
    return worst;
}

} // namespace pk::gui
