#pragma once

// Soft shadows of cards: computed once per size of corner, then drawn as a frame of nine parts.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

class QPainter;

namespace pk::gui {

void drawShadow(QPainter &painter, const PaintContext &context, const QRectF &card, double radius,
                double elevation);

/// How far a card's shadow reaches over its edge.
double shadowReach(double unit);

} // namespace pk::gui
