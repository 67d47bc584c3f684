#include "flow/layout.h"

#include "flow/node_layout.h"
#include "flow/routes.h"

#include <algorithm>

namespace pk::gui {

namespace {

constexpr double topMargin = 20;
constexpr double bottomMargin = 12;
constexpr double mostEnlarged = 1.4;
constexpr std::size_t usualColumns = 5;
constexpr double goodAsFull = 0.95; ///< texts this near to their size are not worth a denser picture
constexpr double foldingGains = 1.08; ///< less is not worth the lanes
constexpr double foldedBelow = 0.8; ///< texts this small are worth one without the lanes of change events
/// Of a text's size at interface scale 1: smaller ones cannot be read, whatever the scale. What has no room
/// then lies beyond the edge.
constexpr double smallestText = 0.75;

/// Pixels at interface scale 1.
struct Spaces
{
    double side;
    Extent columnGap;
    Extent rowGap;
    double asideGap; ///< above a card of what was put aside
};
constexpr Spaces roomy{28, {56, 84, 128}, {44, 46, 96}, 26}; // at the sides as the cards below the diagram
constexpr Spaces dense{8, {30, 40, 88}, {36, 40, 56}, 12};

constexpr Spaces tight{6, {22, 40, 88}, {36, 40, 56}, 12};
constexpr Spaces folded{6, {22, 40, 88}, {24, 30, 56}, 8};

const Spaces &spacesOf(Sizing sizing)
{
    if (sizing.folded)
        return folded;
    if (sizing.tight)
        return tight;
    return sizing.dense ? dense : roomy;
}

struct Column
{
    std::vector<std::size_t> main; ///< nodes in the band, from the top
    std::vector<std::size_t> compact; ///< dead letters and the like, at the bottom
    Extent width;
    bool besideTopics = false;
    double way = 0; ///< at its left, for what goes down there

    double strip = 0; ///< at its bottom, for its compact ones
    double above = 0; ///< what its band ends above the bottom
};

double between(const Extent &extent, double t)
{
    return t <= 1 ? extent.minimum + (extent.preferred - extent.minimum) * t
                  : extent.preferred + (extent.maximum - extent.preferred) * (t - 1);
}

/// 0: all at their minimum, 1: preferred, 2: maximum.
double stretchFor(const Extent &sum, double available)
{
    if (available <= sum.minimum)
        return 0;
    if (available <= sum.preferred)
        return (available - sum.minimum) / std::max(1.0, sum.preferred - sum.minimum);
    if (available >= sum.maximum)
        return 2;
    return 1 + (available - sum.preferred) / std::max(1.0, sum.maximum - sum.preferred);
}

void add(Extent &sum, const Extent &part, double times = 1)
{
    sum.minimum += part.minimum * times;
    sum.preferred += part.preferred * times;
    sum.maximum += part.maximum * times;
}

Extent scaled(const Extent &extent, double factor)
{
    return {extent.minimum * factor, extent.preferred * factor, extent.maximum * factor};
}

Extent larger(const Extent &a, const Extent &b)
{
    return {std::max(a.minimum, b.minimum), std::max(a.preferred, b.preferred),
            std::max(a.maximum, b.maximum)};
}

std::vector<Column> columnsOf(const FlowGraph &graph, Sizing sizing)
{
    std::map<int, std::vector<std::size_t>> byColumn;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        byColumn[graph.nodes[i].column].push_back(i);
    std::vector<Column> columns;
    for (auto &[number, nodes] : byColumn) {
        std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) {
            return graph.nodes[a].row < graph.nodes[b].row;
        });
        Column column;
        for (const std::size_t i : nodes) {
            const Node &node = graph.nodes[i];
            (node.compact ? column.compact : column.main).push_back(i);
            column.width = larger(column.width, nodeWidth(node, sizing));
            if (leadsDown(graph, node))
                column.way = kDownwardWay * 0.75 * sizing.unit; // the gap gives the rest
            column.besideTopics |= node.kind == NodeKind::Topic || node.kind == NodeKind::Transform;
        }
        for (const std::size_t i : column.compact)
            column.strip +=
                nodeHeight(graph.nodes[i], sizing).preferred + spacesOf(sizing).asideGap * sizing.unit;
        columns.push_back(column);
    }
    // A lone card is as high as those beside it, which stand above their compact ones; of two each needs the
    // room.
    const auto tallest = std::max_element(columns.begin(), columns.end(),
                                          [](const auto &a, const auto &b) { return a.strip < b.strip; });
    for (Column &column : columns) {
        const bool alone = column.besideTopics && column.main.size() < 2;
        column.above = alone ? tallest->strip : column.strip;
    }
    return columns;
}

