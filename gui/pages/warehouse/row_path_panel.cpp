#include "pages/warehouse/row_path_panel.h"

#include "bridge/text.h"
#include "pages/warehouse/table_columns.h"
#include "views/command_box.h"
#include "views/empty_state.h"
#include "views/format.h"
#include "views/key_value_rows.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

std::int64_t hopUs(const RowPath &path, journal::Hop hop)
{
    const auto found = path.hopUs.find(hop);
    return found != path.hopUs.end() ? found->second : 0;
}

QString hopTime(const RowPath &path, journal::Hop hop)
{
    const std::int64_t us = hopUs(path, hop);
    return us > 0 ? timeText(us / 1'000) : QString();
}

double msBetween(const RowPath &path, journal::Hop from, journal::Hop to)
{
    const std::int64_t begin = hopUs(path, from);
    const std::int64_t end = hopUs(path, to);
    return begin > 0 && end >= begin ? static_cast<double>(end - begin) / 1'000.0 : -1;
}

Link recordLink(const Position &at)
{
    return Link::record(toQString(at.topic), at.partition, at.offset);
}

QString words(const AuditEntry &entry)
{
    if (entry.action == "insert")
        return QCoreApplication::translate("warehouse page", "inserted");
    if (entry.action == "update")
        return QCoreApplication::translate("warehouse page", "updated");
    if (entry.action == "unchanged")
        return QCoreApplication::translate("warehouse page", "the same event again, ignored");
    if (entry.action == "superseded")
        return QCoreApplication::translate("warehouse page", "older than the row, ignored");
    return toQString(entry.action);
}

QString shortened(const QString &text)
{
    return text.size() > 12 ? text.left(4) + QChar(0x2026) + text.right(4) : text;
}

/// Amounts of earlier versions are taken to be in the currency that the row has now.
QString changesText(const AuditEntry &entry, const QString &currency)
{
    QStringList texts;
    for (const ColumnChange &change : columnChanges(entry)) {
        const QString text =
            QStringLiteral("%1 %2 → %3")
                .arg(columnTitle(change.column), valueText(change.column, change.before, currency),
                     valueText(change.column, change.after, currency));
        if (change.column == QLatin1String("status"))
            texts.prepend(text);
        else if (change.column != QLatin1String("occurred_at"))
            texts << text;
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace

RowPathPanel::RowPathPanel(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    rebuild();
}

void RowPathPanel::showPath(const RowPath &path, const std::string &cluster)
{
    const AuditEntry *written = path.writer();
    m_sameCluster = written == nullptr || written->cluster == cluster;
    if (!m_path || m_path->table.name != path.table.name || m_path->row.key != path.row.key)
        clear(); // another row is read from its beginning
    m_path = path;
    m_steps.reset();
    m_why.clear();
    rebuild();
}

void RowPathPanel::showSteps(const std::vector<StepChanges> &steps, std::size_t allSteps)
{
    if (!m_path)
        return;
    m_steps = steps;
    m_allSteps = allSteps;
    rebuild();
}

void RowPathPanel::clear(const QString &why)
{
    if (!m_path && why == m_why)
        return;
    m_path.reset();
    m_why = why;
    rebuild();
}

double RowPathPanel::totalMs() const
{
    return m_path ? msBetween(*m_path, journal::Hop::Produced, journal::Hop::Stored) : -1;
}

void RowPathPanel::rebuild()
{
    const auto *before = qobject_cast<QScrollArea *>(m_content);
    const int scrolled = before ? before->verticalScrollBar()->value() : 0;
    delete m_content;
    if (!m_path) {
        auto *empty = new EmptyState(QStringLiteral("path"), this);
        empty->setTexts(m_why.isEmpty()
                            ? QCoreApplication::translate("warehouse page", "Choose a row")
                            : QCoreApplication::translate("warehouse page", "This row cannot be shown"),
                        m_why.isEmpty() ? QCoreApplication::translate(
                            "warehouse page",
                            "Its way stands here: from the source through both topics into the warehouse.")
                                        : m_why);
        m_content = empty;
        m_layout->addWidget(m_content);
        return;
    }
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto *content = new QWidget(scroll);
    content->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(content);
    if (m_path->hasRecord)
        addPath(*column, content);
    if (!m_path->audit.empty())
        addAudit(*column, content);
    addCells(*column, content);
    column->addStretch();
    onTheme(content, [column] {
        column->setContentsMargins(px(16), px(8), px(12), px(14));
        column->setSpacing(0);
    });
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() turns it on
    m_content = scroll;
    m_layout->addWidget(m_content);
    scroll->show();
    m_layout->activate();
    scroll->verticalScrollBar()->setValue(scrolled);
}

void RowPathPanel::addPart(QVBoxLayout &column, QWidget *content, const SpinePart &part)
{
    auto *row = new SpineRow(part, content);
    connect(row, &SpineRow::linkActivated, this, &RowPathPanel::linkActivated);
    column.addWidget(row);
}

void RowPathPanel::addPath(QVBoxLayout &column, QWidget *content)
{
    const RowPath &path = *m_path;
    if (!path.correlationId.isEmpty()) {
        auto *id = new CommandBox(content);
        id->setValue(path.correlationId);
        id->setToolTip(QCoreApplication::translate(
            "warehouse page", "The correlation id: one record carries it through all stages."));
        column.addWidget(id);
    }
    auto *bar = new DurationBar(content);
    std::vector<DurationBar::Part> parts;
    const auto addTime = [&](const QString &name, journal::Hop from, journal::Hop to, const Accent &accent) {
        if (const double ms = msBetween(path, from, to); ms >= 0)
            parts.push_back({name, ms, accent});
    };
    addTime(QCoreApplication::translate("warehouse page", "produce"), journal::Hop::Produced,
            journal::Hop::Acked, BlueAccent);
    // What it waited in the topic is not the transform's work, of which the station below tells the same
    // figure.
    addTime(QCoreApplication::translate("warehouse page", "waiting"), journal::Hop::Acked,
            journal::Hop::Taken, {Token::Muted, Token::Muted, Token::Surface2});
    addTime(QCoreApplication::translate("warehouse page", "transform"), journal::Hop::Taken,
            journal::Hop::Enriched, VioletAccent);
    addTime(QCoreApplication::translate("warehouse page", "load"), journal::Hop::Enriched,
            journal::Hop::Stored, GreenAccent);
    bar->setParts(std::move(parts));
    auto *space = new QWidget(content);
    onTheme(space, [space] { space->setFixedHeight(px(10)); });
    column.addWidget(space);
    column.addWidget(bar);

    SpinePart source;
    source.icon = QStringLiteral("database");
    source.accent = AmberAccent;
    source.title = QCoreApplication::translate("warehouse page", "Source");
    source.time = hopTime(path, journal::Hop::Produced);
    const std::string position = path.cdcPosition.toStdString();
    if (const auto change = parsePosition(position)) {
        source.detail = toQString(change->topic);
        source.time = path.changeUs > 0 ? timeText(path.changeUs / 1'000) : QString();
        const QString place = placeText(change->partition, change->offset);
        if (m_sameCluster) {
            source.linkText = place;
            source.link = recordLink({std::string(change->topic), change->partition, change->offset});
        } else {
            source.note = place;
        }
    } else if (path.originKnown) {
        source.detail = QCoreApplication::translate("warehouse page", "made the event %1").arg(path.title);
    } else {
        source.detail = QCoreApplication::translate(
            "warehouse page", "named by the headers of the raw record, not by this row");
    }
    source.first = true;
    addPart(column, content, source);

    SpinePart raw;
    raw.icon = QStringLiteral("topic");
    raw.accent = BlueAccent;
    raw.title = path.raw.offset >= 0 ? toQString(path.raw.topic)
                                     : QCoreApplication::translate("warehouse page", "Raw record");
    raw.detail = path.raw.offset >= 0
        ? QCoreApplication::translate("warehouse page", "key %1").arg(path.title)
        : QCoreApplication::translate("warehouse page", "the message does not say from where it came");
    raw.time = hopTime(path, journal::Hop::Acked);
    if (path.raw.offset >= 0 && m_sameCluster) {
        raw.linkText = placeText(path.raw.partition, path.raw.offset);
        raw.link = recordLink(path.raw);
    } else if (path.raw.offset >= 0) {
        raw.note = placeText(path.raw.partition, path.raw.offset);
    }
    addPart(column, content, raw);

    addTransform(column, content);

    SpinePart enriched;
    enriched.icon = QStringLiteral("topic");
    enriched.accent = TealAccent;
    enriched.title = toQString(path.enriched.topic);
    enriched.detail = QCoreApplication::translate("warehouse page", "taken by the loader");
    enriched.time = hopTime(path, journal::Hop::Enriched);
    (m_sameCluster ? enriched.linkText : enriched.note) =
        placeText(path.enriched.partition, path.enriched.offset);
    enriched.link = recordLink(path.enriched);
    addPart(column, content, enriched);

    const AuditEntry *written = path.writer();
    SpinePart row;
    row.icon = QStringLiteral("table");
    row.accent = GreenAccent;
    row.title = QCoreApplication::translate("warehouse page", "%1, this row").arg(path.table.name);
    row.detail = written == nullptr ? QString() : changesText(*written, path.row.currency);
    if (row.detail.isEmpty() && written != nullptr)
        row.detail = words(*written);
    row.hint = row.detail;
    row.time = hopTime(path, journal::Hop::Stored);
    if (row.time.isEmpty() && path.loadedMs > 0)
        row.time = timeText(path.loadedMs);
    row.last = path.audit.empty();
    addPart(column, content, row);

    if (!m_sameCluster || path.hopUs.empty()) {
        auto *why = new TextLabel(TextRole::Small, Token::Muted, content);
        why->setWordWrap(true);
        why->setText(unknownTimes());
        column.addWidget(why);
    }
}

/// Why there are no times.
QString RowPathPanel::unknownTimes() const
{
    if (!m_sameCluster) {
        return QCoreApplication::translate(
            "warehouse page",
            "This row was written in an earlier session. Its positions belong to a "
            "cluster that has ended and cannot be opened.");
    }
    if (m_path->sampledOneIn > 1) {
        return QCoreApplication::translate(
                   "warehouse page",
                   "Times of this record are not known: at this rate one record in %1 is followed.")
            .arg(m_path->sampledOneIn);
    }
    return QCoreApplication::translate(
        "warehouse page", "Times of this record are not known: the journal no longer holds them.");
}

void RowPathPanel::addTransform(QVBoxLayout &column, QWidget *content)
{
    SpinePart transform;
    transform.icon = QStringLiteral("transform");
    transform.accent = VioletAccent;
    transform.title = QCoreApplication::translate("warehouse page", "Transform");
    transform.detail = !m_steps
        ? QCoreApplication::translate("warehouse page", "cleaned, checked and computed")
        : QCoreApplication::translate("warehouse page", "%1 steps, %2 changed this record")
              .arg(m_allSteps)
              .arg(m_steps->size());
    if (const double ms = msBetween(*m_path, journal::Hop::Taken, journal::Hop::Enriched); ms >= 0)
        transform.time = QStringLiteral("%1 ms").arg(ms, 0, 'f', 0);
    transform.linkText = QCoreApplication::translate("warehouse page", "open");
    transform.link = Link::of(Link::Kind::Stage, QStringLiteral("transform"));
    addPart(column, content, transform);
    if (!m_steps)
        return;
    for (const StepChanges &step : *m_steps) {
        SpinePart part;
        part.kind = SpinePart::Kind::Step;
        part.accent = VioletAccent;
        part.title = step.step;
        part.time = step.changes.front().path;
        part.removed = step.changes.front().before;
        part.added = step.changes.front().after;
        if (step.changes.size() > 1)
            part.note = QCoreApplication::translate("warehouse page", "%1 more").arg(step.changes.size() - 1);
        QStringList lines;
        for (const ValueChange &change : step.changes)
            lines << QStringLiteral("%1: %2 → %3").arg(change.path, change.before, change.after);
        part.hint = lines.mid(0, 20).join(QLatin1Char('\n'));
        addPart(column, content, part);
    }
}

void RowPathPanel::addAudit(QVBoxLayout &column, QWidget *content)
{
    const RowPath &path = *m_path;
    SpinePart heading;
    heading.kind = SpinePart::Kind::Heading;
    heading.accent = GreenAccent;
    heading.title = path.auditTotal > static_cast<std::int64_t>(path.audit.size())
        ? QCoreApplication::translate("warehouse page", "etl_audit · the newest %1 of %2 entries")
              .arg(path.audit.size())
              .arg(grouped(path.auditTotal))
        : QCoreApplication::translate("warehouse page", "etl_audit · entries for this row: %1")
              .arg(path.auditTotal);
    heading.first = !path.hasRecord;
    heading.last = !path.hasRecord;
    addPart(column, content, heading);
    const AuditEntry *written = path.writer();
    for (std::size_t i = 0; i < path.audit.size(); ++i) {
        const AuditEntry &entry = path.audit[i];
        SpinePart part;
        part.kind = SpinePart::Kind::Entry;
        part.accent = GreenAccent;
        if (entry.action == "insert")
            part.mark = Mark::Dot;
        else if (entry.action == "update")
            part.mark = Mark::Square;
        else
            part.accent = {Token::Muted, Token::Muted, Token::Surface2};
        part.title = QCoreApplication::translate("warehouse page", "%1, version %2")
                         .arg(words(entry))
                         .arg(entry.version);
        part.detail =
            QStringLiteral("sha %1 corr %2")
                .arg(shortened(toQString(entry.payloadSha256)), toQString(entry.correlationId).left(8));
        part.time = timeText(entry.atMs);
        const bool here = m_sameCluster && written != nullptr && entry.cluster == written->cluster;
        (here ? part.linkText : part.note) = placeText(entry.source.partition, entry.source.offset);
        part.link = recordLink(entry.source);
        part.hint = changesText(entry, path.row.currency);
        part.current = &entry == written;
        part.first = !path.hasRecord && i == 0;
        part.last = i + 1 == path.audit.size();
        addPart(column, content, part);
    }
}

void RowPathPanel::addCells(QVBoxLayout &column, QWidget *content)
{
    const RowPath &path = *m_path;
    auto *heading = new TextLabel(TextRole::Small, Token::Muted, content);
    heading->setElided(true);
    heading->setText(path.hasRecord ? QCoreApplication::translate("warehouse page", "All columns")
                                    : QCoreApplication::translate("warehouse page",
                                                                  "No single record has written this row."));
    onTheme(heading, [heading] { heading->setContentsMargins(0, px(12), 0, px(6)); });
    column.addWidget(heading);
    std::vector<KeyValueRows::Row> rows;
    QString topic;
    int partition = -1;
    for (std::size_t i = 0; i < path.row.cells.size(); ++i) {
        const QString &name = path.table.columns[i].name;
        const QVariant &value = path.row.cells[i];
        if (name == QLatin1String("topic"))
            topic = value.toString();
        if (name == QLatin1String("partition"))
            partition = value.toInt();
        QString link;
        if (name.endsWith(QLatin1String("topic")) && !value.isNull())
            link = toString(Link::of(Link::Kind::Topic, value.toString()));
        else if (name == QLatin1String("partition") && !topic.isEmpty())
            link = toString(Link::partitionOf(topic, partition));
        rows.push_back({name, valueText(name, value, path.row.currency),
                        value.isNull() ? Token::Muted : Token::Text, link});
    }
    auto *list = new KeyValueRows(content);
    list->setRows(rows);
    connect(list, &KeyValueRows::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkActivated(linkFromString(link)); });
    column.addWidget(list);
}

void RowPathPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
