#include "pages/warehouse/link_button.h"

#include "theme/painting.h"
#include "views/themed.h"

namespace pk::gui {

LinkButton::LinkButton(QWidget *parent)
    : PaintedButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::clicked, this, [this] { Q_EMIT linkActivated(m_link); });
}

void LinkButton::setLink(const QString &text, const Link &link)
{
    m_link = link;
    setText(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize LinkButton::sizeHint() const
{
    return QSize(textWidth(Theme::instance().font(TextRole::MonoSmall), text()) + px(2), px(18));
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(Theme::instance().font(TextRole::MonoSmall));
    const QColor ink = color(isHovered() ? Token::BlueText : Token::Text);
    painter.setPen(ink);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, text());
    const qreal below = height() / 2.0 + QFontMetricsF(painter.font()).ascent() / 2 + px(2);
    painter.setPen(QPen(ink, hairline(), Qt::DotLine));
    painter.drawLine(QPointF(1, below), QPointF(width() - 1, below));
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), px(4));
}

} // namespace pk::gui
