#pragma once

// The strip under the diagram that says what shapes and colours mean.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"

class QPainter;

namespace pk::gui {

/// How the diagram above is drawn.
struct LegendLook
{
    double scale = 1; ///< of the texts, so that they are not larger than the diagram's
    bool oneRow = false; ///< what has no room in it is left out
    bool sampled = false; ///< says what "1:20" on an edge means, if need be in place of what explains itself
};

/// Rows are added when the width is small. The same whether sampled or not: the diagram stays where it is.
double legendHeight(const Theme &theme, const Faces &faces, double width, const LegendLook &look = {});
void paintLegend(QPainter &painter, const Theme &theme, const Faces &faces, const QRectF &strip,
                 const LegendLook &look = {});

/// Diagram and legend in one space: the legend takes less of it where the diagram is drawn small.
struct LayoutWithLegend
{
    FittedLayout fitted;
    LegendLook look;
    double legendHeight = 0;
};
LayoutWithLegend layOutWithLegend(const FlowGraph &graph, QSizeF available, const Theme &theme,
                                  const Faces &faces, double legendWidth, const ScrollPositions &scroll = {});

} // namespace pk::gui
