#include "theme/control_painter.h"

#include "theme/painting.h"

namespace pk::gui::controls {

namespace {

const Theme &theme()
{
    return Theme::instance();
}

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

/// Focus is marked only where it came by the keyboard.
bool keyboardFocus(const QStyleOption &option)
{
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

struct ButtonColors
{
    QColor fill;
    QColor border;
    Token text = Token::Text;
};

ButtonColors buttonColors(const QStyleOption &option, ButtonKind kind)
{
    const auto color = [](Token token) { return theme().color(token); };
    ButtonColors colors;
    switch (kind) {
    case ButtonKind::Plain:
        colors = {color(Token::Surface2), color(Token::Border), Token::Text};
        break;
    case ButtonKind::Tonal:
        colors = {color(Token::BlueTint), color(Token::Blue), Token::BlueText};
        break;
    case ButtonKind::Solid:
        colors = {color(Token::Blue), color(Token::Blue), Token::OnAccent};
        break;
    case ButtonKind::Danger:
        colors = {color(Token::RoseTint), color(Token::Rose), Token::RoseText};
        break;
    }
    if (kind == ButtonKind::Tonal || kind == ButtonKind::Danger)
        colors.border = mixed(colors.fill, colors.border, 0.45);
    if (!has(option, QStyle::State_Enabled))
        return {color(Token::Surface2), color(Token::Border), Token::Subtle};
    if (has(option, QStyle::State_On) && kind == ButtonKind::Plain)
        colors = {color(Token::BlueTint), mixed(color(Token::BlueTint), color(Token::Blue), 0.6),
                  Token::BlueText};
    // Towards the text's colour, which is the direction of more contrast in both schemes.
    const QColor ink = color(kind == ButtonKind::Solid ? Token::Window : Token::Text);
    if (has(option, QStyle::State_Sunken))
        colors.fill = mixed(colors.fill, ink, 0.12);
    else if (has(option, QStyle::State_MouseOver))
        colors.fill = mixed(colors.fill, ink, 0.06);
    return colors;
}

void drawMark(QPainter &painter, const QString &icon, const QRect &rect, Token token, bool enabled = true)
{
    theme()
        .icon(icon, token)
        .paint(&painter, rect, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
}

QRect centred(const QRect &rect, int side)
{
    return QRect(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
}

/// Fill and border of a check box, radio button or switch.
std::pair<QColor, QColor> markColors(const QStyleOption &option)
{
    const bool on = !has(option, QStyle::State_Off);
    QColor fill = theme().color(on ? Token::Blue : Token::Surface2);
    QColor border = theme().color(on ? Token::Blue : Token::Subtle);
    if (!has(option, QStyle::State_Enabled)) {
        fill = theme().color(on ? Token::Consumed : Token::Surface2);
        border = theme().color(on ? Token::Consumed : Token::Border);
    } else if (has(option, QStyle::State_MouseOver)) {
        border = theme().color(Token::Blue);
    }
    return {fill, border};
}

} // namespace

void drawButton(QPainter &painter, const QStyleOptionButton &option, ButtonKind kind)
{
    const int radius = theme().px(option.rect.height() < theme().px(30) ? 8 : 10);
    if (!option.features.testFlag(QStyleOptionButton::Flat) || has(option, QStyle::State_MouseOver)
        || has(option, QStyle::State_Sunken)) {
        const ButtonColors colors = buttonColors(option, kind);
        drawBox(painter, option.rect, radius, colors.fill, colors.border);
    }
    if (keyboardFocus(option))
        drawFocusRing(painter, option.rect, radius);
}

void drawButtonLabel(QPainter &painter, const QStyleOptionButton &option, ButtonKind kind)
{
    const Token token = buttonColors(option, kind).text;
    const bool enabled = has(option, QStyle::State_Enabled);
    const int gap = theme().px(7);
    const int iconSide = option.icon.isNull() ? 0 : option.iconSize.height();
    const int textWidth = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
    const bool both = iconSide > 0 && !option.text.isEmpty();
    const int total = iconSide + textWidth + (both ? gap : 0);
    QRect rest = option.rect;
    rest.setLeft(option.rect.left() + std::max(0, (option.rect.width() - total) / 2));
    if (iconSide > 0) {
        const QRect place(rest.left(), option.rect.center().y() + 1 - iconSide / 2, iconSide, iconSide);
        option.icon.paint(&painter, place, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled,
                          has(option, QStyle::State_On) ? QIcon::On : QIcon::Off);
        rest.setLeft(place.right() + 1 + gap);
    }
    painter.setPen(theme().color(token));
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, option.text);
}

void drawCheckBox(QPainter &painter, const QStyleOption &option)
{
    const QRect box = centred(option.rect, theme().px(16));
    const auto [fill, border] = markColors(option);
    drawBox(painter, box, theme().px(5), fill, border);
    const bool enabled = has(option, QStyle::State_Enabled);
    if (has(option, QStyle::State_On))
        drawMark(painter, QStringLiteral("check"), centred(box, theme().px(14)), Token::OnAccent, enabled);
    else if (has(option, QStyle::State_NoChange))
        drawBox(painter, QRectF(box).adjusted(theme().px(4), theme().px(7), -theme().px(4), -theme().px(7)),
                1, theme().color(Token::OnAccent));
}

void drawRadioButton(QPainter &painter, const QStyleOption &option)
{
    const QRect box = centred(option.rect, theme().px(16));
    const auto [fill, border] = markColors(option);
    drawBox(painter, box, box.width() / 2.0, fill, border);
    if (has(option, QStyle::State_On)) {
        const double inset = theme().px(5);
        drawBox(painter, QRectF(box).adjusted(inset, inset, -inset, -inset), theme().px(3),
                theme().color(Token::OnAccent));
    }
}

void drawSwitch(QPainter &painter, const QStyleOption &option)
{
    const QRectF track =
        QRectF(0, 0, theme().px(34), theme().px(20))
            .translated(option.rect.x(), option.rect.y() + (option.rect.height() - theme().px(20)) / 2);
    auto [fill, border] = markColors(option);
    Token knob = Token::Subtle;
    if (has(option, QStyle::State_On)) {
        knob = Token::OnAccent;
    } else if (has(option, QStyle::State_Enabled)) { // an outline, to be seen on a projector, too; full is on
        fill = theme().color(Token::Surface);
        border = theme().color(Token::Muted);
        knob = Token::Muted;
    }
    drawBox(painter, track, track.height() / 2, fill, border);
    const double side = track.height() - theme().px(6);
    const double left =
        has(option, QStyle::State_On) ? track.right() - theme().px(3) - side : track.left() + theme().px(3);
    drawBox(painter, QRectF(left, track.top() + theme().px(3), side, side), side / 2, theme().color(knob));
}

void drawField(QPainter &painter, const QStyleOption &option)
{
    const bool active = has(option, QStyle::State_HasFocus) || has(option, QStyle::State_On);
    const bool hover = has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled);
    const QColor border = theme().color(active ? Token::Blue : hover ? Token::Consumed : Token::Border);
    drawBox(painter, option.rect, theme().px(10), theme().color(Token::Surface2), border);
    if (keyboardFocus(option))
        drawFocusRing(painter, option.rect, theme().px(10));
}

void drawSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor used = theme().color(enabled ? Token::Blue : Token::Consumed);
    const QColor rest = theme().color(Token::Consumed);
    const double thick = theme().px(4);
    const QPointF middle = QRectF(handle).center();
    QRectF before;
    QRectF after;
    if (option.orientation == Qt::Horizontal) {
        const double top = middle.y() - thick / 2;
        before = QRectF(option.rect.left(), top, middle.x() - option.rect.left(), thick);
        after = QRectF(middle.x(), top, option.rect.right() + 1 - middle.x(), thick);
    } else {
        const double left = middle.x() - thick / 2;
        after = QRectF(left, option.rect.top(), thick, middle.y() - option.rect.top());
        before = QRectF(left, middle.y(), thick, option.rect.bottom() + 1 - middle.y());
    }
    drawBox(painter, after, thick / 2, rest);
    drawBox(painter, before, thick / 2, used);
    const bool hot = enabled && (option.activeSubControls & QStyle::SC_SliderHandle)
        && (option.state & (QStyle::State_MouseOver | QStyle::State_Sunken));
    const QRectF knob = hot ? QRectF(handle) : QRectF(handle).adjusted(1, 1, -1, -1);
    drawBox(painter, knob, knob.width() / 2, used);
    const double edge = theme().px(2);
    drawBox(painter, knob.adjusted(edge, edge, -edge, -edge), knob.width() / 2 - edge,
            theme().color(keyboardFocus(option) ? Token::Blue : Token::Surface));
    if (keyboardFocus(option))
        drawFocusRing(painter, knob.adjusted(-edge, -edge, edge, edge), knob.width() / 2 + edge);
}

void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const double thick = std::min<double>(option.rect.height(), theme().px(8));
    QRectF groove(option.rect.x(), option.rect.y() + (option.rect.height() - thick) / 2.0,
                  option.rect.width(), thick);
    drawBox(painter, groove, thick / 2, theme().color(Token::Consumed));
    const double range = double(option.maximum) - option.minimum;
    if (range > 0) {
        const double share = std::clamp((option.progress - option.minimum) / range, 0.0, 1.0);
        if (share > 0)
            groove.setWidth(std::max(thick, groove.width() * share));
        else
            return;
    } else {
        groove.adjust(groove.width() * 0.3, 0, -groove.width() * 0.3, 0); // no known end
    }
    drawBox(painter, groove, thick / 2, theme().color(Token::Blue));
}

void drawChevron(QPainter &painter, const QStyleOption &option, const QRect &rect, Qt::ArrowType direction)
{
    static constexpr const char *names[] = {"", "chevron-up", "chevron-down", "chevron-left",
                                            "chevron-right"};
    if (direction == Qt::NoArrow)
        return;
    const int side = std::min({theme().px(14), rect.width(), rect.height()});
    drawMark(painter, QLatin1String(names[direction]), centred(rect, side), Token::Muted,
             has(option, QStyle::State_Enabled));
}

void drawKeyboardFocus(QPainter &painter, const QRect &rect)
{
    drawFocusRing(painter, rect, theme().px(6));
}

void drawCell(QPainter &painter, const QStyleOptionViewItem &option)
{
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    const bool selected = has(option, QStyle::State_Selected);
    if (selected)
        painter.fillRect(option.rect, theme().color(Token::Selection));
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        painter.fillRect(option.rect, theme().color(Token::Surface2));
    // The bar at the left end of a selected row.
    if (selected && option.index.column() == 0)
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), theme().px(3), option.rect.height()),
                         theme().color(Token::Blue));
}

} // namespace pk::gui::controls
