#pragma once

// Cards of what does something: source, bridge, transform, warehouse; and the consumer group with its
// members.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

class QPainter;

namespace pk::gui {

void paintStageStatics(QPainter &painter, const PaintContext &context, const NodeBox &box);
/// What of them lies in that part of the diagram.
void paintStageFigures(QPainter &painter, const PaintContext &context, const NodeBox &box,
                       const QRectF &part);

void paintReason(QPainter &painter, const PaintContext &context, const NodeBox &box);
/// How many have no room, where any has none.
void paintMoreMembers(QPainter &painter, const PaintContext &context, const NodeBox &box);

void paintGroupStatics(QPainter &painter, const PaintContext &context, const NodeBox &box);
void paintGroupFigures(QPainter &painter, const PaintContext &context, const NodeBox &box,
                       const QRectF &part);

} // namespace pk::gui
