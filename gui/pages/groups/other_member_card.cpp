#include "pages/groups/other_member_card.h"

#include "bridge/text.h"
#include "pages/groups/partition_chips.h"
#include "pages/groups/reported_members.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace pk::gui {

OtherMemberCard::OtherMemberCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextRole::CardTitle, Token::Text, this))
    , m_place(new Pill(PlainAccent, {}, this))
    , m_lag(new TextLabel(TextRole::Mono, Token::Text, this))
    , m_host(new TextLabel(TextRole::MonoSmall, Token::Muted, this))
    , m_partitions(new PartitionChips(this))
{
    m_title->setElided(true, Qt::ElideMiddle);
    m_place->setSmall(true);
    m_host->setElided(true);
    m_host->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_partitions, &PartitionChips::opened, this, &OtherMemberCard::partitionOpened);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_place);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_lag);
    middle->addWidget(m_host, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_partitions);
    foot->addStretch();
    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addLayout(middle);
    column->addLayout(foot);
    onTheme(this, [this, head, middle, column] {
        column->setContentsMargins(px(14), px(10), px(14), px(10));
        column->setSpacing(px(4));
        head->setSpacing(px(8));
        middle->setSpacing(px(8));
        m_title->setFixedHeight(px(26)); // as our members' names: the lines stand alike in all cards
    });
}

void OtherMemberCard::setMember(const OtherMember &member)
{
    const QString client = toQString(member.reported.clientId);
    m_title->setText(client);
    m_place->setText(QCoreApplication::translate("groups", "another program"));
    m_place->setToolTip(QCoreApplication::translate(
        "groups", "A member of the group in a process of its own: it is stopped where it was started."));
    m_lag->setText(QCoreApplication::translate("groups", "lag %1").arg(lagTextOf(member)));
    m_host->setText(hostText(member.reported));
    m_host->setToolTip(clientHelp(member.reported));
    m_partitions->setPartitions(member.partitions);
    setAccessibleName(QCoreApplication::translate("groups", "Member %1, %2").arg(client, m_place->text()));
}

void OtherMemberCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(14), color(Token::Surface), color(Token::Border));
}

} // namespace pk::gui
