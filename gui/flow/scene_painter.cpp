#include "flow/scene_painter.h"

#include "flow/edge_painter.h"
#include "flow/palette.h"
#include "flow/primitives.h"
#include "flow/shadow.h"
#include "flow/stage_painter.h"
#include "flow/topic_painter.h"

#include <QRadialGradient>

namespace pk::gui {

namespace {

void paintNodeStatics(QPainter &painter, const PaintContext &context, const NodeBox &box)
{
    switch (context.graph.nodes[box.index].kind) {
    case NodeKind::Topic:
        return paintTopicStatics(painter, context, box);
    case NodeKind::Group:
        return paintGroupStatics(painter, context, box);
    case NodeKind::Source:
    case NodeKind::Cdc:
    case NodeKind::Transform:
    case NodeKind::Warehouse:
        return paintStageStatics(painter, context, box);
    }
}

void paintNodeFigures(QPainter &painter, const PaintContext &context, const NodeBox &box, const QRectF &clip)
{
    switch (context.graph.nodes[box.index].kind) {
    case NodeKind::Topic:
        return paintTopicFigures(painter, context, box, clip);
    case NodeKind::Group:
        return paintGroupFigures(painter, context, box, clip);
    case NodeKind::Source:
    case NodeKind::Cdc:
    case NodeKind::Transform:
    case NodeKind::Warehouse:
        return paintStageFigures(painter, context, box, clip);
    }
}

} // namespace

void paintBackground(QPainter &painter, const Theme &theme, const QRectF &rect, PaintQuality quality)
{
    painter.fillRect(rect, theme.color(Token::Canvas));
    if (quality != PaintQuality::Full)
        return;
    QRadialGradient glow(rect.center() - QPointF(0, rect.height() * 0.2), rect.width() * 0.55);
    const QColor tint = theme.color(Token::Selection);
    glow.setColorAt(0, withAlpha(tint, theme.scheme() == Scheme::Dark ? 0.22 : 0.55));
    glow.setColorAt(1, withAlpha(tint, 0));
    painter.fillRect(rect, glow);
    const int pitch = theme.px(24);
    QList<QPointF> dots;
    for (double y = rect.top() + pitch / 2; y < rect.bottom(); y += pitch)
        for (double x = rect.left() + pitch / 2; x < rect.right(); x += pitch)
            dots << QPointF(x, y);
    painter.setPen(QPen(theme.color(Token::Dots), theme.px(1) * 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoints(dots.constData(), static_cast<int>(dots.size()));
}

QRectF reachOf(const NodeBox &box, double unit)
{
    const double reach = shadowReach(unit);
    return box.box.adjusted(-reach, -reach, reach, reach);
}

void paintStatics(QPainter &painter, const PaintContext &context, const QRectF &clip)
{
    const double margin = context.px(16);
    // Groups are see-through frames: their edges run on to the members inside, so they lie under the curves.
    for (const NodeBox &box : context.layout.nodes)
        if (context.graph.nodes[box.index].kind == NodeKind::Group
            && reachOf(box, context.layout.unit).intersects(clip))
            paintNodeStatics(painter, context, box);
    for (std::size_t i = 0; i < context.layout.edges.size(); ++i)
        if (context.layout.edges[i]
                .path.boundingRect()
                .adjusted(-margin, -margin, margin, margin)
                .intersects(clip))
            paintEdge(painter, context, i);
    for (const NodeBox &box : context.layout.nodes)
        if (context.graph.nodes[box.index].kind != NodeKind::Group
            && reachOf(box, context.layout.unit).intersects(clip))
            paintNodeStatics(painter, context, box);
    paintPorts(painter, context);
}

void paintFigures(QPainter &painter, const PaintContext &context, const QRectF &clip)
{
    for (const NodeBox &box : context.layout.nodes)
        if (box.box.intersects(clip))
            paintNodeFigures(painter, context, box, clip);
    for (const Bundle &bundle : context.layout.bundles)
        if (bundleLabelRect(context, bundle).intersects(clip))
            paintBundleLabel(painter, context, bundle);
}

void paintTokens(QPainter &painter, const PaintContext &context, double nowMs)
{
    for (const MovingToken &token : context.traffic.pool().tokens()) {
        const double progress = Traffic::progress(token, nowMs);
        if (progress < 0 || progress >= 1)
            continue;
        const EdgeBox &box = context.layout.edges[token.edge];
        const double distance = progress * box.path.length();
        const EdgeColours colours = edgeColours(context, token.edge);
        const QPointF at = box.path.at(distance);
        painter.setPen(QPen(context.colour(Token::Canvas), context.px(1.5)));
        painter.setBrush(mix(colours.from, colours.to, std::min(1.0, distance / std::max(1.0, box.curve))));
        painter.drawPath(operationPath(at, context.px(5.6), token.operation));
    }
}

} // namespace pk::gui
