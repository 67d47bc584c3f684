#include "views/pill.h"

#include "theme/painting.h"
#include "views/themed.h"

#include <QPainterPath>

namespace pk::gui {

namespace {

int markSide()
{
    return px(8);
}

QFont pillFont(bool small)
{
    QFont font = Theme::instance().font(small ? TextRole::Caption : TextRole::Small);
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize pillSize(const QString &text, Mark mark, bool small)
{
    const int markWidth = mark == Mark::None ? 0 : markSide() + (text.isEmpty() ? 0 : px(6));
    const int width = textWidth(pillFont(small), text) + markWidth + 2 * px(small ? 7 : 10);
    return QSize(width, px(small ? 18 : 22));
}

void paintPill(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &ink,
               const QString &text, Mark mark, bool small)
{
    drawBox(painter, rect, rect.height() / 2.0, fill);
    QRect rest = rect.adjusted(px(small ? 7 : 10), 0, -px(small ? 7 : 10), 0);
    if (mark != Mark::None) {
        const int side = markSide();
        drawMark(painter, QRectF(rest.left(), rect.top() + (rect.height() - side) / 2.0, side, side), mark,
                 ink);
        rest.setLeft(rest.left() + side + px(6));
    }
    painter.setFont(pillFont(small));
    painter.setPen(ink);
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
}

/// The outline of the icon of faults, filled: taller than the other marks, or it would be a dot.
void drawFlame(QPainter &painter, const QRectF &rect)
{
    constexpr double height = 19; // of the icon, from y = 2
    const double unit = (rect.height() + px(4)) / height;
    painter.translate(rect.center());
    painter.scale(unit, unit);
    painter.translate(-12, -2 - height / 2);
    QPainterPath flame(QPointF(12, 10.9));
    flame.cubicTo(14.3, 7.6, 12.2, 3.1, 11, 2);
    flame.cubicTo(11, 5.4, 8.8, 7.3, 7.3, 8.7);
    flame.cubicTo(5.9, 10.1, 5, 12, 5, 14.3);
    flame.cubicTo(5, 18, 8.1, 21, 12, 21);
    flame.cubicTo(15.9, 21, 19, 18, 19, 14.3);
    flame.cubicTo(19, 12.6, 17.8, 9.9, 16.7, 8.7);
    flame.cubicTo(14.6, 12.1, 13.4, 12.1, 12, 10.9);
    painter.drawPath(flame);
}

} // namespace

void drawMark(QPainter &painter, const QRectF &rect, Mark mark, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF middle = rect.center();
    switch (mark) {
    case Mark::None:
        break;
    case Mark::Dot:
        painter.drawEllipse(rect);
        break;
    case Mark::Square:
        painter.drawRoundedRect(rect, px(2), px(2));
        break;
    case Mark::Diamond:
        painter.drawPolygon(QPolygonF{QPointF(middle.x(), rect.top()), QPointF(rect.right(), middle.y()),
                                      QPointF(middle.x(), rect.bottom()), QPointF(rect.left(), middle.y())});
        break;
    case Mark::Triangle:
        painter.drawPolygon(
            QPolygonF{QPointF(middle.x(), rect.top()), rect.bottomRight(), rect.bottomLeft()});
        break;
    case Mark::Flame:
        drawFlame(painter, rect);
        break;
    }
    painter.restore();
}

Pill::Pill(const Accent &accent, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_accent(accent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
    onTheme(this, [this] { updateGeometry(); });
}

void Pill::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    if (m_elided)
        setToolTip(text);
    updateGeometry();
    update();
}

void Pill::setAccent(const Accent &accent)
{
    if (accent == m_accent)
        return;
    m_accent = accent;
    update();
}

void Pill::setMark(Mark mark)
{
    if (mark == m_mark)
        return;
    m_mark = mark;
    updateGeometry();
    update();
}

void Pill::setSmall(bool small)
{
    m_small = small;
    updateGeometry();
}

void Pill::setElided(bool elided)
{
    m_elided = elided;
    setSizePolicy(elided ? QSizePolicy::Maximum : QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(elided ? m_text : QString());
    updateGeometry();
}

QSize Pill::minimumSizeHint() const
{
    return m_elided ? QSize(std::min(px(60), sizeHint().width()), sizeHint().height()) : sizeHint();
}

QSize Pill::sizeFor(const QString &text) const
{
    return pillSize(text, m_mark, m_small);
}

QSize Pill::sizeHint() const
{
    return sizeFor(m_text);
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(painter, rect(), color(m_accent.tint), color(m_accent.text), m_text, m_mark, m_small);
}

PillButton::PillButton(const Accent &accent, QWidget *parent)
    : PaintedButton(parent)
    , m_accent(accent)
{
    setCursor(Qt::PointingHandCursor);
}

void PillButton::setAccent(const Accent &accent)
{
    if (accent == m_accent)
        return;
    m_accent = accent;
    update();
}

void PillButton::setMark(Mark mark)
{
    m_mark = mark;
    updateGeometry();
    update();
}

void PillButton::setOutlined(bool outlined)
{
    m_outlined = outlined;
    update();
}

void PillButton::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    updateGeometry();
    update();
}

int PillButton::unfoldedWidth() const
{
    return pillSize(text(), m_mark, false).width();
}

QSize PillButton::sizeHint() const
{
    return pillSize(m_folded ? QString() : text(), m_mark, false).expandedTo(QSize(0, px(24)));
}

void PillButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor fill = color(m_accent.tint);
    if (isDown() || isHovered())
        fill = mixed(fill, color(m_accent.solid), isDown() ? 0.22 : 0.12);
    paintPill(painter, rect(), fill, color(m_accent.text), m_folded ? QString() : text(), m_mark, false);
    if (m_outlined)
        drawBox(painter, rect(), height() / 2.0, Qt::transparent,
                mixed(color(Token::Border), color(m_accent.solid), 0.35));
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), height() / 2.0);
}

Chip::Chip(const QString &text, QWidget *parent)
    : PaintedButton(parent)
{
    setText(text);
    setCheckable(true);
}

void Chip::setFigure(const QString &figure)
{
    if (figure == m_figure)
        return;
    m_figure = figure;
    updateGeometry();
    update();
}

void Chip::setAccent(const Accent &accent)
{
    m_accent = accent;
    update();
}

QSize Chip::sizeHint() const
{
    const Theme &theme = Theme::instance();
    int width = textWidth(theme.font(TextRole::Strong), text()) + 2 * px(10);
    if (!m_figure.isEmpty())
        width += textWidth(theme.font(TextRole::MonoSmall), m_figure) + px(6);
    return QSize(width, px(26));
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::instance();
    QColor fill = color(isChecked() ? m_accent.tint : Token::Surface);
    if (isDown() || isHovered())
        fill = mixed(fill, color(Token::Text), isDown() ? 0.12 : 0.05);
    drawBox(painter, rect(), px(8), fill,
            isChecked() ? mixed(fill, color(m_accent.solid), 0.6) : color(Token::Border));
    const Token ink = !isEnabled() ? Token::Subtle : isChecked() ? m_accent.text : Token::Text;
    const QRect inner = rect().adjusted(px(10), 0, -px(10), 0);
    painter.setFont(theme.font(TextRole::Strong));
    painter.setPen(color(ink));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(theme.font(TextRole::MonoSmall));
    painter.setPen(color(Token::Muted));
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, m_figure);
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), px(8));
}

} // namespace pk::gui
