#include "pages/groups/groups_page.h"

#include "bridge/text.h"
#include "flow/figures.h"
#include "pages/groups/command_sheet.h"
#include "pages/groups/group_header.h"
#include "pages/groups/group_list.h"
#include "pages/groups/group_list_model.h"
#include "pages/groups/history_card.h"
#include "pages/groups/member_cards.h"
#include "pages/groups/partition_model.h"
#include "pages/groups/partition_table.h"
#include "pages/groups/reported_groups.h"
#include "pages/groups/reset_sheet.h"
#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/themed.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr int listBase = 232;
constexpr int cardGapBase = 16;
constexpr int bannerMs = 60'000; // it can be undone from there
constexpr int bannerMostBase = 640;
constexpr int lowGapBase = 10; // where there is little height
constexpr int rail = 64; // the page is narrower than the window by it
constexpr int listFromBase = 1240; // narrower windows have a combo box in its place
constexpr int sheetBesideBase = 1500;

} // namespace

GroupsPage::GroupsPage(Controller &controller, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_groupModel(new GroupListModel(this))
    , m_partitionModel(new PartitionModel(this))
    , m_list(new GroupList(*m_groupModel, this))
    , m_combo(new QComboBox(this))
    , m_scroll(new QScrollArea(this))
    , m_empty(new EmptyState(QStringLiteral("groups"), this))
    , m_banner(new ErrorBanner(this))
{
    m_combo->setModel(m_groupModel);
    m_banner->setClosable(true);
    m_banner->setFloating(cardGapBase, bannerMostBase);
    m_banner->setPassing(bannerMs);
    m_scroll->setWidget(buildGroup());
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->widget()->setAutoFillBackground(false);
    m_reset = new ResetSheet(controller, this);
    m_commands = new CommandSheet(this);
    m_commands->setPreferredWidth(ResetSheet::preferredWidth);

    auto *right = new QVBoxLayout;
    right->addWidget(m_combo);
    right->addWidget(m_empty, 1);
    right->addWidget(m_scroll, 1);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_list);
    row->addLayout(right, 1);
    onTheme(this, [this, right, row] {
        row->setSpacing(px(cardGapBase));
        right->setSpacing(px(cardGapBase));
        m_list->setFixedWidth(px(listBase));
        arrange();
    });
    connectActions();
    retranslate();
    showNothing();
}

QWidget *GroupsPage::buildGroup()
{
    auto *content = new QWidget;
    m_header = new GroupHeader(content);
    m_members = new MemberCards(content);
    m_partitions = new PartitionTable(*m_partitionModel, content);
    m_history = new HistoryCard(content);
    m_cards = new QVBoxLayout(content);
    m_cards->addWidget(m_header);
    m_cards->addWidget(m_members);
    m_cards->addWidget(m_partitions);
    m_cards->addWidget(m_history, 1);
    onTheme(content, [this] { m_cards->setContentsMargins(0, 0, 0, 0); });
    return content;
}

