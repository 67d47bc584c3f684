#include "pages/flow/record_delegate.h"

#include "pages/flow/recent_records_model.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

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

/// To shorten a text, all of it is shaped: of a message of hundreds of characters that is most of what a row
/// costs. No letter is narrower than a third of an average one.
QString whatMayFit(const QString &text, const QFontMetricsF &metrics, int width, Qt::TextElideMode elided)
{
    const auto most = static_cast<qsizetype>(3 * width / std::max(1.0, metrics.averageCharWidth())) + 1;
    if (text.size() <= most)
        return text;
    return elided == Qt::ElideLeft ? text.right(most) : text.left(most);
}

} // namespace

RecordDelegate::RecordDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_texts(kTextsKept)
{
    onTheme(this, [this] {
        m_mono = MonoText(Theme::instance().font(TextRole::Mono));
        m_body = Theme::instance().font(TextRole::Body);
        m_texts.clear();
    });
}

const QStaticText &RecordDelegate::shapedText(const QString &text, int width, Qt::TextElideMode elided) const
{
    Key key{text, width, elided};
    if (const QStaticText *known = m_texts.object(key))
        return *known;
    ++m_shaped;
    const QFontMetricsF metrics(m_body);
    auto *shaped =
        new QStaticText(metrics.elidedText(whatMayFit(text, metrics, width, elided), elided, width));
    shaped->setTextFormat(Qt::PlainText);
    shaped->prepare({}, m_body);
    m_texts.insert(key, shaped);
    return *shaped;
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
    const QVariant ink = index.data(Qt::ForegroundRole);
    painter->setPen(ink.isValid() ? ink.value<QColor>() : color(Token::Text));
    if (index.data(Qt::FontRole).isValid()) {
        m_mono.draw(*painter, room, right ? Qt::AlignRight : Qt::AlignLeft,
                    m_mono.elided(words, room.width(), elided));
    } else {
        const QStaticText &text = shapedText(words, room.width(), elided);
        painter->setFont(m_body);
        painter->drawStaticText(QPointF(right ? room.right() + 1 - text.size().width() : room.left(),
                                        room.top() + (room.height() - text.size().height()) / 2),
                                text);
    }
    painter->restore();
}

} // namespace pk::gui
