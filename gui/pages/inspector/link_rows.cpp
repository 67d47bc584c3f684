#include "pages/inspector/link_rows.h"

#include "theme/painting.h"
#include "views/painted_button.h"
#include "views/themed.h"

#include <QVBoxLayout>

namespace pk::gui {

namespace {

constexpr int kHeight = 24;
constexpr int kSecondLine = 17; // of a sentence
constexpr int kLinkText = 25;
constexpr int kIcon = 15;
constexpr int kIconRoom = 24;

} // namespace

class LinkRows::Line final : public PaintedButton
{
public:
    explicit Line(QWidget *parent)
        : PaintedButton(parent)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    /// `next` is the row that follows on the rail; null: none does.
    void show(const Row &row, bool first, const Row *next)
    {
        const bool railEnds = next && next->look == Look::Ahead;
        const Token nextToken = next ? next->token : Token::Border;
        if (row == m_row && first == m_first && !next == m_last && railEnds == m_railEnds
            && nextToken == m_nextToken)
            return;
        m_row = row;
        m_first = first;
        m_last = !next;
        m_railEnds = railEnds;
        m_nextToken = nextToken;
        const bool link = row.link.kind != Link::Kind::None;
        setFocusPolicy(link ? Qt::TabFocus : Qt::NoFocus);
        setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
        setText(QStringList{row.title, row.detail, row.figure}.join(QLatin1Char(' ')).simplified());
        setToolTip(row.help.isEmpty() ? text() : row.help);
        updateGeometry();
        update();
    }

    const Link &link() const { return m_row.link; }

    QSize sizeHint() const override { return QSize(px(240), px(kHeight + (isLong() ? kSecondLine : 0))); }
    QSize minimumSizeHint() const override { return QSize(px(120), sizeHint().height()); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const bool link = m_row.link.kind != Link::Kind::None;
        if (link && (isHovered() || isDown()))
            drawBox(painter, rect().adjusted(-px(6), 0, px(6), 0), px(6), color(Token::Surface2));
        const bool rail = isRail();
        if (rail)
            paintRail(painter);
        else if (m_row.mark != Mark::None)
            drawMark(painter, markRect(px(4), 8), m_row.mark, color(m_row.token));
        if (link) {
            const int side = px(kIcon);
            Theme::instance()
                .icon(rail ? QStringLiteral("external") : QStringLiteral("chevron-right"),
                      rail ? Token::BlueText : Token::Muted)
                .paint(&painter, QRect(width() - side, (height() - side) / 2, side, side));
        }
        paintFigure(painter);
        paintTexts(painter, textRect());
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(4));
    }

    void resizeEvent(QResizeEvent *event) override
    {
        PaintedButton::resizeEvent(event);
        if (m_row.sentence)
            updateGeometry(); // it may need another line now
    }

private:
    bool isRail() const { return m_row.look != Look::Plain; }

    /// Where the figure ends.
    int rightEdge() const
    {
        return width() - (m_row.link.kind != Link::Kind::None || isRail() ? px(kIconRoom) : 0);
    }

    QRect textRect() const
    {
        const int left = isRail()      ? px(isBeside(m_row.look) ? kLinkText + 16 : kLinkText)
            : m_row.mark != Mark::None ? px(18)
                                       : 0;
        const int figure = m_row.figure.isEmpty()
            ? 0
            : textWidth(Theme::instance().font(TextRole::Mono), m_row.figure) + px(8);
        return QRect(left, 0, std::max(0, rightEdge() - figure - left), height());
    }

    /// A sentence that one line does not hold.
    bool isLong() const
    {
        return m_row.sentence
            && textWidth(Theme::instance().font(TextRole::Body), m_row.title) > textRect().width();
    }

    QRectF markRect(double x, double side) const
    {
        const double s = side * Theme::instance().scale();
        return QRectF(x, (height() - s) / 2, s, s);
    }

