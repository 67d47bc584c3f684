#include "flow/layers.h"

#include "flow/legend_painter.h"
#include "flow/scene_painter.h"

#include <QPainter>

#include <cmath>

namespace pk::gui {

namespace {

void enterDiagram(QPainter &painter, const ViewTransform &view)
{
    painter.translate(view.shift);
    painter.scale(view.scale, view.scale);
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
    m_statics = QPixmap(device);
    m_figures = QPixmap(device);
    invalidateAll();
}

void Layers::invalidateAll()
{
    m_all = true;
    m_staleStatics.clear();
    m_staleFigures.clear();
}

void Layers::invalidateStatics(const QRectF &diagramRect)
{
    if (!m_all)
        m_staleStatics.push_back(diagramRect);
}

void Layers::invalidateFigures(const QRectF &diagramRect)
{
    if (!m_all)
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

void Layers::paintStaticsOn(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas,
                            const Patch &patch)
{
    QPainter painter(&m_statics);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipRect(patch.device);
    painter.scale(m_ratio, m_ratio);
    paintBackground(painter, context.theme, QRectF(QPointF(), QSizeF(m_widgetSize)), context.quality);
    if (m_all)
        paintLegend(painter, context.theme, context.faces, areas.legend);
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

QRegion Layers::refresh(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas)
{
    if (m_all) {
        const QRectF everything = view.toDiagram(QRectF(QPointF(), QSizeF(m_widgetSize)));
        const Patch whole{m_statics.rect(), everything};
        paintStaticsOn(context, view, areas, whole);
        m_figures = m_statics; // shared until the figures are painted on it
        const Patch diagram = patchFor(everything, view, areas);
        paintFiguresOn(context, view, diagram);
        m_all = false;
        return QRegion(QRect(QPoint(), m_widgetSize));
    }
    for (const QRectF &rect : m_staleStatics) {
        paintStaticsOn(context, view, areas, patchFor(rect, view, areas));
        m_staleFigures.push_back(rect);
    }
    m_staleStatics.clear();
    QRegion changed;
    for (const QRectF &rect : m_staleFigures) {
        const Patch patch = patchFor(rect, view, areas);
        if (patch.device.isEmpty())
            continue;
        paintFiguresOn(context, view, patch);
        changed += view.toWidget(patch.diagram).toAlignedRect();
    }
    m_staleFigures.clear();
    return changed;
}

} // namespace pk::gui
