#pragma once

// The style sheet of everything that is a box: views, menus, tabs, edits, scroll bars. What has marks inside
// (buttons, check boxes, combo boxes, sliders) is painted by AppStyle, because a style sheet can only show
// fixed picture files.

#include "theme/theme.h"

namespace pk::gui {

/// style.qss with its colours ("@Surface") and sizes ("12px") of the present scheme and scale.
QString applicationStyleSheet(const Theme &theme);

} // namespace pk::gui
