#pragma once

// The whole diagram by its two still layers: what changes with the layout, and what changes with the figures.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

class QPainter;

namespace pk::gui {

/// Canvas colour and dots; in widget coordinates, since it does not zoom.
void paintBackground(QPainter &painter, const Theme &theme, const QRectF &rect, PaintQuality quality);
/// Edges, cards, titles. Only what touches `clip`, in diagram coordinates.
void paintStatics(QPainter &painter, const PaintContext &context, const QRectF &clip);
/// Counters, lanes, sparklines, labels.
void paintFigures(QPainter &painter, const PaintContext &context, const QRectF &clip);
/// Tokens as shapes, for pictures without frames; the canvas uses sprites.
void paintTokens(QPainter &painter, const PaintContext &context, double nowMs);

/// What a node's drawing may touch.
QRectF reachOf(const NodeBox &box, double unit);

} // namespace pk::gui
