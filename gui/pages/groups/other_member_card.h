#pragma once

// One member of the group in another process, as the cluster reports it. Nothing can be done to it from here.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"

#include <QWidget>

namespace pk::gui {

class PartitionChips;
class Pill;
class TextLabel;

class OtherMemberCard final : public QWidget
{
    Q_OBJECT

public:
    explicit OtherMemberCard(QWidget *parent = nullptr);

    void setMember(const OtherMember &member);

Q_SIGNALS:
    void partitionOpened(const QString &topic, int partition);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_title;
    Pill *m_place;
    TextLabel *m_lag;
    TextLabel *m_host;
    PartitionChips *m_partitions;
};

} // namespace pk::gui
