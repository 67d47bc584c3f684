#pragma once

// In the status line, what the last action was on a command line: as much of it as has room. Pressed, it is
// asked for the whole.
//
// Thread: GUI thread.

#include "theme/theme.h"
#include "views/painted_button.h"

namespace pk::gui {

class CommandHint final : public PaintedButton
{
    Q_OBJECT

public:
    explicit CommandHint(QWidget *parent = nullptr); ///< hidden

    void setCommand(const QString &command);
    /// Instead of a command, of what has none; it does not look like something to copy.
    void setNote(const QString &note);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    TextRole face() const { return m_isNote ? TextRole::Small : TextRole::MonoSmall; }
    int beforeText() const;

    bool m_isNote = false;
};

} // namespace pk::gui
