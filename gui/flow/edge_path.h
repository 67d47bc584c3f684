#pragma once

// A curve measured by its length: a token at s pixels from the start is found without solving the curve each
// frame.
//
// Thread: a value type.

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <vector>

namespace pk::gui {

class EdgePath
{
public:
    EdgePath() = default;
    explicit EdgePath(const QPainterPath &path);

    bool isEmpty() const { return m_points.size() < 2; }
    double length() const { return m_length; }
    QPointF at(double distance) const;
    /// Angle of travel at a distance, 0..1 of a full turn, clockwise from the right.
    double turnAt(double distance) const;
    double distanceTo(QPointF point) const;
    QRectF boundingRect() const { return m_bounds; }

private:
    std::vector<QPointF> m_points; ///< evenly spaced
    QRectF m_bounds;
    double m_length = 0;
    double m_step = 1;
};

} // namespace pk::gui
