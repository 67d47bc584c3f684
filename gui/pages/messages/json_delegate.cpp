#include "pages/messages/json_delegate.h"

#include "pages/messages/json_tree_model.h"
#include "views/themed.h"

#include <QApplication>
#include <QPainter>

namespace pk::gui {

namespace {

Token tokenOf(JsonTreeModel::Kind kind)
{
    switch (kind) {
    case JsonTreeModel::Kind::String:
        return Token::TealText;
    case JsonTreeModel::Kind::Number:
        return Token::AmberText;
    case JsonTreeModel::Kind::Literal:
        return Token::VioletText;
    case JsonTreeModel::Kind::Object:
    case JsonTreeModel::Kind::Array:
        break;
    }
    return Token::Muted;
}

} // namespace

QSize JsonDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    return QSize(textWidth(Theme::instance().font(TextRole::Mono), text) + px(8), px(18));
}

void JsonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    background.index = index;
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
    painter->save();
    painter->setFont(Theme::instance().font(TextRole::Mono));
    QRectF rest = QRectF(option.rect).adjusted(px(2), 0, 0, 0);
    const auto write = [&](const QString &text, Token token) {
        painter->setPen(color(token));
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, int(rest.width())));
        rest.setLeft(rest.left() + QFontMetricsF(painter->font()).horizontalAdvance(text));
    };
    const QString key = index.data(JsonTreeModel::KeyRole).toString();
    if (!key.isEmpty()) {
        write(key, Token::BlueText);
        write(QStringLiteral(": "), Token::Muted);
    }
    write(index.data(JsonTreeModel::ValueRole).toString(),
          tokenOf(static_cast<JsonTreeModel::Kind>(index.data(JsonTreeModel::KindRole).toInt())));
    painter->restore();
}

} // namespace pk::gui
