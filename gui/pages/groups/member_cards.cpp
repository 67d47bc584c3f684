#include "pages/groups/member_cards.h"

#include "pages/groups/member_card.h"
#include "pages/groups/other_member_card.h"
#include "views/empty_state.h"
#include "views/themed.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

constexpr int cardBase = 262;
constexpr int widestBase = 340; // of one or two members, which would not fill a line
constexpr int heightBase = 104;
constexpr int gapBase = 12;
constexpr int emptyBase = 190;

template <typename Card> void dropBeyond(std::vector<Card *> &cards, std::size_t count)
{
    while (cards.size() > count) {
        cards.back()->hide();
        cards.back()->deleteLater();
        cards.pop_back();
    }
}

} // namespace

MemberCards::MemberCards(QWidget *parent)
    : QWidget(parent)
    , m_empty(new EmptyState(QStringLiteral("members"), this))
{
    connect(m_empty, &EmptyState::actionRequested, this, &MemberCards::addRequested);
    onTheme(this, [this] { place(); });
}

MemberCard *MemberCards::newCard()
{
    auto *card = new MemberCard(this);
    connect(card, &MemberCard::stopRequested, this, &MemberCards::stopRequested);
    connect(card, &MemberCard::crashRequested, this, &MemberCards::crashRequested);
    connect(card, &MemberCard::holdRequested, this, &MemberCards::holdRequested);
    connect(card, &MemberCard::opened, this, &MemberCards::memberOpened);
    connect(card, &MemberCard::partitionOpened, this, &MemberCards::partitionOpened);
    card->show();
    return card;
}

OtherMemberCard *MemberCards::newOther()
{
    auto *card = new OtherMemberCard(this);
    connect(card, &OtherMemberCard::partitionOpened, this, &MemberCards::partitionOpened);
    card->show();
    return card;
}

void MemberCards::setGroup(const GroupFacts &group, std::int64_t nowUs)
{
    dropBeyond(m_cards, group.members.size());
    while (m_cards.size() < group.members.size())
        m_cards.push_back(newCard());
    dropBeyond(m_others, group.others.size());
    while (m_others.size() < group.others.size())
        m_others.push_back(newOther());
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setMember(group.members[i], group.stage, nowUs);
    for (std::size_t i = 0; i < m_others.size(); ++i)
        m_others[i]->setMember(group.others[i]);
    const bool empty = m_cards.empty() && m_others.empty();
    m_empty->setVisible(empty);
    if (empty)
        explainEmptiness(group);
    place();
}

void MemberCards::explainEmptiness(const GroupFacts &group)
{
    if (group.isOurs && group.isReadElsewhere()) {
        m_empty->setTexts(
            QCoreApplication::translate("groups", "No members here"),
            QCoreApplication::translate(
                "groups", "Members of the group in another program read. What they commit stands below."));
        m_empty->setAction(QCoreApplication::translate("groups", "Add a member"));
        return;
    }
    if (group.isOurs) {
        m_empty->setTexts(QCoreApplication::translate("groups", "Nobody reads"),
                          QCoreApplication::translate(
                              "groups",
                              "The group has no member. Its committed offsets are kept, and records wait in "
                              "the topic until somebody joins."));
        m_empty->setAction(QCoreApplication::translate("groups", "Add a member"));
        return;
    }
    m_empty->setAction({});
    if (group.phase == GroupPhase::Empty) {
        m_empty->setTexts(QCoreApplication::translate("groups", "Nobody reads"),
                          QCoreApplication::translate(
                              "groups",
                              "This group was started elsewhere, and its members have left. Its committed "
                              "offsets are kept."));
        return;
    }
    m_empty->setTexts(QCoreApplication::translate("groups", "Members of another program"),
                      QCoreApplication::translate(
                          "groups",
                          "This group was started elsewhere. Only its committed offsets are known here: the "
                          "embedded broker cannot describe a group."));
}

void MemberCards::mark(const QString &member)
{
    for (MemberCard *card : m_cards)
        card->setMarked(card->name() == member);
}

void MemberCards::place()
{
    std::vector<QWidget *> cards(m_cards.begin(), m_cards.end());
    cards.insert(cards.end(), m_others.begin(), m_others.end());
    const int gap = px(gapBase);
    if (cards.empty()) {
        m_empty->setGeometry(0, 0, width(), px(emptyBase));
        setFixedHeight(px(emptyBase));
        return;
    }
    const int count = static_cast<int>(cards.size());
    const int fitting = std::max(1, (width() + gap) / (px(cardBase) + gap));
    const int columns = std::min(fitting, count);
    const int share = (width() - (columns - 1) * gap) / columns;
    const int cardWidth = count < 3 ? std::min(share, px(widestBase)) : share;
    const int height = px(heightBase);
    for (int i = 0; i < count; ++i)
        cards[static_cast<std::size_t>(i)]->setGeometry((i % columns) * (cardWidth + gap),
                                                        (i / columns) * (height + gap), cardWidth, height);
    const int rows = (count + columns - 1) / columns;
    setFixedHeight(rows * height + (rows - 1) * gap);
}

void MemberCards::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace pk::gui
