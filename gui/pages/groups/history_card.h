#pragma once

// The past of the group: as a picture over time, or as a list of what happened to its members.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"
#include "views/card.h"

class QStackedWidget;
class QTableView;

namespace pk::gui {

class ChangeModel;
class LagTimeline;
class SegmentedControl;

class HistoryCard final : public Card
{
    Q_OBJECT

public:
    explicit HistoryCard(QWidget *parent = nullptr);

    void setGroup(const GroupFacts &group, const SnapshotPtr &snapshot);
    /// Less height for the chart, so that the lanes below it are seen.
    void setLow(bool low);
    /// What the card needs so, whichever it is now and whatever it shows: who asks in order to choose must
    /// not be told of what was chosen before.
    int heightWhen(bool low) const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fitColumns();

    int m_whatWidth = 0; ///< of the longest that was told so far, so that the columns do not jump
    ChangeModel *m_model;
    LagTimeline *m_timeline;
    QTableView *m_changes;
    QStackedWidget *m_stack;
    SegmentedControl *m_view;
    SegmentedControl *m_span;
};

} // namespace pk::gui
