#include "flow/focus_order.h"

#include "flow/hit_test.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace pk::gui {

namespace {

struct Place
{
    std::size_t file = 0;
    std::size_t item = 0;
};

void addNode(const PaintContext &context, const NodeBox &box, FocusFile &file)
{
    FlowTarget target;
    target.kind = FlowTarget::Kind::Node;
    target.node = box.id;
    file.push_back(target);
    const Node &node = context.graph.nodes[box.index];
    target.kind = FlowTarget::Kind::Lane;
    const std::size_t lanes = box.lanes.empty() ? 0 : node.lanes.size(); // of one line without lanes, none
    for (std::size_t i = 0; i < lanes; ++i) {
        target.partition = node.lanes[i].partition;
        file.push_back(target);
    }
    target.kind = FlowTarget::Kind::Member;
    target.partition = -1;
    for (const Member &member : node.members) {
        target.member = member.id;
        file.push_back(target);
    }
}

void addEdge(const PaintContext &context, const TokenLayer &tokens, std::size_t edge, FocusFile &file)
{
    FlowTarget target;
    target.kind = FlowTarget::Kind::Edge;
    target.edge = context.graph.edges[context.layout.edges[edge].index].id;
    file.push_back(target);
    target.kind = FlowTarget::Kind::Token;
    for (const TokenLayer::Placed &placed : tokens.placed()) {
        if (context.traffic.pool().tokens()[placed.index].edge != edge)
            continue;
        target.token = placed.id;
        target.hop = context.traffic.pool().hop(placed.index);
        file.push_back(target);
    }
}

std::optional<Place> placeOf(const std::vector<FocusFile> &files, const FlowTarget &target)
{
    for (std::size_t file = 0; file < files.size(); ++file)
        for (std::size_t item = 0; item < files[file].size(); ++item)
            if (files[file][item].isSameAs(target))
                return Place{file, item};
    return std::nullopt;
}

FlowTarget nearest(const PaintContext &context, const TokenLayer &tokens, const FocusFile &file, double y)
{
    const auto distance = [&](const FlowTarget &target) {
        const QRectF rect = rectOf(context, tokens, target);
        return rect.isNull() ? 1e9 : std::abs(rect.center().y() - y);
    };
    return *std::min_element(file.begin(), file.end(), [&](const FlowTarget &a, const FlowTarget &b) {
        return distance(a) < distance(b);
    });
}

/// Of what is scrolled away, its card's.
double heightOf(const PaintContext &context, const TokenLayer &tokens, const FlowTarget &target)
{
    const QRectF rect = rectOf(context, tokens, target);
    const NodeBox *box = rect.isNull() ? context.layout.node(target.node) : nullptr;
    return box != nullptr ? box->box.center().y() : rect.center().y();
}

} // namespace

std::vector<FocusFile> focusFiles(const PaintContext &context, const TokenLayer &tokens)
{
    std::map<int, FocusFile> byPosition; // a node's column is 2c, what lies between two columns is odd
    std::vector<const NodeBox *> boxes;
    for (const NodeBox &box : context.layout.nodes)
        boxes.push_back(&box);
    std::stable_sort(boxes.begin(), boxes.end(),
                     [](const NodeBox *a, const NodeBox *b) { return a->box.top() < b->box.top(); });
    for (const NodeBox *box : boxes)
        addNode(context, *box, byPosition[2 * context.graph.nodes[box->index].column]);

    std::vector<std::size_t> edges(context.layout.edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i)
        edges[i] = i;
    const auto middle = [&](std::size_t i) {
        return context.layout.edges[i].path.at(context.layout.edges[i].curve / 2).y();
    };
    std::stable_sort(edges.begin(), edges.end(),
                     [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
    for (const std::size_t i : edges) {
        const EdgeBox &edge = context.layout.edges[i];
        const int from = context.graph.nodes[edge.from].column;
        const int to = context.graph.nodes[edge.to].column;
        addEdge(context, tokens, i, byPosition[2 * std::min(from, to) + 1]);
    }
    std::vector<FocusFile> files;
    for (auto &[position, file] : byPosition)
        files.push_back(std::move(file));
    return files;
}

FlowTarget moveFocus(const PaintContext &context, const TokenLayer &tokens, const FlowTarget &from,
                     FocusMove move)
{
    const std::vector<FocusFile> files = focusFiles(context, tokens);
    if (files.empty())
        return {};
    std::optional<Place> place = placeOf(files, from);
    if (!place && from.kind == FlowTarget::Kind::Token) { // it has arrived: go on from its edge
        FlowTarget edge;
        edge.kind = FlowTarget::Kind::Edge;
        edge.edge = from.edge;
        place = placeOf(files, edge);
    }
    if (!place || move == FocusMove::First)
        return files.front().front();
    const FocusFile &file = files[place->file];
    const double y = heightOf(context, tokens, file[place->item]);
    switch (move) {
    case FocusMove::Up:
        return file[place->item > 0 ? place->item - 1 : 0];
    case FocusMove::Down:
        return file[std::min(place->item + 1, file.size() - 1)];
    case FocusMove::Left:
        return place->file > 0 ? nearest(context, tokens, files[place->file - 1], y) : file[place->item];
    case FocusMove::Right:
        return place->file + 1 < files.size() ? nearest(context, tokens, files[place->file + 1], y)
                                              : file[place->item];
    case FocusMove::First:
    case FocusMove::Last:
        break;
    }
    return files.back().back();
}

} // namespace pk::gui
