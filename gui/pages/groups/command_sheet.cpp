#include "pages/groups/command_sheet.h"

#include "bridge/text.h"
#include "views/command_box.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QVBoxLayout>

namespace pk::gui {

CommandSheet::CommandSheet(QWidget *parent)
    : Sheet(parent)
{
}

void CommandSheet::openFor(const GroupFacts &group, const CommandTarget &target)
{
    m_group = group;
    m_target = target;
    build();
    Sheet::open();
}

void CommandSheet::build()
{
    const QString group = toQString(m_group.name);
    const QString member =
        m_group.members.empty() ? QString() : toQString(m_group.members.front().status.name);
    setHeader(QStringLiteral("terminal"), BlueAccent,
              QCoreApplication::translate("groups", "By command line"), group);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    const auto add = [&](const QString &title, const CommandTexts &texts) {
        auto *heading = new TextLabel(TextRole::Strong, Token::Text, content);
        heading->setText(title);
        column->addWidget(heading);
        for (const CommandText &text : texts) {
            auto *box = new CommandBox(content);
            box->setCommand(text.command);
            box->setNote(noteOf(text));
            column->addWidget(box);
        }
    };
    add(QCoreApplication::translate("groups", "Offsets, lag and members"),
        describeGroupText(m_target, group));
    if (m_group.isOurs) {
        add(QCoreApplication::translate("groups", "Add a member"),
            addMemberText(m_target, m_group.stage, group));
        if (!member.isEmpty()) {
            add(QCoreApplication::translate("groups", "Stop a member politely"),
                stopMemberText(m_target, member));
            add(QCoreApplication::translate("groups", "Crash a member"), crashMemberText(m_target, member));
        }
    }
    column->addStretch();
    onTheme(content, [column] {
        column->setContentsMargins(px(20), px(14), px(20), px(14));
        column->setSpacing(px(10));
    });
    setContent(content);
}

void CommandSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange && !m_group.name.empty())
        build();
    Sheet::changeEvent(event);
}

} // namespace pk::gui
