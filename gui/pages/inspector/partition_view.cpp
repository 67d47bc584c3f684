#include "pages/inspector/partition_view.h"

#include "bridge/controller.h"
#include "bridge/record_count.h"
#include "bridge/record_lookup.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"
#include "flow/palette.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/run_facts.h"
#include "pages/inspector/texts.h"
#include "views/format.h"
#include "views/key_value_rows.h"
#include "views/text_label.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

constexpr int kShown = 12;
constexpr qint64 kPartitionEveryMs = 1'000;

QString brokers(const std::vector<int> &ids)
{
    QStringList names;
    for (const int id : ids)
        names << QString::number(id);
    return names.join(QStringLiteral(", "));
}

Mark markOf(Change change)
{
    switch (change) {
    case Change::Updated:
        return Mark::Square;
    case Change::Removed:
        return Mark::Diamond;
    case Change::Created:
        break;
    }
    return Mark::Dot;
}

} // namespace

LinkRows::Row messageRow(const FullMessage &message, const std::string &topic)
{
    LinkRows::Row row;
    row.title = message.hasKey ? toQString(message.key) : QCoreApplication::translate("inspector", "no key");
    row.monoTitle = message.hasKey;
    row.detail = QStringLiteral("@ %1").arg(message.offset);
    row.figure = clockText(message.timestampMs * 1000);
    const Change change = changeIn(message);
    row.mark = roleOf(topic) == TopicRole::DeadLetters ? Mark::Triangle : markOf(change);
    row.token = change == Change::Removed ? Token::Rose : accentOf(stageOf(topic)).solid;
    row.link = Link::record(toQString(topic), message.partition, message.offset);
    row.help = toQString(std::string_view(message.value).substr(0, 300)).simplified();
    return row;
}

PartitionView::PartitionView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
{
    m_logSection = addSection();
    m_log = new KeyValueRows(m_logSection);
    m_log->setValuesAtRight();
    m_logSection->body()->addWidget(m_log);
    m_readSection = addSection();
    m_readers = addLinkRows(m_readSection);
    m_noReaders = new TextLabel(TextRole::Small, Token::Muted, m_readSection);
    m_noReaders->setWordWrap(true);
    m_readSection->body()->addWidget(m_noReaders);
    m_newestSection = addSection();
    m_messages = addLinkRows(m_newestSection);
    m_remark = new TextLabel(TextRole::Small, Token::Muted, m_newestSection);
    m_remark->setWordWrap(true);
    m_newestSection->body()->addWidget(m_remark);
    m_commands = new CommandSection(this);
    addWidget(m_commands);
    connect(&lookup, &RecordLookup::newestRead, this,
            [this](const std::shared_ptr<const NewestMessages> &newest) {
                if (newest->partition != TopicPartition{m_topic, m_partition})
                    return;
                m_newest = newest;
                if (isVisible())
                    fill();
            });
}

void PartitionView::open(const Link &link)
{
    m_topic = link.name.toStdString();
    m_partition = link.partition;
    m_newest.reset();
    m_askedEnd = -1;
    ask();
    fill();
}

void PartitionView::ask()
{
    m_sinceAsked.start();
    if (const Snapshot *now = snapshot()) {
        const auto log = now->state.partitions().find({m_topic, m_partition});
        m_askedEnd = log != now->state.partitions().end() ? log->second.logEnd : 0;
    }
    m_lookup.readNewest({m_topic, m_partition}, kShown);
}

void PartitionView::refresh()
{
    if (const Snapshot *now = snapshot()) {
        const auto log = now->state.partitions().find({m_topic, m_partition});
        const bool grown = log != now->state.partitions().end() && log->second.logEnd != m_askedEnd;
        const bool failed = m_newest && m_newest->error;
        if ((grown || failed) && m_sinceAsked.elapsed() >= kPartitionEveryMs)
            ask();
    }
    fill();
}

