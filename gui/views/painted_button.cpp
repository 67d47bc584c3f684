#include "views/painted_button.h"

#include "views/themed.h"

namespace pk::gui {

PaintedButton::PaintedButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus); // a click must not take the focus from what is being read
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    onTheme(this, [this] { fitToTheme(); });
}

void PaintedButton::fitToTheme()
{
    updateGeometry();
    update();
}

bool PaintedButton::hasKeyboardFocus() const
{
    return hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

} // namespace pk::gui