    void paintRail(QPainter &painter) const
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const double x = px(6);
        const double middle = height() / 2.0;
        const QColor done = color(m_row.token);
        const QPen ahead(color(Token::Border), hairline() * 1.5, Qt::DotLine);
        const QPen behind(done, px(2));
        const auto line = [&](const QPen &pen, double from, double to) {
            painter.setPen(pen);
            painter.drawLine(QPointF(x, from), QPointF(x, to));
        };
        const bool past = m_row.look == Look::Past || m_row.look == Look::Here;
        if (isBeside(m_row.look)) {
            if (!m_last)
                line(m_row.look == Look::Bypassed && !m_railEnds ? QPen(color(m_nextToken), px(2)) : ahead, 0,
                     height());
            paintBranch(painter, x, done);
            painter.restore();
            return;
        }
        if (!m_first)
            line(past ? behind : ahead, 0, middle);
        if (!m_last)
            line(past && !m_railEnds ? behind : ahead, middle, height());
        const QRectF mark = markRect(x - 5 * Theme::instance().scale(), 10);
        if (m_row.look == Look::Here) {
            painter.setPen(Qt::NoPen);
            QColor halo = done;
            halo.setAlphaF(0.3f);
            painter.setBrush(halo);
            painter.drawEllipse(mark.adjusted(-px(4), -px(4), px(4), px(4)));
        }
        if (m_row.look == Look::Ahead) {
            painter.setPen(QPen(done, px(2)));
            painter.setBrush(color(Token::Surface));
            painter.drawEllipse(mark.adjusted(px(1), px(1), -px(1), -px(1)));
        } else {
            drawMark(painter, mark, m_row.mark == Mark::None ? Mark::Dot : m_row.mark, done);
        }
        painter.restore();
    }

    /// Full and with a line where the record has gone, an outline where it has not.
    void paintBranch(QPainter &painter, double x, const QColor &ink) const
    {
        const double middle = height() / 2.0;
        const bool taken = m_row.look == Look::Branch;
        painter.setPen(QPen(ink, taken ? px(2) : hairline() * 1.5, taken ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(QPointF(x, 0), QPointF(px(16), middle));
        const QRectF mark = markRect(px(18), 10);
        if (taken) {
            drawMark(painter, mark, m_row.mark, ink);
            return;
        }
        painter.setPen(
            QPen(ink, 1.5 * Theme::instance().scale(), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(color(Token::Surface));
        const QRectF inner = mark.adjusted(px(1), px(1), -px(1), -px(1));
        painter.drawPolygon(
            QPolygonF{QPointF(inner.center().x(), inner.top()), inner.bottomRight(), inner.bottomLeft()});
    }

    void paintFigure(QPainter &painter) const
    {
        if (m_row.figure.isEmpty())
            return;
        painter.setFont(Theme::instance().font(TextRole::Mono));
        painter.setPen(color(m_row.figureToken));
        const int wide = textWidth(painter.font(), m_row.figure);
        painter.drawText(QRect(rightEdge() - wide, 0, wide, height()), Qt::AlignRight | Qt::AlignVCenter,
                         m_row.figure);
    }

    void paintTexts(QPainter &painter, QRect room) const
    {
        const bool quiet = m_row.look == Look::Ahead || isBeside(m_row.look);
        const QFont titleFont = Theme::instance().font(m_row.monoTitle ? TextRole::Mono : TextRole::Body);
        painter.setFont(titleFont);
        painter.setPen(color(quiet && m_row.figureToken == Token::Subtle ? Token::Muted : Token::Text));
        if (isLong()) {
            painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, m_row.title);
            return;
        }
        const QString title = painter.fontMetrics().elidedText(m_row.title, Qt::ElideRight, room.width());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, title);
        room.setLeft(room.left() + textWidth(titleFont, title) + px(8));
        if (m_row.detail.isEmpty() || room.width() < px(16))
            return;
        painter.setFont(Theme::instance().font(TextRole::MonoSmall));
        painter.setPen(color(Token::Muted));
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_row.detail, Qt::ElideRight, room.width()));
    }

    Row m_row;
    bool m_first = false;
    bool m_last = false;
    bool m_railEnds = false; ///< what follows has not happened yet
    Token m_nextToken = Token::Border;
};

LinkRows::LinkRows(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
}

LinkRows::~LinkRows() = default;

void LinkRows::setRows(const std::vector<Row> &rows)
{
    while (m_lines.size() < rows.size()) {
        auto *line = new Line(this);
        connect(line, &QAbstractButton::clicked, this, [this, line] {
            if (line->link().kind != Link::Kind::None)
                Q_EMIT linkActivated(line->link());
        });
        m_column->addWidget(line);
        line->setVisible(true); // a layout does so only later
        m_lines.push_back(line);
    }
    while (m_lines.size() > rows.size()) {
        delete m_lines.back();
        m_lines.pop_back();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto next = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(i) + 1, rows.end(),
                                       [](const Row &row) { return !isBeside(row.look); });
        m_lines[i]->show(rows[i], i == 0, next == rows.end() ? nullptr : &*next);
    }
}

QStringList LinkRows::texts() const
{
    QStringList texts;
    for (const Line *line : m_lines)
        texts << line->text();
    return texts;
}

} // namespace pk::gui
