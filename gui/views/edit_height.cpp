#include "views/edit_height.h"

#include "views/themed.h"

#include <QPlainTextEdit>

#include <cmath>

namespace pk::gui {

constexpr int kEditFrameBase = 7; ///< border and padding, as the style sheet has them
constexpr int kScrollBarBase = 10;

int heightOfLines(const QPlainTextEdit &edit, TextRole type, int lines)
{
    const double line = QFontMetricsF(Theme::instance().font(type)).lineSpacing();
    return static_cast<int>(std::ceil(lines * line + 2 * edit.document()->documentMargin()))
        + 2 * px(kEditFrameBase) + px(kScrollBarBase);
}

} // namespace pk::gui
