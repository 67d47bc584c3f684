#include "pages/messages/mark_legend.h"

#include "views/pill.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

#include <vector>

namespace pk::gui {

namespace {

struct Entry
{
    Mark mark;
    Token token;
    QString text;
};

std::vector<Entry> entries()
{
    return {{Mark::Dot, Token::Muted, QCoreApplication::translate("messages", "created")},
            {Mark::Square, Token::Muted, QCoreApplication::translate("messages", "updated")},
            {Mark::Diamond, Token::Rose, QCoreApplication::translate("messages", "cancelled")}};
}

int widthOf(const Entry &entry)
{
    return px(8 + 6) + textWidth(Theme::instance().font(TextRole::Small), entry.text);
}

} // namespace

MarkLegend::MarkLegend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
}

QSize MarkLegend::sizeHint() const
{
    int width = 0;
    for (const Entry &entry : entries())
        width += widthOf(entry) + (width > 0 ? px(14) : 0);
    return QSize(width, px(20));
}

void MarkLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(Theme::instance().font(TextRole::Small));
    int x = 0;
    for (const Entry &entry : entries()) {
        drawMark(painter, QRectF(x, (height() - px(8)) / 2.0, px(8), px(8)), entry.mark, color(entry.token));
        painter.setPen(color(Token::Muted));
        painter.drawText(QRect(x + px(14), 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter,
                         entry.text);
        x += widthOf(entry) + px(14);
    }
}

void MarkLegend::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace pk::gui