void GroupsPage::connectActions()
{
    connect(&m_controller, &Controller::snapshotTaken, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&m_controller, &Controller::stateChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(m_list, &GroupList::chosen, this, &GroupsPage::choose);
    connect(m_combo, &QComboBox::textActivated, this, &GroupsPage::choose);
    const auto add = [this] {
        if (const GroupFacts *group = current())
            m_controller.addMember(group->stage);
    };
    connect(m_header, &GroupHeader::addRequested, this, add);
    connect(m_members, &MemberCards::addRequested, this, add);
    connect(m_members, &MemberCards::stopRequested, &m_controller, &Controller::stopMember);
    connect(m_members, &MemberCards::crashRequested, &m_controller, &Controller::crashMember);
    connect(m_members, &MemberCards::holdRequested, &m_controller, &Controller::holdMember);
    connect(m_header, &GroupHeader::resetRequested, this, [this] {
        m_commands->close();
        if (const GroupFacts *group = current())
            m_reset->openFor(*group);
        arrange();
    });
    connect(m_header, &GroupHeader::commandsRequested, this, [this] {
        m_reset->close();
        if (const GroupFacts *group = current())
            m_commands->openFor(*group, m_controller.commandTarget());
        arrange();
    });
    for (Sheet *sheet : {static_cast<Sheet *>(m_reset), static_cast<Sheet *>(m_commands)})
        connect(sheet, &Sheet::closed, this, &GroupsPage::arrange);
    connect(m_reset, &ResetSheet::resetDone, this, &GroupsPage::tellDone);
    connect(m_banner, &ErrorBanner::actionRequested, this, &GroupsPage::undoReset);
    connect(m_banner, &ErrorBanner::covers, this, [this](int height) {
        m_bannerFoot = height;
        arrange();
    });

    const auto openMember = [this](const QString &member) {
        Q_EMIT linkActivated(Link::of(Link::Kind::Member, m_current, member));
    };
    const auto openPartition = [this](const QString &topic, int partition) {
        Q_EMIT linkActivated(Link::partitionOf(topic, partition));
    };
    connect(m_members, &MemberCards::memberOpened, this, openMember);
    connect(m_members, &MemberCards::partitionOpened, this, openPartition);
    connect(m_partitions, &PartitionTable::memberActivated, this, openMember);
    connect(m_partitions, &PartitionTable::partitionActivated, this, openPartition);
    connect(m_partitions, &PartitionTable::topicActivated, this,
            [this](const QString &topic) { Q_EMIT linkActivated(Link::of(Link::Kind::Topic, topic)); });
}

void GroupsPage::open(const Link &link)
{
    refresh();
    if (link.kind == Link::Kind::Group || link.kind == Link::Kind::Member)
        choose(link.name);
    if (link.kind == Link::Kind::Member)
        m_members->mark(link.key);
    if (link.kind != Link::Kind::Partition)
        return;
    const TopicPartition partition{link.name.toStdString(), link.partition};
    for (const GroupFacts &group : m_groups) {
        const bool reads = std::any_of(group.partitions.begin(), group.partitions.end(),
                                       [&](const auto &facts) { return facts.id == partition; });
        if (reads) {
            choose(toQString(group.name));
            m_partitions->select(partition);
            return;
        }
    }
}

void GroupsPage::choose(const QString &group)
{
    if (group == m_current)
        return;
    m_current = group;
    m_members->mark({});
    refresh();
}

const GroupFacts *GroupsPage::current() const
{
    const auto found = std::find_if(m_groups.begin(), m_groups.end(), [this](const GroupFacts &group) {
        return toQString(group.name) == m_current;
    });
    return found != m_groups.end() ? &*found : nullptr;
}

void GroupsPage::refresh()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    m_groups = snapshot ? groupFacts(*snapshot) : std::vector<GroupFacts>();
    if (snapshot && snapshot->run.incarnation != m_doneIn)
        m_banner->hide();
    m_groupModel->setGroups(m_groups);
    m_list->setNote(groupsNote(snapshot ? snapshot->run : RunInfo()));
    if (current() == nullptr && !m_groups.empty())
        m_current = toQString(m_groups.front().name);
    if (const GroupFacts *group = current())
        showGroup(*group);
    else
        showNothing();
}

void GroupsPage::showGroup(const GroupFacts &group)
{
    m_empty->hide();
    m_scroll->show();
    arrange();
    m_list->setCurrent(m_current);
    m_combo->setCurrentText(m_current);
    const SnapshotPtr snapshot = m_controller.snapshot();
    m_header->setGroup(group);
    m_header->setRefusal(refusal());
    m_members->setGroup(group, snapshot->wallUs);
    m_partitionModel->setGroup(group);
    m_partitions->setTopics(group.topics);
    m_history->setGroup(group, snapshot);
    if (m_reset->isOpen())
        m_reset->setGroup(group);
}

void GroupsPage::showNothing()
{
    m_scroll->hide();
    m_combo->hide();
    m_list->hide();
    m_empty->show();
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (m_controller.state() == RunState::Failed) {
        m_empty->setTexts(QCoreApplication::translate("groups", "Nothing runs"),
                          snapshot ? snapshot->run.reason : QString());
        return;
    }
    m_empty->setTexts(
        QCoreApplication::translate("groups", "No consumer group yet"),
        QCoreApplication::translate(
            "groups",
            "A consumer group is a set of consumers that share the partitions of a topic between them. The "
            "groups appear as soon as the cluster has started."));
}

QString GroupsPage::refusal() const
{
    switch (m_controller.state()) {
    case RunState::Running:
    case RunState::Pausing:
    case RunState::Paused:
        return {};
    case RunState::Restarting:
        return QCoreApplication::translate(
            "groups", "The broker's process has died and a fresh one is being started. Wait a moment.");
    default:
        return QCoreApplication::translate("groups", "The pipeline does not run.");
    }
}

void GroupsPage::tellDone(const ResetPreview &done)
{
    m_done = done;
    m_doneIn = m_controller.snapshot()->run.incarnation;
    sayDone();
}

