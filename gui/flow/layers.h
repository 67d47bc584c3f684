#pragma once

// The two still layers as pixmaps in device pixels: statics (L0), and statics with figures (L1). Only what
// was invalidated is painted again.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"
#include "flow/view_transform.h"

#include <QPixmap>
#include <QRegion>

#include <vector>

namespace pk::gui {

/// Where diagram and legend stand in the widget.
struct CanvasAreas
{
    QRectF diagram;
    QRectF legend;
};

class Layers
{
public:
    void setSize(QSize widgetSize, double devicePixelRatio);
    void invalidateAll();
    void invalidateStatics(const QRectF &diagramRect);
    void invalidateFigures(const QRectF &diagramRect);

    bool isComplete() const { return !m_all; } ///< false: nothing can be shown before a refresh
    bool isClean() const { return !m_all && m_staleStatics.empty() && m_staleFigures.empty(); }

    /// Paints what is stale and returns the area of the widget that has changed.
    QRegion refresh(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas);
    const QPixmap &figures() const { return m_figures; }

private:
    struct Patch
    {
        QRect device;
        QRectF diagram;
    };
    Patch patchFor(const QRectF &diagramRect, const ViewTransform &view, const CanvasAreas &areas) const;
    void paintStaticsOn(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas,
                        const Patch &patch);
    void paintFiguresOn(const PaintContext &context, const ViewTransform &view, const Patch &patch);

    QSize m_widgetSize;
    double m_ratio = 1;
    bool m_all = true;
    std::vector<QRectF> m_staleStatics;
    std::vector<QRectF> m_staleFigures;
    QPixmap m_statics;
    QPixmap m_figures;
};

} // namespace pk::gui
