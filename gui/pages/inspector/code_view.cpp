#include "pages/inspector/code_view.h"

#include "theme/painting.h"
#include "views/themed.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

#include <utility>

namespace pk::gui {

namespace {

constexpr int kRow = 18;
constexpr int kText = 60; ///< where the text begins
constexpr int kRight = 12;

// What is read aloud of lines that have not changed; of those that have, everything is.
constexpr int kMostDescribed = 100;
constexpr int kLongestDescribed = 300;

struct ChangeLook
{
    Token line;
    Token text;
    Token fill;
    const char *mark;
};

ChangeLook lookOf(CodeRow::Change change)
{
    switch (change) {
    case CodeRow::Change::Removed:
        return {Token::Rose, Token::RoseText, Token::DiffDelete, "\xE2\x88\x92"};
    case CodeRow::Change::Changed:
        return {Token::Amber, Token::AmberText, Token::AmberTint, "~"};
    case CodeRow::Change::Added:
        return {Token::Teal, Token::TealText, Token::DiffAdd, "+"};
    case CodeRow::Change::None:
        break;
    }
    return {Token::Border, Token::Subtle, Token::Surface, ""};
}

Token tokenOf(CodeSpan::Kind kind)
{
    switch (kind) {
    case CodeSpan::Kind::Plain:
        return Token::Text;
    case CodeSpan::Kind::Punctuation:
    case CodeSpan::Kind::Old:
        return Token::Muted;
    case CodeSpan::Kind::Key:
        return Token::BlueText;
    case CodeSpan::Kind::Text:
        return Token::TealText;
    case CodeSpan::Kind::Number:
    case CodeSpan::Kind::Literal:
        return Token::AmberText;
    }
    return Token::Text;
}

/// For those who do not see it.
QString describe(const std::vector<CodeRow> &rows)
{
    QStringList lines;
    int unchanged = 0;
    bool gap = false;
    for (const CodeRow &row : rows) {
        const bool changed = row.change != CodeRow::Change::None;
        if (!changed && ++unchanged > kMostDescribed) {
            gap = true;
            continue;
        }
        if (std::exchange(gap, false))
            lines << QString(QChar(0x2026));
        const QString text = row.text().trimmed().left(kLongestDescribed);
        lines << (changed ? QString::fromUtf8(lookOf(row.change).mark) + QLatin1Char(' ') + text : text);
    }
    if (gap)
        lines << QString(QChar(0x2026));
    return lines.join(QLatin1Char('\n'));
}

QFont codeFont()
{
    return Theme::instance().font(TextRole::Mono);
}

} // namespace

QString CodeRow::text() const
{
    QString text(indent, QLatin1Char(' '));
    for (const CodeSpan &span : spans)
        text += span.text;
    return text;
}

CodeView::CodeView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    onTheme(this, [this] { updateGeometry(); });
}

void CodeView::setRows(std::vector<CodeRow> rows)
{
    if (rows == m_rows)
        return;
    m_rows = std::move(rows);
    m_current = std::clamp(m_current, 0, std::max(0, static_cast<int>(m_rows.size()) - 1));
    setAccessibleDescription(describe(m_rows));
    updateGeometry();
    update();
}

QSize CodeView::sizeHint() const
{
    return QSize(px(240), px(kRow) * static_cast<int>(m_rows.size()));
}

QSize CodeView::minimumSizeHint() const
{
    return QSize(px(120), sizeHint().height());
}

QRect CodeView::rowRect(int row) const
{
    return QRect(0, row * px(kRow), width(), px(kRow));
}

int CodeView::rowAt(int y) const
{
    const int row = y / px(kRow);
    return row >= 0 && row < static_cast<int>(m_rows.size()) ? row : -1;
}

void CodeView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const int first = std::max(0, event->rect().top() / px(kRow));
    const int last = std::min(static_cast<int>(m_rows.size()) - 1, event->rect().bottom() / px(kRow));
    for (int row = first; row <= last; ++row)
        paintRow(painter, row);
    if (hasFocus() && !m_rows.empty())
        drawFocusRing(painter, rowRect(m_current).adjusted(px(4), 0, -px(4), 0), px(4));
}

void CodeView::paintRow(QPainter &painter, int index) const
{
    const CodeRow &row = m_rows[static_cast<std::size_t>(index)];
    const QRect rect = rowRect(index);
    const ChangeLook look = lookOf(row.change);
    if (row.change != CodeRow::Change::None) {
        painter.fillRect(rect, color(look.fill));
        painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), color(look.line));
    }
    painter.setFont(codeFont());
    const QFontMetricsF metrics(codeFont());
    painter.setPen(color(Token::Subtle));
    if (row.number > 0)
        painter.drawText(QRect(0, rect.top(), px(36), rect.height()), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(row.number));
    painter.setPen(color(look.text));
    painter.drawText(QRect(px(40), rect.top(), px(16), rect.height()), Qt::AlignCenter,
                     QString::fromUtf8(look.mark));
    double x = px(kText) + row.indent * metrics.horizontalAdvance(QLatin1Char(' '));
    const double right = width() - px(kRight);
    for (const CodeSpan &span : row.spans) {
        const double room = right - x;
        if (room <= 0)
            return;
        QFont font = codeFont();
        font.setStrikeOut(span.kind == CodeSpan::Kind::Old);
        painter.setFont(font);
        painter.setPen(color(tokenOf(span.kind)));
        const double wide = metrics.horizontalAdvance(span.text);
        const QString shown = wide > room ? metrics.elidedText(span.text, Qt::ElideRight, room) : span.text;
        painter.drawText(QRectF(x, rect.top(), room, rect.height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
        if (wide > room)
            return;
        x += wide;
    }
}

void CodeView::toggle(int row)
{
    if (row >= 0 && row < static_cast<int>(m_rows.size())) {
        m_current = row;
        const QString fold = m_rows[static_cast<std::size_t>(row)].fold;
        if (!fold.isEmpty())
            Q_EMIT foldToggled(fold);
    }
}

void CodeView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        toggle(rowAt(qRound(event->position().y())));
    QWidget::mouseReleaseEvent(event);
}

void CodeView::mouseMoveEvent(QMouseEvent *event)
{
    const int row = rowAt(qRound(event->position().y()));
    const bool folds = row >= 0 && !m_rows[static_cast<std::size_t>(row)].fold.isEmpty();
    setCursor(folds ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void CodeView::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_rows.size()) - 1;
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->key() == Qt::Key_Down && m_current < last) {
        ++m_current;
    } else if (event->key() == Qt::Key_Up && m_current > 0) {
        --m_current;
    } else if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return) {
        toggle(m_current);
    } else {
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

void CodeView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this); // it may be open while the window closes
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(Theme::instance().icon(QStringLiteral("copy")),
                    QCoreApplication::translate("inspector", "Copy"), this, &CodeView::copy);
    menu->popup(event->globalPos());
}

void CodeView::copy() const
{
    QStringList lines;
    for (const CodeRow &row : m_rows)
        lines << row.text();
    QGuiApplication::clipboard()->setText(m_copyText.isEmpty() ? lines.join(QLatin1Char('\n')) : m_copyText);
}

bool CodeView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(help->pos().y());
    const QString text = row >= 0 ? m_rows[static_cast<std::size_t>(row)].text() : QString();
    const bool cut = px(kText) + textWidth(codeFont(), text) > width() - px(kRight);
    if (cut)
        QToolTip::showText(help->globalPos(), text.trimmed().left(2'000), this, rowRect(row));
    else
        QToolTip::hideText();
    return true;
}

} // namespace pk::gui
