#pragma once

// Which part of the diagram is seen: fitted, zoomed by hand, or led to a rectangle, with a soft move between
// them.
//
// Thread: GUI thread only.

#include "flow/view_transform.h"

#include <QSizeF>

namespace pk::gui {

class Camera
{
public:
    static constexpr double moveMs = 420;
    static constexpr double mostZoom = 5;

    /// Space in the widget, and the diagram with the scale at which it fits and the one at which it can be
    /// read. Until somebody leads it elsewhere the camera shows what can be read, from the upper left on,
    /// where records begin.
    void setStage(const QRectF &area, QSizeF diagram, double fitScale, double readableScale);

    void fit(double nowMs, bool animated);
    void zoomBy(double factor, QPointF widgetPoint);
    void panBy(QPointF widgetDelta);
    void centreOn(QPointF diagramPoint);
    void lookAt(const QRectF &diagramRect, double nowMs, bool animated);

    /// Moves on; false when it stands still.
    bool advance(double nowMs);
    bool isMoving() const { return m_moving; }
    bool isZoomedIn() const { return m_zoom > 1.001; }
    ViewTransform view() const;

private:
    void moveTo(double zoom, QPointF centre, double nowMs, bool animated);
    QPointF clamped(QPointF centre, double zoom) const;

    QRectF m_area;
    QSizeF m_diagram;
    double m_fitScale = 1;
    bool m_resting = true; ///< nobody has led it
    double m_zoom = 1;
    QPointF m_centre;
    bool m_moving = false;
    double m_startMs = 0;
    double m_fromZoom = 1;
    QPointF m_fromCentre;
    double m_toZoom = 1;
    QPointF m_toCentre;
};

/// Slow, fast, slow; 0..1 to 0..1.
double easeInOutCubic(double t);

} // namespace pk::gui
