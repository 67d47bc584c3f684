#pragma once

// In the status line, what the last action was on a command line: as much of it as has room. Pressed, it is
// asked for the whole.
//
// Thread: GUI thread.

#include "views/painted_button.h"

namespace pk::gui {

class CommandHint final : public PaintedButton
{
    Q_OBJECT

public:
    explicit CommandHint(QWidget *parent = nullptr); ///< hidden

    void setCommand(const QString &command);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
};

} // namespace pk::gui
