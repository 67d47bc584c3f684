#include "pages/messages/parts.h"

#include "theme/painting.h"
#include "views/themed.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

Rule::Rule(QWidget *parent)
    : QWidget(parent)
{
    onTheme(this, [this] { setFixedHeight(hairline()); });
}

void Rule::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Border));
}

namespace {

void setUp(QScrollArea *area, QWidget *content)
{
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
}

} // namespace

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    setUp(area, content);
    return area;
}

GivingArea::GivingArea(QWidget *content)
{
    setUp(this, content);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    fit();
}

QSize GivingArea::minimumSizeHint() const
{
    constexpr int leastBase = 48;
    return QSize(widget()->minimumSizeHint().width(), std::min(m_height, px(leastBase)));
}

void GivingArea::fit()
{
    const QWidget *content = widget();
    const int height = content->hasHeightForWidth() ? content->heightForWidth(viewport()->width())
                                                    : content->sizeHint().height();
    if (height == m_height)
        return;
    m_height = height;
    setMaximumHeight(height);
    updateGeometry();
}

bool GivingArea::eventFilter(QObject *watched, QEvent *event)
{
    const bool taken = QScrollArea::eventFilter(watched, event);
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fit();
    return taken;
}

void GivingArea::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

} // namespace pk::gui
