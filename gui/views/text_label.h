#pragma once

// A label in one of the theme's text roles and colours. It may shorten its text with an ellipsis; the whole
// text is then its tool tip.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QLabel>

namespace pk::gui {

class TextLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(TextRole role, Token token = Token::Text, QWidget *parent = nullptr);

    void setToken(Token token);
    /// `where`: paths are best shortened in the middle.
    void setElided(bool elided, Qt::TextElideMode where = Qt::ElideRight);
    bool isElided() const { return m_elided; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void applyTheme();

    TextRole m_role;
    Token m_token;
    bool m_elided = false;
    Qt::TextElideMode m_where = Qt::ElideRight;
};

} // namespace pk::gui
