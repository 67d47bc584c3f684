#include "pages/flow/record_delegate.h"

#include "pages/flow/recent_records_model.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QApplication>
#include <QPainter>

namespace pk::gui {

namespace {

constexpr int kTextsKept = 1'000; ///< some screens full
constexpr int kCellSide = 10;
constexpr int kMarkRoom = 20; ///< before the words

Mark markOf(Operation operation)
{
    switch (operation) {
    case Operation::Insert:
        return Mark::Dot;
    case Operation::Update:
        return Mark::Square;
    case Operation::Delete:
        return Mark::Diamond;
    case Operation::Absorbed:
        return Mark::None;
    case Operation::DeadLetter:
        break;
    }
    return Mark::Triangle;
}

/// The operation's shape, as in the diagram.
void paintMark(QPainter &painter, const QRect &cell, Operation operation)
{
    const QRectF box(cell.left() + px(kCellSide), cell.center().y() - px(4), px(9), px(9));
    if (operation == Operation::Absorbed) { // hollow
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color(Token::Muted), px(2)));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(px(1), px(1), -px(1), -px(1)));
        return;
    }
    drawMark(painter, box, markOf(operation),
             color(operation == Operation::DeadLetter ? Token::Rose : Token::Muted));
}

} // namespace

RecordDelegate::RecordDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_body(kTextsKept)
{
    onTheme(this, [this] {
        m_mono = MonoText(Theme::instance().font(TextRole::Mono));
        m_body.setFont(Theme::instance().font(TextRole::Body));
    });
}

void RecordDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    QStyleOptionViewItem ground = option;
    ground.index = index;
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
    painter->save();
    QRect room = option.rect.adjusted(px(kCellSide), 0, -px(kCellSide), 0);
    if (index.column() == RecentRecordsModel::What) {
        paintMark(*painter, option.rect,
                  static_cast<Operation>(index.data(RecentRecordsModel::OperationRole).toInt()));
        room.setLeft(room.left() + px(kMarkRoom));
    }
    // Topics and keys are told apart by their ends.
    const bool end = index.column() == RecentRecordsModel::Topic || index.column() == RecentRecordsModel::Key;
    const auto elided = end ? Qt::ElideLeft : Qt::ElideRight;
    const QString words = index.data().toString();
    const bool right = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    const Qt::Alignment side = right ? Qt::AlignRight : Qt::AlignLeft;
    const QVariant ink = index.data(Qt::ForegroundRole);
    painter->setPen(ink.isValid() ? ink.value<QColor>() : color(Token::Text));
    if (index.data(Qt::FontRole).isValid())
        m_mono.draw(*painter, room, side, m_mono.elided(words, room.width(), elided));
    else
        m_body.draw(*painter, room, side, words, elided);
    painter->restore();
}

} // namespace pk::gui
