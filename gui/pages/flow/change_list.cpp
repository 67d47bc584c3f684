#include "pages/flow/change_list.h"

#include "views/themed.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kRow = 24;
constexpr int kSide = 16;
constexpr int kPadding = 5; ///< of a value within its ground

QString lineOf(const ValueChange &change)
{
    return QStringLiteral("%1: %2 → %3")
        .arg(change.path, change.before.isEmpty() ? QStringLiteral("–") : change.before,
             change.after.isEmpty() ? QStringLiteral("–") : change.after);
}

/// A value on its ground, at most so wide; returns where it ends.
double paintValue(QPainter &painter, const QFontMetricsF &metrics, const QString &text, const QRectF &room,
                  Token ground, Token ink)
{
    const double width = std::min(room.width(), metrics.horizontalAdvance(text) + 2 * px(kPadding));
    const QRectF box(room.left(), room.top() + px(2), width, room.height() - px(4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(ground));
    painter.drawRoundedRect(box, px(4), px(4));
    painter.setPen(color(ink));
    const QRectF inner = box.adjusted(px(kPadding), 0, -px(kPadding) + 1, 0);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, Qt::ElideMiddle, inner.width() + 0.5));
    return box.right();
}

} // namespace

ChangeList::ChangeList(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
}

void ChangeList::setChanges(std::vector<ValueChange> changes)
{
    m_changes = std::move(changes);
    QStringList lines;
    for (const ValueChange &change : m_changes)
        lines << lineOf(change);
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize ChangeList::sizeHint() const
{
    return QSize(px(240), px(kRow) * static_cast<int>(m_changes.size()));
}

QSize ChangeList::minimumSizeHint() const
{
    return QSize(px(120), sizeHint().height());
}

bool ChangeList::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = help->pos().y() / px(kRow);
    if (row >= 0 && row < static_cast<int>(m_changes.size()))
        QToolTip::showText(help->globalPos(), lineOf(m_changes[static_cast<std::size_t>(row)]), this);
    return true;
}

void ChangeList::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::instance().font(TextRole::Mono));
    const int first = std::max(0, event->rect().top() / px(kRow));
    const int last = std::min(static_cast<int>(m_changes.size()) - 1, event->rect().bottom() / px(kRow));
    for (int row = first; row <= last; ++row)
        paintRow(painter, m_changes[static_cast<std::size_t>(row)],
                 QRect(px(kSide), row * px(kRow), width() - 2 * px(kSide), px(kRow)));
}

void ChangeList::paintRow(QPainter &painter, const ValueChange &change, const QRect &row) const
{
    const QFontMetricsF metrics(painter.font());
    double longest = 0;
    for (const ValueChange &other : m_changes)
        longest = std::max(longest, metrics.horizontalAdvance(other.path));
    const double pathWidth = std::min(longest, row.width() * 0.42);
    painter.setPen(color(Token::Muted));
    painter.drawText(QRectF(row.left(), row.top(), pathWidth + 1, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(change.path, Qt::ElideLeft, pathWidth + 0.5));
    double x = row.left() + pathWidth + px(12);
    const double arrow = px(22);
    if (!change.before.isEmpty()) {
        const double most = change.after.isEmpty() ? row.right() - x : (row.right() - x - arrow) / 2;
        x = paintValue(painter, metrics, change.before, QRectF(x, row.top(), most, row.height()),
                       Token::DiffDelete, Token::RoseText);
    }
    if (change.after.isEmpty())
        return;
    painter.setPen(color(Token::Subtle));
    const double sign = change.before.isEmpty() ? px(14) : arrow;
    painter.drawText(QRectF(x, row.top(), sign, row.height()), Qt::AlignCenter,
                     change.before.isEmpty() ? QStringLiteral("+") : QStringLiteral("→"));
    paintValue(painter, metrics, change.after,
               QRectF(x + sign, row.top(), row.right() - x - sign, row.height()), Token::DiffAdd,
               Token::TealText);
}

} // namespace pk::gui