void GroupsPage::sayDone()
{
    m_banner->setAction(m_done.lines.empty() ? QString() : QCoreApplication::translate("groups", "Undo…"));
    m_banner->show(ErrorBanner::Severity::Information,
                   m_done.lines.empty()
                       ? QCoreApplication::translate("groups",
                                                     "The group stands where you wanted it already; nothing "
                                                     "was changed.")
                       : (countsOffsets(m_done.lines)
                              ? QCoreApplication::translate(
                                  "groups", "The offsets were reset. Offsets read again: %1, skipped: %2.")
                              : QCoreApplication::translate(
                                  "groups", "The offsets were reset. Records read again: %1, skipped: %2."))
                             .arg(countText(m_done.readAgain()), countText(m_done.skipped())));
}

/// Shows first what it would do, as any reset: the group may have read on meanwhile.
void GroupsPage::undoReset()
{
    choose(toQString(m_done.group));
    const GroupFacts *group = current();
    if (!group || group->name != m_done.group)
        return;
    m_banner->hide();
    m_commands->close();
    m_reset->openToUndo(*group, m_done);
    arrange();
}

void GroupsPage::retranslate()
{
    if (m_banner->isVisibleTo(this))
        sayDone();
    refresh();
    m_combo->setAccessibleName(QCoreApplication::translate("groups", "Consumer group"));
    m_scroll->setAccessibleName(m_combo->accessibleName());
}

void GroupsPage::arrange()
{
    const bool withList = width() >= px(listFromBase - rail);
    m_list->setVisible(withList && !m_groups.empty());
    m_combo->setVisible(!withList && !m_groups.empty());
    QMargins margins = pageMargins();
    const bool sheet = m_reset->isOpen() || m_commands->isOpen();
    if (sheet && width() >= px(sheetBesideBase - rail))
        margins.setRight(px(ResetSheet::preferredWidth + cardGapBase));
    orderCards();
    if (m_low) // above, it begins where other pages begin
        margins.setBottom(px(lowGapBase));
    margins.setBottom(std::max(margins.bottom(), foot()));
    layout()->setContentsMargins(margins);
}

void GroupsPage::setCoveredFoot(int height)
{
    if (std::exchange(m_coveredFoot, height) != height)
        arrange();
}

int GroupsPage::foot() const
{
    return std::max(m_coveredFoot, m_bannerFoot);
}

/// The chart is the last card, as low as it must be. Only where that does not help it comes before what is
/// then scrolled to: who reads which partition is seen first, and the table says it again in figures. A note
/// at the foot changes no place: the eye would lose what it follows, such as a member that was just stopped.
void GroupsPage::orderCards()
{
    const auto heightOf = [](const QWidget *card) { return card->minimumSizeHint().height(); };
    const int combo = m_combo->isHidden() ? 0 : m_combo->sizeHint().height() + px(cardGapBase);
    const int header = heightOf(m_header);
    const int cards = header + m_members->height();
    const int table = heightOf(m_partitions);
    const int lanes = m_history->heightWhen(false);
    const int lowLanes = m_history->heightWhen(true);
    const QMargins margins = pageMargins();
    const int room = height() - combo - margins.top();
    const auto allFit = [&](int foot) {
        return cards + table + lanes + 3 * px(cardGapBase) <= room - std::max(margins.bottom(), foot);
    };
    const int lowRoom = room - px(lowGapBase);
    const bool lowFits = cards + table + lowLanes + 3 * px(lowGapBase) <= lowRoom;
    const bool lanesFit = cards + lowLanes + 2 * px(lowGapBase) <= lowRoom;
    const int place = allFit(0) || lowFits ? 3 : lanesFit ? 2 : 1;
    m_low = !allFit(0);
    m_cards->setSpacing(px(m_low ? lowGapBase : cardGapBase));
    // What has to be scrolled to anyway makes no room for it.
    const int beforeLanes = place == 3 ? cards + table + 2 * px(lowGapBase)
        : place == 2                   ? cards + px(lowGapBase)
                                       : header;
    m_chartLow = m_low && beforeLanes + px(lowGapBase) + lanes > room - std::max(px(lowGapBase), foot());
    m_history->setLow(m_chartLow);
    if (m_cards->indexOf(m_history) == place)
        return;
    m_cards->removeWidget(m_history);
    m_cards->insertWidget(place, m_history, 1);
}

void GroupsPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    QWidget::changeEvent(event);
}

void GroupsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void GroupsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace pk::gui
