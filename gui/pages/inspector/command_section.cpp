#include "pages/inspector/command_section.h"

#include "views/command_box.h"

#include <QVBoxLayout>

namespace pk::gui {

CommandSection::CommandSection(QWidget *parent)
    : Section(parent)
{
    setFoldable(false);
}

void CommandSection::setCommands(const CommandTexts &commands)
{
    while (m_boxes.size() < commands.size()) {
        m_boxes.push_back(new CommandBox(this));
        body()->addWidget(m_boxes.back());
    }
    while (m_boxes.size() > commands.size()) {
        delete m_boxes.back();
        m_boxes.pop_back();
    }
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const CommandText &command = commands[i];
        if (m_boxes[i]->command() != command.command)
            m_boxes[i]->setCommand(command.command);
        m_boxes[i]->setNote(noteOf(command));
    }
    setVisible(!commands.empty());
}

} // namespace pk::gui
