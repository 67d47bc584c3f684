#include "pages/inspector/row_view.h"

#include "bridge/controller.h"
#include "bridge/record_lookup.h"
#include "bridge/text.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/note_box.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/row_facts.h"
#include "pages/inspector/texts.h"
#include "views/key_value_rows.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

constexpr qint64 kRowEveryMs = 1'000;

} // namespace

RowView::RowView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
    , m_trouble(new NoteBox(this))
{
    addWidget(m_trouble);
    m_recordSection = addSection();
    m_record = addLinkRows(m_recordSection);
    m_columnSection = addSection();
    m_columns = new KeyValueRows(m_columnSection);
    m_columnSection->body()->addWidget(m_columns);
    m_historySection = addSection();
    m_history = addLinkRows(m_historySection);
    m_commands = new CommandSection(this);
    addWidget(m_commands);
    connect(m_columns, &KeyValueRows::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkActivated(linkFromString(link)); });
    connect(&lookup, &RecordLookup::rowTold, this, [this](const RowStoryPtr &story) {
        if (toQString(story->table) != m_table || toQString(story->key) != m_key)
            return;
        m_story = story;
        if (isVisible())
            fill();
    });
}

void RowView::open(const Link &link)
{
    m_table = link.name;
    m_key = link.key;
    m_story.reset();
    ask();
    fill();
}

void RowView::ask()
{
    m_sinceAsked.start();
    m_askedLoaded = snapshot() ? snapshot()->run.progress.loaded : -1;
    m_lookup.findRow(m_table, m_key);
}

void RowView::refresh()
{
    const bool written = snapshot() && snapshot()->run.progress.loaded != m_askedLoaded;
    if (written && m_story && m_sinceAsked.elapsed() >= kRowEveryMs)
        ask();
    fill();
}

void RowView::fill()
{
    setHead({QStringLiteral("database"),
             GreenAccent,
             m_key,
             QCoreApplication::translate("inspector", "row"),
             {},
             {{m_table, Link::of(Link::Kind::Table, m_table)}}});
    setActions({{QStringLiteral("page"),
                 QStringLiteral("warehouse"),
                 QCoreApplication::translate("inspector", "Show in Warehouse"),
                 {},
                 ButtonKind::Plain,
                 true}});
    showTrouble();
    const bool told = m_story && !m_story->error;
    const RecordStory *record = told ? m_story->record.get() : nullptr;
    const bool sameCluster = record && record->presence != Presence::OtherCluster;
    m_recordSection->setVisible(record != nullptr);
    m_columnSection->setVisible(told && m_story->row);
    m_historySection->setVisible(told && !m_story->history.empty());
    m_recordSection->setTitle(QCoreApplication::translate("inspector", "Where it came from"));
    if (record) {
        m_recordSection->setNote(sameCluster
                                     ? pathNote(*record)
                                     : QCoreApplication::translate("inspector", "a cluster that has ended"));
        std::vector<LinkRows::Row> rows = pathRows(*record, snapshot() ? snapshot()->run : RunInfo());
        for (LinkRows::Row &row : rows) {
            if (!sameCluster)
                row.link = {};
            else if (row.title == toQString(record->asked.topic))
                row.link = Link::record(row.title, record->asked.partition, record->asked.offset);
        }
        m_record->setRows(rows);
    }
    m_columnSection->setTitle(QCoreApplication::translate("inspector", "Columns"));
    if (told && m_story->row)
        m_columns->setRows(allFacts(*m_story->row, sameCluster));
    m_historySection->setTitle(QCoreApplication::translate("inspector", "Audit trail"));
    m_historySection->setNote(QCoreApplication::translate("inspector", "newest first"));
    if (told)
        m_history->setRows(
            auditRows(m_story->history, snapshot() ? snapshot()->run.cluster.id : std::string()));
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    m_commands->setCommands(sqlText(m_controller.commandTarget(),
                                    selectText({m_table.toStdString(), m_key.toStdString(), {}, 1})));
}

void RowView::showTrouble()
{
    using Severity = ErrorBanner::Severity;
    NoteBox::Note note;
    if (!m_story) {
        note = {Severity::Information, QCoreApplication::translate("inspector", "Reading…"), {}, {}};
    } else if (m_story->error) {
        note = {Severity::Error,
                QCoreApplication::translate(
                    "inspector", "The warehouse cannot be read; it is tried again as loads go on."),
                m_story->error->message,
                {}};
    } else if (!m_story->row) {
        note = {Severity::Warning,
                QCoreApplication::translate("inspector", "There is no row with this key in %1.").arg(m_table),
                {},
                {}};
    }
    m_trouble->setNote(note);
}

void RowView::act(const QString &)
{
    Q_EMIT pageRequested(Link::of(Link::Kind::Row, m_table, m_key));
}

} // namespace pk::gui
