#include "pages/flow/change_list.h"

#include "views/format.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
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

/// "2026-12-01T03:58:41+07:00", also in quotes.
bool isTime(const QString &text)
{
    static const QRegularExpression iso(QStringLiteral("^\"?\\d{4}-\\d\\d-\\d\\dT"));
    return iso.match(text).hasMatch();
}

/// A value on its ground, at most so wide; returns where it ends.
double paintValue(QPainter &painter, const QFontMetricsF &metrics, const QString &text, const QRectF &room,
                  Token ground, Token ink, Qt::TextElideMode elided)
{
    const double width = std::min(room.width(), metrics.horizontalAdvance(text) + 2 * px(kPadding));
    const QRectF box(room.left(), room.top() + px(2), width, room.height() - px(4));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(ground));
    painter.drawRoundedRect(box, px(4), px(4));
    painter.setPen(color(ink));
    const QRectF inner = box.adjusted(px(kPadding), 0, -px(kPadding) + 1, 0);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text, elided, inner.width() + 0.5));
    return box.right();
}

} // namespace

void shortenAroundChange(QString &before, QString &after)
{
    constexpr qsizetype kept = 2; // of what is equal on each side
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype begin = 0;
    while (begin < shorter && before[begin] == after[begin])
        ++begin;
    qsizetype end = 0;
    while (end < shorter - begin && before[before.size() - 1 - end] == after[after.size() - 1 - end])
        ++end;
    for (QString *text : {&before, &after}) {
        if (end > kept + 1)
            *text = text->left(text->size() - end + kept) + QChar(0x2026);
        if (begin > kept + 1)
            *text = QChar(0x2026) + text->mid(begin - kept);
    }
}

ChangeList::ChangeList(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onTheme(this, [this] {
        measure();
        updateGeometry();
    });
}

void ChangeList::setChanges(std::vector<ValueChange> changes)
{
    // What a step has done to a time is seen only where there is room for all of it.
    std::stable_partition(changes.begin(), changes.end(),
                          [](const ValueChange &change) { return !isTime(change.after); });
    m_more = changes.size() - std::min(changes.size(), Most);
    changes.resize(changes.size() - m_more);
    m_changes = std::move(changes);
    measure();
    QStringList lines;
    for (const ValueChange &change : m_changes)
        lines << lineOf(change);
    if (m_more > 0)
        lines << moreText();
    setAccessibleDescription(lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QString ChangeList::moreText() const
{
    return QCoreApplication::translate("flow_page", "and %1 more").arg(grouped(m_more));
}

int ChangeList::rowHeight()
{
    return px(kRow);
}

int ChangeList::rows() const
{
    return static_cast<int>(m_changes.size()) + (m_more > 0 ? 1 : 0);
}

void ChangeList::measure()
{
    const QFontMetricsF metrics(Theme::instance().font(TextRole::Mono));
    m_pathWidth = 0;
    for (const ValueChange &change : m_changes)
        m_pathWidth = std::max(m_pathWidth, metrics.horizontalAdvance(change.path));
}

QSize ChangeList::sizeHint() const
{
    return QSize(px(240), rowHeight() * rows());
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
    const int row = help->pos().y() / rowHeight();
    if (row >= 0 && row < static_cast<int>(m_changes.size()))
        QToolTip::showText(help->globalPos(), lineOf(m_changes[static_cast<std::size_t>(row)]), this);
    return true;
}

void ChangeList::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::instance().font(TextRole::Mono));
    const int first = std::max(0, event->rect().top() / rowHeight());
    const int last = std::min(static_cast<int>(m_changes.size()) - 1, event->rect().bottom() / rowHeight());
    for (int row = first; row <= last; ++row)
        paintRow(painter, m_changes[static_cast<std::size_t>(row)],
                 QRect(px(kSide), row * rowHeight(), width() - 2 * px(kSide), rowHeight()));
    if (m_more > 0) {
        painter.setPen(color(Token::Muted));
        painter.drawText(QRect(px(kSide), rowHeight() * (rows() - 1), width() - 2 * px(kSide), rowHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter, moreText());
    }
}

void ChangeList::paintRow(QPainter &painter, const ValueChange &change, const QRect &row) const
{
    const QFontMetricsF metrics(painter.font());
    const double pathWidth = std::min(m_pathWidth, row.width() * 0.42);
    painter.setPen(color(Token::Muted));
    painter.drawText(QRectF(row.left(), row.top(), pathWidth + 1, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(change.path, Qt::ElideLeft, pathWidth + 0.5));
    double x = row.left() + pathWidth + px(12);
    const double arrow = px(22);
    QString before = change.before;
    QString after = change.after;
    // What changed stands at the front then.
    const auto elided = before.isEmpty() || after.isEmpty() ? Qt::ElideMiddle : Qt::ElideRight;
    if (!before.isEmpty()) {
        const double most = after.isEmpty() ? row.right() - x : (row.right() - x - arrow) / 2;
        const double longer = std::max(metrics.horizontalAdvance(before), metrics.horizontalAdvance(after));
        if (longer + 2 * px(kPadding) > most)
            shortenAroundChange(before, after);
        x = paintValue(painter, metrics, before, QRectF(x, row.top(), most, row.height()), Token::DiffDelete,
                       Token::RoseText, elided);
    }
    if (after.isEmpty())
        return;
    painter.setPen(color(Token::Subtle));
    const double sign = before.isEmpty() ? px(14) : arrow;
    painter.drawText(QRectF(x, row.top(), sign, row.height()), Qt::AlignCenter,
                     before.isEmpty() ? QStringLiteral("+") : QStringLiteral("→"));
    paintValue(painter, metrics, after, QRectF(x + sign, row.top(), row.right() - x - sign, row.height()),
               Token::DiffAdd, Token::TealText, elided);
}

} // namespace pk::gui
