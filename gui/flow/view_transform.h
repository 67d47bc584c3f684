#pragma once

// How the diagram is mapped to the widget: scale, then shift.
//
// Thread: a value type.

#include <QPointF>
#include <QRectF>

namespace pk::gui {

struct ViewTransform
{
    double scale = 1;
    QPointF shift;

    QPointF toWidget(QPointF p) const { return p * scale + shift; }
    QPointF toDiagram(QPointF p) const { return (p - shift) / scale; }
    QRectF toWidget(const QRectF &r) const { return {toWidget(r.topLeft()), r.size() * scale}; }
    QRectF toDiagram(const QRectF &r) const { return {toDiagram(r.topLeft()), r.size() / scale}; }

    bool operator==(const ViewTransform &) const = default;
};

} // namespace pk::gui
