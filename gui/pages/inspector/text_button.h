#pragma once

// A button that is only its text, in the colour of links.
//
// Thread: GUI thread.

#include "views/painted_button.h"

namespace pk::gui {

class TextButton : public PaintedButton
{
    Q_OBJECT

public:
    explicit TextButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pk::gui
