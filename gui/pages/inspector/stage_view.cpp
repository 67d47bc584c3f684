#include "pages/inspector/stage_view.h"

#include "base/mysql_database.h"
#include "bridge/controller.h"
#include "bridge/failure_text.h"
#include "bridge/flow_id.h"
#include "bridge/missed_count.h"
#include "bridge/record_count.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/note_box.h"
#include "pages/inspector/rate_line.h"
#include "pages/inspector/run_facts.h"
#include "pages/inspector/texts.h"
#include "views/format.h"
#include "views/key_value_rows.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

KeyValueRows::Row fact(const QString &name, const QString &value, Token token = Token::Text)
{
    return {name, value, token, {}};
}

/// What a step does, in a sentence; empty for one that is not known.
QString stepHelp(const std::string &name)
{
    if (name == "parse")
        return QCoreApplication::translate("inspector",
                                           "Reads the JSON, and unwraps a row change from the database.");
    if (name == "validate")
        return QCoreApplication::translate("inspector",
                                           "Checks that all required fields are there and possible.");
    if (name == "trim")
        return QCoreApplication::translate("inspector", "Takes stray spaces away.");
    if (name == "normalise_case")
        return QCoreApplication::translate("inspector", "Writes names, codes and addresses in one way.");
    if (name == "normalise_unit")
        return QCoreApplication::translate("inspector",
                                           "Converts lusin, kodi, gros and others into pieces or grams.");
    if (name == "normalise_money")
        return QCoreApplication::translate("inspector", "Reads prices such as Rp 1.250.000 as amounts.");
    if (name == "normalise_time")
        return QCoreApplication::translate("inspector",
                                           "Reads dates in all their forms as one point in time.");
    if (name == "compute")
        return QCoreApplication::translate("inspector", "Computes totals and weights.");
    if (name == "lookup")
        return QCoreApplication::translate("inspector", "Adds what a table knows of a value.");
    if (name == "filter")
        return QCoreApplication::translate("inspector", "Leaves out records that are not wanted.");
    if (name == "mask")
        return QCoreApplication::translate("inspector", "Hides personal data.");
    if (name == "add_metadata")
        return QCoreApplication::translate("inspector", "Notes when and where the record was processed.");
    return {};
}

void showCount(LinkRows::Row &row, const transform::StepCount &done, const std::string &step)
{
    const bool filter = step == "filter";
    row.figure = count(done.records);
    row.figureToken = Token::Muted;
    QStringList words;
    if (done.changed > 0 && step != "parse") // what parsing makes of the bytes is no change of the record
        words << QCoreApplication::translate("inspector", "%1 changed").arg(count(done.changed));
    if (done.ended > 0) {
        words << (filter ? QCoreApplication::translate("inspector", "%1 left out")
                         : QCoreApplication::translate("inspector", "%1 refused"))
                     .arg(count(done.ended));
        row.token = filter ? Token::Amber : Token::Rose;
        row.mark = Mark::Triangle;
    }
    row.detail = words.join(QStringLiteral(" \u00b7 "));
    if (!row.help.isEmpty())
        row.help += QLatin1Char('\n');
    row.help +=
        QCoreApplication::translate("inspector", "Records that came to this step: %1").arg(row.figure);
}

InspectorHead sourceHead(const SourceChoice &source)
{
    using Kind = SourceChoice::Kind;
    const QString kind = QCoreApplication::translate("inspector", "source");
    switch (source.kind) {
    case Kind::Csv:
        return {QStringLiteral("file"), AmberAccent, QCoreApplication::translate("inspector", "CSV file"),
                kind, QFileInfo(source.file).fileName()};
    case Kind::Polling:
        return {QStringLiteral("history"), AmberAccent,
                QCoreApplication::translate("inspector", "Polling of the campus database"), kind,
                QCoreApplication::translate(
                    "inspector", "misses deletes, and states that were overwritten before it looked")};
    case Kind::Rest:
        return {QStringLiteral("external"), AmberAccent, QCoreApplication::translate("inspector", "REST API"),
                kind,
                source.url.isEmpty()
                    ? QCoreApplication::translate("inspector", "the campus's own, on this machine")
                    : source.url};
    case Kind::Topic:
        return {QStringLiteral("topic"), AmberAccent,
                QCoreApplication::translate("inspector", "Another topic"), kind, source.topic};
    case Kind::Campus:
    case Kind::Generator:
        break;
    }
    return {QStringLiteral("bolt"), AmberAccent, QCoreApplication::translate("inspector", "Event generator"),
            kind,
            QCoreApplication::translate("inspector", "seed %1").arg(static_cast<qulonglong>(source.seed))};
}

