#include "pages/messages/json_delegate.h"

#include "pages/messages/json_tree_model.h"
#include "theme/painting.h"
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
    const QString value = index.data(JsonTreeModel::ValueRole).toString();
    const qsizetype at = m_match.isEmpty() ? -1 : value.indexOf(m_match, 0, Qt::CaseInsensitive);
    if (at >= 0) {
        const QFontMetricsF metrics(painter->font());
        const double left = rest.left() + metrics.horizontalAdvance(value.left(at)) - px(1);
        drawBox(*painter,
                QRectF(left, option.rect.top() + px(1),
                       metrics.horizontalAdvance(value.mid(at, m_match.size())) + px(2),
                       option.rect.height() - px(2)),
                px(3), color(Token::BlueTint));
    }
    write(value, tokenOf(static_cast<JsonTreeModel::Kind>(index.data(JsonTreeModel::KindRole).toInt())));
    painter->restore();
}

} // namespace pk::gui
