#pragma once

// The strip under the diagram that says what shapes and colours mean.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

class QPainter;

namespace pk::gui {

/// Rows are added when the width is small.
double legendHeight(const Theme &theme, const Faces &faces, double width);
void paintLegend(QPainter &painter, const Theme &theme, const Faces &faces, const QRectF &strip);

} // namespace pk::gui
