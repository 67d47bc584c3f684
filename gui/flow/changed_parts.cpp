#include "flow/changed_parts.h"

namespace pk::gui {

namespace {

/// Ink reaches a little over the place that a figure has.
constexpr double overhang = 10;

using Parts = std::vector<QRectF>;

/// Whether something else differs than what parts of a card show.
bool isChangedAsAWhole(const Node &was, const Node &is)
{
    Node other = was;
    other.ratePerS = is.ratePerS;
    other.figure = is.figure;
    other.history = is.history;
    other.facts = is.facts;
    other.lanes = is.lanes;
    other.members = is.members;
    other.kept = is.kept;
    return other != is;
}

void addTopicParts(const NodeBox &box, const Node &was, const Node &is, Parts &parts)
{
    if (is.compact || box.lanes.empty()) {
        parts.push_back(box.box);
        return;
    }
    parts.emplace_back(box.box.topLeft(), QPointF(box.box.right(), box.lanes.front().box.top()));
    for (const LaneBox &lane : box.lanes) {
        if (was.lanes[lane.index] != is.lanes[lane.index])
            parts.push_back(lane.box);
    }
}

void addStageParts(const NodeBox &box, const Node &was, const Node &is, Parts &parts)
{
    if (was.ratePerS != is.ratePerS || was.figure != is.figure)
        parts.push_back(box.figure);
    if (was.history != is.history)
        parts.push_back(box.sparkline);
    for (std::size_t i = 0; i < box.facts.size(); ++i) {
        if (was.facts[i] != is.facts[i])
            parts.push_back(box.facts[i]);
    }
}

} // namespace

std::vector<QRectF> changedParts(const PaintContext &context, const NodeBox &box, const Node &was)
{
    const Node &is = context.graph.nodes[box.index];
    if (isChangedAsAWhole(was, is))
        return {box.box};
    Parts parts;
    if (is.kind == NodeKind::Topic)
        addTopicParts(box, was, is, parts);
    else if (is.kind != NodeKind::Group)
        addStageParts(box, was, is, parts);
    for (const MemberBox &member : box.members) {
        if (was.members[member.index] != is.members[member.index])
            parts.push_back(member.box);
    }
    std::erase_if(parts, [](const QRectF &part) { return part.isEmpty(); });
    const double over = context.px(overhang);
    for (QRectF &part : parts)
        part = part.adjusted(-over, -over, over, over).intersected(box.box);
    return parts;
}

} // namespace pk::gui
