#pragma once

// Puts the theme on every ordinary widget of the application: style, palette, fonts and style sheet, now and
// whenever the theme changes.
//
// Thread: GUI thread. Call once, before the first widget is shown.

#include "theme/theme.h"

class QApplication;

namespace pk::gui {

void installTheme(QApplication &application);

/// What the desktop prefers, as far as Qt can tell: the choice behind "as the system".
Scheme systemScheme();

} // namespace pk::gui
