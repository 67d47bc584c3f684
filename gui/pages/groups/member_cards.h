#pragma once

// The cards of a group's members, ours first, in as many columns as fit, all of one width; few do not fill
// the line.
//
// Thread: GUI thread. A member that stays keeps its card, so that a button keeps the focus.

#include "pages/groups/group_facts.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

class EmptyState;
class MemberCard;
class OtherMemberCard;

class MemberCards final : public QWidget
{
    Q_OBJECT

public:
    explicit MemberCards(QWidget *parent = nullptr);

    void setGroup(const GroupFacts &group, std::int64_t nowUs);
    void mark(const QString &member);

Q_SIGNALS:
    void addRequested();
    void stopRequested(const QString &member);
    void crashRequested(const QString &member);
    void holdRequested(const QString &member, bool hold);
    void memberOpened(const QString &member);
    void partitionOpened(const QString &topic, int partition);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    MemberCard *newCard();
    OtherMemberCard *newOther();
    void explainEmptiness(const GroupFacts &group);
    void place();

    std::vector<MemberCard *> m_cards;
    std::vector<OtherMemberCard *> m_others;
    EmptyState *m_empty;
};

} // namespace pk::gui
