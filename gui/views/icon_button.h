#pragma once

// A button that shows only an icon. Its text is what a screen reader says and what the tool tip shows, so it
// always has one.
//
// Thread: GUI thread.

#include "theme/theme.h"
#include "views/painted_button.h"

namespace pk::gui {

class IconButton : public PaintedButton
{
    Q_OBJECT

public:
    enum class Look { Bare, Outlined, Segment };

    IconButton(const QString &iconName, const QString &text, QWidget *parent = nullptr);

    void setIconName(const QString &name);
    QString iconName() const { return m_iconName; }
    /// The name for screen readers and the tool tip, with the shortcut in brackets when there is one.
    void setLabel(const QString &text);
    void setLook(Look look);
    void setToken(Token token);
    /// 26 instead of 32 pixels high.
    void setSmall(bool small);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_iconName;
    Look m_look = Look::Bare;
    Token m_token = Token::Muted;
    bool m_small = false;
};

} // namespace pk::gui
