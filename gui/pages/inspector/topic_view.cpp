#include "pages/inspector/topic_view.h"

#include "bridge/controller.h"
#include "bridge/record_count.h"
#include "bridge/record_story.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"
#include "flow/palette.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/rate_line.h"
#include "pages/inspector/run_facts.h"
#include "pages/inspector/texts.h"
#include "pages/inspector/topic_settings.h"
#include "pages/inspector/topic_sheet.h"
#include "views/format.h"
#include "views/key_value_rows.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

TopicView::TopicView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
{
    m_rateSection = addSection();
    m_rate = new RateLine(m_rateSection);
    m_rateSection->body()->addWidget(m_rate);
    m_facts = new KeyValueRows(m_rateSection);
    m_facts->setValuesAtRight();
    m_rateSection->body()->addWidget(m_facts);
    m_partitionSection = addSection();
    m_partitions = addLinkRows(m_partitionSection);
    m_settings = new TopicSettingsSection(controller, this);
    addWidget(m_settings);
    m_sheet = new TopicSheet(controller, parent);
    connect(m_settings, &TopicSettingsSection::changeWanted, m_sheet, &TopicSheet::openFor);
    m_writeSection = addSection();
    m_writers = addLinkRows(m_writeSection);
    m_readSection = addSection();
    m_readers = addLinkRows(m_readSection);
    m_commands = new CommandSection(this);
    addWidget(m_commands);
}

void TopicView::open(const Link &link)
{
    m_topic = link.name.toStdString();
    m_sheet->close();
    m_settings->setTopic(m_topic);
    refresh();
}

void TopicView::refresh()
{
    const QString topic = toQString(m_topic);
    const Accent accent = accentOf(stageOf(m_topic));
    setHead({iconOf(roleOf(m_topic)), accent, topic, QCoreApplication::translate("inspector", "topic"), {}});
    setMessagesAction();
    const Snapshot *now = snapshot();
    if (!now)
        return;
    const bool watched = isOfEveryRun(m_topic);
    m_rateSection->setVisible(watched);
    m_writeSection->setVisible(watched);
    const RecordCount kept = recordsKept(*now, m_topic);
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Arriving"));
    m_rate->setRate(now->rate(m_topic), QCoreApplication::translate("inspector", "msg/s"),
                    historyOf(*now, m_topic), accent.solid);
    std::vector<KeyValueRows::Row> facts{{keptLabel(kept), grouped(kept.figure()), Token::Text, {}}};
    if (now->run.cluster.embedded)
        facts.push_back(
            explained({QCoreApplication::translate("inspector", "Retention"),
                       QCoreApplication::translate("inspector", "5 MiB a partition (embedded broker)"),
                       Token::Text,
                       {}},
                      Term::Retention));
    m_facts->setRows(facts);

    std::vector<LinkRows::Row> rows;
    const auto &partitions = now->state.partitions();
    const int count = m_settings->isDeleted() ? 0 : now->partitionsOf(m_topic);
    for (int p = 0; p < count; ++p) {
        const TopicPartition where{m_topic, p};
        const auto log = partitions.find(where);
        LinkRows::Row row;
        row.title = QStringLiteral("P%1").arg(p);
        row.mark = Mark::Dot;
        row.token = accent.solid;
        row.link = Link::partitionOf(topic, p);
        if (log != partitions.end()) {
            row.detail = QStringLiteral("%1 \u2026 %2").arg(log->second.logStart).arg(log->second.logEnd);
            if (const int leader = leaderOf(*now, where); leader >= 0)
                row.detail +=
                    QLatin1Char(' ') + QCoreApplication::translate("inspector", "broker %1").arg(leader);
        }
        if (watched)
            row.figure = perSecondText(now->rate(where.toString()));
        row.help =
            QCoreApplication::translate("inspector",
                                        "First and next offset, the broker that leads it, and how fast it "
                                        "grows.");
        rows.push_back(std::move(row));
    }
    m_partitionSection->setTitle(QCoreApplication::translate("inspector", "Partitions"));
    m_partitionSection->setNote(QString::number(count));
    m_partitions->setRows(rows);
    m_settings->refresh();
    m_writeSection->setTitle(QCoreApplication::translate("inspector", "Written by"));
    m_writers->setRows(writerRows(now->run, m_topic));
    m_readSection->setTitle(QCoreApplication::translate("inspector", "Read by"));
    const std::vector<LinkRows::Row> readers = readerRows(*now, m_topic);
    m_readSection->setNote(readers.empty()
                               ? QCoreApplication::translate("inspector", "no consumer group of the pipeline")
                               : QString());
    m_readers->setRows(readers);
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    CommandTexts commands = describeTopicText(m_controller.commandTarget(), topic);
    for (CommandText &text : consumeText(m_controller.commandTarget(), topic, -1, -1))
        commands.push_back(std::move(text));
    for (CommandText &text : topicSettingsText(m_controller.commandTarget(), topic))
        commands.push_back(std::move(text));
    m_commands->setCommands(commands);
}

void TopicView::hideEvent(QHideEvent *event)
{
    InspectorView::hideEvent(event);
    m_sheet->close();
}

void TopicView::act(const QString &)
{
    Q_EMIT pageRequested(Link::of(Link::Kind::Topic, toQString(m_topic)));
}

} // namespace pk::gui
