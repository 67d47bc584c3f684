#include "pages/warehouse/row_delegate.h"

#include "pages/warehouse/rows_model.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QApplication>

namespace pk::gui {

namespace {

QFont fontOf(CellKind kind)
{
    const Theme &theme = Theme::instance();
    if (kind == CellKind::Text)
        return theme.font(TextRole::Body);
    if (kind != CellKind::Status)
        return theme.font(TextRole::Mono);
    QFont font = theme.font(TextRole::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

bool isBad(const QString &status)
{
    return status.compare(QLatin1String("CANCELLED"), Qt::CaseInsensitive) == 0;
}

/// `surface`: of the row.
void paintStatus(QPainter &painter, const QRect &cell, const QString &text, bool changed,
                 const QColor &surface)
{
    const int height = px(20);
    const int width = std::min(textWidth(painter.font(), text) + 2 * px(8), cell.width());
    const QRect box(cell.left(), cell.top() + (cell.height() - height) / 2, width, height);
    const bool bad = isBad(text);
    const QColor fill =
        !changed ? mixed(surface, color(Token::Text), 0.1) : color(bad ? Token::RoseTint : Token::TealTint);
    const Token ink = !changed ? Token::Text : bad ? Token::RoseText : Token::TealText;
    drawBox(painter, box, height / 2.0, fill, changed ? color(bad ? Token::Rose : Token::Teal) : QColor());
    painter.setPen(color(ink));
    const QRect inner = box.adjusted(px(8), 0, -px(7), 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, inner.width() + 1));
}

} // namespace

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const auto mark = static_cast<RowsModel::RowMark>(index.data(RowsModel::MarkRole).toInt());
    if (mark == RowsModel::RowMark::New)
        option.backgroundBrush = color(Token::NewRow);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    painter->save();
    const QRect rect = option.rect;
    painter->fillRect(QRect(rect.left(), rect.bottom() + 1 - hairline(), rect.width(), hairline()),
                      mixed(color(Token::Surface), color(Token::Border), 0.6));
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (index.column() == 0) {
        if (mark != RowsModel::RowMark::None) {
            const int side = px(8);
            if (!selected)
                painter->fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), color(Token::Green));
            drawMark(*painter,
                     QRectF(rect.center().x() + px(1) - side / 2.0, rect.center().y() + 1 - side / 2.0, side,
                            side),
                     mark == RowsModel::RowMark::New ? Mark::Dot : Mark::Square, color(Token::Green));
        }
        painter->restore();
        return;
    }
    const auto kind = static_cast<CellKind>(index.data(RowsModel::KindRole).toInt());
    const bool changed = index.data(RowsModel::ChangedRole).toBool();
    const QRect inner = rect.adjusted(px(10), 0, -px(10), 0);
    painter->setFont(fontOf(kind));
    const bool null = option.text == QLatin1String("NULL");
    if (kind == CellKind::Status && !null) {
        const Token surface = selected        ? Token::Selection
            : mark == RowsModel::RowMark::New ? Token::NewRow
                                              : Token::Surface;
        paintStatus(*painter, inner, option.text, changed, color(surface));
    } else {
        const QString shown = painter->fontMetrics().elidedText(option.text, Qt::ElideRight, inner.width());
        if (changed) {
            const int width = textWidth(painter->font(), shown) + 2 * px(6);
            QRect box(inner.left() - px(6), rect.top() + px(3), width, rect.height() - 2 * px(3));
            if (option.displayAlignment.testFlag(Qt::AlignRight))
                box.moveRight(inner.right() + px(6));
            drawBox(*painter, box, px(5), color(Token::TealTint), color(Token::Teal));
        }
        const bool quiet = null || kind == CellKind::Place || kind == CellKind::Mono;
        const Token calm = index.column() == 1 || selected ? Token::Text : Token::Muted;
        painter->setPen(color(changed ? Token::TealText : null ? Token::Muted : quiet ? calm : Token::Text));
        painter->drawText(inner, int(option.displayAlignment) | Qt::TextSingleLine, shown);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        drawFocusRing(*painter, rect.adjusted(px(2), px(2), -px(2), -px(2)), px(5));
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.column() == 0)
        return QSize(px(34), px(30));
    const auto kind = static_cast<CellKind>(index.data(RowsModel::KindRole).toInt());
    const int sides = kind == CellKind::Status ? px(38) : px(22);
    return QSize(textWidth(fontOf(kind), index.data().toString()) + sides, px(30));
}

} // namespace pk::gui
