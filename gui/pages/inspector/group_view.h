#pragma once

// A consumer group, or one member of it: who has which partitions, how far each is committed, and when the
// partitions were handed out last.
//
// Thread: GUI thread.

#include "pages/inspector/inspector_view.h"

namespace pk::gui {

class CommandSection;
class KeyValueRows;
class NoteBox;
class RateLine;

class GroupView final : public InspectorView
{
    Q_OBJECT

public:
    GroupView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    /// Of a group or of a member.
    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

private:
    void offer();
    void showGroup(const Snapshot &now);
    void showMember(const Snapshot &now);

    std::string m_group;
    std::string m_member; ///< empty: the group
    NoteBox *m_error;
    Section *m_rateSection;
    RateLine *m_rate;
    KeyValueRows *m_facts;
    Section *m_memberSection;
    LinkRows *m_members;
    Section *m_lagSection;
    LinkRows *m_lags;
    CommandSection *m_commands;
};

} // namespace pk::gui
