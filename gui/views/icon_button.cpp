#include "views/icon_button.h"

#include "theme/painting.h"
#include "views/themed.h"

namespace pk::gui {

IconButton::IconButton(const QString &iconName, const QString &text, QWidget *parent)
    : PaintedButton(parent)
    , m_iconName(iconName)
{
    setLabel(text);
}

void IconButton::setIconName(const QString &name)
{
    if (name == m_iconName)
        return;
    m_iconName = name;
    update();
}

void IconButton::setLabel(const QString &text)
{
    const QKeySequence keys = shortcut();
    setText(text); // takes the shortcut away
    setShortcut(keys);
    setToolTip(keys.isEmpty() ? text
                              : QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
}

void IconButton::setLook(Look look)
{
    m_look = look;
    update();
}

void IconButton::setToken(Token token)
{
    m_token = token;
    update();
}

void IconButton::setSmall(bool small)
{
    m_small = small;
    updateGeometry();
}

QSize IconButton::sizeHint() const
{
    const int side = px(m_small ? 26 : 32);
    return QSize(m_look == Look::Segment ? side + px(4) : side, side);
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int radius = px(m_small ? 7 : 9);
    const bool raised = m_look == Look::Outlined || isChecked();
    QColor fill =
        raised ? color(isChecked() && m_look != Look::Segment ? Token::BlueTint : Token::Surface) : QColor();
    if (isDown() || isHovered())
        fill = mixed(fill.isValid() ? fill : palette().color(backgroundRole()), color(Token::Text),
                     isDown() ? 0.16 : 0.08);
    if (fill.isValid())
        drawBox(painter, rect(), radius, fill, raised ? color(Token::Border) : QColor());
    const int side = px(m_small ? 16 : 18);
    const QRect place((width() - side) / 2, (height() - side) / 2, side, side);
    const bool bright = isChecked() || isHovered();
    const Token token = bright && m_token == Token::Muted ? Token::Text : m_token;
    Theme::instance()
        .icon(m_iconName, token)
        .paint(&painter, place, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), radius);
}

} // namespace pk::gui
