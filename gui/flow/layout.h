#pragma once

// Where everything of the diagram stands. Five columns: source, raw topics, transform, enriched topics with
// what was put aside, consumer group with the warehouse; with change capture one more, for its topics.
// Coordinates are pixels of the diagram: the canvas maps them to the widget, so a diagram that does not fit
// is laid out at its smallest size and drawn smaller, as long as it can be read.
//
// Thread: value types and pure functions.

#include "flow/edge_path.h"
#include "flow/flow_model.h"

#include <QRectF>
#include <QSizeF>
#include <QString>
#include <Qt>

#include <cstddef>
#include <map>
#include <vector>

namespace pk::gui {

/// How much of the room texts get. Dense: no icons, narrow gaps, few cells, so that on a projector or in a
/// small window the texts are as large as the interface scale says, or nearly so.
struct Sizing
{
    Sizing(double theUnit = 1, bool isDense = false, bool isTight = false, // NOLINT: a number says it all
           bool isFolded = false)
        : unit(theUnit)
        , dense(isDense)
        , tight(isTight)
        , folded(isFolded)
    {
    }
    double unit = 1; ///< interface scale
    bool dense = false;
    bool tight = false; ///< denser still: for more columns than fit otherwise. REQUIRES: dense.
    /// The topics of change events as one line without lanes, and less between the rows. REQUIRES: tight.
    bool folded = false;
};

/// Full: rail, cells, offsets under them. Compact: rail and cells. Mini: a thin row.
enum class LaneDensity { Full, Compact, Mini };

struct LaneBox
{
    std::size_t index = 0; ///< in Node::lanes
    int partition = 0;
    LaneDensity density = LaneDensity::Full;
    QRectF box;
    QRectF cells;
    QRectF pill; ///< of the lag
    double railY = 0; ///< tokens travel here, above the cells
    double cellPitch = 0;
    int cellCount = 0;
};

struct MemberBox
{
    std::size_t index = 0; ///< in Node::members
    QRectF box;
    bool compact = false;
};

struct NodeBox
{
    std::size_t index = 0; ///< in FlowGraph::nodes
    QString id;
    QRectF box;
    QRectF header;
    QRectF icon; ///< empty: no room for one
    QRectF qualifier; ///< line above the title, for what stands before a topic's last word; often empty
    QRectF title;
    QRectF subtitle; ///< second line of the header
    QRectF figure;
    QRectF reason; ///< why it does not run; empty when it does
    QRectF sparkline; ///< empty: no room or no history
    std::vector<QRectF> facts; ///< in the order of Node::facts
    std::vector<LaneBox> lanes; ///< the visible ones
    std::vector<MemberBox> members; ///< the visible ones
    int hidden = 0; ///< lanes or members without room
    QRectF more; ///< where "+n" stands
};

struct EdgeBox
{
    std::size_t index = 0; ///< in FlowGraph::edges
    std::size_t from = 0; ///< in FlowLayout::nodes
    std::size_t to = 0;
    EdgePath path; ///< a token's way, the topic's rail included
    double curve = 0; ///< length up to the card of the target
    bool vertical = false;
};

/// All edges between two nodes; they share a label.
struct Bundle
{
    std::size_t from = 0;
    std::size_t to = 0;
    std::vector<std::size_t> edges; ///< in FlowLayout::edges
    QRectF labelRoom; ///< clear of curves and cards; empty: there is none
    Qt::Alignment labelAt; ///< where in its room the label stands: near the curves
};

struct FlowLayout
{
    double unit = 1; ///< interface scale
    bool dense = false;
    QSizeF size;
    std::vector<NodeBox> nodes; ///< same order as the graph's
    std::vector<EdgeBox> edges; ///< same order as the graph's, without those whose ends are unknown
    std::vector<Bundle> bundles;

    const NodeBox *node(const QString &id) const;
};

/// First visible lane or member of nodes that have more than they can show.
using ScrollPositions = std::map<QString, int>;

/// Smallest, preferred and largest size of something.
struct Extent
{
    double minimum = 0;
    double preferred = 0;
    double maximum = 0;
};

struct DiagramExtent
{
    QSizeF minimum;
    QSizeF preferred;
};

DiagramExtent measure(const FlowGraph &graph, Sizing sizing);

/// How large the diagram is drawn when it fills a space: below 1 when it would not fit, above when there is
/// much room.
double fitScale(const FlowGraph &graph, QSizeF available, Sizing sizing);
/// The sizing whose texts are larger in this space; the roomy one where they are as good as full size.
Sizing sizingFor(const FlowGraph &graph, QSizeF available, double unit);

/// REQUIRES: size is not smaller than measure().minimum; else the diagram reaches over its edge.
FlowLayout layOut(const FlowGraph &graph, QSizeF size, Sizing sizing, const ScrollPositions &scroll = {});

struct FittedLayout
{
    FlowLayout layout;
    double scale = 1; ///< at which all of it has room
    double readable = 1; ///< at which it is drawn: above `scale` where its texts would be too small to read
};
FittedLayout layOutToFit(const FlowGraph &graph, QSizeF available, double unit,
                         const ScrollPositions &scroll = {});

} // namespace pk::gui
