#pragma once

// The chosen group in one line: name, state, topics, lag and speeds, and what can be done with it.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"

#include <QWidget>

class QBoxLayout;
class QPushButton;

namespace pk::gui {

class IconButton;
class Pill;
class StatTile;
class TextLabel;

class GroupHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit GroupHeader(QWidget *parent = nullptr);

    void setGroup(const GroupFacts &group);
    /// Why nothing can be done at the moment; empty: it can.
    void setRefusal(const QString &reason);

Q_SIGNALS:
    void addRequested();
    void resetRequested();
    void commandsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void arrange();
    void showPhase();

    StageKind m_stage = StageKind::Load;
    GroupPhase m_phase = GroupPhase::Empty;
    bool m_isOurs = true;
    bool m_isReadElsewhere = false;
    QString m_refusal;
    TextLabel *m_name;
    Pill *m_state;
    TextLabel *m_topics;
    StatTile *m_lag;
    StatTile *m_in;
    StatTile *m_out;
    IconButton *m_commands;
    QPushButton *m_add;
    QPushButton *m_reset;
    QBoxLayout *m_halves;
};

} // namespace pk::gui
