#pragma once

// Keeps what a widget once set (sizes, margins, fonts) in step with the theme.

#include "theme/theme.h"

#include <QWidget>

namespace pk::gui {

/// Runs `apply` now, and again after each change of scheme or scale as long as `owner` lives.
template <typename Function> void onTheme(QObject *owner, Function apply)
{
    apply();
    QObject::connect(&Theme::instance(), &Theme::changed, owner, apply);
}

inline int px(int base)
{
    return Theme::instance().px(base);
}

inline QColor color(Token token)
{
    return Theme::instance().color(token);
}

/// Whole pixels in which the text is not shortened: without hinting its width has a fraction. GUI thread.
int textWidth(const QFont &font, const QString &text);

/// The room that a page leaves around its cards; a canvas goes to the edges.
inline QMargins pageMargins()
{
    return QMargins(px(28), px(20), px(28), px(20));
}

} // namespace pk::gui
