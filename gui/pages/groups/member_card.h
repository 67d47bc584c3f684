#pragma once

// One member of the group that runs here: what it does, which partitions it has, and what can be done to it.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"

#include <QWidget>

namespace pk::gui {

class IconButton;
class PartitionChips;
class Pill;
class Sparkline;
class TextLabel;

class MemberCard final : public QWidget
{
    Q_OBJECT

public:
    explicit MemberCard(QWidget *parent = nullptr);

    void setMember(const MemberFacts &member, StageKind stage, std::int64_t nowUs);
    QString name() const { return m_name; }
    /// Marked for a moment: a link led here.
    void setMarked(bool marked);

Q_SIGNALS:
    void stopRequested(const QString &member);
    void crashRequested(const QString &member);
    void holdRequested(const QString &member, bool hold);
    void opened(const QString &member);
    void partitionOpened(const QString &topic, int partition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Name;

    void retranslate();
    void showState(const MemberFacts &member);
    void showClient(const MemberFacts &member);

    QString m_name;
    StageKind m_stage = StageKind::Load;
    bool m_held = false;
    bool m_marked = false;
    Name *m_title;
    Pill *m_state;
    IconButton *m_hold;
    IconButton *m_stop;
    IconButton *m_crash;
    TextLabel *m_figures;
    TextLabel *m_client;
    PartitionChips *m_partitions;
    TextLabel *m_since;
    Sparkline *m_course;
};

} // namespace pk::gui