void PartitionView::fill()
{
    const QString topic = toQString(m_topic);
    const QString name = QStringLiteral("P%1").arg(m_partition);
    setHead({iconOf(roleOf(m_topic)),
             accentOf(stageOf(m_topic)),
             QStringLiteral("%1 %2").arg(topic, name),
             QCoreApplication::translate("inspector", "partition"),
             {}});
    setMessagesAction();
    const Snapshot *now = snapshot();
    if (!now)
        return;
    journal::PartitionState log;
    if (const auto found = now->state.partitions().find({m_topic, m_partition});
        found != now->state.partitions().end())
        log = found->second;

    const int leader = leaderOf(*now, {m_topic, m_partition});
    m_logSection->setTitle(QCoreApplication::translate("inspector", "Log"));
    m_logSection->setHelp(QCoreApplication::translate(
        "inspector",
        "A partition is a log: records are only added at its end, and retention takes the oldest."));
    const RecordCount kept = recordsIn(*now, {m_topic, m_partition}, log.logStart, log.logEnd);
    std::vector<KeyValueRows::Row> rows{
        {QCoreApplication::translate("inspector", "Topic"), topic, Token::Text,
         toString(Link::of(Link::Kind::Topic, topic))},
        explained({QCoreApplication::translate("inspector", "Log start"),
                   QString::number(log.logStart),
                   Token::Text,
                   {}},
                  Term::LogStart),
        explained({QCoreApplication::translate("inspector", "Log end"),
                   QString::number(log.logEnd),
                   Token::Text,
                   {}},
                  Term::LogEnd),
        {keptLabel(kept), grouped(kept.figure()), Token::Text, {}},
        {QCoreApplication::translate("inspector", "Arriving"),
         perSecondText(now->rate(TopicPartition{m_topic, m_partition}.toString())),
         Token::Text,
         {}},
        explained({QCoreApplication::translate("inspector", "Leader"),
                   leader >= 0 ? QCoreApplication::translate("inspector", "broker %1").arg(leader)
                               : QCoreApplication::translate("inspector", "none"),
                   leader == kNoLeader ? Token::RoseText : Token::Text,
                   {}},
                  Term::Leader)};
    if (m_newest && !m_newest->replicas.empty()) {
        rows.push_back(explained({QCoreApplication::translate("inspector", "Replicas"),
                                  brokers(m_newest->replicas),
                                  Token::Text,
                                  {}},
                                 Term::Replicas));
        rows.push_back(explained(
            {QCoreApplication::translate("inspector", "In sync"), brokers(m_newest->inSync), Token::Text, {}},
            Term::InSync));
    }
    m_log->setRows(rows);

    m_readSection->setTitle(QCoreApplication::translate("inspector", "Read by"));
    const std::vector<LinkRows::Row> readers = readerRows(*now, m_topic, m_partition);
    m_readers->setRows(readers);
    m_noReaders->setVisible(readers.empty());
    m_noReaders->setText(
        QCoreApplication::translate("inspector", "No consumer group of the pipeline reads it."));
    showNewest();
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    const CommandTarget target = m_controller.commandTarget();
    CommandTexts commands = describeTopicText(target, topic);
    for (CommandText &text : consumeText(target, topic, m_partition, std::max(log.logStart, log.logEnd - 1)))
        commands.push_back(std::move(text));
    m_commands->setCommands(commands);
}

void PartitionView::showNewest()
{
    m_newestSection->setTitle(QCoreApplication::translate("inspector", "Newest messages"));
    std::vector<LinkRows::Row> rows;
    m_remark->clear();
    if (!m_newest) {
        m_remark->setText(QCoreApplication::translate("inspector", "Reading…"));
    } else if (m_newest->error) {
        m_remark->setText(
            QCoreApplication::translate("inspector", "The broker does not answer; it is asked again. %1")
                .arg(m_newest->error->message));
    } else if (m_newest->messages.empty()) {
        m_remark->setText(QCoreApplication::translate("inspector", "The log is empty."));
    } else {
        for (const auto &message : m_newest->messages)
            rows.push_back(messageRow(*message, m_topic));
    }
    m_messages->setRows(rows);
    m_remark->setVisible(!m_remark->text().isEmpty());
}

void PartitionView::act(const QString &)
{
    Q_EMIT pageRequested(Link::partitionOf(toQString(m_topic), m_partition));
}

} // namespace pk::gui
