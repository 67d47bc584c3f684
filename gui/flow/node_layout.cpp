#include "flow/node_layout.h"

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

/// Heights of a card's parts, pixels at interface scale 1.
struct Heights
{
    double topicHeader;
    double qualifier; ///< what a line above the title adds
    double compactTopic;
    double stageHeader;
    double warehouseHeader;
    double groupHeader;
    double figure;
    double fact;
    double bottom;
    double margin; ///< at the sides
    double reason; ///< four lines
};
constexpr Heights roomyHeights{66, 6, 62, 60, 54, 44, 38, 21, 12, 16, 66};
constexpr Heights denseHeights{48, 15, 46, 46, 46, 44, 30, 19, 8, 10, 66};
constexpr double kMostSparkline = 72;
constexpr double warehouseFigure = 32;
constexpr double warehouseFact = 18;
constexpr double topicBottom = 4;
constexpr double compactQualifier = 15; ///< what a line above the title adds to a card without lanes

const Heights &heightsOf(Sizing sizing)
{
    return sizing.dense ? denseHeights : roomyHeights;
}

constexpr double miniPitch = 22;
constexpr double compactPitch = 34;
constexpr double fullPitch = 46;
constexpr double roomyPitch = 54; ///< below it what is in a full lane moves together
constexpr double fullMemberPitch = 84;
constexpr double minimumMemberPitch = 50;
constexpr double memberRow = 22;
constexpr int lanesAlwaysShown = 12;
constexpr int membersAlwaysShown = 4;

/// One line without lanes.
bool isFolded(const Node &node, Sizing sizing)
{
    return sizing.folded && node.kind == NodeKind::Topic && !node.compact && !topicQualifier(node).isEmpty();
}

double factHeight(const Node &node, Sizing sizing)
{
    return node.kind == NodeKind::Warehouse ? warehouseFact : heightsOf(sizing).fact;
}

double factsHeight(const Node &node, Sizing sizing)
{
    return static_cast<double>(node.facts.size()) * factHeight(node, sizing);
}

bool hasFigure(const Node &node)
{
    return !node.figure.isEmpty() || !node.rateUnit.isEmpty();
}

double figureHeight(const Node &node, Sizing sizing)
{
    return node.kind == NodeKind::Warehouse ? std::min(warehouseFigure, heightsOf(sizing).figure)
                                            : heightsOf(sizing).figure;
}

double headerHeight(const Node &node, Sizing sizing)
{
    const Heights &heights = heightsOf(sizing);
    switch (node.kind) {
    case NodeKind::Topic:
        if (node.compact)
            return heights.compactTopic + (topicQualifier(node).isEmpty() ? 0 : compactQualifier);
        if (isFolded(node, sizing))
            return heights.compactTopic;
        return heights.topicHeader + (topicQualifier(node).isEmpty() ? 0 : heights.qualifier);
    case NodeKind::Group:
        return heights.groupHeader;
    case NodeKind::Warehouse:
        return heights.warehouseHeader;
    case NodeKind::Source:
    case NodeKind::Cdc:
    case NodeKind::Transform:
        break;
    }
    return heights.stageHeader;
}

Extent stageHeight(const Node &node, Sizing sizing)
{
    const double members =
        static_cast<double>(std::min<std::size_t>(node.members.size(), membersAlwaysShown)) * memberRow;
    const double fixed = headerHeight(node, sizing) + (hasFigure(node) ? figureHeight(node, sizing) : 0)
        + factsHeight(node, sizing) + members + heightsOf(sizing).bottom;
    if (hasReason(node)) { // in the sparkline's place: a line of zeros says less
        const double reason = heightsOf(sizing).reason;
        return {fixed + reason, fixed + reason, fixed + reason + 20};
    }
    // What is left over is its line's: the lanes beside it need the room more.
    return {fixed, fixed, fixed + (node.history.empty() ? 8 : kMostSparkline)};
}

