#include "flow/node_layout.h"

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

constexpr double topicHeader = 66;
constexpr double topicBottom = 4;
constexpr double compactTopic = 62;
constexpr double stageHeader = 60;
constexpr double warehouseHeader = 54;
constexpr double groupHeader = 44;
constexpr double miniPitch = 22;
constexpr double compactPitch = 34;
constexpr double fullPitch = 54;
constexpr double fullMemberPitch = 76;
constexpr double minimumMemberPitch = 50;
constexpr double memberRow = 22;
constexpr int lanesAlwaysShown = 12;
constexpr int membersAlwaysShown = 4;

bool hasOperations(const Node &node)
{
    return std::any_of(node.facts.begin(), node.facts.end(),
                       [](const Fact &f) { return f.operation.has_value(); });
}

double factsHeight(const Node &node)
{
    double height = hasOperations(node) ? 46 : 0;
    for (const Fact &fact : node.facts)
        height += fact.operation ? 0 : (node.kind == NodeKind::Warehouse ? 18 : 21);
    return height;
}

bool hasFigure(const Node &node)
{
    return !node.figure.isEmpty() || !node.rateUnit.isEmpty();
}

Extent stageHeight(const Node &node)
{
    const bool warehouse = node.kind == NodeKind::Warehouse;
    const double members =
        static_cast<double>(std::min<std::size_t>(node.members.size(), membersAlwaysShown)) * memberRow;
    const double fixed = (warehouse ? warehouseHeader : stageHeader)
        + (hasFigure(node) ? (warehouse ? 32 : 38) : 0) + factsHeight(node) + members + (warehouse ? 8 : 12);
    const double sparkline = node.history.empty() ? 0 : 1;
    return {fixed, fixed + sparkline * 52, fixed + sparkline * 76 + 8};
}

/// Cells end where the pill begins; as many as fit, the newest at the right.
void placeCells(LaneBox &lane, double unit)
{
    const double pitch = 13 * unit;
    const double pillWidth = 40 * unit;
    lane.pill = QRectF(lane.box.right() - 8 * unit - pillWidth, 0, pillWidth, 19 * unit);
    const double left = lane.box.left() + 34 * unit;
    const double right = lane.pill.left() - 14 * unit;
    lane.cellCount = std::max(1, static_cast<int>((right - left + 3 * unit) / pitch));
    lane.cellPitch = pitch;
    const double width = lane.cellCount * pitch - 3 * unit;
    const QRectF &box = lane.box;
    double height = 0;
    double top = 0;
    switch (lane.density) {
    case LaneDensity::Full:
        height = std::clamp(box.height() - 34 * unit, 12 * unit, 30 * unit);
        lane.railY = box.top() + 7 * unit + (box.height() - height - 34 * unit) * 0.4;
        top = lane.railY + 7.5 * unit;
        break;
    case LaneDensity::Compact:
        lane.railY = box.top() + 5 * unit;
        top = lane.railY + 6 * unit;
        height = std::min(18 * unit, box.bottom() - 5 * unit - top);
        break;
    case LaneDensity::Mini:
        lane.railY = box.top() + 3 * unit;
        top = lane.railY + 4 * unit;
        height = box.bottom() - 3 * unit - top;
        lane.pill.setHeight(std::min(lane.pill.height(), box.height() - 2 * unit));
        break;
    }
    lane.cells = QRectF(right - width, top, width, height);
    const double half = lane.pill.height() / 2;
    lane.pill.moveCenter(
        {lane.pill.center().x(), std::clamp(lane.cells.center().y(), box.top() + half, box.bottom() - half)});
}

/// How many of `count` items are shown from which on, leaving a row for "+n" when some are not.
struct Window
{
    int first = 0;
    int shown = 0;
};

Window visibleWindow(int count, int capacity, int firstWanted)
{
    if (count <= capacity)
        return {0, count};
    const int shown = std::max(1, capacity - 1);
    return {std::clamp(firstWanted, 0, count - shown), shown};
}

void layOutLanes(const Node &node, double unit, int firstVisible, NodeBox &box)
{
    const int count = static_cast<int>(node.lanes.size());
    if (node.compact || count == 0)
        return;
    const double top = box.box.top() + topicHeader * unit;
    const double room = box.box.bottom() - topicBottom * unit - top;
    const int capacity = std::max(1, static_cast<int>(room / (miniPitch * unit) + 0.01));
    const Window window = visibleWindow(count, capacity, firstVisible);
    const int rows = window.shown + (window.shown < count ? 1 : 0);
    const double pitch = room / rows;
    const LaneDensity density = pitch >= fullPitch * unit ? LaneDensity::Full
        : pitch >= compactPitch * unit                    ? LaneDensity::Compact
                                                          : LaneDensity::Mini;
    const double gap = (density == LaneDensity::Full ? 9 : density == LaneDensity::Compact ? 6 : 3) * unit;
    const double left = box.box.left() + 13 * unit;
    const double width = box.box.width() - 26 * unit;
    for (int i = 0; i < window.shown; ++i) {
        LaneBox lane;
        lane.index = static_cast<std::size_t>(window.first + i);
        lane.partition = node.lanes[lane.index].partition;
        lane.density = density;
        lane.box = QRectF(left, top + i * pitch, width, pitch - gap);
        placeCells(lane, unit);
        box.lanes.push_back(lane);
    }
    box.hidden = count - window.shown;
    if (box.hidden > 0)
        box.more = QRectF(left, top + window.shown * pitch, width, pitch - gap);
}

