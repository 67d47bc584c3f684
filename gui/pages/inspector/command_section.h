#pragma once

// The commands that find the same thing outside the window, folded until somebody asks.
//
// Thread: GUI thread.

#include "bridge/command_text.h"
#include "pages/inspector/section.h"

namespace pk::gui {

class CommandBox;

class CommandSection : public Section
{
    Q_OBJECT

public:
    explicit CommandSection(QWidget *parent = nullptr);

    void setCommands(const CommandTexts &commands);

private:
    std::vector<CommandBox *> m_boxes;
};

} // namespace pk::gui
