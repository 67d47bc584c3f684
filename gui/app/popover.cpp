#include "app/popover.h"

#include "theme/compositor.h"
#include "theme/painting.h"
#include "views/themed.h"

#include <QVBoxLayout>

namespace pk::gui {

Popover::Popover(QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint)
    , m_body(new QVBoxLayout(this))
{
    setAttribute(Qt::WA_TranslucentBackground, hasCompositor()); // for the rounded corners
    onTheme(this, [this] {
        m_body->setContentsMargins(px(16), px(14), px(16), px(14));
        m_body->setSpacing(px(10));
    });
}

void Popover::openBelow(const QWidget *button)
{
    adjustSize();
    const QPoint corner = button->mapToGlobal(QPoint(button->width(), button->height() + px(6)));
    move(corner.x() - width(), corner.y());
    show();
    setFocus(Qt::PopupFocusReason);
    focusNextChild();
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), popupRadius(12), color(Token::Surface), color(Token::Border));
}

} // namespace pk::gui
