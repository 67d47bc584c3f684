#include "pages/messages/parts.h"

#include "theme/painting.h"
#include "views/themed.h"

#include <QPainter>
#include <QScrollArea>

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

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return area;
}

} // namespace pk::gui
