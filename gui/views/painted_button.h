#pragma once

// Base of the buttons that paint themselves: hover, repaint and new sizes with the theme, keyboard focus.
//
// Thread: GUI thread.

#include <QAbstractButton>

namespace pk::gui {

class PaintedButton : public QAbstractButton
{
    Q_OBJECT

protected:
    explicit PaintedButton(QWidget *parent);

    /// Focus that came by the keyboard; only that is marked.
    bool hasKeyboardFocus() const;
    bool isHovered() const { return isEnabled() && underMouse(); }
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    void fitToTheme();
};

} // namespace pk::gui