/// Icon, title and second line at the top of a card.
void layOutHeader(const Node &node, Sizing sizing, NodeBox &box)
{
    const double unit = sizing.unit;
    const auto at = [&](double x, double y, double width, double height) {
        return QRectF(box.box.left() + x * unit, box.box.top() + y * unit, width * unit, height * unit);
    };
    const double width = box.box.width() / unit;
    box.header = at(0, 0, width, headerHeight(node, sizing));
    double left = sizing.dense ? heightsOf(sizing).margin : 57;
    double right = sizing.dense ? 6 : 5;
    double top = sizing.dense ? 6 : 12;
    if (node.kind == NodeKind::Group) {
        left = sizing.dense ? left : 38;
        top = 4;
        if (!sizing.dense)
            box.icon = at(12, 12, 20, 20);
    } else if (node.compact) {
        left = sizing.dense ? left : 52;
        right = 8;
        top = headerHeight(node, sizing) / 2 - 20;
        if (!sizing.dense)
            box.icon = at(12, headerHeight(node, sizing) / 2 - 15, 30, 30);
        if (!topicQualifier(node).isEmpty()) {
            top -= compactQualifier / 2;
            box.qualifier = at(left, top + 1, width - left - right, 16);
            top += compactQualifier;
        }
    } else if (node.kind == NodeKind::Topic) {
        left = sizing.dense ? left : 60;
        right = 12;
        if (!sizing.dense)
            box.icon = at(14, 14, 34, 34);
        if (!topicQualifier(node).isEmpty()) {
            top = sizing.dense ? 5 : 8;
            box.qualifier = at(left, top, width - left - right, 16);
            top += 15;
        }
    } else if (!sizing.dense) {
        left = 54; // a narrow card holds "kampus-transform" with room at its right
        box.icon = at(12, 14, 34, 34);
    }
    box.title = at(left, top, width - left - right, 20);
    if (isFolded(node, sizing)) { // no second line; the lag is told in the middle
        box.subtitle = at(left, headerHeight(node, sizing) / 2 + 1, width - left - right, 0);
        return;
    }
    box.subtitle = at(left, top + (node.kind == NodeKind::Group ? 17 : 20), width - left - right, 18);
}

