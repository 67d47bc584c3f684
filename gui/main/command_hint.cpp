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
    m_isNote = false;
    setText(command.simplified()); // one line has no lines of its own
    updateGeometry();
    update();
    show();
}

void CommandHint::setNote(const QString &note)
{
    setCommand(note);
    m_isNote = true;
    updateGeometry();
}

int CommandHint::beforeText() const
{
    return px(m_isNote ? kAfterText : kBeforeText);
}

QSize CommandHint::sizeHint() const
{
    const int text = textWidth(Theme::instance().font(face()), this->text());
    return {std::min(beforeText() + text + px(kAfterText), px(kMost)), px(kHeight)};
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
    const bool isTouched = isHovered() || isChecked();
    if (!m_isNote || isTouched)
        drawBox(painter, rect(), height() / 2, color(isTouched ? Token::Surface2 : Token::Surface),
                color(m_isNote ? Token::Surface2 : Token::Border));
    const int icon = px(13);
    if (!m_isNote)
        Theme::instance()
            .icon(QStringLiteral("terminal"), Token::Muted)
            .paint(&painter, QRect(px(9), (height() - icon) / 2, icon, icon));
    const QFont font = Theme::instance().font(face());
    const int room = width() - beforeText() - px(kAfterText);
    painter.setFont(font);
    painter.setPen(color(m_isNote ? Token::Muted : Token::Text));
    painter.drawText(QRect(beforeText(), 0, room, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font).elidedText(text(), Qt::ElideRight, room));
    if (hasKeyboardFocus())
        drawFocusRing(painter, rect(), height() / 2);
}

} // namespace pk::gui
