#pragma once

// Colours of stages, operations and lag, from the theme.
//
// Thread: GUI thread only.

#include "flow/flow_model.h"
#include "theme/theme.h"

#include <QColor>

namespace pk::gui {

struct RoleColours
{
    Token solid;
    Token text;
    Token tint;
};

RoleColours coloursOf(Role role);
Accent accentOf(Role role); ///< the same, for widgets
RoleColours coloursOf(LagLevel level, Role role);
RoleColours coloursOf(NodeStatus status);

/// Colour between two; t = 0 gives the first.
QColor mix(const QColor &a, const QColor &b, double t);
/// An opaque colour that looks like `over` with this opacity on `under`; for formats without transparency.
inline QColor flattened(const QColor &under, const QColor &over, double opacity)
{
    return mix(under, over, opacity);
}
QColor withAlpha(QColor colour, double alpha);

} // namespace pk::gui
