#pragma once

// How high a field for several lines must be.
//
// Thread: GUI thread.

#include "theme/theme.h"

class QPlainTextEdit;

namespace pk::gui {

/// Of so many lines in that type, with the scroll bar of a line that is too long for it.
int heightOfLines(const QPlainTextEdit &edit, TextRole type, int lines);

} // namespace pk::gui