/// Cells end where the pill begins; as many as fit, the newest at the right.
void placeCells(LaneBox &lane, Sizing sizing)
{
    const double unit = sizing.unit;
    const double pitch = 13 * unit;
    const double pillWidth = (sizing.dense ? 36 : 40) * unit;
    lane.pill = QRectF(lane.box.right() - 8 * unit - pillWidth, 0, pillWidth, 19 * unit);
    const double left = lane.box.left() + (sizing.dense ? 28 : 34) * unit;
    const double right = lane.pill.left() - (sizing.dense ? 8 : 14) * unit;
    lane.cellCount = std::max(1, static_cast<int>((right - left + 3 * unit) / pitch));
    lane.cellPitch = pitch;
    const double width = lane.cellCount * pitch - 3 * unit;
    const QRectF &box = lane.box;
    double height = 0;
    double top = 0;
    switch (lane.density) {
    case LaneDensity::Full: {
        const bool low = box.height() < 45 * unit;
        const double around = (low ? 27.5 : 34) * unit; // the rail above the cells, the offsets below them
        height = std::clamp(box.height() - around, 12 * unit, 48 * unit);
        lane.railY = box.top() + (low ? 4.5 : 7) * unit + std::max(0.0, box.height() - height - around) * 0.5;
        top = lane.railY + (low ? 6 : 7.5) * unit;
        break;
    }
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

void layOutLanes(const Node &node, Sizing sizing, int firstVisible, NodeBox &box)
{
    const double unit = sizing.unit;
    const int count = static_cast<int>(node.lanes.size());
    if (node.compact || count == 0 || isFolded(node, sizing))
        return;
    const double top = box.header.bottom();
    const double room = box.box.bottom() - topicBottom * unit - top;
    const int capacity = std::max(1, static_cast<int>(room / (miniPitch * unit) + 0.01));
    const Window window = visibleWindow(count, capacity, firstVisible);
    const int rows = window.shown + (window.shown < count ? 1 : 0);
    const double pitch = room / rows;
    const LaneDensity density = pitch >= fullPitch * unit ? LaneDensity::Full
        : pitch >= compactPitch * unit                    ? LaneDensity::Compact
                                                          : LaneDensity::Mini;
    const double gap = (pitch >= roomyPitch * unit ? 9 : density == LaneDensity::Mini ? 3 : 6) * unit;
    const double side = (sizing.dense ? 8 : 13) * unit;
    const double left = box.box.left() + side;
    const double width = box.box.width() - 2 * side;
    for (int i = 0; i < window.shown; ++i) {
        LaneBox lane;
        lane.index = static_cast<std::size_t>(window.first + i);
        lane.partition = node.lanes[lane.index].partition;
        lane.density = density;
        lane.box = QRectF(left, top + i * pitch, width, pitch - gap);
        placeCells(lane, sizing);
        box.lanes.push_back(lane);
    }
    box.hidden = count - window.shown;
    if (box.hidden > 0)
        box.more = QRectF(left, top + window.shown * pitch, width, pitch - gap);
}

void layOutMembers(const Node &node, Sizing sizing, int firstVisible, NodeBox &box)
{
    const double unit = sizing.unit;
    const int count = static_cast<int>(node.members.size());
    const double top = box.header.bottom();
    double bottom = box.box.bottom() - 3 * unit;
    if (hasReason(node)) {
        box.reason = QRectF(box.box.left() + 12 * unit, top, box.box.width() - 22 * unit, bottom - top);
        if (count > 0)
            box.reason.setTop(bottom - heightsOf(sizing).reason * unit);
        bottom = box.reason.top();
    }
    if (count == 0)
        return;
    const double room = bottom - top;
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
        box.more = QRectF(box.box.left() + 10 * unit, bottom - moreHeight, box.box.width() - 20 * unit,
                          moreHeight - 4 * unit);
}

/// Figure and sparkline from the top, facts and members from the bottom.
void layOutStage(const Node &node, Sizing sizing, int firstVisible, NodeBox &box)
{
    const double unit = sizing.unit;
    const double margin = heightsOf(sizing).margin * unit;
    const QRectF inner = box.box.adjusted(margin, 0, -margin, 0);
    double y = box.header.bottom();
    if (hasFigure(node)) {
        box.figure = QRectF(inner.left(), y, inner.width(), figureHeight(node, sizing) * unit);
        y = box.figure.bottom();
    }
    const double bottom = box.box.bottom() - heightsOf(sizing).bottom * unit;
    double factTop = bottom - factsHeight(node, sizing) * unit;
    const int count = static_cast<int>(node.members.size());
    const Window window = visibleWindow(count, membersAlwaysShown, firstVisible);
    box.hidden = count - window.shown;
    factTop -= std::min(count, membersAlwaysShown) * memberRow * unit;
    if (hasReason(node))
        box.reason = QRectF(inner.left(), y, inner.width(), factTop - y);
    else if (!node.history.empty() && factTop - y >= 24 * unit)
        box.sparkline = QRectF(inner.left(), y + 8 * unit, inner.width(), factTop - y - 18 * unit);

    double rowTop = factTop;
    const double row = factHeight(node, sizing) * unit;
    for (std::size_t i = 0; i < node.facts.size(); ++i) {
        box.facts.emplace_back(inner.left(), rowTop, inner.width(), row);
        rowTop += row;
    }
    const auto nextRow = [&] {
        const QRectF next(inner.left(), rowTop, inner.width(), memberRow * unit);
        rowTop = next.bottom();
        return next;
    };
    for (int i = 0; i < window.shown; ++i)
        box.members.push_back({static_cast<std::size_t>(window.first + i), nextRow(), true});
    if (box.hidden > 0)
        box.more = nextRow();
}

} // namespace

Extent nodeWidth(const Node &node, Sizing sizing)
{
    Extent extent;
    if (node.kind == NodeKind::Topic && !node.compact)
        extent = sizing.tight ? Extent{152, 190, 330}
            : sizing.dense    ? Extent{186, 220, 330}
                              : Extent{250, 312, 430};
    else if (node.kind == NodeKind::Group || node.kind == NodeKind::Warehouse)
        extent = sizing.dense ? Extent{sizing.tight ? 132.0 : 140, 156, 190} : Extent{156, 168, 196};
    else
        extent = sizing.dense ? Extent{sizing.tight ? 146.0 : 152, 160, 190} : Extent{168, 178, 200};
    return {extent.minimum * sizing.unit, extent.preferred * sizing.unit, extent.maximum * sizing.unit};
}

Extent nodeHeight(const Node &node, Sizing sizing)
{
    Extent extent;
    const double header = headerHeight(node, sizing);
    if (node.kind == NodeKind::Topic && (node.compact || isFolded(node, sizing))) {
        extent = {header, header, header};
    } else if (node.kind == NodeKind::Topic) {
        const double count = std::max<double>(1, static_cast<double>(node.lanes.size()));
        const double shown = std::min<double>(count, lanesAlwaysShown);
        const double fixed = header + topicBottom;
        extent = {fixed + shown * miniPitch, fixed + shown * (shown <= 6 ? 61 : std::max(36.0, 366 / shown)),
                  fixed + count * (count <= 3 ? 108 : 92)};
    } else if (node.kind == NodeKind::Group) {
        const double count = std::max<double>(1, static_cast<double>(node.members.size()));
        const double shown = std::min<double>(count, membersAlwaysShown);
        const double fixed = header + 3 + (hasReason(node) ? heightsOf(sizing).reason : 0);
        extent = {fixed + shown * minimumMemberPitch + (count > shown ? 24 : 0), fixed + shown * 84,
                  fixed + count * 92};
    } else {
        extent = stageHeight(node, sizing);
    }
    return {extent.minimum * sizing.unit, extent.preferred * sizing.unit, extent.maximum * sizing.unit};
}

void layOutNode(const Node &node, Sizing sizing, int firstVisible, NodeBox &box)
{
    layOutHeader(node, sizing, box);
    if (node.kind == NodeKind::Topic)
        layOutLanes(node, sizing, firstVisible, box);
    else if (node.kind == NodeKind::Group)
        layOutMembers(node, sizing, firstVisible, box);
    else
        layOutStage(node, sizing, firstVisible, box);
}

} // namespace pk::gui
