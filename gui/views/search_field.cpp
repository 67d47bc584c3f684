#include "views/search_field.h"

#include "views/themed.h"

#include <QKeyEvent>
#include <QPainter>

namespace pk::gui {

SearchField::SearchField(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholder(placeholder);
    setClearButtonEnabled(true);
    onTheme(this, [this] { setTextMargins(px(22), 0, 0, 0); });
}

void SearchField::setPlaceholder(const QString &placeholder)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const int side = px(16);
    Theme::instance()
        .icon(QStringLiteral("search"))
        .paint(&painter, QRect(px(10), (height() - side) / 2, side, side));
}

} // namespace pk::gui
