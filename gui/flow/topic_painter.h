#pragma once

// A topic's card: header with the lag of its reader, and one lane per partition as Kafka keeps it.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

class QPainter;

namespace pk::gui {

void paintTopicStatics(QPainter &painter, const PaintContext &context, const NodeBox &box);
/// What of them lies in that part of the diagram.
void paintTopicFigures(QPainter &painter, const PaintContext &context, const NodeBox &box,
                       const QRectF &part);

/// Of a card that is not compact.
QRectF lagPillRect(const PaintContext &context, const NodeBox &box);
QRectF cellRect(const LaneBox &box, int cell);
/// Where a lane's offset is drawn; what has left the window is at its left edge.
double offsetX(const LaneBox &box, const Lane &lane, std::int64_t offset);
/// The offset of the cell at x, -1 outside of the log.
std::int64_t offsetAt(const LaneBox &box, const Lane &lane, double x);

} // namespace pk::gui
