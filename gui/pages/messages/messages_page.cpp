#include "pages/messages/messages_page.h"

#include "base/clock.h"
#include "bridge/reproduce.h"
#include "bridge/text.h"
#include "pages/messages/message_detail.h"
#include "pages/messages/message_list.h"
#include "pages/messages/message_table.h"
#include "pages/messages/new_topic_sheet.h"
#include "pages/messages/produce_sheet.h"
#include "pages/messages/topic_list.h"
#include "views/themed.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>

namespace pk::gui {

namespace {

// Widths of the window at scale 1, less the navigation rail.
constexpr int kTopicsFit = 1120 - 64;
constexpr int kDetailFits = 1280 - 64;
constexpr int kWide = 1440 - 64;
/// Narrower, the detail has no room of its own before there is a message to show.
constexpr int kRoomForNothing = 1500 - 64;
constexpr int kLow = 440;
constexpr std::int64_t kTopicsEveryUs = 450'000;
/// A record under way is asked for again.
constexpr std::int64_t kStoryEveryUs = 900'000;

} // namespace

MessagesPage::MessagesPage(Controller &controller, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_lookup(controller)
    , m_row(new QHBoxLayout(this))
    , m_topicList(new TopicList(this))
    , m_topicBox(new QComboBox(this))
    , m_list(new MessageList(m_topicBox, this))
    , m_detail(new MessageDetail(this))
    , m_drawer(new Sheet(this))
    , m_inDrawer(new QWidget)
    , m_produce(new ProduceSheet(controller, this))
    , m_newTopic(new NewTopicSheet(controller, this))
{
    m_topicBox->setObjectName(QStringLiteral("topicBox"));
    m_topicBox->hide();
    m_row->setSizeConstraint(QLayout::SetNoConstraint);
    m_row->addWidget(m_topicList);
    m_row->addWidget(m_list, 1);
    m_row->addWidget(m_detail);
    auto *drawn = new QVBoxLayout(m_inDrawer);
    drawn->setContentsMargins(0, 0, 0, 0);
    m_drawer->setObjectName(QStringLiteral("detailDrawer"));
    m_drawer->setContent(m_inDrawer);
    m_drawer->setPreferredWidth(412);
    onTheme(this, [this] { fit(); });

    connect(&controller, &Controller::snapshotTaken, this, &MessagesPage::takeSnapshot);
    connect(m_topicList, &TopicList::topicChosen, this, &MessagesPage::chooseTopic);
    connect(m_topicList, &TopicList::newTopicWanted, m_newTopic, &NewTopicSheet::openEmpty);
    connect(m_newTopic, &NewTopicSheet::made, this,
            [this](const QString &topic) { open(Link::of(Link::Kind::Topic, topic)); });
    connect(m_topicBox, &QComboBox::activated, this, [this](int row) {
        const QString topic = m_topicBox->itemData(row).toString();
        if (!topic.isEmpty())
            return chooseTopic(topic);
        m_topicBox->setCurrentText(m_list->topic()); // "New topic…" is none
        m_newTopic->openEmpty();
    });
    connect(m_list, &MessageList::inspectWanted, this,
            [this] { Q_EMIT inspectWanted(Link::of(Link::Kind::Topic, m_list->topic())); });
    connect(m_list, &MessageList::messageShown, this, &MessagesPage::showMessage);
    for (const auto used : {&MessageList::controlsUsed, &MessageList::produceWanted})
        connect(m_list, used, this, [this] { m_gone.clear(); });
    connect(m_list, &MessageList::messageLeft, this, &MessagesPage::showNothing);
    connect(m_list, &MessageList::messageLeft, m_drawer, &Sheet::close);
    connect(m_list, &MessageList::produceWanted, this, [this] { m_produce->openFor(m_list->topic()); });
    connect(m_detail, &MessageDetail::linkActivated, this, &MessagesPage::linkActivated);
    connect(m_detail, &MessageDetail::reproduceWanted, this, &MessagesPage::produceAgain);
    connect(m_detail, &MessageDetail::stopWanted, this, [this](const Link &link) {
        if (link.kind == Link::Kind::Record)
            open(link);
        else
            Q_EMIT linkActivated(link);
    });
    connect(&m_lookup, &RecordLookup::recordTold, this, [this](const RecordStoryPtr &story) {
        if (story->asked != m_shown)
            return;
        m_story = story;
        m_detail->setStory(*story);
        if (const SnapshotPtr snapshot = m_controller.snapshot())
            m_detail->setSnapshot(*snapshot, m_story.get());
    });
    connect(m_produce, &ProduceSheet::linkActivated, this, &MessagesPage::open);
    retranslate();
}

QSize MessagesPage::minimumSizeHint() const
{
    const QMargins margins = pageMargins();
    return QSize(m_list->minimumSizeHint().width() + margins.left() + margins.right(), px(320));
}

void MessagesPage::open(const Link &link)
{
    if (link.kind != Link::Kind::Topic && link.kind != Link::Kind::Partition
        && link.kind != Link::Kind::Record)
        return;
    m_link = link;
    followLink();
}

void MessagesPage::followLink()
{
    if (m_link.kind == Link::Kind::None || !entryOf(m_link.name))
        return;
    const Link link = std::exchange(m_link, {});
    m_gone.clear();
    if (m_list->topic() != link.name || link.kind == Link::Kind::Topic)
        chooseTopic(link.name);
    if (link.kind != Link::Kind::Topic)
        m_list->goTo(link.partition, link.offset);
}

void MessagesPage::takeSnapshot(const SnapshotPtr &snapshot)
{
    if (!isVisible() || !snapshot)
        return;
    const int before = std::exchange(m_incarnation, snapshot->run.incarnation);
    if (before != 0 && before != m_incarnation) {
        showNothing(); // another cluster's places are of other messages
    }
    m_detail->setSnapshot(*snapshot, m_story.get());
    const std::int64_t nowUs = monotonicUs();
    if (!m_shown.topic.empty() && !(m_story && m_story->isComplete()) && nowUs - m_askedUs > kStoryEveryUs)
        askForStory();
    if (nowUs - m_topicsUs < kTopicsEveryUs || snapshot->run.cluster.bootstrap.empty())
        return;
    m_topicsUs = nowUs;
    m_topics = topicCatalog(*snapshot);
    m_topicList->setTopics(m_topics);
    m_produce->setTopics(m_topics);
    m_newTopic->setTopics(m_topics);
    QStringList names;
    for (const TopicEntry &topic : m_topics)
        names << topic.name;
    if (names != m_topicNames) {
        m_topicNames = names;
        fillTopicBox();
    }
    if (const TopicEntry *entry = entryOf(m_list->topic()))
        m_list->updateTopic(*entry);
    m_list->setCluster(snapshot->run.cluster, snapshot->run.incarnation);
    followLink();
    followTopic();
}

/// A topic may be gone for good, or only until a cluster that begins anew has it again.
void MessagesPage::followTopic()
{
    if (!m_gone.isEmpty() && entryOf(m_gone))
        chooseTopic(QString(m_gone));
    if (entryOf(m_list->topic()) || m_topics.empty())
        return;
    const QString gone = m_list->topic(); // empty: none yet
    chooseTopic(m_topics.front().name);
    m_gone = gone;
}

void MessagesPage::fillTopicBox()
{
    m_topicBox->clear();
    for (const QString &name : m_topicNames)
        m_topicBox->addItem(name, name);
    m_topicBox->insertSeparator(m_topicBox->count());
    m_topicBox->addItem(QCoreApplication::translate("messages", "New topic…"), QString());
    m_topicBox->setCurrentText(m_list->topic());
}

const TopicEntry *MessagesPage::entryOf(const QString &name) const
{
    for (const TopicEntry &topic : m_topics) {
        if (topic.name == name)
            return &topic;
    }
    return nullptr;
}

void MessagesPage::chooseTopic(const QString &name)
{
    const TopicEntry *entry = entryOf(name);
    if (!entry)
        return;
    m_gone.clear();
    m_topicList->setCurrent(name);
    m_topicBox->setCurrentText(name);
    showNothing();
    m_drawer->close();
    m_list->setTopic(*entry);
}

void MessagesPage::showMessage(const MessageRef &ref, std::shared_ptr<const FullMessage> message)
{
    m_gone.clear(); // somebody reads here
    const TopicEntry *entry = entryOf(m_list->topic());
    const Position position{m_list->topic().toStdString(), ref.partition, ref.offset};
    if (position != m_shown) {
        m_shown = position;
        m_story.reset();
        askForStory();
        fit();
    }
    m_detail->setMatch(m_list->valueMatch());
    m_detail->show(m_list->topic(), entry ? entry->partitions : 0, ref, std::move(message),
                   m_controller.commandTarget());
    if (m_story)
        m_detail->setStory(*m_story);
    if (const SnapshotPtr snapshot = m_controller.snapshot())
        m_detail->setSnapshot(*snapshot, m_story.get());
    if (m_detail->parentWidget() == m_inDrawer && !m_drawer->isOpen()) {
        m_drawer->open();
        m_list->table().setFocus(); // the arrow keys go on through the list
    }
}

void MessagesPage::showNothing()
{
    m_shown = {};
    m_story.reset();
    m_detail->showNothing();
    fit();
}

void MessagesPage::askForStory()
{
    m_askedUs = monotonicUs();
    m_lookup.findRecord(m_shown);
}

void MessagesPage::produceAgain()
{
    const FullMessage *shown = m_detail->message();
    if (!shown)
        return;
    m_produce->openWith(copyToSend(m_shown, *shown), m_shown.topic);
}

void MessagesPage::fit()
{
    const bool topics = width() >= px(kTopicsFit);
    const bool docked = width() >= px(kDetailFits);
    QMargins margins = pageMargins();
    if (height() < px(kLow)) // every line of the list counts
        margins = QMargins(margins.left(), px(10), margins.right(), px(10));
    m_row->setContentsMargins(margins);
    m_row->setSpacing(px(16));
    m_topicList->setVisible(topics);
    m_topicBox->setVisible(!topics);
    m_topicList->setFixedWidth(px(252));
    const bool inDrawer = m_detail->parentWidget() == m_inDrawer;
    if (docked && inDrawer) {
        m_drawer->close();
        m_row->addWidget(m_detail);
        m_detail->setFramed(true);
    } else if (!docked && !inDrawer) {
        m_row->removeWidget(m_detail);
        m_inDrawer->layout()->addWidget(m_detail);
        m_detail->setVisible(true);
        m_detail->setFramed(false);
    }
    if (docked) {
        m_detail->setFixedWidth(px(width() >= px(kWide) ? 412 : 360));
        m_detail->setVisible(!m_shown.topic.empty() || width() >= px(kRoomForNothing));
    } else {
        m_detail->setMinimumWidth(0);
        m_detail->setMaximumWidth(QWIDGETSIZE_MAX);
    }
}

void MessagesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_topicsUs = 0;
    takeSnapshot(m_controller.snapshot());
}

void MessagesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void MessagesPage::retranslate()
{
    m_topicBox->setAccessibleName(QCoreApplication::translate("messages", "Topic"));
    fillTopicBox();
    if (m_story)
        m_detail->setStory(*m_story);
    m_drawer->setHeader(QStringLiteral("messages"), BlueAccent,
                        QCoreApplication::translate("messages", "Message"));
}

void MessagesPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
