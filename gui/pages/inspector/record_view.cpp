#include "pages/inspector/record_view.h"

#include "bridge/controller.h"
#include "bridge/failure_text.h"
#include "bridge/key_text.h"
#include "bridge/record_lookup.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"
#include "domain/headers.h"
#include "flow/palette.h"
#include "pages/inspector/code_view.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/key_math.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/note_box.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/row_facts.h"
#include "pages/inspector/step_section.h"
#include "pages/inspector/text_button.h"
#include "pages/inspector/texts.h"
#include "views/key_value_rows.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr qint64 kRecordEveryMs = 400;

TextLabel *addRemark(Section *section)
{
    auto *remark = new TextLabel(TextRole::Small, Token::Muted, section);
    remark->setWordWrap(true);
    section->body()->addWidget(remark);
    return remark;
}

} // namespace

RecordView::RecordView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
    , m_sent(new NoteBox(this))
    , m_trouble(new NoteBox(this))
    , m_reason(new NoteBox(this))
{
    addWidget(m_sent);
    addWidget(m_trouble);
    addWidget(m_reason);

    m_timestamp = addSection();
    m_keySection = addSection();
    m_partition = new PillButton(BlueAccent, m_keySection);
    m_partition->setMark(Mark::None);
    m_keySection->addBesideTitle(m_partition);
    m_keyMath = new KeyMath(m_keySection);
    m_keySection->body()->addWidget(m_keyMath);
    m_keyRemark = addRemark(m_keySection);

    m_headerSection = addSection();
    m_headers = new KeyValueRows(m_headerSection);
    m_headers->setWrapped();
    m_headerSection->body()->addWidget(m_headers);
    m_more = new TextButton(m_headerSection);
    m_headerSection->addTrailing(m_more);

    m_steps = new StepSection(this);
    addWidget(m_steps);

    m_pathSection = addSection();
    m_path = addLinkRows(m_pathSection);

    m_rowSection = addSection();
    m_table = new TextButton(m_rowSection);
    m_rowSection->addTrailing(m_table);
    m_row = new KeyValueRows(m_rowSection);
    m_rowSection->body()->addWidget(m_row);
    m_rowWriter = addLinkRows(m_rowSection);
    m_rowRemark = addRemark(m_rowSection);
    m_audit = addLinkRows(m_rowSection);

    m_bytesSection = addSection();
    m_bytesSection->setWide(true);
    m_bytesSection->setFoldable(false);
    m_bytes = new CodeView(m_bytesSection);
    m_bytesSection->body()->addWidget(m_bytes);

    m_commands = new CommandSection(this);
    addWidget(m_commands);

    connect(&lookup, &RecordLookup::recordTold, this, &RecordView::take);
    connect(m_trouble, &NoteBox::actionRequested, this, &RecordView::ask);
    connect(m_sent, &NoteBox::actionRequested, this, [this] {
        Q_EMIT linkActivated(
            Link::record(toQString(m_sentFrom.topic), m_sentFrom.partition, m_sentFrom.offset));
    });
    connect(m_headers, &KeyValueRows::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkActivated(linkFromString(link)); });
    connect(m_row, &KeyValueRows::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkActivated(linkFromString(link)); });
    connect(m_partition, &QAbstractButton::clicked, this, [this] {
        Q_EMIT linkActivated(Link::partitionOf(toQString(m_position.topic), m_position.partition));
    });
    connect(m_table, &QAbstractButton::clicked, this,
            [this] { Q_EMIT linkActivated(Link::of(Link::Kind::Table, m_table->text())); });
    connect(m_more, &QAbstractButton::clicked, this, [this] {
        m_allHeaders = !m_allHeaders;
        fill();
    });
    connect(&controller, &Controller::produced, this,
            [this](const QString &topic, int partition, qint64 offset) {
                if (std::exchange(m_producing, false))
                    tellSent(m_position, {topic.toStdString(), partition, offset});
            });
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &, Command command) {
                const bool produced = command == Command::Produce && std::exchange(m_producing, false);
                const bool stepped = command == Command::Step && std::exchange(m_stepping, false);
                if (produced || stepped)
                    offer();
            });
    connect(&controller, &Controller::recordStepped, this, [this](const Position &asked, bool found) {
        if (asked != m_position)
            return;
        m_stepping = false;
        m_arrived = !found;
        if (m_story)
            offer();
    });
}

void RecordView::open(const Link &link)
{
    m_position = {link.name.toStdString(), link.partition, link.offset};
    m_story.reset();
    m_incarnation = snapshot() ? snapshot()->run.incarnation : 0;
    m_producing = m_stepping = m_arrived = false;
    m_sentFrom = {};
    m_bytesSection->setOpen(false);
    fill();
    ask();
}

