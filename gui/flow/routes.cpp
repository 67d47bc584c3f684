#include "flow/routes.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pk::gui {

namespace {

const LaneBox *laneOf(const NodeBox &box, int partition)
{
    const auto it = std::find_if(box.lanes.begin(), box.lanes.end(),
                                 [&](const LaneBox &lane) { return lane.partition == partition; });
    return it == box.lanes.end() ? nullptr : &*it;
}

double sideY(const NodeBox &box)
{
    return box.box.center().y();
}

/// Where a partition's records leave a topic: the middle of its cells.
double leavingY(const Node &node, const NodeBox &box, int partition)
{
    if (node.kind != NodeKind::Topic || partition < 0 || node.compact)
        return sideY(box);
    if (const LaneBox *lane = laneOf(box, partition))
        return lane->cells.center().y();
    return box.more.isNull() ? sideY(box) : box.more.center().y();
}

/// Where they enter: the rail of a lane, or the member that has the partition.
double enteringY(const Node &node, const NodeBox &box, int partition, double unit)
{
    if (node.kind == NodeKind::Topic && !node.compact && partition >= 0) {
        if (const LaneBox *lane = laneOf(box, partition))
            return lane->railY;
        return box.more.isNull() ? sideY(box) : box.more.center().y();
    }
    if (node.kind != NodeKind::Group || partition < 0)
        return sideY(box);
    for (const MemberBox &member : box.members) {
        const std::vector<int> &owned = node.members[member.index].partitions;
        const auto it = std::find(owned.begin(), owned.end(), partition);
        if (it == owned.end())
            continue;
        const auto count = static_cast<double>(owned.size());
        const double spacing = std::min(16 * unit, member.box.height() * 0.7 / count);
        return member.box.center().y()
            + (static_cast<double>(it - owned.begin()) - (count - 1) / 2) * spacing;
    }
    return box.more.isNull() ? box.header.center().y() : box.more.center().y();
}

QPainterPath curve(QPointF from, QPointF to)
{
    const double reach = (to.x() - from.x()) * 0.5;
    QPainterPath path(from);
    path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to);
    return path;
}

double entryX(const Node &node, const NodeBox &box, int partition)
{
    if (node.kind == NodeKind::Group && partition >= 0 && !box.members.empty())
        for (const MemberBox &member : box.members) {
            const std::vector<int> &owned = node.members[member.index].partitions;
            if (std::find(owned.begin(), owned.end(), partition) != owned.end())
                return member.box.left();
        }
    return box.box.left();
}

EdgeBox route(const FlowGraph &graph, const FlowLayout &layout, const Edge &edge, std::size_t from,
              std::size_t to)
{
    const Node &source = graph.nodes[from];
    const Node &target = graph.nodes[to];
    const NodeBox &a = layout.nodes[from];
    const NodeBox &b = layout.nodes[to];
    EdgeBox result;
    result.from = from;
    result.to = to;
    QPainterPath path;
    if (source.column == target.column) {
        const bool down = a.box.top() < b.box.top();
        const double x = b.box.center().x();
        path.moveTo(x, down ? a.box.bottom() : a.box.top());
        path.lineTo(x, down ? b.box.top() : b.box.bottom());
        result.vertical = true;
    } else if (source.column < target.column) {
        const double fromY = leavingY(source, a, edge.fromPartition);
        const double toY = enteringY(target, b, edge.toPartition, layout.unit);
        path = curve({a.box.right(), fromY}, {entryX(target, b, edge.toPartition), toY});
    } else { // back to the left, as dead letters of a loader go
        path = curve({a.box.left(), a.box.bottom() - 18 * layout.unit}, {b.box.right(), sideY(b)});
    }
    result.path = EdgePath(path);
    result.curve = result.path.length();
    if (target.kind == NodeKind::Topic && source.column < target.column)
        if (const LaneBox *lane = laneOf(b, edge.toPartition)) {
            path.lineTo(lane->cells.right(), lane->railY);
            result.path = EdgePath(path);
        }
    return result;
}

std::optional<std::size_t> indexOf(const FlowLayout &layout, const QString &id)
{
    const NodeBox *box = layout.node(id);
    return box ? std::optional(box->index) : std::nullopt;
}

/// A bundle's label stands on its lowest curve, beside a vertical one, and clear of the other labels.
void placeLabels(FlowLayout &layout)
{
    const QSizeF size(66 * layout.unit, 26 * layout.unit);
    std::vector<QRectF> taken;
    for (Bundle &bundle : layout.bundles) {
        QPointF lowest(0, -1);
        for (const std::size_t i : bundle.edges) {
            const EdgeBox &edge = layout.edges[i];
            const QPointF middle = edge.path.at(edge.curve * 0.5);
            if (middle.y() > lowest.y())
                lowest = middle;
        }
        if (layout.edges[bundle.edges.front()].vertical) // so short that it would hide all that moves there
            lowest.rx() += size.width() / 2 + 12 * layout.unit;
        QRectF place({}, size);
        place.moveCenter(lowest);
        for (const QRectF &other : taken)
            if (other.intersects(place))
                place.moveTop(other.bottom());
        taken.push_back(place);
        bundle.label = place.center();
    }
}

} // namespace

void routeEdges(const FlowGraph &graph, FlowLayout &layout)
{
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const Edge &edge = graph.edges[i];
        const auto from = indexOf(layout, edge.from);
        const auto to = indexOf(layout, edge.to);
        if (!from || !to)
            continue;
        EdgeBox box = route(graph, layout, edge, *from, *to);
        box.index = i;
        auto bundle = std::find_if(layout.bundles.begin(), layout.bundles.end(),
                                   [&](const Bundle &b) { return b.from == *from && b.to == *to; });
        if (bundle == layout.bundles.end())
            bundle = layout.bundles.insert(layout.bundles.end(), {*from, *to, {}, {}});
        bundle->edges.push_back(layout.edges.size());
        layout.edges.push_back(std::move(box));
    }
    placeLabels(layout);
}

} // namespace pk::gui
