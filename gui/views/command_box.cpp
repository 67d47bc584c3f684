#include "views/command_box.h"

#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QTimer>

namespace pk::gui {

CommandBox::CommandBox(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(TextRole::Mono, Token::Text, this))
    , m_note(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_copy(new IconButton(QStringLiteral("copy"), {}, this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setWordWrap(true);
    m_note->hide();
    m_copy->setLook(IconButton::Look::Outlined);
    connect(m_copy, &IconButton::clicked, this, &CommandBox::copy);

    auto *texts = new QVBoxLayout;
    texts->addWidget(m_text);
    texts->addWidget(m_note);
    auto *row = new QHBoxLayout(this);
    row->addLayout(texts, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    onTheme(this, [row, texts] {
        row->setContentsMargins(px(12), px(8), px(8), px(8));
        row->setSpacing(px(8));
        texts->setSpacing(px(4));
    });
    retranslate();
}

void CommandBox::setCommand(const QString &command)
{
    m_command = command;
    m_text->setAccessibleName(command);
    showCommand();
}

void CommandBox::setShownLength(int characters)
{
    m_shownLength = characters;
    showCommand();
}

void CommandBox::showCommand()
{
    const bool cut = m_shownLength > 0 && m_command.size() > m_shownLength;
    m_text->setText(cut ? m_command.left(m_shownLength) + QChar(0x2026) : m_command);
    m_text->setToolTip(cut ? m_command : QString());
}

void CommandBox::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void CommandBox::copy()
{
    QGuiApplication::clipboard()->setText(m_command);
    m_copy->setIconName(QStringLiteral("check"));
    m_copy->setToken(Token::Green);
    QTimer::singleShot(1500, m_copy, [this] {
        m_copy->setIconName(QStringLiteral("copy"));
        m_copy->setToken(Token::Muted);
    });
}

void CommandBox::retranslate()
{
    m_copy->setLabel(QCoreApplication::translate("views", "Copy the command"));
}

void CommandBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CommandBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(10), color(Token::Surface2), color(Token::Border));
}

} // namespace pk::gui
