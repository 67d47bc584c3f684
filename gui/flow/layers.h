#pragma once

// The still layers as pixmaps in device pixels: what lies behind everything, statics on it (L0), and statics
// with figures (L1). Only what was invalidated is painted again.
//
// Thread: GUI thread only.

#include "flow/legend_painter.h"
#include "flow/paint_context.h"
#include "flow/view_transform.h"

#include <QDeadlineTimer>
#include <QPixmap>
#include <QRegion>

#include <optional>
#include <vector>

namespace pk::gui {

/// Where diagram and legend stand in the widget.
struct CanvasAreas
{
    QRectF diagram;
    QRectF legend;
    LegendLook legendLook = {};
};

class Layers
{
public:
    void setSize(QSize widgetSize, double devicePixelRatio);
    void invalidateAll();
    void invalidateStatics(const QRectF &diagramRect);
    void invalidateFigures(const QRectF &diagramRect);
    void invalidateLegend() { m_staleLegend = true; }

    bool isComplete() const { return !m_all; } ///< false: nothing can be shown before a refresh
    bool isClean() const
    {
        return !m_all && !m_staleLegend && m_staleStatics.empty() && m_staleFigures.empty();
    }

    /// Paints what is stale, part by part until `until`, and returns the area of the widget that has changed;
    /// the next call goes on. The first picture and one in another view are painted whole.
    QRegion refresh(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas,
                    const QDeadlineTimer &until = QDeadlineTimer(QDeadlineTimer::Forever));
    const QPixmap &figures() const { return m_figures; }

private:
    struct Patch
    {
        QRect device;
        QRectF diagram;
    };
    QRegion refreshAll(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas);
    QRegion refreshLegend(const PaintContext &context, const CanvasAreas &areas);
    void paintBackgroundOnce(const PaintContext &context);
    Patch patchFor(const QRectF &diagramRect, const ViewTransform &view, const CanvasAreas &areas) const;
    void paintStaticsOn(const PaintContext &context, const ViewTransform &view, const CanvasAreas &areas,
                        const Patch &patch);
    void paintFiguresOn(const PaintContext &context, const ViewTransform &view, const Patch &patch);

    QSize m_widgetSize;
    double m_ratio = 1;
    bool m_all = true;
    bool m_staleLegend = false;
    std::vector<QRectF> m_staleStatics;
    std::vector<QRectF> m_staleFigures;
    /// What the background was painted with.
    struct Background
    {
        Scheme scheme;
        double scale;
        PaintQuality quality;
        bool operator==(const Background &) const = default;
    };
    std::optional<Background> m_painted;
    QPixmap m_background;
    QPixmap m_statics;
    QPixmap m_figures;
};

} // namespace pk::gui
