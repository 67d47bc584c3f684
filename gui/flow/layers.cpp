#include "flow/layers.h"

#include "flow/legend_painter.h"
#include "flow/scene_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

void enterDiagram(QPainter &painter, const ViewTransform &view)
{
    painter.translate(view.shift);
    painter.scale(view.scale, view.scale);
}

bool liesIn(const std::vector<QRectF> &stale, const QRectF &rect)
{
    return std::any_of(stale.begin(), stale.end(), [&](const QRectF &is) { return is.contains(rect); });
}

} // namespace

void Layers::setSize(QSize widgetSize, double devicePixelRatio)
{
    if (widgetSize == m_widgetSize && devicePixelRatio == m_ratio && !m_statics.isNull())
        return;
    m_widgetSize = widgetSize;
    m_ratio = devicePixelRatio;
    const QSize device(static_cast<int>(std::ceil(widgetSize.width() * m_ratio)),
                       static_cast<int>(std::ceil(widgetSize.height() * m_ratio)));
    m_background = QPixmap(device);
    m_painted.reset();
    m_statics = QPixmap(device);
    m_figures = QPixmap(device);
    invalidateAll();
}

void Layers::invalidateAll()
{
    m_all = true;
    m_staleLegend = false;
    m_staleStatics.clear();
    m_staleFigures.clear();
}

void Layers::invalidateStatics(const QRectF &diagramRect)
{
    if (m_all || liesIn(m_staleStatics, diagramRect))
        return;
    const auto covered = [&](const QRectF &rect) { return diagramRect.contains(rect); };
    std::erase_if(m_staleStatics, covered);
    std::erase_if(m_staleFigures, covered);
    m_staleStatics.push_back(diagramRect);
}

void Layers::invalidateFigures(const QRectF &diagramRect)
{
    if (!m_all && !liesIn(m_staleStatics, diagramRect) && !liesIn(m_staleFigures, diagramRect))
        m_staleFigures.push_back(diagramRect);
}

Layers::Patch Layers::patchFor(const QRectF &diagramRect, const ViewTransform &view,
                               const CanvasAreas &areas) const
{
    const QRectF widget = view.toWidget(diagramRect).adjusted(-1, -1, 1, 1).intersected(areas.diagram);
    const QRect device =
        QRectF(widget.topLeft() * m_ratio, widget.size() * m_ratio).toAlignedRect() & m_statics.rect();
    return {device,
            view.toDiagram(QRectF(QPointF(device.topLeft()) / m_ratio, QSizeF(device.size()) / m_ratio))};
}

void Layers::paintBackgroundOnce(const PaintContext &context)
{
    const Background wanted{context.theme.scheme(), context.theme.scale(), context.quality};
    if (m_painted == wanted)
        return;
    QPainter painter(&m_background);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_ratio, m_ratio);
    paintBackground(painter, context.theme, QRectF(QPointF(), QSizeF(m_widgetSize)), context.quality);
    m_painted = wanted;
}

void Layers::paintStaticsOn(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas,
                            const Patch &patch)
{
    paintBackgroundOnce(context);
    QPainter painter(&m_statics);
    painter.drawPixmap(patch.device.topLeft(), m_background, patch.device);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipRect(patch.device);
    painter.scale(m_ratio, m_ratio);
    if (m_all)
        paintLegend(painter, context.theme, context.faces, areas.legend, areas.legendLook);
    painter.setClipRect(areas.diagram, Qt::IntersectClip);
    enterDiagram(painter, view);
    paintStatics(painter, context, patch.diagram);
}

void Layers::paintFiguresOn(const PaintContext &context, const ViewTransform &view, const Patch &patch)
{
    QPainter painter(&m_figures);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawPixmap(patch.device.topLeft(), m_statics, patch.device);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipRect(patch.device);
    painter.scale(m_ratio, m_ratio);
    enterDiagram(painter, view);
    paintFigures(painter, context, patch.diagram);
}

QRegion Layers::refreshAll(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas)
{
    const QRectF everything = view.toDiagram(QRectF(QPointF(), QSizeF(m_widgetSize)));
    paintStaticsOn(context, view, areas, {m_statics.rect(), everything});
    m_figures = m_statics; // shared until the figures are painted on it
    paintFiguresOn(context, view, patchFor(everything, view, areas));
    m_all = false;
    return QRegion(QRect(QPoint(), m_widgetSize));
}

QRegion Layers::refreshLegend(const PaintContext &context, const CanvasAreas &areas)
{
    m_staleLegend = false;
    // The row that it shares with the diagram stays the diagram's.
    const QPoint from(static_cast<int>(std::ceil(areas.legend.left() * m_ratio)),
                      static_cast<int>(std::ceil(areas.legend.top() * m_ratio)));
    const QRect device = QRect(from, m_statics.rect().bottomRight());
    paintBackgroundOnce(context);
    QPainter painter(&m_statics);
    painter.drawPixmap(device.topLeft(), m_background, device);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(m_ratio, m_ratio);
    paintLegend(painter, context.theme, context.faces, areas.legend, areas.legendLook);
    painter.end();
    QPainter(&m_figures).drawPixmap(device.topLeft(), m_statics, device);
    return areas.legend.toAlignedRect();
}

QRegion Layers::refresh(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas,
                        const QDeadlineTimer &until)
{
    if (m_all)
        return refreshAll(context, view, areas);
    QRegion changed;
    if (m_staleLegend)
        changed += refreshLegend(context, areas);
    while (!isClean()) {
        const bool statics = !m_staleStatics.empty();
        std::vector<QRectF> &stale = statics ? m_staleStatics : m_staleFigures;
        const Patch patch = patchFor(stale.back(), view, areas);
        stale.pop_back();
        if (patch.device.isEmpty())
            continue;
        if (statics)
            paintStaticsOn(context, view, areas, patch);
        paintFiguresOn(context, view, patch);
        changed += view.toWidget(patch.diagram).toAlignedRect();
        if (until.hasExpired())
            break;
    }
    return changed;
}

} // namespace pk::gui
