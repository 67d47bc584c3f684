#pragma once

// Whether a window may be seen through: on X11 without a compositor the corners of a translucent menu are
// black.
//
// Thread: GUI thread, with a QGuiApplication.

namespace pk::gui {

/// As it is when it is first asked.
bool hasCompositor();
/// The corner radius of menus, popovers and tool tips: 0 where what lies outside it would be black.
int popupRadius(int base);

} // namespace pk::gui
