#include "app/popover.h"

#include "theme/compositor.h"
#include "theme/painting.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
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

void Popover::openBelow(QWidget *button, Side side)
{
    adjustSize();
    const int edge = side == Side::Right ? button->width() - width() : 0;
    move(button->mapToGlobal(QPoint(edge, button->height() + px(6))));
    show();
    QEvent leave(QEvent::Leave); // the popup has the mouse now, and nothing else would tell the button
    QCoreApplication::sendEvent(button, &leave);
    setFocus(Qt::PopupFocusReason);
    focusNextChild();
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), popupRadius(12), color(Token::Surface), color(Token::Border));
}

} // namespace pk::gui
