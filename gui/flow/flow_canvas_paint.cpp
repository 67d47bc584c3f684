// What the canvas paints in a paint event: the still layers, what moves, and what lies above.

#include "flow/flow_canvas.h"

#include "flow/hit_test.h"
#include "flow/overlay_painter.h"
#include "flow/palette.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

namespace pk::gui {

namespace {

constexpr double fadingEdge = 40; ///< its width, pixels at interface scale 1
constexpr double spotlightDimming = 0.63; ///< the rest is seen at 37 %

} // namespace

void FlowCanvas::paintEvent(QPaintEvent *event)
{
    m_layers.setSize(size(), devicePixelRatioF());
    if (!m_layers.isComplete()) {
        const QRegion changed = m_layers.refresh(context(), m_camera.view(), m_areas);
        if (const QRegion rest = changed - event->region(); !rest.isEmpty())
            update(rest); // this event is about a part only
    }

    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    painter.setTransform(
        QTransform::fromScale(1 / ratio, 1 / ratio)); // whole device pixels: copied, not scaled
    for (const QRect &rect : event->region()) {
        const QRect device =
            QRectF(QPointF(rect.topLeft()) * ratio, QSizeF(rect.size()) * ratio).toAlignedRect()
            & m_layers.figures().rect();
        painter.drawPixmap(device.topLeft(), m_layers.figures(), device);
    }
    if (m_camera.isZoomedIn())
        painter.setClipRect(QRectF(m_areas.diagram.topLeft() * ratio, m_areas.diagram.size() * ratio));
    m_tokens.paint(painter);
    painter.resetTransform();
    paintOverlays(painter);
}

void FlowCanvas::paintOverlays(QPainter &painter)
{
    const PaintContext ctx = context();
    const ViewTransform view = m_camera.view();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(m_areas.diagram);
    painter.save();
    painter.translate(view.shift);
    painter.scale(view.scale, view.scale);
    paintSpotlight(painter, ctx);
    const auto ring = [&](const FlowTarget &target, Token colour) {
        if (const QRectF rect = pk::gui::rectOf(ctx, m_tokens, target); !rect.isNull())
            paintRing(painter, ctx, rect, target, ctx.colour(colour));
    };
    if (m_hovered.kind == FlowTarget::Kind::Token)
        ring(m_hovered, Token::Text);
    ring(m_selected, m_selected.kind == FlowTarget::Kind::Token ? Token::Text : Token::Blue);
    if (hasFocus())
        ring(m_focused, Token::Blue);
    ring(m_marked, Token::Text);
    QPointF at;
    const FlowTarget &record = annotated();
    if (!record.isNone() && m_tokens.find(record.token, &at) && !m_annotationCard.isNull())
        paintAnnotation(painter, ctx, record.hop, at, m_annotationCard);
    painter.restore();
    if (m_seenLeft > 0)
        paintFadingEdge(painter, ctx,
                        {static_cast<double>(m_seenLeft), m_areas.diagram.top(), ctx.px(fadingEdge),
                         m_areas.diagram.height()},
                        Qt::LeftEdge);
    const double seenRight = std::min(m_seenRight, width());
    const bool goesOn = m_seenRight > m_seenLeft
        && std::any_of(m_layout.nodes.begin(), m_layout.nodes.end(),
                       [&](const NodeBox &node) { return view.toWidget(node.box).right() > seenRight + 1; });
    if (goesOn)
        paintFadingEdge(painter, ctx,
                        {seenRight - ctx.px(fadingEdge), m_areas.diagram.top(), ctx.px(fadingEdge),
                         m_areas.diagram.height()},
                        Qt::RightEdge);
    if (const QRectF place = overview(); !place.isEmpty())
        paintOverview(painter, ctx, place, view.toDiagram(m_areas.diagram));
}

void FlowCanvas::paintSpotlight(QPainter &painter, const PaintContext &ctx)
{
    if (m_spotlight.isEmpty())
        return;
    const qsizetype slash = m_spotlight.lastIndexOf(QLatin1Char('/'));
    FlowTarget target;
    target.node = slash < 0 ? m_spotlight : m_spotlight.left(slash);
    target.kind = slash < 0 ? FlowTarget::Kind::Node : FlowTarget::Kind::Lane;
    target.partition = slash < 0 ? -1 : m_spotlight.mid(slash + 1).toInt();
    const QRectF focus = pk::gui::rectOf(ctx, m_tokens, target);
    QPainterPath dimmed;
    dimmed.addRect(m_camera.view().toDiagram(QRectF(rect())));
    if (!focus.isNull())
        dimmed.addRoundedRect(focus.adjusted(-6, -6, 6, 6), ctx.px(16), ctx.px(16));
    const double shown = easeInOutCubic((m_clock.nowMs() - m_spotlightStartMs) / Camera::moveMs);
    painter.fillPath(dimmed, withAlpha(ctx.colour(Token::Canvas), spotlightDimming * shown));
}

const FlowTarget &FlowCanvas::annotated() const
{
    return m_hovered.kind == FlowTarget::Kind::Token              ? m_hovered
        : m_selected.kind == FlowTarget::Kind::Token              ? m_selected
        : hasFocus() && m_focused.kind == FlowTarget::Kind::Token ? m_focused
                                                                  : m_noTarget;
}

/// Widget area of the record's card, its dotted line and the rings; places the card when the record is
/// another one.
QRegion FlowCanvas::annotationRegion()
{
    QPointF at;
    const FlowTarget &record = annotated();
    if (record.isNone() || !m_tokens.find(record.token, &at)) {
        m_annotationToken = 0;
        m_annotationCard = {};
        return {};
    }
    const ViewTransform view = m_camera.view();
    if (record.token != m_annotationToken) {
        m_annotationToken = record.token;
        m_annotationCard = annotationRect(context(), record.hop, at, view.toDiagram(m_areas.diagram));
    }
    const double around = 30 * m_layout.unit;
    const QRectF token(at - QPointF(around, around), QSizeF(2 * around, 2 * around));
    return view.toWidget(m_annotationCard.adjusted(-around, -around, around, around).united(token))
        .toAlignedRect();
}

QRectF FlowCanvas::overview() const
{
    const ViewTransform view = m_camera.view();
    if (!m_camera.isZoomedIn() || !needsOverview(m_layout, view.toDiagram(m_areas.diagram)))
        return {};
    return overviewRect(context(), m_areas.diagram, view);
}

} // namespace pk::gui