void RecordView::ask()
{
    m_asked = true;
    m_sinceAsked.start();
    m_askedSeq = snapshot() ? snapshot()->seq : 0;
    m_lookup.findRecord(m_position);
}

void RecordView::take(const RecordStoryPtr &story)
{
    if (story->asked != m_position)
        return;
    m_asked = false;
    const bool first = !m_story;
    if (!first && m_story->enrichedAt != story->enrichedAt)
        m_arrived = false; // it is further than was known
    m_story = story;
    if (first && story->isAside())
        m_bytesSection->setOpen(true);
    if (isVisible())
        fill();
}

bool RecordView::isPast() const
{
    return m_incarnation > 0 && snapshot() && snapshot()->run.incarnation != m_incarnation;
}

Link RecordView::ownLink() const
{
    return Link::record(toQString(m_position.topic), m_position.partition, m_position.offset);
}

bool RecordView::isDue() const
{
    if (m_asked || isPast())
        return false;
    if (!m_story || snapshot() == nullptr)
        return !m_story;
    // What could not be read is asked for again; everything else changes only with the journal.
    const bool failed =
        m_story->brokerError || m_story->warehouseError || (m_story->isAside() && !m_story->aside);
    return !m_story->isComplete() && (failed || snapshot()->seq != m_askedSeq)
        && (!m_sinceAsked.isValid() || m_sinceAsked.elapsed() >= kRecordEveryMs);
}

void RecordView::refresh()
{
    if (isDue())
        ask();
    fillMoment();
}

void RecordView::showEvent(QShowEvent *event)
{
    InspectorView::showEvent(event);
    fill();
}

void RecordView::changeEvent(QEvent *event)
{
    InspectorView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fill();
}

void RecordView::fill()
{
    const FullMessage *message = m_story ? m_story->message.get() : nullptr;
    m_timestamp->setVisible(message != nullptr);
    m_keySection->setVisible(message != nullptr);
    m_headerSection->setVisible(message != nullptr);
    m_steps->setVisible(message || (m_story && m_story->trace));
    m_pathSection->setVisible(m_story && (m_story->change || roleOf(m_position.topic) != TopicRole::Other));
    m_rowSection->setVisible(m_story && !m_story->audit.empty());
    m_bytesSection->setVisible(message && message->hasValue);
    fillMoment();
    showCommands();
    if (!m_story)
        return;
    if (message) {
        showTimestamp(*message);
        showKey(*message);
        showHeaders(*message);
        showBytes(*message);
    }
    m_steps->setStory(m_story, snapshot() ? snapshot()->run.transformSteps : std::vector<std::string>());
    m_pathSection->setTitle(QCoreApplication::translate("inspector", "Path"));
    m_pathSection->setNote(pathNote(*m_story));
    m_path->setRows(pathRows(*m_story, snapshot() ? snapshot()->run : RunInfo()));
    if (!m_story->audit.empty())
        showRow();
}

void RecordView::fillMoment()
{
    showHead();
    showTrouble();
    offer();
}

void RecordView::showHead()
{
    InspectorHead head;
    head.accent = accentOf(stageOf(m_position.topic));
    head.icon = QStringLiteral("braces");
    const QString topic = toQString(m_position.topic);
    if (isPast())
        head.detail = topic + QLatin1Char(' ') + placeText(m_position);
    else
        head.places = {{topic, Link::of(Link::Kind::Topic, topic)},
                       {placeText(m_position), Link::partitionOf(topic, m_position.partition)}};
    head.title = QCoreApplication::translate("inspector", "Record");
    if (m_story) {
        if (!m_story->audit.empty())
            head.title = toQString(m_story->audit.back().key);
        else if (m_story->message && m_story->message->hasKey)
            head.title = keyText(toQString(m_story->message->key));
        head.note = toQString(m_story->header(header::eventType));
    }
    setHead(head);
    setState(m_story && snapshot() ? recordState(*m_story, snapshot()->run) : InspectorState());
}

