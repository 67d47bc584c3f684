#pragma once

// Of a card whose figures have changed, only what shows them is painted again: most of a card stands still
// most of the time.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

#include <QRectF>

#include <vector>

namespace pk::gui {

/// Rectangles of the diagram that hold all that differs, now that `was` has become the node of the context's
/// graph; they may overlap. REQUIRES: both have the same layout and the same statics (flow_model.h).
std::vector<QRectF> changedParts(const PaintContext &context, const NodeBox &box, const Node &was);

} // namespace pk::gui