void layOutMembers(const Node &node, double unit, int firstVisible, NodeBox &box)
{
    const int count = static_cast<int>(node.members.size());
    const double top = box.box.top() + groupHeader * unit;
    const double room = box.box.bottom() - 3 * unit - top;
    const int capacity = std::max(1, static_cast<int>(room / (minimumMemberPitch * unit) + 0.01));
    const Window window = visibleWindow(count, capacity, firstVisible);
    const bool cut = window.shown < count;
    const double moreHeight = cut ? 24 * unit : 0;
    const double pitch = std::min((room - moreHeight) / std::max(1, window.shown), 96 * unit);
    for (int i = 0; i < window.shown; ++i) {
        MemberBox member;
        member.index = static_cast<std::size_t>(window.first + i);
        member.compact = pitch < fullMemberPitch * unit;
        member.box = QRectF(box.box.left() + 10 * unit, top + i * pitch, box.box.width() - 20 * unit,
                            pitch - (member.compact ? 7 : 11) * unit);
        box.members.push_back(member);
    }
    box.hidden = count - window.shown;
    if (cut)
        box.more = QRectF(box.box.left() + 10 * unit, box.box.bottom() - 3 * unit - moreHeight,
                          box.box.width() - 20 * unit, moreHeight - 4 * unit);
}

/// Figure and sparkline from the top, facts and members from the bottom.
void layOutStage(const Node &node, double unit, NodeBox &box)
{
    const bool warehouse = node.kind == NodeKind::Warehouse;
    const QRectF inner = box.box.adjusted(16 * unit, 0, -16 * unit, 0);
    double y = box.header.bottom();
    if (hasFigure(node)) {
        box.figure = QRectF(inner.left(), y, inner.width(), (warehouse ? 32 : 38) * unit);
        y = box.figure.bottom();
    }
    double bottom = box.box.bottom() - (warehouse ? 8 : 12) * unit;
    double factTop = bottom - factsHeight(node) * unit;
    const int shownMembers = static_cast<int>(std::min<std::size_t>(node.members.size(), membersAlwaysShown));
    factTop -= shownMembers * memberRow * unit;
    const double sparkRoom = factTop - y;
    if (!node.history.empty() && sparkRoom >= 24 * unit)
        box.sparkline = QRectF(inner.left(), y + 8 * unit, inner.width(), sparkRoom - 18 * unit);

    const int operations = static_cast<int>(std::count_if(
        node.facts.begin(), node.facts.end(), [](const Fact &f) { return f.operation.has_value(); }));
    int operation = 0;
    double rowTop = factTop + (operations > 0 ? 46 * unit : 0);
    const double row = (warehouse ? 18 : 21) * unit;
    for (const Fact &fact : node.facts) {
        if (fact.operation) {
            const double width = inner.width() / operations;
            box.facts.emplace_back(inner.left() + operation++ * width, factTop, width, 42 * unit);
        } else {
            box.facts.emplace_back(inner.left(), rowTop, inner.width(), row);
            rowTop += row;
        }
    }
    for (int i = 0; i < shownMembers; ++i) {
        box.members.push_back({static_cast<std::size_t>(i),
                               QRectF(inner.left(), rowTop, inner.width(), memberRow * unit), true});
        rowTop += memberRow * unit;
    }
    box.hidden = static_cast<int>(node.members.size()) - shownMembers;
}

} // namespace

Extent nodeWidth(const Node &node, double unit)
{
    switch (node.kind) {
    case NodeKind::Topic:
        if (node.compact)
            return {170 * unit, 178 * unit, 200 * unit};
        return {264 * unit, 312 * unit, 430 * unit};
    case NodeKind::Group:
    case NodeKind::Warehouse:
        return {156 * unit, 168 * unit, 196 * unit};
    case NodeKind::Source:
    case NodeKind::Cdc:
    case NodeKind::Transform:
        break;
    }
    return {170 * unit, 178 * unit, 200 * unit};
}

Extent nodeHeight(const Node &node, double unit)
{
    Extent extent;
    if (node.kind == NodeKind::Topic && node.compact) {
        extent = {compactTopic, compactTopic, compactTopic};
    } else if (node.kind == NodeKind::Topic) {
        const double count = std::max<double>(1, static_cast<double>(node.lanes.size()));
        const double shown = std::min<double>(count, lanesAlwaysShown);
        const double fixed = topicHeader + topicBottom;
        extent = {fixed + shown * miniPitch, fixed + shown * (shown <= 6 ? 61 : std::max(36.0, 366 / shown)),
                  fixed + count * 92};
    } else if (node.kind == NodeKind::Group) {
        const double count = std::max<double>(1, static_cast<double>(node.members.size()));
        const double shown = std::min<double>(count, membersAlwaysShown);
        extent = {groupHeader + shown * minimumMemberPitch + 3 + (count > shown ? 24 : 0),
                  groupHeader + shown * 84 + 3, groupHeader + count * 92 + 3};
    } else {
        extent = stageHeight(node);
    }
    return {extent.minimum * unit, extent.preferred * unit, extent.maximum * unit};
}

void layOutNode(const Node &node, double unit, int firstVisible, NodeBox &box)
{
    const double header = node.kind == NodeKind::Topic ? (node.compact ? compactTopic : topicHeader)
        : node.kind == NodeKind::Group                 ? groupHeader
        : node.kind == NodeKind::Warehouse             ? warehouseHeader
                                                       : stageHeader;
    box.header = QRectF(box.box.topLeft(), QSizeF(box.box.width(), header * unit));
    if (node.kind == NodeKind::Topic)
        layOutLanes(node, unit, firstVisible, box);
    else if (node.kind == NodeKind::Group)
        layOutMembers(node, unit, firstVisible, box);
    else
        layOutStage(node, unit, box);
}

} // namespace pk::gui
