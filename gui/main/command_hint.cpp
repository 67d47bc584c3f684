#include "main/command_hint.h"

#include "theme/painting.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kHeight = 22;
constexpr int kBeforeText = 26; ///< with the icon
constexpr int kAfterText = 9;
constexpr int kLeast = 90;
constexpr int kMost = 420; ///< the line has news to tell, too

} // namespace

CommandHint::CommandHint(QWidget *parent)
    : PaintedButton(parent)
{
    setObjectName(QStringLiteral("commandHint"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    retranslate();
    hide();
}

void CommandHint::setCommand(const QString &command)
{
    setText(command.simplified()); // one line has no lines of its own
    updateGeometry();
    update();
    show();
}

QSize CommandHint::sizeHint() const
{
    const int text = textWidth(Theme::instance().font(TextRole::MonoSmall), this->text());
    return {std::min(px(kBeforeText) + text + px(kAfterText), px(kMost)), px(kHeight)};
}

QSize CommandHint::minimumSizeHint() const
{
    return {std::min(px(kLeast), sizeHint().width()), px(kHeight)};
}

void CommandHint::retranslate()
{
    setToolTip(QCoreApplication::translate("main", "The same by command line"));
    setAccessibleName(toolTip());
}

void CommandHint::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    PaintedButton::changeEvent(event);
}

void CommandHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawBox(painter, rect(), height() / 2,
            color(isHovered() || isChecked() ? Token::Surface2 : Token::Surface), color(Token::Border));
    const int icon = px(13);
    Theme::instance()
        .icon(QStringLiteral("terminal"), Token::Muted)
        .paint(&painter, QRect(px(9), (height() - icon) / 2, icon, icon));
    const QFont font = Theme::instance().font(TextRole::MonoSmall);
    const int room = width() - px(kBeforeText) - px(kAfterText);
    painter.setFont(font);
    painter.setPen(color(Token::Text));
    painter.drawText(QRect(px(kBeforeText), 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(text(), Qt::ElideRight, room));
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), height() / 2);
}

} // namespace pk::gui
