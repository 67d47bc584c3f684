#include "views/text_label.h"

#include "views/themed.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace pk::gui {

TextLabel::TextLabel(TextRole role, Token token, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
    , m_token(token)
{
    setTextFormat(Qt::PlainText);
    onTheme(this, [this] { applyTheme(); });
}

void TextLabel::applyTheme()
{
    setFont(Theme::instance().font(m_role));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, color(m_token));
    setPalette(colors);
}

void TextLabel::setToken(Token token)
{
    if (token == m_token)
        return;
    m_token = token;
    applyTheme();
}

void TextLabel::setElided(bool elided, Qt::TextElideMode where)
{
    m_elided = elided;
    m_where = where;
    updateGeometry();
}

QSize TextLabel::sizeHint() const
{
    if (!m_elided)
        return QLabel::sizeHint();
    const QMargins margins = contentsMargins();
    return QSize(textWidth(font(), text()) + margins.left() + margins.right(), QLabel::sizeHint().height());
}

QSize TextLabel::minimumSizeHint() const
{
    if (!m_elided)
        return QLabel::minimumSizeHint();
    return QSize(std::min(px(32), sizeHint().width()), QLabel::minimumSizeHint().height());
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QRect rect = contentsRect();
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(rect, int(alignment()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), m_where, rect.width()));
}

bool TextLabel::event(QEvent *event)
{
    // A style sheet takes back font and colours of an earlier theme from what moves to another parent.
    if (event->type() == QEvent::Show
        && (font().pixelSize() != Theme::instance().font(m_role).pixelSize()
            || palette().color(QPalette::WindowText) != color(m_token)))
        applyTheme();
    if (m_elided && event->type() == QEvent::ToolTip && textWidth(font(), text()) > contentsRect().width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), text(), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace pk::gui