Extent widthOf(const std::vector<Column> &columns, Sizing sizing)
{
    Extent sum;
    for (const Column &column : columns) {
        add(sum, column.width);
        add(sum, {column.way, column.way, column.way});
    }
    if (columns.size() > 1)
        add(sum, scaled(spacesOf(sizing).columnGap, sizing.unit), static_cast<double>(columns.size() - 1));
    return sum;
}

Extent stackHeight(const FlowGraph &graph, const Column &column, Sizing sizing)
{
    Extent sum;
    for (const std::size_t i : column.main)
        add(sum, nodeHeight(graph.nodes[i], sizing));
    if (column.main.size() > 1)
        add(sum, scaled(spacesOf(sizing).rowGap, sizing.unit), static_cast<double>(column.main.size() - 1));
    return sum;
}

Extent bandOf(const FlowGraph &graph, const std::vector<Column> &columns, Sizing sizing)
{
    Extent band;
    for (const Column &column : columns) {
        Extent stack = stackHeight(graph, column, sizing);
        add(stack, {column.above, column.above, column.above});
        band = larger(band, stack);
    }
    return band;
}

/// Nodes of a column one under the other: a lone one in the middle, several from the first line to the last.
void stack(const FlowGraph &graph, const Column &column, QRectF region, Sizing sizing, FlowLayout &layout)
{
    if (column.main.empty())
        return;
    const double stretch = stretchFor(stackHeight(graph, column, sizing), region.height());
    double used = 0;
    std::vector<double> heights;
    for (const std::size_t i : column.main) {
        heights.push_back(between(nodeHeight(graph.nodes[i], sizing), stretch));
        used += heights.back();
    }
    const bool alone = column.main.size() == 1;
    const double gap = alone ? 0 : (region.height() - used) / static_cast<double>(column.main.size() - 1);
    double y = alone ? region.top() + (region.height() - used) / 2 : region.top();
    for (std::size_t k = 0; k < column.main.size(); ++k) {
        layout.nodes[column.main[k]].box = QRectF(region.left(), y, region.width(), heights[k]);
        y += heights[k] + gap;
    }
}

} // namespace

const NodeBox *FlowLayout::node(const QString &id) const
{
    const auto it =
        std::find_if(nodes.begin(), nodes.end(), [&](const NodeBox &box) { return box.id == id; });
    return it == nodes.end() ? nullptr : &*it;
}

DiagramExtent measure(const FlowGraph &graph, Sizing sizing)
{
    const std::vector<Column> columns = columnsOf(graph, sizing);
    const Extent width = widthOf(columns, sizing);
    const Extent band = bandOf(graph, columns, sizing);
    const QSizeF margins(2 * spacesOf(sizing).side * sizing.unit, (topMargin + bottomMargin) * sizing.unit);
    return {QSizeF(width.minimum, band.minimum) + margins, QSizeF(width.preferred, band.preferred) + margins};
}

