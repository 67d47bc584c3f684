#pragma once

// The consumer groups: who reads which partition, how far each is behind, how the group changes, and
// resetting its offsets. Shows what the journal says; works only while it is visible.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "pages/groups/group_facts.h"
#include "views/link.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QScrollArea;

namespace pk::gui {

class CommandSheet;
class EmptyState;
class ErrorBanner;
class GroupHeader;
class GroupList;
class GroupListModel;
class HistoryCard;
class MemberCards;
class PartitionModel;
class PartitionTable;
class ResetSheet;

class GroupsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit GroupsPage(Controller &controller, QWidget *parent = nullptr);

    /// A group, a member, or a partition: then the group that reads it.
    void open(const Link &link);
    QString currentGroup() const { return m_current; }
    /// Something lies over so much of its foot, where the lanes may be: the page ends above that.
    void setCoveredFoot(int height);

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildGroup();
    void connectActions();
    void retranslate();
    void arrange();
    int foot() const;
    void orderCards();
    void choose(const QString &group);
    void refresh();
    void showGroup(const GroupFacts &group);
    void showNothing();
    const GroupFacts *current() const;
    QString refusal() const;
    void tellDone(const ResetPreview &done);
    void sayDone();
    void undoReset();

    Controller &m_controller;
    GroupListModel *m_groupModel;
    PartitionModel *m_partitionModel;
    std::vector<GroupFacts> m_groups;
    QString m_current;
    GroupList *m_list;
    QComboBox *m_combo;
    QScrollArea *m_scroll;
    EmptyState *m_empty;
    ErrorBanner *m_banner;
    ResetPreview m_done; ///< the reset that the banner tells of
    int m_doneIn = 0; ///< the cluster's incarnation: its offsets mean nothing in another one
    int m_coveredFoot = 0; ///< by others
    int m_bannerFoot = 0;
    GroupHeader *m_header;
    QBoxLayout *m_cards;
    bool m_low = false; ///< the lanes stand before the table
    bool m_chartLow = false;
    MemberCards *m_members;
    PartitionTable *m_partitions;
    HistoryCard *m_history;
    ResetSheet *m_reset;
    CommandSheet *m_commands;
};

} // namespace pk::gui