constexpr const char *kTables[] = {"fact_orders", "fact_order_items", "fact_activities", "dim_students",
                                   "etl_audit",   "etl_offsets",      "etl_outbox"};

QString tableHelp(const QString &table)
{
    if (table == QLatin1String("fact_orders"))
        return QCoreApplication::translate("inspector", "One row an order, as its newest event left it.");
    if (table == QLatin1String("fact_order_items"))
        return QCoreApplication::translate("inspector", "The items of the orders.");
    if (table == QLatin1String("fact_activities"))
        return QCoreApplication::translate("inspector", "One row an activity of a student.");
    if (table == QLatin1String("dim_students"))
        return QCoreApplication::translate("inspector", "The students that the activities belong to.");
    if (table == QLatin1String("etl_audit"))
        return QCoreApplication::translate("inspector", "What each load did to which row.");
    if (table == QLatin1String("etl_offsets"))
        return QCoreApplication::translate("inspector",
                                           "Where the loader goes on: stored together with the rows.");
    return QCoreApplication::translate("inspector", "Follow-up events that are published after the commit.");
}

} // namespace

StageView::StageView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
    , m_error(new NoteBox(this))
{
    addWidget(m_error);
    m_rateSection = addSection();
    m_rate = new RateLine(m_rateSection);
    m_rateSection->body()->addWidget(m_rate);
    m_facts = new KeyValueRows(m_rateSection);
    m_facts->setValuesAtRight();
    m_rateSection->body()->addWidget(m_facts);
    m_listSection = addSection();
    m_list = addLinkRows(m_listSection);
    m_reasonSection = addSection();
    m_reasons = addLinkRows(m_reasonSection);
    m_memberSection = addSection();
    m_members = addLinkRows(m_memberSection);
    m_commands = new CommandSection(this);
    m_missed = new MissedCount(this);
    connect(m_missed, &MissedCount::counted, this, &StageView::refresh);
    addWidget(m_commands);
}

void StageView::open(const Link &link)
{
    m_stage = link.name;
    refresh();
}

void StageView::refresh()
{
    const Snapshot *now = snapshot();
    if (!now)
        return;
    m_reasonSection->setVisible(m_stage == QLatin1String("transform")
                                && !now->state.deadLetterReasons().empty());
    m_memberSection->setVisible(m_stage == QLatin1String("transform") || m_stage == QLatin1String("warehouse")
                                || m_stage == flow_id::bridge);
    m_rate->show();
    m_listSection->show();
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    if (m_stage == flow_id::campus)
        showCampus(*now);
    else if (m_stage == flow_id::bridge)
        showBridge(*now);
    else if (m_stage == flow_id::source && now->run.source.kind == SourceChoice::Kind::Campus)
        showCapture(*now);
    else if (m_stage == flow_id::source)
        showSource(*now);
    else if (m_stage == QLatin1String("transform"))
        showTransform(*now);
    else
        showWarehouse(*now);
}

void StageView::showSource(const Snapshot &now)
{
    const RunInfo &run = now.run;
    setHead(sourceHead(run.source));
    setState(sourceState(now));
    setActions({});
    showLastError(m_error, lastErrorOf(now, StageKind::Source));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Producing"));
    m_rate->setRate(now.rate("source"), QCoreApplication::translate("inspector", "msg/s"),
                    historyOf(now, "source"), Token::Amber);
    std::vector<KeyValueRows::Row> facts{
        fact(QCoreApplication::translate("inspector", "Rate set"),
             run.ratePerSecond > 0 ? perSecondText(static_cast<double>(run.ratePerSecond))
                                   : QCoreApplication::translate("inspector", "maximum")),
        explained(fact(QCoreApplication::translate("inspector", "Produced"), count(run.progress.produced)),
                  Term::Produced),
        explained(fact(QCoreApplication::translate("inspector", "Acknowledged"), count(run.progress.acked)),
                  Term::Acknowledged),
        fact(QCoreApplication::translate("inspector", "Bad input lines"), count(run.progress.rejected),
             run.progress.rejected > 0 ? Token::RoseText : Token::Text)};
    if (run.source.kind == SourceChoice::Kind::Polling) {
        for (KeyValueRows::Row &row : missedRows(now))
            facts.push_back(std::move(row));
    }
    m_facts->setRows(facts);
    showTopics(now, {std::string(rawTopic(Dataset::Orders)), std::string(rawTopic(Dataset::Activities))});
    m_commands->setCommands(sourceText(m_controller.commandTarget(), run.source, run.ratePerSecond));
}

