#include "pages/inspector/text_button.h"

#include "theme/painting.h"
#include "views/themed.h"

namespace pk::gui {

TextButton::TextButton(QWidget *parent)
    : PaintedButton(parent)
{
    setCursor(Qt::PointingHandCursor);
}

QSize TextButton::sizeHint() const
{
    return QSize(textWidth(Theme::instance().font(TextRole::Strong), text()), px(22));
}

void TextButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QFont font = Theme::instance().font(TextRole::Strong);
    font.setUnderline(isHovered());
    painter.setFont(font);
    painter.setPen(color(Token::BlueText));
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, text());
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), px(4));
}

} // namespace pk::gui
