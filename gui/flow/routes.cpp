#include "flow/routes.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pk::gui {

namespace {

constexpr double leavingX = 14; ///< of what leaves a card at its bottom for the lanes of the card below
constexpr double besideCard = kDownwardWay / 2; ///< how far at the left of that card it goes down

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

/// The room below a card, up to the next one.
double gapBelow(const FlowLayout &layout, const NodeBox &card)
{
    double next = layout.size.height();
    for (const NodeBox &other : layout.nodes) {
        if (other.box.left() < card.box.right() && other.box.right() > card.box.left()
            && other.box.top() >= card.box.bottom())
            next = std::min(next, other.box.top());
    }
    return next - card.box.bottom();
}

/// From the bottom of one card to a lane of a card below, around whose title it goes, and around the cards
/// between.
QPainterPath curveDown(const FlowLayout &layout, const NodeBox &from, const NodeBox &to, double laneY)
{
    const double unit = layout.unit;
    const QPointF start(from.box.left() + leavingX * unit, from.box.bottom());
    const double gap = gapBelow(layout, from);
    const QPointF beside(to.box.left() - besideCard * unit, from.box.bottom() + gap);
    const double x = beside.x();
    QPainterPath path(start);
    path.cubicTo(start + QPointF(0, gap * 0.6), beside - QPointF(0, gap * 0.6), beside);
    path.lineTo(x, laneY - besideCard * unit);
    path.quadTo(QPointF(x, laneY), QPointF(to.box.left(), laneY));
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
    const LaneBox *lane =
        target.kind == NodeKind::Topic && !target.compact ? laneOf(b, edge.toPartition) : nullptr;
    EdgeBox result;
    result.from = from;
    result.to = to;
    QPainterPath path;
    if (source.column == target.column) {
        const bool down = a.box.top() < b.box.top();
        const double x = b.box.center().x();
        if (lane != nullptr && down) {
            path = curveDown(layout, a, b, lane->railY);
        } else {
            path.moveTo(x, down ? a.box.bottom() : a.box.top());
            path.lineTo(x, down ? b.box.top() : b.box.bottom());
            result.vertical = true;
        }
    } else if (source.column < target.column) {
        const double fromY = leavingY(source, a, edge.fromPartition);
        const double toY = enteringY(target, b, edge.toPartition, layout.unit);
        const QPointF end(entryX(target, b, edge.toPartition), toY);
        // What leaves the card goes down beside it: what comes keeps away from there.
        const double away = leadsDown(graph, target)
            ? std::min(2 * kDownwardWay * layout.unit, (end.x() - a.box.right()) / 2)
            : 0;
        path = curve({a.box.right(), fromY}, end - QPointF(away, 0));
        path.lineTo(end);
    } else { // back to the left, as dead letters of a loader go
        path = curve({a.box.left(), a.box.bottom() - 18 * layout.unit}, {b.box.right(), sideY(b)});
    }
    result.path = EdgePath(path);
    result.curve = result.path.length();
    if (lane != nullptr && path.currentPosition().y() == lane->railY) {
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

constexpr double tokenReach = 12; ///< from a curve's middle: what moves on it must not touch a label
constexpr double labelHeight = 22; ///< of one line
constexpr double tallLabel = 38; ///< of two

/// From one height to another.
struct Span
{
    double top = 0;
    double bottom = 0;
};

/// What the way of an edge takes between two upright lines; nothing when it does not come there.
std::optional<Span> spanBetween(const EdgeBox &edge, double left, double right, double unit)
{
    std::optional<Span> span;
    for (double at = 0; at <= edge.curve; at += 4 * unit) {
        const QPointF point = edge.path.at(at);
        if (point.x() < left || point.x() > right)
            continue;
        span = span ? Span{std::min(span->top, point.y()), std::max(span->bottom, point.y())}
                    : Span{point.y(), point.y()};
    }
    if (span)
        span = Span{span->top - tokenReach * unit, span->bottom + tokenReach * unit};
    return span;
}

/// Between two columns a label stands below the curves of its bundle, or above them where others pass below.
void findRoomBetween(FlowLayout &layout, Bundle &bundle, double left, double right)
{
    const double unit = layout.unit;
    const double most = layout.size.height();
    Span own{most, 0};
    std::vector<Span> taken;
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        const auto span = spanBetween(layout.edges[i], left, right, unit);
        if (!span)
            continue;
        const bool isOwn = std::find(bundle.edges.begin(), bundle.edges.end(), i) != bundle.edges.end();
        if (isOwn)
            own = {std::min(own.top, span->top), std::max(own.bottom, span->bottom)};
        else
            taken.push_back(*span);
    }
    for (const Bundle &other : layout.bundles)
        if (other.labelRoom.left() < right && other.labelRoom.right() > left)
            taken.push_back({other.labelRoom.top(), other.labelRoom.bottom()});
    double below = std::min(most, own.bottom + 2 * tallLabel * unit);
    double above = std::max(0.0, own.top - 2 * tallLabel * unit);
    for (const Span &span : taken) {
        if (span.bottom > own.bottom)
            below = std::min(below, std::max(own.bottom, span.top));
        if (span.top < own.top)
            above = std::max(above, std::min(own.top, span.bottom));
    }
    const double under = below - own.bottom;
    const double over = own.top - above;
    const bool placeUnder = under >= tallLabel * unit || under >= over;
    if (std::max(under, over) < labelHeight * unit)
        return;
    bundle.labelRoom = placeUnder ? QRectF(QPointF(left, own.bottom), QPointF(right, below))
                                  : QRectF(QPointF(left, above), QPointF(right, own.top));
    bundle.labelAt = Qt::AlignHCenter | (placeUnder ? Qt::AlignTop : Qt::AlignBottom);
}

/// Labels hide neither what moves nor what stands: where they have no room, there is none.
void findLabelRooms(FlowLayout &layout)
{
    const double unit = layout.unit;
    const double side = 3 * unit;
    for (Bundle &bundle : layout.bundles) {
        const QRectF &from = layout.nodes[bundle.from].box;
        const QRectF &to = layout.nodes[bundle.to].box;
        const EdgeBox &edge = layout.edges[bundle.edges.front()];
        const bool inOneColumn = from.left() < to.right() && to.left() < from.right();
        if (!inOneColumn) {
            const double left = std::min(from.right(), to.right()) + side;
            const double right = std::max(from.left(), to.left()) - side;
            findRoomBetween(layout, bundle, left, right);
            continue;
        }
        const double x = edge.path.at(0).x();
        const double top = std::min(from.bottom(), to.bottom());
        const double height = std::max(from.top(), to.top()) - top - 4 * unit;
        const bool last = std::all_of(layout.nodes.begin(), layout.nodes.end(),
                                      [&](const NodeBox &box) { return box.box.right() <= to.right() + 1; });
        const double right = last ? layout.size.width() - side : to.right();
        if (height >= labelHeight * unit)
            bundle.labelRoom =
                QRectF(x + tokenReach * unit, top + 2 * unit, right - x - tokenReach * unit, height);
        bundle.labelAt = Qt::AlignLeft | Qt::AlignVCenter;
    }
}

} // namespace

bool leadsDown(const FlowGraph &graph, const Node &node)
{
    return std::any_of(graph.edges.begin(), graph.edges.end(), [&](const Edge &edge) {
        if (edge.from != node.id || edge.toPartition < 0)
            return false;
        const Node *to = graph.node(edge.to);
        return to && to->kind == NodeKind::Topic && !to->compact && to->column == node.column
            && to->row > node.row;
    });
}

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
            bundle = layout.bundles.insert(layout.bundles.end(), {*from, *to, {}, {}, {}});
        bundle->edges.push_back(layout.edges.size());
        layout.edges.push_back(std::move(box));
    }
    findLabelRooms(layout);
}

} // namespace pk::gui
