#pragma once

// What lies above the diagram: rings of focus and selection, the card that names a record, the overview of a
// diagram that is zoomed in.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"
#include "flow/target.h"
#include "flow/view_transform.h"

class QPainter;

namespace pk::gui {

void paintRing(QPainter &painter, const PaintContext &context, const QRectF &rect, const FlowTarget &target,
               const QColor &colour);

/// Place of the card for a record that is at a point: beside it, where it covers least. In the diagram.
QRectF annotationRect(const PaintContext &context, const Hop &hop, QPointF at, const QRectF &bounds);
void paintAnnotation(QPainter &painter, const PaintContext &context, const Hop &hop, QPointF at,
                     const QRectF &card);

/// Where the diagram goes on beyond an edge of what is seen of it, cards end softly and not mid-word.
void paintFadingEdge(QPainter &painter, const PaintContext &context, const QRectF &place, Qt::Edge side);

/// True where a card is out of sight, or most of it.
bool needsOverview(const FlowLayout &layout, const QRectF &visible);
/// In widget coordinates: the corner of `area` where it covers less of the cards.
QRectF overviewRect(const PaintContext &context, const QRectF &area, const ViewTransform &view);
void paintOverview(QPainter &painter, const PaintContext &context, const QRectF &place,
                   const QRectF &visible);

} // namespace pk::gui