void RecordView::showTrouble()
{
    using Severity = ErrorBanner::Severity;
    NoteBox::Note note;
    if (isPast()) {
        note = {Severity::Warning,
                QCoreApplication::translate(
                    "inspector",
                    "The cluster that held this record has ended, and its topics with it. "
                    "This is what was known of it; its row stays in the warehouse."),
                {},
                {}};
    } else if (!m_story) {
        note = {Severity::Information,
                QCoreApplication::translate("inspector", "Reading the record from the broker…"),
                {},
                {}};
    } else if (m_story->brokerError) {
        note = {
            Severity::Error,
            QCoreApplication::translate("inspector",
                                        "The broker does not answer, so the message cannot be read. What the "
                                        "journal and the warehouse know is shown below."),
            m_story->brokerError->message, QCoreApplication::translate("inspector", "Try again")};
    } else if (m_story->presence == Presence::Evicted) {
        note = {Severity::Warning,
                QCoreApplication::translate(
                    "inspector",
                    "Retention has taken this message: its partition now begins at offset "
                    "%1. What the journal and the warehouse still know is shown below.")
                    .arg(m_story->logStart),
                {},
                {}};
    } else if (m_story->presence == Presence::NotYet) {
        note = {Severity::Information,
                QCoreApplication::translate("inspector",
                                            "There is no message at this offset yet. It is shown as soon as "
                                            "somebody produces it."),
                {},
                {}};
    } else if (m_story->presence == Presence::NoRecord) {
        note = {Severity::Information,
                QCoreApplication::translate(
                    "inspector",
                    "A transaction ends here: its commit or abort takes an offset, too, and is no record. "
                    "Readers step over it."),
                {},
                {}};
    } else if (m_story->presence == Presence::Uncommitted) {
        note = {
            Severity::Information,
            QCoreApplication::translate("inspector",
                                        "A transaction that began before it is still open. It is shown as "
                                        "soon as that has ended."),
            {},
            {}};
    } else if (m_story->warehouseError) {
        note = {Severity::Warning,
                QCoreApplication::translate(
                    "inspector",
                    "The warehouse cannot be read at the moment; it is tried again as the "
                    "record moves on."),
                m_story->warehouseError->message,
                {}};
    }
    m_trouble->setNote(note);
    NoteBox::Note sent;
    if (m_sentFrom.offset >= 0)
        sent = {Severity::Information,
                QCoreApplication::translate("inspector", "Sent again: %1, partition %2, offset %3.")
                    .arg(toQString(m_position.topic))
                    .arg(m_position.partition)
                    .arg(m_position.offset),
                QCoreApplication::translate("inspector",
                                            "It is a new record, and the one shown here. The one before "
                                            "stays as it was."),
                QCoreApplication::translate("inspector", "The one before")};
    m_sent->setNote(sent);
    NoteBox::Note reason;
    if (m_story && m_story->aside) {
        const AsideNote &aside = *m_story->aside;
        const bool filtered = roleOf(aside.at.topic) == TopicRole::Filtered;
        const QString where = placeInRecord(aside.message);
        reason = {filtered ? Severity::Information : Severity::Error,
                  reasonText(aside.code),
                  QStringLiteral("%1\n%2\n%3")
                      .arg(adviceText(aside.code), where.isEmpty() ? toQString(aside.message) : where,
                           toQString(aside.code)),
                  {}};
    }
    m_reason->setNote(reason);
}

void RecordView::showRow()
{
    m_rowSection->setTitle(QCoreApplication::translate("inspector", "Warehouse row"));
    m_row->setVisible(m_story->row.has_value());
    m_table->setVisible(m_story->row.has_value());
    QString remark;
    std::vector<LinkRows::Row> writers;
    if (m_story->row) {
        const StoredRow &row = *m_story->row;
        m_table->setText(toQString(row.table));
        m_table->updateGeometry();
        m_row->setRows(mainFacts(row));
        const Position writer = rawPositionOf(row);
        if (m_story->rawAt.offset >= 0 && writer.offset >= 0 && writer != m_story->rawAt)
            writers = {writerRow(writer)};
        else if (row.copies > 1)
            remark =
                QCoreApplication::translate("inspector",
                                            "The row is there %1 times: under these semantics a record that "
                                            "is read again is stored again.")
                    .arg(row.copies);
    }
    m_rowRemark->setText(remark);
    m_rowRemark->setVisible(!remark.isEmpty());
    m_rowWriter->setRows(writers);
    m_rowWriter->setVisible(!writers.empty());
    const bool opens = snapshot() && !isPast();
    std::vector<LinkRows::Row> audit =
        auditRows(m_story->audit, opens ? snapshot()->run.cluster.id : std::string());
    for (LinkRows::Row &entry : audit) {
        if (entry.link == ownLink())
            entry.link = {};
    }
    m_audit->setRows(audit);
}

LinkRows::Row RecordView::writerRow(const Position &writer) const
{
    LinkRows::Row row;
    row.title = QCoreApplication::translate("inspector", "The row is now as another record left it: %1 %2.")
                    .arg(toQString(writer.topic), placeText(writer));
    row.sentence = true;
    if (m_story->rowIsOfCluster && !isPast())
        row.link = Link::record(toQString(writer.topic), writer.partition, writer.offset);
    return row;
}

void RecordView::showCommands()
{
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    const CommandTarget target = m_controller.commandTarget();
    CommandTexts texts =
        consumeText(target, toQString(m_position.topic), m_position.partition, m_position.offset);
    if (m_story && m_story->row) {
        const CommandTexts sql = sqlText(target, selectText(*m_story->row));
        texts.insert(texts.end(), sql.begin(), sql.end());
    }
    m_commands->setCommands(texts);
}

} // namespace pk::gui
