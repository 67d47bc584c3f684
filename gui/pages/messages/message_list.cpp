#include "pages/messages/message_list.h"

#include "base/clock.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"
#include "flow/palette.h"
#include "pages/messages/elsewhere_text.h"
#include "pages/messages/hold_strip.h"
#include "pages/messages/mark_legend.h"
#include "pages/messages/message_table.h"
#include "pages/messages/parts.h"
#include "pages/messages/read_controls.h"
#include "pages/messages/time_bar.h"
#include "pages/messages/topic_model.h"
#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/empty_state.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

namespace pk::gui {

namespace {

constexpr int kTickMs = 100;
constexpr int kTicksPerHistogram = 5;
/// A list that is less than this behind follows: so many are always on their way.
constexpr std::int64_t kBehindAtLeast = 500;
/// Of a tail that goes on as long as the page is open; some 20 MB.
constexpr std::size_t kMostFollowed = 600'000;

QString groupedCount(std::int64_t count)
{
    return grouped(std::max<std::int64_t>(0, count));
}

} // namespace

MessageList::MessageList(QWidget *chooser, QWidget *parent)
    : Card(parent)
    , m_inspect(new IconButton(QStringLiteral("info"), QString(), this))
    , m_produce(new QPushButton(this))
    , m_controls(new ReadControls(this))
    , m_rates(new TextLabel(TextRole::Small, Token::Muted, m_controls))
    , m_pill(new Pill(GreenAccent, {}, m_controls))
    , m_bar(new TimeBar(this))
    , m_notice(new ErrorBanner(this))
    , m_strip(new HoldStrip(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new MessageTable)
    , m_empty(new EmptyState(QStringLiteral("messages")))
    , m_scanned(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_footer(new QWidget(this))
    , m_legend(new MarkLegend(this))
{
    setObjectName(QStringLiteral("messageList"));
    setIcon(QStringLiteral("topic"), BlueAccent, true);
    m_produce->setObjectName(QStringLiteral("produce"));
    m_produce->setIcon(Theme::instance().icon(QStringLiteral("send"), Token::BlueText));
    setButtonKind(m_produce, ButtonKind::Tonal);
    addAction(chooser);
    m_inspect->setObjectName(QStringLiteral("inspectTopic"));
    addAction(m_inspect);
    addAction(m_produce);
    m_pill->setObjectName(QStringLiteral("readState"));
    m_pill->setMark(Mark::Dot);
    m_rates->setElided(true);
    m_rates->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_controls->addToFirstLine(m_rates);
    m_controls->addToFirstLine(m_pill);
    m_scanned->setElided(true);
    m_stack->addWidget(m_table);
    // Where there is little height its sentence can be scrolled to.
    m_stack->addWidget(scrolled(m_empty));
    m_notice->setClosable(true);

    auto *upper = new QWidget;
    auto *upperColumn = new QVBoxLayout(upper);
    upperColumn->addWidget(m_controls);
    upperColumn->insertWidget(0, m_notice);
    upperColumn->addWidget(m_bar);
    auto *footerColumn = new QVBoxLayout(m_footer);
    auto *footerRow = new QHBoxLayout;
    footerColumn->setContentsMargins(0, 0, 0, 0);
    footerColumn->setSpacing(0);
    footerColumn->addWidget(new Rule(m_footer));
    footerColumn->addLayout(footerRow, 1);
    footerRow->addWidget(m_scanned, 1);
    footerRow->addWidget(m_legend);
    body()->addWidget(new GivingArea(upper));
    body()->addWidget(m_strip);
    body()->addWidget(m_stack, 1);
    body()->addWidget(m_footer);
    onTheme(this, [this, upperColumn, footerRow] {
        body()->setSpacing(0);
        upperColumn->setContentsMargins(px(14), px(8), px(14), px(8));
        m_stack->setMinimumHeight(px(62));
        upperColumn->setSpacing(px(8));
        m_footer->setFixedHeight(px(36));
        footerRow->setContentsMargins(px(14), 0, px(14), 0);
        fit();
    });

    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &MessageList::tick);
    connect(m_inspect, &IconButton::clicked, this, &MessageList::inspectWanted);
    connect(m_produce, &QPushButton::clicked, this, &MessageList::produceWanted);
    connect(m_controls, &ReadControls::changed, this, [this] {
        m_target.reset();
        m_byLink = false;
        read();
        Q_EMIT controlsUsed();
    });
    connect(m_bar, &TimeBar::sought, this, &MessageList::seek);
    connect(m_strip, &HoldStrip::newestWanted, m_table, &MessageTable::toNewest);
    connect(m_table, &MessageTable::orderToggled, this,
            [this] { m_table->setNewestFirst(!m_table->messages().isNewestFirst()); });
    connect(m_table, &MessageTable::messageLeft, this, &MessageList::messageLeft);
    connect(m_table, &MessageTable::messageSelected, this, [this](const MessageRef &ref) {
        m_wanted = ref;
        fetchSelected();
    });
    retranslate();
}

MessageList::~MessageList()
{
    endReading();
}

void MessageList::setCluster(const broker::ClusterInfo &cluster, int incarnation)
{
    if (incarnation == m_incarnation && cluster.bootstrap == m_cluster.bootstrap)
        return;
    const bool another = !m_cluster.id.empty() && cluster.id != m_cluster.id;
    m_cluster = cluster;
    m_incarnation = incarnation;
    m_controls->forgetLogs();
    if (!another || m_controls->mode() != ReadControls::Mode::Offset)
        return read();
    const qint64 offset = m_controls->from().value;
    m_target.reset();
    m_byLink = false;
    m_controls->setMode(ReadControls::Mode::Live);
    read();
    m_notice->show(
        ErrorBanner::Severity::Information,
        QCoreApplication::translate("messages",
                                    "This is another cluster, where offset %1 is another message: shown are "
                                    "the newest messages.")
            .arg(offset));
}

void MessageList::setTopic(const TopicEntry &topic)
{
    m_target.reset();
    m_topic = topic;
    m_controls->setPartitions(topic.partitions);
    m_controls->forgetLogs();
    m_controls->setLive();
    updateTopic(topic);
    read();
}

void MessageList::updateTopic(const TopicEntry &topic)
{
    const bool more = topic.name == m_topic.name && topic.partitions != m_topic.partitions;
    m_topic = topic;
    setTitle(topic.name);
    setIcon(QStringLiteral("topic"), accentOf(stageOf(topic.name.toStdString())), true);
    QString line = QCoreApplication::translate("messages", "topic") + QStringLiteral(" · ")
        + (topic.partitions == 1
               ? QCoreApplication::translate("messages", "1 partition")
               : QCoreApplication::translate("messages", "%1 partitions").arg(topic.partitions))
        + (topic.isCounted ? QStringLiteral(" · ") + writtenText(topic) : QString());
    if (topic.kept < topic.written)
        line += QStringLiteral(" · ")
            + QCoreApplication::translate("messages", "%1 no longer in the log")
                  .arg(groupedCount(topic.written - topic.kept));
    setSubtitle(line);
    if (more) {
        m_controls->setPartitions(topic.partitions);
        read();
    }
    m_controls->setOtherLogs(topic.begin, topic.end);
}

void MessageList::goTo(int partition, qint64 offset)
{
    // A few before it, so that it is seen among its neighbours.
    m_controls->setPlace(partition, offset < 0 ? -1 : std::max<qint64>(0, offset - 20));
    m_target.reset();
    if (offset >= 0)
        m_target = std::pair(partition, offset);
    m_targetTold = false;
    m_byLink = true;
    read();
}

void MessageList::read()
{
    endReading();
    m_notice->hide();
    m_unanswered = false;
    m_elsewhereTold = m_byLink;
    if (!isVisible() || m_cluster.bootstrap.empty() || m_topic.partitions == 0)
        return;
    ReadRequest request;
    request.cluster = m_cluster;
    request.topic = m_topic.name.toStdString();
    request.partitions = m_controls->partitions();
    request.from = m_controls->from();
    request.filter = m_controls->filter();
    if (request.isLiveTail())
        request.maxIndexed = kMostFollowed;
    m_valueMatch = m_controls->valueMatch();
    m_table->delegate().setMatches(toQString(request.filter.key), m_valueMatch);
    auto reader = TopicReader::open(std::move(request));
    if (!reader) {
        m_notice->show(ErrorBanner::Severity::Error, reader.error().message, reader.error().context);
        return;
    }
    m_reader = std::move(*reader);
    m_readRate = {};
    m_matchRate = {};
    m_ticks = 0;
    m_table->setNewestFirst(m_controls->mode() == ReadControls::Mode::Live);
    m_table->setReader(m_reader.get());
    m_timer.start();
    tick();
}

void MessageList::endReading()
{
    m_timer.stop();
    m_wanted.reset();
    m_table->setReader(nullptr);
    if (m_reader)
        closeInBackground(std::move(m_reader));
}

void MessageList::tick()
{
    m_table->synchronize();
    const TopicReader::Progress progress = m_reader->progress();
    findTarget(progress);
    fetchSelected();
    const std::int64_t nowUs = monotonicUs();
    m_readRate.add(nowUs, progress.read);
    m_matchRate.add(nowUs, static_cast<std::int64_t>(m_reader->size()) + progress.leftOut);
    showProgress(progress);
    m_controls->setLogs(progress.begin, progress.end);
    if (m_ticks++ % kTicksPerHistogram == 0 || m_bar->isEmpty()) {
        if (m_bar->isVisible())
            m_bar->setHistogram(m_reader->histogram(m_bar->wantedParts()), m_controls->isFiltered());
        showNotice(progress);
    }
    m_bar->setPlace(m_table->topTimeMs());
    showEmpty(progress);
}

void MessageList::showProgress(const TopicReader::Progress &progress)
{
    const MessageModel &messages = m_table->messages();
    m_strip->show(!messages.isNewestFirst() ? HoldStrip::Reason::OldestFirst
                      : m_table->selected() ? HoldStrip::Reason::Selected
                      : messages.isHeld()   ? HoldStrip::Reason::Scrolled
                      : progress.byArrival  ? HoldStrip::Reason::FollowsArrival
                                            : HoldStrip::Reason::Follows,
                  messages.newer());
    const auto aSecond = static_cast<std::int64_t>(m_topic.ratePerS);
    if (progress.deleted > 0) {
        m_pill->setAccent(RoseAccent);
        m_pill->setMark(Mark::Triangle);
        m_pill->setText(
            QCoreApplication::translate("messages", "%1 missed").arg(groupedCount(progress.deleted)));
        m_pill->setToolTip(QCoreApplication::translate(
            "messages", "Retention took them from the log before they could be read here."));
    } else if (progress.behind > std::max(kBehindAtLeast, aSecond)) {
        m_pill->setAccent(AmberAccent);
        m_pill->setMark(Mark::Square);
        m_pill->setText(
            QCoreApplication::translate("messages", "behind %1").arg(groupedCount(progress.behind)));
        m_pill->setToolTip(QCoreApplication::translate(
            "messages", "So many messages are in the log and not read here yet."));
    } else {
        m_pill->setAccent(GreenAccent);
        m_pill->setMark(Mark::Dot);
        m_pill->setText(QCoreApplication::translate("messages", "0 dropped"));
        m_pill->setToolTip(QCoreApplication::translate(
            "messages", "Every message since the beginning of this reading is here."));
    }
    QString rates = QCoreApplication::translate("messages", "arriving %1 › read %2")
                        .arg(perSecondText(m_topic.ratePerS), perSecondText(m_readRate.rate().perSecond));
    if (m_controls->isFiltered())
        rates += QCoreApplication::translate("messages", " › matching %1")
                     .arg(perSecondText(m_matchRate.rate().perSecond));
    m_rates->setText(rates);

    QString scanned = QCoreApplication::translate("messages", "Read %1 of %2")
                          .arg(groupedCount(progress.read), groupedCount(progress.read + progress.behind));
    if (m_controls->isFiltered())
        scanned += QStringLiteral(" · ")
            + QCoreApplication::translate("messages", "%1 match")
                  .arg(groupedCount(static_cast<std::int64_t>(m_reader->size()) + progress.leftOut));
    if (progress.leftOut > 0)
        scanned += QStringLiteral(" · ")
            + QCoreApplication::translate("messages", "no longer listed: the oldest %1")
                  .arg(groupedCount(progress.leftOut));
    m_scanned->setText(scanned);
}

void MessageList::showNotice(const TopicReader::Progress &progress)
{
    if (progress.error) {
        if (std::exchange(m_unanswered, true))
            return; // said, and perhaps closed
        m_notice->show(ErrorBanner::Severity::Error,
                       QCoreApplication::translate(
                           "messages",
                           "The broker does not answer. What was read stays here, and reading goes "
                           "on by itself when the broker is back."),
                       progress.error->toString());
        return;
    }
    if (std::exchange(m_unanswered, false))
        m_notice->hide();
    // Once, so that it can be closed. Where a link led, findTarget() tells of the message that it named.
    if (!progress.elsewhere.empty() && !std::exchange(m_elsewhereTold, true))
        m_notice->show(ErrorBanner::Severity::Warning,
                       elsewhereText(m_controls->from().value, progress.elsewhere));
}

void MessageList::findTarget(const TopicReader::Progress &progress)
{
    if (!m_target)
        return;
    const auto [partition, offset] = *m_target;
    constexpr std::size_t searched = 2'000;
    for (const MessageRef &ref : m_reader->refs(0, searched)) {
        if (ref.partition == partition && ref.offset == offset && m_table->select(ref)) {
            m_target.reset();
            m_notice->hide();
            m_table->setFocus();
            return;
        }
    }
    const auto begin = progress.begin.find(partition);
    const auto end = progress.end.find(partition);
    if (begin == progress.begin.end() || end == progress.end.end())
        return;
    const QString name = placeText(partition, offset);
    if (offset < begin->second) {
        tellOfTarget(ErrorBanner::Severity::Warning,
                     QCoreApplication::translate(
                         "messages",
                         "%1 is no longer in the log: retention has taken it. The oldest message kept is %2.")
                         .arg(name)
                         .arg(begin->second));
    } else if (offset >= end->second) {
        tellOfTarget(ErrorBanner::Severity::Information,
                     QCoreApplication::translate("messages",
                                                 "%1 does not exist yet: the log ends at %2. It is shown as "
                                                 "soon as it is written.")
                         .arg(name)
                         .arg(end->second));
    } else if (progress.behind == 0) {
        tellOfTarget(
            ErrorBanner::Severity::Information,
            m_controls->isFiltered()
                ? QCoreApplication::translate("messages", "%1 is not among what the filter leaves.").arg(name)
                : QCoreApplication::translate(
                      "messages",
                      "%1 is no message that could be shown: a marker of a transaction, a record of one that "
                      "was given up, or one that compaction has taken.")
                      .arg(name));
    }
}

void MessageList::tellOfTarget(ErrorBanner::Severity severity, const QString &sentence)
{
    if (!std::exchange(m_targetTold, true))
        m_notice->show(severity, sentence);
}

void MessageList::fetchSelected()
{
    if (!m_wanted || !m_reader)
        return;
    const auto message = m_reader->message(m_wanted->partition, m_wanted->offset);
    Q_EMIT messageShown(*m_wanted, message);
    if (message)
        m_wanted.reset();
}

void MessageList::showEmpty(const TopicReader::Progress &progress)
{
    const bool empty = m_table->messages().rowCount() == 0;
    m_stack->setCurrentWidget(empty ? m_stack->widget(1) : m_table);
    if (!empty)
        return;
    if (m_controls->isWrong()) { // what the condition before has found is no answer to what is typed now
        m_empty->setTexts(QCoreApplication::translate("messages", "Not looked for yet"),
                          QCoreApplication::translate(
                              "messages", "As soon as the condition can be understood, it is looked for."));
    } else if (progress.end.empty() || progress.behind > 0) {
        m_empty->setTexts(
            QCoreApplication::translate("messages", "Reading…"),
            QCoreApplication::translate("messages", "Asking the broker where the log begins and ends."));
    } else if (progress.withoutField > 0 && progress.withoutField == progress.read) {
        m_empty->setTexts(
            QCoreApplication::translate("messages", "No message has the field %1")
                .arg(m_controls->fieldPath()),
            QCoreApplication::translate("messages", "Messages read: %1; none has it. What is there: %2.")
                .arg(groupedCount(progress.read), toQString(progress.fieldsInstead)));
    } else if (m_controls->isFiltered()) {
        m_empty->setTexts(
            QCoreApplication::translate("messages", "No message matches"),
            QCoreApplication::translate("messages",
                                        "Messages read: %1; none has all that is asked for. New ones are "
                                        "tested as they come.")
                .arg(groupedCount(progress.read)));
    } else {
        const auto &[title, sentence] = emptyText(m_topic.section);
        m_empty->setTexts(title, sentence);
    }
}

void MessageList::seek(qint64 timeMs)
{
    const bool newest = m_table->messages().isNewestFirst();
    // The row at the top is the last one up to that time, or the first one from it on.
    m_table->showPlace({newest ? timeMs + 1 : timeMs, -1, -1, 0});
    if (m_reader)
        m_table->synchronize();
}

void MessageList::fit()
{
    const int room = height();
    const bool low = room < px(400);
    setCompact(low);
    body()->setContentsMargins(hairline(), 0, hairline(), low ? px(10) : 0);
    m_footer->setVisible(!low);
    m_bar->setVisible(room >= px(470));
    m_rates->setVisible(width() >= px(640));
    m_legend->setVisible(width() >= px(600));
}

void MessageList::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    if (m_reader)
        return;
    Q_EMIT messageLeft(); // what is read anew has no selection
    read();
}

void MessageList::hideEvent(QHideEvent *event)
{
    Card::hideEvent(event);
    endReading();
}

void MessageList::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fit();
}

void MessageList::retranslate()
{
    m_inspect->setLabel(
        QCoreApplication::translate("messages", "Look at the topic: partitions, settings, who reads it"));
    m_produce->setText(QCoreApplication::translate("messages", "Produce"));
    m_produce->setToolTip(QCoreApplication::translate("messages", "Write a message into this topic by hand"));
    m_table->setAccessibleName(QCoreApplication::translate("messages", "Messages"));
    m_table->messages().retranslate();
    if (m_topic.partitions > 0)
        updateTopic(m_topic);
}

void MessageList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Card::changeEvent(event);
}

} // namespace pk::gui
