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
constexpr qsizetype shortText = 5; ///< of a label; it needs less room at its sides

struct BundleState
{
    bool ribbon = false;
    bool sampled = false;
    bool held = false;
    std::int64_t perDot = 1;
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
        state.perDot = std::max(state.perDot, way.recordsPerDot());
        state.held |= edge.backPressure;
        state.ratePerS += edge.ratePerS;
        state.buffered += edge.backPressure ? edge.buffered : 0;
    }
    return state;
}

QString sampleText(const BundleState &state)
{
    return QStringLiteral("1:%1").arg(state.perDot);
}

/// What a label may say, the fullest first: the first that fits is taken.
QStringList labelTexts(const BundleState &state)
{
    if (state.held) {
        const QString held = QCoreApplication::translate("flow", "held back", "back pressure on an edge");
        return {state.buffered > 0 ? held + QLatin1Char('\n') + countText(state.buffered) : held, held};
    }
    if (state.ribbon)
        return {shortRateText(state.ratePerS), shortRateFigure(state.ratePerS)};
    if (!state.sampled)
        return {};
    return {QCoreApplication::translate("flow", "1 dot\n= %1 msg").arg(countText(state.perDot)),
            sampleText(state)};
}

/// A label in its place; empty text: there is none.
struct Label
{
    QRectF rect;
    QStringList lines;
};

Label labelOf(const PaintContext &context, const Bundle &bundle, const BundleState &state)
{
    const QFontMetricsF &metrics = context.faces.monoSmall.metrics;
    for (const QString &text : labelTexts(state)) {
        const QStringList lines = text.split(QLatin1Char('\n'));
        double width = 0;
        for (const QString &line : lines)
            width = std::max(width, metrics.horizontalAdvance(line));
        const bool shortest = text.size() <= shortText;
        const QSizeF size(width + context.px(shortest ? 8 : 14),
                          context.px(8) + context.px(14) * static_cast<double>(lines.size()));
        const QRectF &room = bundle.labelRoom;
        if (size.width() > room.width() || size.height() > room.height())
            continue;
        QRectF rect(room.topLeft(), size);
        if (bundle.labelAt & Qt::AlignHCenter)
            rect.moveCenter({room.center().x(), rect.center().y()});
        if (bundle.labelAt & Qt::AlignVCenter)
            rect.moveCenter({rect.center().x(), room.center().y()});
        else if (bundle.labelAt & Qt::AlignBottom)
            rect.moveBottom(room.bottom());
        return {rect, lines};
    }
    return {};
}

/// What a bundle that has no room for its label says on the topic's card.
struct OnCard
{
    QString fullest;
    QString shortest;

    OnCard() = default;
    OnCard(const PaintContext &context, const Bundle &bundle)
    {
        const BundleState state = stateOf(context, bundle);
        if (state.held || (!state.ribbon && !state.sampled)
            || !labelOf(context, bundle, state).lines.isEmpty())
            return;
        fullest = state.ribbon ? shortRateText(state.ratePerS) : sampleText(state);
        shortest = state.ribbon ? shortRateFigure(state.ratePerS) : fullest;
    }
};

/// "→ 1.4k 1:20 →": what comes to the card has the arrow before it, what leaves it behind; said once where it
/// is the same.
QString aroundCard(const QString &into, const QString &outOf)
{
    const QString arrow = QStringLiteral("→");
    QStringList parts;
    if (!into.isEmpty())
        parts << arrow << into;
    if (!outOf.isEmpty() && outOf != into)
        parts << outOf;
    if (!outOf.isEmpty())
        parts << arrow;
    return parts.join(QLatin1Char(' '));
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
        const bool fromLane = edge.fromPartition >= 0 && !context.layout.nodes[box.from].lanes.empty();
        if (!fromLane) // the card's own port, also where dead letters leave it
            paintPort(painter, context, box.path.at(0),
                      context.colour(coloursOf(context.graph.nodes[box.from].role).solid));
        const bool toPart = edge.toPartition >= 0
            && (context.graph.nodes[box.to].kind == NodeKind::Group
                || !context.layout.nodes[box.to].lanes.empty());
        if (!toPart)
            paintPort(painter, context, box.path.at(box.curve), colours.to);
    }
}

QStringList bundleTextsOnCard(const PaintContext &context, std::size_t node)
{
    OnCard into;
    OnCard outOf;
    for (const Bundle &bundle : context.layout.bundles) {
        if (bundle.to == node && into.fullest.isEmpty())
            into = OnCard(context, bundle);
        else if (bundle.from == node && outOf.fullest.isEmpty())
            outOf = OnCard(context, bundle);
    }
    QStringList texts{aroundCard(into.fullest, outOf.fullest), aroundCard(into.shortest, outOf.shortest)};
    texts.removeAll({});
    return texts;
}

QRectF bundleLabelRect(const PaintContext &context, const Bundle &bundle)
{
    return labelOf(context, bundle, stateOf(context, bundle)).rect;
}

void paintBundleLabel(QPainter &painter, const PaintContext &context, const Bundle &bundle)
{
    const BundleState state = stateOf(context, bundle);
    const Label label = labelOf(context, bundle, state);
    if (label.lines.isEmpty())
        return;
    const RoleColours colours = coloursOf(state.held ? Role::Source : context.graph.nodes[bundle.from].role);
    painter.setPen(QPen(context.colour(colours.solid), context.px(1.2)));
    painter.setBrush(context.colour(Token::Surface));
    painter.drawRoundedRect(label.rect, context.px(11), context.px(11));
    QRectF line = label.rect.adjusted(0, context.px(4), 0, 0);
    line.setHeight(context.px(14));
    for (const QString &text : label.lines) {
        drawText(painter, context.faces.monoSmall, context.colour(colours.text), line, Qt::AlignCenter, text);
        line.translate(0, line.height());
    }
}

} // namespace pk::gui
