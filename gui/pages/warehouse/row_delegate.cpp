#include "pages/warehouse/row_delegate.h"

#include "pages/warehouse/rows_model.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QApplication>
#include <QtMath>

namespace pk::gui {

namespace {

constexpr int kTextsKept = 1'000; ///< some screens full

bool isBad(const QString &status)
{
    return status.compare(QLatin1String("CANCELLED"), Qt::CaseInsensitive) == 0;
}

QFont statusFont()
{
    QFont font = Theme::instance().font(TextRole::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

RowDelegate::RowDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_body(kTextsKept)
    , m_status(kTextsKept)
{
    onTheme(this, [this] {
        m_mono = MonoText(Theme::instance().font(TextRole::Mono));
        m_body.setFont(Theme::instance().font(TextRole::Body));
        m_status.setFont(statusFont());
    });
}

/// `surface`: of the row.
void RowDelegate::paintStatus(QPainter &painter, const QRect &cell, const QString &text, bool changed,
                              const QColor &surface) const
{
    const int height = px(20);
    const int width = std::min(textWidth(m_status.font(), text) + 2 * px(8), cell.width());
    const QRect box(cell.left(), cell.top() + (cell.height() - height) / 2, width, height);
    const bool bad = isBad(text);
    const QColor fill =
        !changed ? mixed(surface, color(Token::Text), 0.1) : color(bad ? Token::RoseTint : Token::TealTint);
    const Token ink = !changed ? Token::Text : bad ? Token::RoseText : Token::TealText;
    drawBox(painter, box, height / 2.0, fill, changed ? color(bad ? Token::Rose : Token::Teal) : QColor());
    painter.setPen(color(ink));
    m_status.draw(painter, box.adjusted(px(8), 0, 1 - px(7), 0), Qt::AlignLeft, text);
}

void RowDelegate::paintText(QPainter &painter, const QRect &cell, CellKind kind, Qt::Alignment align,
                            const QString &text) const
{
    if (kind == CellKind::Text)
        m_body.draw(painter, cell, align, text);
    else
        m_mono.draw(painter, cell, align, m_mono.elided(text, cell.width()));
}

double RowDelegate::shownWidth(CellKind kind, const QString &text, int width) const
{
    return kind == CellKind::Text ? m_body.widthOf(text, width) : m_mono.widthOf(m_mono.elided(text, width));
}

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
    const bool null = option.text == QLatin1String("NULL");
    if (kind == CellKind::Status && !null) {
        const Token surface = selected        ? Token::Selection
            : mark == RowsModel::RowMark::New ? Token::NewRow
                                              : Token::Surface;
        paintStatus(*painter, inner, option.text, changed, color(surface));
    } else {
        if (changed) {
            const int width = qCeil(shownWidth(kind, option.text, inner.width())) + 2 * px(6);
            QRect box(inner.left() - px(6), rect.top() + px(3), width, rect.height() - 2 * px(3));
            if (option.displayAlignment.testFlag(Qt::AlignRight))
                box.moveRight(inner.right() + px(6));
            drawBox(*painter, box, px(5), color(Token::TealTint), color(Token::Teal));
        }
        const bool quiet = null || kind == CellKind::Place || kind == CellKind::Mono;
        const Token calm = index.column() == 1 || selected ? Token::Text : Token::Muted;
        painter->setPen(color(changed ? Token::TealText : null ? Token::Muted : quiet ? calm : Token::Text));
        paintText(*painter, inner, kind, option.displayAlignment, option.text);
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
    const QString text = index.data().toString();
    if (kind == CellKind::Status)
        return QSize(textWidth(m_status.font(), text) + px(38), px(30));
    const int width = kind == CellKind::Text ? textWidth(m_body.font(), text) : qCeil(m_mono.widthOf(text));
    return QSize(width + px(22), px(30));
}

} // namespace pk::gui
