#include "flow/edge_painter.h"

#include "flow/figures.h"
#include "flow/palette.h"
#include "flow/primitives.h"

#include <QCoreApplication>
#include <QLinearGradient>

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

constexpr int solidPieces = 12;

struct BundleState
{
    bool ribbon = false;
    bool sampled = false;
    bool held = false;
    int perDot = 1;
    double ratePerS = 0;
    std::int64_t buffered = 0; ///< where it is held
};

BundleState stateOf(const PaintContext &context, const Bundle &bundle)
{
    BundleState state;
    for (const std::size_t i : bundle.edges) {
        const Traffic::Way &way = context.traffic.way(i);
        const Edge &edge = context.graph.edges[context.layout.edges[i].index];
        state.ribbon |= way.lod == Lod::Ribbon;
        state.sampled |= way.lod == Lod::Sampled;
        state.perDot = std::max(state.perDot, way.perDot);
        state.held |= edge.backPressure;
        state.ratePerS += edge.ratePerS;
        state.buffered += edge.backPressure ? edge.buffered : 0;
    }
    return state;
}

QString labelText(const BundleState &state)
{
    if (state.held) {
        const QString held = QCoreApplication::translate("flow", "held back", "back pressure on an edge");
        return state.buffered > 0 ? held + QStringLiteral(" \u00b7 ") + countText(state.buffered) : held;
    }
    if (state.ribbon)
        return shortRateText(state.ratePerS);
    return state.sampled ? QStringLiteral("= %1").arg(state.perDot) : QString();
}

QPolygonF sampleCurve(const EdgePath &path, double from, double to)
{
    QPolygonF line;
    const int steps = std::max(2, static_cast<int>((to - from) / 3));
    for (int i = 0; i <= steps; ++i)
        line << path.at(from + (to - from) * i / steps);
    return line;
}

double edgeWidth(const PaintContext &context, const EdgeBox &box, const Traffic::Way &way)
{
    if (way.lod == Lod::Ribbon)
        return context.px(box.vertical ? std::max(8, ribbonWidth(way.ratePerS)) : ribbonWidth(way.ratePerS));
    return context.px(box.vertical ? 5 : 1.9);
}

/// A record that waits in front of a closed gate: two bars across the end of the curve.
void paintGate(QPainter &painter, const PaintContext &context, const EdgeBox &box)
{
    painter.setPen(QPen(context.colour(Token::Amber), context.px(2.4), Qt::SolidLine, Qt::RoundCap));
    for (const double before : {10.0, 15.0}) {
        const double at = std::max(0.0, box.curve - context.px(before));
        const QPointF along = box.path.at(at + 1) - box.path.at(at - 1);
        const double length = std::max(1e-6, std::hypot(along.x(), along.y()));
        const QPointF across = QPointF(-along.y(), along.x()) / length * context.px(5);
        painter.drawLine(box.path.at(at) - across, box.path.at(at) + across);
    }
}

void paintPort(QPainter &painter, const PaintContext &context, QPointF at, const QColor &colour)
{
    painter.setPen(QPen(context.colour(Token::Canvas), context.px(1.8)));
    painter.setBrush(colour);
    painter.drawEllipse(at, context.px(4.6), context.px(4.6));
}

} // namespace

EdgeColours edgeColours(const PaintContext &context, std::size_t edge)
{
    const EdgeBox &box = context.layout.edges[edge];
    const auto solid = [&](Role role) { return context.colour(coloursOf(role).solid); };
    if (context.graph.edges[box.index].role == Role::DeadLetter)
        return {solid(Role::DeadLetter), solid(Role::DeadLetter)};
    return {solid(context.graph.nodes[box.from].role), solid(context.graph.nodes[box.to].role)};
}

void paintEdge(QPainter &painter, const PaintContext &context, std::size_t edge)
{
    const EdgeBox &box = context.layout.edges[edge];
    const Traffic::Way &way = context.traffic.way(edge);
    const bool held = context.graph.edges[box.index].backPressure;
    const QColor canvas = context.colour(Token::Canvas);
    EdgeColours colours = edgeColours(context, edge);
    if (held)
        colours.to = context.colour(Token::Amber);
    constexpr double strength = 0.55;
    QPen pen(Qt::NoBrush, edgeWidth(context, box, way), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    painter.setBrush(Qt::NoBrush);
    if (context.isVector()) {
        for (int i = 0; i < solidPieces; ++i) {
            pen.setBrush(flattened(canvas, mix(colours.from, colours.to, (i + 0.5) / solidPieces), strength));
            painter.setPen(pen);
            painter.drawPolyline(
                sampleCurve(box.path, box.curve * i / solidPieces, box.curve * (i + 1) / solidPieces));
        }
    } else {
        QLinearGradient along(box.path.at(0), box.path.at(box.curve));
        along.setColorAt(0, withAlpha(colours.from, strength));
        along.setColorAt(1, withAlpha(colours.to, strength));
        pen.setBrush(along);
        painter.setPen(pen);
        painter.drawPolyline(sampleCurve(box.path, 0, box.curve));
    }
    if (held)
        paintGate(painter, context, box);
}

void paintPorts(QPainter &painter, const PaintContext &context)
{
    for (std::size_t i = 0; i < context.layout.edges.size(); ++i) {
        const EdgeBox &box = context.layout.edges[i];
        const Edge &edge = context.graph.edges[box.index];
        const EdgeColours colours = edgeColours(context, i);
        const bool fromLane =
            edge.fromPartition >= 0 && context.graph.nodes[box.from].kind == NodeKind::Topic;
        if (!fromLane)
            paintPort(painter, context, box.path.at(0), colours.from);
        const NodeKind target = context.graph.nodes[box.to].kind;
        const bool toPart = edge.toPartition >= 0 && (target == NodeKind::Topic || target == NodeKind::Group);
        if (!toPart)
            paintPort(painter, context, box.path.at(box.curve), colours.to);
    }
}

QRectF bundleLabelRect(const PaintContext &context, const Bundle &bundle)
{
    const BundleState state = stateOf(context, bundle);
    const QString text = labelText(state);
    if (text.isEmpty())
        return {};
    const bool dot = !state.held && !state.ribbon;
    const double width = context.faces.monoSmall.metrics.horizontalAdvance(text) + context.px(dot ? 30 : 18);
    QRectF rect(0, 0, width, context.px(22));
    rect.moveCenter(bundle.label);
    return rect;
}

void paintBundleLabel(QPainter &painter, const PaintContext &context, const Bundle &bundle)
{
    const QRectF rect = bundleLabelRect(context, bundle);
    if (rect.isEmpty())
        return;
    const BundleState state = stateOf(context, bundle);
    const RoleColours colours = coloursOf(state.held ? Role::Source : context.graph.nodes[bundle.from].role);
    const PillColours pill{context.colour(Token::Surface), context.colour(colours.text),
                           context.colour(colours.solid)};
    const bool dot = !state.held && !state.ribbon;
    drawPill(painter, context, rect, context.faces.monoSmall, pill, dot ? QString() : labelText(state));
    if (!dot)
        return;
    drawOperation(painter, pill.border, {rect.left() + context.px(12), rect.center().y()}, context.px(4),
                  Operation::Insert);
    drawText(painter, context.faces.monoSmall, pill.text, rect.adjusted(context.px(21), 0, -context.px(4), 0),
             Qt::AlignLeft | Qt::AlignVCenter, labelText(state));
}

} // namespace pk::gui