void StageView::showTransform(const Snapshot &now)
{
    const RunInfo &run = now.run;
    setHead({QStringLiteral("transform"),
             VioletAccent,
             QCoreApplication::translate("inspector", "Transform"),
             QCoreApplication::translate("inspector", "stage"),
             {},
             {placeOfGroup(run.transformGroup)}});
    setState(stageState(now, StageKind::Transform, now.isReadElsewhere(run.transformGroup)));
    setActions({});
    showLastError(m_error, lastErrorOf(now, StageKind::Transform));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Transforming"));
    m_rate->setRate(now.rate("transform"), QCoreApplication::translate("inspector", "msg/s"),
                    historyOf(now, "transform"), Token::Violet);
    const std::int64_t refused = refusedByTransform(now.state);
    std::vector<KeyValueRows::Row> facts{
        fact(QCoreApplication::translate("inspector", "Enriched"), count(run.progress.transformed)),
        explained(fact(QCoreApplication::translate("inspector", "Dead letters"), count(refused),
                       refused > 0 ? Token::RoseText : Token::Text),
                  Term::DeadLetters),
        explained(fact(QCoreApplication::translate("inspector", "Filtered"), count(run.progress.filtered)),
                  Term::Filtered),
        explained(fact(QCoreApplication::translate("inspector", "Lag"),
                       lagFigure(knownLag(now, run.transformGroup))),
                  Term::Lag)};
    if (run.transformDelayMs > 0)
        facts.push_back(
            fact(QCoreApplication::translate("inspector", "Slowed"),
                 QCoreApplication::translate("inspector", "%1 ms a message").arg(run.transformDelayMs),
                 Token::AmberText));
    m_facts->setRows(facts);
    showSteps(now);
    showReasons(now);
    m_memberSection->setTitle(QCoreApplication::translate("inspector", "Members"));
    m_members->setRows(memberRows(now, StageKind::Transform, run.transformGroup));
    m_commands->setCommands(
        addMemberText(m_controller.commandTarget(), StageKind::Transform, toQString(run.transformGroup)));
}

/// Of the orders; of the activities instead when only they have come.
void StageView::showSteps(const Snapshot &now)
{
    const RunInfo &run = now.run;
    const auto came = [&run](Dataset dataset) {
        const auto counts = run.stepCounts.find(dataset);
        return counts != run.stepCounts.end() && !counts->second.empty() ? counts->second.front().records : 0;
    };
    const Dataset dataset =
        came(Dataset::Orders) == 0 && came(Dataset::Activities) > 0 ? Dataset::Activities : Dataset::Orders;
    m_listSection->setTitle(QCoreApplication::translate("inspector", "Steps"));
    m_listSection->setNote(QCoreApplication::translate("inspector", "in this order, for every record"));
    const auto config = run.transforms.find(dataset);
    const auto counts = run.stepCounts.find(dataset);
    std::vector<LinkRows::Row> steps;
    for (const std::string &name :
         config != run.transforms.end() ? config->second->stepNames() : std::vector<std::string>()) {
        LinkRows::Row row;
        row.title = toQString(name);
        row.monoTitle = true;
        row.mark = Mark::Square;
        row.token = Token::Violet;
        row.help = stepHelp(name);
        if (counts != run.stepCounts.end() && steps.size() < counts->second.size())
            showCount(row, counts->second[steps.size()], name);
        steps.push_back(std::move(row));
    }
    m_list->setRows(steps);
}

