#include "flow/camera.h"

#include <algorithm>
#include <cmath>

namespace pk::gui {

double easeInOutCubic(double t)
{
    t = std::clamp(t, 0.0, 1.0);
    return t < 0.5 ? 4 * t * t * t : 1 - std::pow(-2 * t + 2, 3) / 2;
}

void Camera::setStage(const QRectF &area, QSizeF diagram, double fitScale, double readableScale)
{
    const double restZoom = std::max(1.0, readableScale / fitScale);
    if (!isZoomedIn() && restZoom <= 1.001)
        m_resting = true;
    const bool wasFitted = !isZoomedIn() || m_diagram.isEmpty();
    const QPointF relative = wasFitted
        ? QPointF(0.5, 0.5)
        : QPointF(m_centre.x() / m_diagram.width(), m_centre.y() / m_diagram.height());
    m_area = area;
    m_diagram = diagram;
    m_fitScale = fitScale;
    m_moving = false;
    if (m_resting) {
        m_zoom = std::min(restZoom, mostZoom);
        m_centre = clamped({}, m_zoom);
        return;
    }
    m_centre = clamped({relative.x() * diagram.width(), relative.y() * diagram.height()}, m_zoom);
}

QPointF Camera::clamped(QPointF centre, double zoom) const
{
    const auto axis = [&](double value, double extent, double area) {
        const double half = area / (m_fitScale * zoom) / 2;
        return 2 * half >= extent ? extent / 2 : std::clamp(value, half, extent - half);
    };
    return {axis(centre.x(), m_diagram.width(), m_area.width()),
            axis(centre.y(), m_diagram.height(), m_area.height())};
}

void Camera::moveTo(double zoom, QPointF centre, double nowMs, bool animated)
{
    m_resting = false;
    m_toZoom = std::clamp(zoom, 1.0, mostZoom);
    m_toCentre = centre;
    m_fromZoom = m_zoom;
    m_fromCentre = m_centre;
    m_startMs = nowMs;
    m_moving = animated && (m_toZoom != m_zoom || m_toCentre != m_centre);
    if (!m_moving) {
        m_zoom = m_toZoom;
        m_centre = m_toCentre;
    }
}

void Camera::fit(double nowMs, bool animated)
{
    moveTo(1, QPointF(m_diagram.width(), m_diagram.height()) / 2, nowMs, animated);
}

void Camera::zoomBy(double factor, QPointF widgetPoint)
{
    m_moving = false;
    m_resting = false;
    const QPointF fixed = view().toDiagram(widgetPoint);
    m_zoom = std::clamp(m_zoom * factor, 1.0, mostZoom);
    m_centre = clamped(fixed + (m_area.center() - widgetPoint) / (m_fitScale * m_zoom), m_zoom);
}

void Camera::panBy(QPointF widgetDelta)
{
    m_moving = false;
    m_resting = false;
    m_centre = clamped(m_centre - widgetDelta / (m_fitScale * m_zoom), m_zoom);
}

void Camera::centreOn(QPointF diagramPoint)
{
    m_moving = false;
    m_resting = false;
    m_centre = clamped(diagramPoint, m_zoom);
}

void Camera::lookAt(const QRectF &diagramRect, double nowMs, bool animated)
{
    if (diagramRect.isEmpty())
        return fit(nowMs, animated);
    const double scale =
        std::min(m_area.width() / diagramRect.width(), m_area.height() / diagramRect.height());
    moveTo(scale / m_fitScale, diagramRect.center(), nowMs,
           animated); // in the middle, even at the diagram's edge
}

bool Camera::advance(double nowMs)
{
    if (!m_moving)
        return false;
    const double t = easeInOutCubic((nowMs - m_startMs) / moveMs);
    m_zoom = m_fromZoom + (m_toZoom - m_fromZoom) * t;
    m_centre = m_fromCentre + (m_toCentre - m_fromCentre) * t;
    m_moving = t < 1;
    return true;
}

ViewTransform Camera::view() const
{
    const double scale = m_fitScale * m_zoom;
    return {scale, m_area.center() - m_centre * scale};
}

} // namespace pk::gui
