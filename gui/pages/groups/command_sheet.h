#pragma once

// What the page shows and does, as lines to type on a cluster without it.
//
// Thread: GUI thread.

#include "bridge/command_text.h"
#include "pages/groups/group_facts.h"
#include "views/sheet.h"

namespace pk::gui {

class CommandSheet final : public Sheet
{
    Q_OBJECT

public:
    explicit CommandSheet(QWidget *parent);

    void openFor(const GroupFacts &group, const CommandTarget &target);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();

    GroupFacts m_group;
    CommandTarget m_target;
};

} // namespace pk::gui
