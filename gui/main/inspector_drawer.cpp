#include "main/inspector_drawer.h"

#include "pages/inspector/inspector_panel.h"
#include "theme/painting.h"
#include "views/side_place.h"
#include "views/themed.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kDrawerWidthBase = 420;
constexpr int kLeftOver = 60; ///< of the page, in the narrowest window

} // namespace

InspectorDrawer::InspectorDrawer(Controller &controller, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
{
    hide();
    parent->installEventFilter(this);
    onTheme(this, [this] { place(); });
}

void InspectorDrawer::open(const Link &link)
{
    if (!m_panel) {
        m_panel = new InspectorPanel(m_controller, this);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(hairline(), 0, 0, 0);
        column->addWidget(m_panel);
        connect(m_panel, &InspectorPanel::linkActivated, this, &InspectorDrawer::linkActivated);
        connect(m_panel, &InspectorPanel::closeRequested, this, &InspectorDrawer::close);
    }
    SidePlace::of(this).take(this, [this] { close(); });
    if (isHidden())
        m_focusBefore = QApplication::focusWidget();
    show();
    raise();
    place();
    m_panel->open(link);
}

void InspectorDrawer::close()
{
    if (isHidden())
        return;
    if (isAncestorOf(QApplication::focusWidget()) && m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    hide();
    Q_EMIT widthTaken(0);
}

void InspectorDrawer::place()
{
    const QSize room = parentWidget()->size();
    const int wide = std::min(px(kDrawerWidthBase), room.width() - px(kLeftOver));
    setGeometry(room.width() - wide, 0, wide, room.height());
    if (!isHidden())
        Q_EMIT widthTaken(wide);
}

bool InspectorDrawer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void InspectorDrawer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void InspectorDrawer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Surface));
    painter.fillRect(QRect(0, 0, hairline(), height()), color(Token::Border));
}

} // namespace pk::gui
