#pragma once

// Curves, ribbons and ports between the cards, and the labels that say a bundle's rate or sampling.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

#include <QStringList>

class QPainter;

namespace pk::gui {

void paintEdge(QPainter &painter, const PaintContext &context, std::size_t edge);
void paintPorts(QPainter &painter, const PaintContext &context);
void paintBundleLabel(QPainter &painter, const PaintContext &context, const Bundle &bundle);

/// Empty when the bundle draws every record and nothing holds it back.
QRectF bundleLabelRect(const PaintContext &context, const Bundle &bundle);

/// What the bundles at a topic that have no room for a label say on its card, the fullest first; empty:
/// nothing.
QStringList bundleTextsOnCard(const PaintContext &context, std::size_t node);

/// Colour of an edge's first and last part.
struct EdgeColours
{
    QColor from;
    QColor to;
};
EdgeColours edgeColours(const PaintContext &context, std::size_t edge);

} // namespace pk::gui
