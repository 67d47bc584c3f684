#include "theme/compositor.h"

#include "theme/theme.h"

#include <QGuiApplication>
#include <QLibrary>

namespace pk::gui {

namespace {

/// Asks the X server for the owner of the selection that every compositing manager takes. The functions are
/// looked up in the library that Qt's platform plugin has loaded anyway.
bool isX11Composited()
{
    using Display = void;
    using Id = unsigned long;
    const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    Display *display = x11 ? static_cast<Display *>(x11->display()) : nullptr;
    QLibrary library(QStringLiteral("X11"), 6);
    if (!display || !library.load())
        return false;
    const auto internAtom =
        reinterpret_cast<Id (*)(Display *, const char *, int)>(library.resolve("XInternAtom"));
    const auto selectionOwner =
        reinterpret_cast<Id (*)(Display *, Id)>(library.resolve("XGetSelectionOwner"));
    if (!internAtom || !selectionOwner)
        return false;
    return selectionOwner(display, internAtom(display, "_NET_WM_CM_S0", 0)) != 0;
}

} // namespace

bool hasCompositor()
{
    static const bool composited =
        QGuiApplication::platformName() != QLatin1String("xcb") || isX11Composited();
    return composited;
}

int popupRadius(int base)
{
    return hasCompositor() ? Theme::instance().px(base) : 0;
}

} // namespace pk::gui