void StageView::showReasons(const Snapshot &now)
{
    std::vector<LinkRows::Row> rows;
    for (const auto &[code, records] : now.state.deadLetterReasons()) {
        if (code.rfind("pk.transform.", 0) != 0)
            continue;
        LinkRows::Row row;
        row.title = reasonText(code);
        row.sentence = true;
        row.figure = count(records);
        row.mark = Mark::Triangle;
        row.token = Token::Rose;
        row.figureToken = Token::RoseText;
        row.help = row.title + QLatin1Char('\n') + toQString(code);
        row.link = Link::of(Link::Kind::Topic, toQString(deadLetterTopic(rawTopic(Dataset::Orders))));
        if (recordsKept(now, row.link.name.toStdString()).figure() == 0)
            row.link.name = toQString(deadLetterTopic(rawTopic(Dataset::Activities)));
        rows.push_back(std::move(row));
    }
    m_reasonSection->setTitle(QCoreApplication::translate("inspector", "Why records were refused"));
    m_reasons->setRows(rows);
}

void StageView::showWarehouse(const Snapshot &now)
{
    const RunInfo &run = now.run;
    setHead({QStringLiteral("warehouse"), GreenAccent, QCoreApplication::translate("inspector", "Warehouse"),
             isMysqlAddress(run.warehousePath)
                 ? QCoreApplication::translate("inspector", "database on a server")
                 : QCoreApplication::translate("inspector", "SQLite file"),
             warehouseName(run.warehousePath)});
    InspectorState state{GreenAccent,
                         QStringLiteral("check"),
                         QCoreApplication::translate("inspector", "open"),
                         toQString(toString(run.semantics)),
                         {}};
    if (run.databaseLocked)
        state = {RoseAccent,
                 QStringLiteral("lock"),
                 QCoreApplication::translate("inspector", "locked"),
                 QCoreApplication::translate("inspector", "readers go on, writers wait"),
                 {}};
    else if (run.databaseClosed)
        state = {RoseAccent,
                 QStringLiteral("power"),
                 QCoreApplication::translate("inspector", "closed"),
                 QCoreApplication::translate("inspector", "no loader gets to it"),
                 {}};
    else if (!warehouseTrouble(now).isEmpty())
        state = {RoseAccent,
                 QStringLiteral("error"),
                 QCoreApplication::translate("inspector", "takes nothing"),
                 QCoreApplication::translate("inspector", "records wait and are tried again"),
                 {}};
    setState(state);
    setActions({{QStringLiteral("page"),
                 QStringLiteral("warehouse"),
                 QCoreApplication::translate("inspector", "Show in Warehouse"),
                 {},
                 ButtonKind::Plain,
                 true}});
    showLastError(m_error, lastErrorOf(now, StageKind::Load));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Loading"));
    m_rate->setRate(now.rate("load"), QCoreApplication::translate("inspector", "msg/s"),
                    historyOf(now, "load"), Token::Green);
    const auto batches = now.state.batches().find(run.loaderGroup);
    std::vector<KeyValueRows::Row> facts{
        fact(QCoreApplication::translate("inspector", "Loaded"), count(run.progress.loaded)),
        explained(fact(QCoreApplication::translate("inspector", "Transactions"),
                       count(batches != now.state.batches().end() ? batches->second.commits : 0)),
                  Term::Transactions),
        explained(fact(QCoreApplication::translate("inspector", "Rolled back"),
                       count(batches != now.state.batches().end() ? batches->second.rollbacks : 0)),
                  Term::RolledBack),
        explained(
            fact(QCoreApplication::translate("inspector", "Follow-up events"), count(run.progress.followUps)),
            Term::FollowUpEvents)};
    m_facts->setRows(facts);
    m_listSection->setTitle(QCoreApplication::translate("inspector", "Tables"));
    m_listSection->setNote({});
    std::vector<LinkRows::Row> tables;
    for (const char *table : kTables) {
        LinkRows::Row row;
        row.title = QLatin1String(table);
        row.monoTitle = true;
        row.mark = Mark::Square;
        row.token = Token::Green;
        row.help = tableHelp(row.title);
        row.link = Link::of(Link::Kind::Table, row.title);
        tables.push_back(std::move(row));
    }
    m_list->setRows(tables);
    m_memberSection->setTitle(QCoreApplication::translate("inspector", "Written by"));
    m_members->setRows(memberRows(now, StageKind::Load, run.loaderGroup));
    m_commands->setCommands(
        sqlText(m_controller.commandTarget(), QStringLiteral("SELECT count(*) FROM fact_orders;")));
}

void StageView::act(const QString &)
{
    Q_EMIT pageRequested(Link::of(Link::Kind::Stage, m_stage));
}

} // namespace pk::gui
