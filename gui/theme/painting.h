#pragma once

// The few shapes that every painted widget is made of.

#include "theme/theme.h"

#include <QPainter>

namespace pk::gui {

/// A rounded rectangle with a border of one scaled pixel that lies inside `rect`. Invalid colours are not
/// drawn.
void drawBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill,
             const QColor &border = {});

/// The mark of keyboard focus, inside `rect`.
void drawFocusRing(QPainter &painter, const QRectF &rect, double radius);

/// The width of borders and lines: whole pixels, so that they stay sharp at every scale.
int hairline();

/// `over` with `share` (0…1) mixed over `under`, opaque.
QColor mixed(const QColor &under, const QColor &over, double share);

} // namespace pk::gui