double fitScale(const FlowGraph &graph, QSizeF available, Sizing sizing)
{
    const DiagramExtent extent = measure(graph, sizing);
    const double shrink =
        std::min(available.width() / extent.minimum.width(), available.height() / extent.minimum.height());
    const double grow = std::min(available.width() / extent.preferred.width(),
                                 available.height() / extent.preferred.height());
    return grow > 1 && !sizing.dense ? std::min(grow, mostEnlarged) : std::min(1.0, shrink);
}

Sizing sizingFor(const FlowGraph &graph, QSizeF available, double unit)
{
    const double inRoomy = fitScale(graph, available, {unit, false});
    if (inRoomy >= goodAsFull)
        return {unit, false};
    const double inDense = fitScale(graph, available, {unit, true});
    const bool usual = columnsOf(graph, {unit, true}).size() <= usualColumns;
    if (inDense >= goodAsFull || (usual && std::max(inDense, inRoomy) >= foldedBelow))
        return {unit, inDense > inRoomy};
    const double inTight = fitScale(graph, available, {unit, true, true});
    if (std::max(inDense, inTight) >= foldedBelow)
        return {unit, true, inTight > inDense};
    const double inFolded = fitScale(graph, available, {unit, true, true, true});
    if (inFolded > foldingGains * std::max(inDense, inTight))
        return {unit, true, true, true};
    return {unit, true, inTight > inDense};
}

FittedLayout layOutToFit(const FlowGraph &graph, QSizeF available, double unit, const ScrollPositions &scroll)
{
    const Sizing sizing = sizingFor(graph, available, unit);
    const double scale = std::max(fitScale(graph, available, sizing), std::min(1.0, smallestText / unit));
    const QSizeF smallest = measure(graph, sizing).minimum;
    const QSizeF size = (available / scale).expandedTo(smallest);
    const double whole = std::min(available.width() / size.width(), available.height() / size.height());
    return {layOut(graph, size, sizing, scroll), std::min(scale, whole), scale};
}

FlowLayout layOut(const FlowGraph &graph, QSizeF size, Sizing sizing, const ScrollPositions &scroll)
{
    const double unit = sizing.unit;
    const Spaces &spaces = spacesOf(sizing);
    FlowLayout layout;
    layout.unit = unit;
    layout.dense = sizing.dense;
    layout.size = size;
    layout.nodes.resize(graph.nodes.size());

    const std::vector<Column> columns = columnsOf(graph, sizing);
    const Extent band = bandOf(graph, columns, sizing);
    const double room = size.height() - (topMargin + bottomMargin) * unit;
    const double bandHeight = std::clamp(room, band.minimum, std::max(band.minimum, band.maximum));
    const double top = topMargin * unit + std::max(0.0, room - bandHeight) / 2;

    const Extent width = widthOf(columns, sizing);
    const double stretch = stretchFor(width, size.width() - 2 * spaces.side * unit);
    double x = (size.width() - between(width, stretch)) / 2;
    for (const Column &column : columns) {
        x += column.way;
        const double columnWidth = between(column.width, stretch);
        stack(graph, column, QRectF(x, top, columnWidth, bandHeight - column.above), sizing, layout);
        double bottom = top + bandHeight;
        for (auto it = column.compact.rbegin(); it != column.compact.rend(); ++it) {
            const double height = nodeHeight(graph.nodes[*it], sizing).preferred;
            const double cardWidth = std::min(columnWidth, 212 * unit);
            layout.nodes[*it].box =
                QRectF(x + (columnWidth - cardWidth) / 2, bottom - height, cardWidth, height);
            bottom -= height + spaces.asideGap * unit;
        }
        x += columnWidth + between(scaled(spaces.columnGap, unit), stretch);
    }

    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        NodeBox &box = layout.nodes[i];
        box.index = i;
        box.id = graph.nodes[i].id;
        const auto first = scroll.find(box.id);
        layOutNode(graph.nodes[i], sizing, first == scroll.end() ? 0 : first->second, box);
    }
    routeEdges(graph, layout);
    return layout;
}

} // namespace pk::gui
