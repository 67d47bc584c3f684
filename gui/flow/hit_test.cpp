#include "flow/hit_test.h"

#include "flow/edge_painter.h"
#include "flow/topic_painter.h"

#include <QLineF>

#include <algorithm>

namespace pk::gui {

namespace {

FlowTarget edgeTarget(const PaintContext &context, std::size_t edge)
{
    FlowTarget target;
    target.kind = FlowTarget::Kind::Edge;
    target.edge = context.graph.edges[context.layout.edges[edge].index].id;
    return target;
}

FlowTarget tokenAt(const PaintContext &context, const TokenLayer &tokens, QPointF point, double reach)
{
    FlowTarget target;
    double nearest = reach + context.px(8);
    for (const TokenLayer::Placed &placed : tokens.placed()) {
        const double distance = QLineF(point, placed.position).length();
        if (distance > nearest)
            continue;
        nearest = distance;
        target.kind = FlowTarget::Kind::Token;
        target.token = placed.id;
        target.hop = context.traffic.pool().hop(placed.index);
        target.edge = target.hop.edge;
    }
    return target;
}

FlowTarget insideNode(const PaintContext &context, const NodeBox &box, QPointF point)
{
    const Node &node = context.graph.nodes[box.index];
    FlowTarget target;
    target.kind = FlowTarget::Kind::Node;
    target.node = node.id;
    for (const LaneBox &lane : box.lanes)
        if (lane.box.contains(point)) {
            target.kind = FlowTarget::Kind::Lane;
            target.partition = lane.partition;
            if (point.y() >= lane.cells.top() && point.y() <= lane.cells.bottom())
                target.offset = offsetAt(lane, node.lanes[lane.index], point.x());
        }
    for (const MemberBox &member : box.members)
        if (member.box.contains(point)) {
            target.kind = FlowTarget::Kind::Member;
            target.member = node.members[member.index].id;
        }
    return target;
}

FlowTarget edgeAt(const PaintContext &context, QPointF point, double reach)
{
    for (const Bundle &bundle : context.layout.bundles)
        if (bundleLabelRect(context, bundle).contains(point))
            return edgeTarget(context, bundle.edges.back());
    FlowTarget target;
    double nearest = reach + context.px(4);
    for (std::size_t i = 0; i < context.layout.edges.size(); ++i) {
        const double distance = context.layout.edges[i].path.distanceTo(point);
        if (distance < nearest) {
            nearest = distance;
            target = edgeTarget(context, i);
        }
    }
    return target;
}

} // namespace

FlowTarget targetAt(const PaintContext &context, const TokenLayer &tokens, QPointF point, double reach)
{
    if (const FlowTarget token = tokenAt(context, tokens, point, reach); !token.isNone())
        return token;
    for (const NodeBox &box : context.layout.nodes) {
        if (!box.box.contains(point))
            continue;
        const FlowTarget inside = insideNode(context, box, point);
        const bool frame =
            context.graph.nodes[box.index].kind == NodeKind::Group && inside.kind == FlowTarget::Kind::Node;
        if (frame) // curves run over the frame to the members
            if (const FlowTarget edge = edgeAt(context, point, 0); !edge.isNone())
                return edge;
        return inside;
    }
    return edgeAt(context, point, reach);
}

/// The record's cell; of one that is not among the newest, or of none, the lane.
static QRectF offsetRect(const LaneBox &box, const Lane &lane, std::int64_t offset)
{
    const std::int64_t cell = offset - (lane.logEnd - box.cellCount);
    if (offset < 0 || cell < 0 || cell >= box.cellCount)
        return box.box;
    return cellRect(box, static_cast<int>(cell));
}

QRectF rectOf(const PaintContext &context, const TokenLayer &tokens, const FlowTarget &target)
{
    const auto around = [](QPointF centre, double radius) {
        return QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    };
    if (target.kind == FlowTarget::Kind::Token) {
        QPointF at;
        return tokens.find(target.token, &at) ? around(at, context.px(12)) : QRectF();
    }
    if (target.kind == FlowTarget::Kind::Edge) {
        for (const EdgeBox &edge : context.layout.edges)
            if (context.graph.edges[edge.index].id == target.edge)
                return around(edge.path.at(edge.curve / 2), context.px(12));
        return {};
    }
    const NodeBox *box = context.layout.node(target.node);
    if (!box)
        return {};
    if (target.kind == FlowTarget::Kind::Lane)
        for (const LaneBox &lane : box->lanes)
            if (lane.partition == target.partition)
                return offsetRect(lane, context.graph.nodes[box->index].lanes[lane.index], target.offset);
    if (target.kind == FlowTarget::Kind::Member)
        for (const MemberBox &member : box->members)
            if (context.graph.nodes[box->index].members[member.index].id == target.member)
                return member.box;
    return target.kind == FlowTarget::Kind::Node ? box->box : QRectF();
}

} // namespace pk::gui
