// The stages of StageView that belong to the campus database: the database itself, the capture of its
// changes, and the bridge.

#include "bridge/command_text.h"
#include "bridge/controller.h"
#include "bridge/flow_source.h"
#include "bridge/missed_count.h"
#include "bridge/record_count.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/note_box.h"
#include "pages/inspector/rate_line.h"
#include "pages/inspector/run_facts.h"
#include "pages/inspector/stage_view.h"
#include "pages/inspector/texts.h"
#include "views/format.h"
#include "views/key_value_rows.h"

#include <QCoreApplication>
#include <QDir>

namespace pk::gui {

namespace {

KeyValueRows::Row figureRow(const QString &name, const QString &value, Token token = Token::Text)
{
    return {name, value, token, {}};
}

QString rateSet(const RunInfo &run)
{
    return run.ratePerSecond > 0 ? perSecondText(static_cast<double>(run.ratePerSecond))
                                 : QCoreApplication::translate("inspector", "maximum");
}

std::vector<std::string> changeTopics(const Snapshot &now, bool dead)
{
    std::vector<std::string> topics;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            const std::string name = dead ? deadLetterTopic(topic) : topic;
            if (recordsKept(now, name).figure() > 0)
                topics.push_back(name);
        }
    }
    return topics;
}

} // namespace

void StageView::showTopics(const Snapshot &now, const std::vector<std::string> &topics)
{
    m_listSection->setTitle(QCoreApplication::translate("inspector", "Writes to"));
    m_listSection->setNote({});
    std::vector<LinkRows::Row> rows;
    for (const std::string &topic : topics) {
        if (recordsKept(now, topic).figure() == 0)
            continue;
        LinkRows::Row each;
        each.title = toQString(topic);
        each.figure = perSecondText(now.rate(topic));
        const bool dead = each.title.endsWith(QLatin1String(".dlq"));
        each.mark = dead ? Mark::Triangle : Mark::Dot;
        each.token = dead ? Token::Rose : Token::Blue;
        each.link = Link::of(Link::Kind::Topic, each.title);
        rows.push_back(std::move(each));
    }
    m_list->setRows(rows);
}

/// What polling has not seen. By versions, where a server keeps no change log, it is at least so much.
std::vector<KeyValueRows::Row> StageView::missedRows(const Snapshot &now)
{
    m_missed->ask(now.run);
    const auto &missed = m_missed->count();
    if (!missed)
        return {};
    const auto row = [&missed](const QString &name, std::int64_t number, bool isLoss) {
        const QString text = missed->exact ? count(number) : QStringLiteral("\u2265 ") + count(number);
        return figureRow(name, text, isLoss && number > 0 ? Token::AmberText : Token::Text);
    };
    return {row(QCoreApplication::translate("inspector", "Changes in the database"), missed->changes, false),
            row(QCoreApplication::translate("inspector", "Told by polling"), missed->told, false),
            row(QCoreApplication::translate("inspector", "Missed: deleted rows"), missed->deletes, true),
            row(QCoreApplication::translate("inspector", "Missed: overwritten before it looked"),
                missed->versions, true),
            row(QCoreApplication::translate("inspector", "Missed: passed by for good"), missed->stale, true),
            row(QCoreApplication::translate("inspector", "Still to come"), missed->waiting, false)};
}

void StageView::showCampus(const Snapshot &now)
{
    const RunInfo &run = now.run;
    const bool captured = run.source.kind == SourceChoice::Kind::Campus;
    const QString server = serverOf(run.source);
    setHead({QStringLiteral("database"), AmberAccent,
             QCoreApplication::translate("inspector", "Campus database"),
             server.isEmpty() ? QCoreApplication::translate("inspector", "SQLite")
                              : QCoreApplication::translate("inspector", "MySQL or MariaDB"),
             server.isEmpty() ? QDir::toNativeSeparators(run.campusDatabase) : server});
    setState(stageState(now, StageKind::Source));
    setActions({});
    showLastError(m_error, lastErrorOf(now, StageKind::Source));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "The campus at work"));
    m_rate->setVisible(captured);
    m_rate->setRate(now.rate(rate_of::transactions),
                    QCoreApplication::translate("inspector", "transactions/s"),
                    historyOf(now, rate_of::transactions), Token::Amber);
    std::vector<KeyValueRows::Row> facts{
        figureRow(QCoreApplication::translate("inspector", "Rate set"), rateSet(run))};
    if (captured)
        facts.push_back(figureRow(QCoreApplication::translate("inspector", "Transactions done here"),
                                  count(run.progress.transactions)));
    m_facts->setRows(facts);
    m_listSection->setTitle(QCoreApplication::translate("inspector", "Read by"));
    m_listSection->setNote({});
    LinkRows::Row reader;
    reader.title = isMaxwell(run.source) ? QStringLiteral("Maxwell")
        : captured ? QCoreApplication::translate("inspector", "change data capture (emulated)")
        : run.source.kind == SourceChoice::Kind::Rest
        ? QCoreApplication::translate("inspector", "the campus's API")
        : QCoreApplication::translate("inspector", "polling");
    reader.mark = Mark::Square;
    reader.token = captured ? Token::Blue : Token::Amber;
    reader.link = Link::of(Link::Kind::Stage, flow_id::source);
    m_list->setRows({reader});
    CommandTarget target = m_controller.commandTarget();
    target.warehousePath = run.campusDatabase;
    m_commands->setCommands(
        sqlText(target,
                QStringLiteral(
                    "SELECT order_id, version, status, item_count FROM orders ORDER BY id DESC LIMIT 5;")));
}

void StageView::showCapture(const Snapshot &now)
{
    const RunInfo &run = now.run;
    const bool maxwell = isMaxwell(run.source);
    const bool container = isContainer(run);
    setHead(
        {QStringLiteral("plug"), BlueAccent, QCoreApplication::translate("inspector", "Change data capture"),
         maxwell ? QStringLiteral("Maxwell") : QCoreApplication::translate("inspector", "emulated"),
         container ? QCoreApplication::translate("inspector", "a container that reads the server's binlog")
             : maxwell ? QCoreApplication::translate("inspector", "reads the server's binlog")
                       : QCoreApplication::translate(
                           "inspector", "triggers and a log in SQLite; events as Maxwell writes them")});
    setState(sourceState(now));
    setActions({});
    showLastError(m_error, lastErrorOf(now, StageKind::Source));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Captured"));
    m_rate->setRate(now.rate("source"), QCoreApplication::translate("inspector", "events/s"),
                    historyOf(now, "source"), Token::Blue);
    std::vector<KeyValueRows::Row> facts;
    if (!maxwell) // else the events alone know
        facts = {
            figureRow(QCoreApplication::translate("inspector", "Rows inserted"), count(run.progress.inserts)),
            figureRow(QCoreApplication::translate("inspector", "Rows updated"), count(run.progress.updates)),
            figureRow(QCoreApplication::translate("inspector", "Rows deleted"), count(run.progress.deletes))};
    facts.push_back(figureRow(QCoreApplication::translate("inspector", "Change events acknowledged"),
                              count(run.progress.published)));
    if (!maxwell) // the server keeps those of its binlog
        facts.push_back(figureRow(QCoreApplication::translate("inspector", "Changes not published yet"),
                                  count(run.progress.unpublished),
                                  run.progress.unpublished > 0 ? Token::AmberText : Token::Text));
    m_facts->setRows(facts);
    showTopics(now, changeTopics(now, false));
    CommandTarget target = m_controller.commandTarget();
    target.warehousePath = run.campusDatabase;
    m_commands->setCommands(
        sqlText(target,
                container     ? QStringLiteral("SHOW BINARY LOG STATUS; SELECT * FROM maxwell.positions;")
                    : maxwell ? QStringLiteral("SHOW BINARY LOGS; SELECT * FROM %1_maxwell.positions;")
                                    .arg(run.source.database.section(u'/', -1))
                              : QStringLiteral("SELECT * FROM cdc_log ORDER BY seq DESC LIMIT 5;")));
}

void StageView::showBridge(const Snapshot &now)
{
    const RunInfo &run = now.run;
    setHead({QStringLiteral("link"),
             BlueAccent,
             QCoreApplication::translate("inspector", "Bridge"),
             QCoreApplication::translate("inspector", "stage"),
             {},
             {placeOfGroup(run.bridgeGroup)}});
    InspectorState state = stageState(now, StageKind::Bridge);
    if (const QString waiting = waitingText(run.progress); !waiting.isEmpty() && state.accent == GreenAccent)
        state.text = waiting;
    setState(state);
    setActions({});
    showLastError(m_error, lastErrorOf(now, StageKind::Bridge));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Joining rows"));
    m_rate->setRate(now.rate("bridge"), QCoreApplication::translate("inspector", "events/s"),
                    historyOf(now, "bridge"), Token::Blue);
    const auto waits = [](std::int64_t number) { return number > 0 ? Token::AmberText : Token::Text; };
    const pipeline::Progress &progress = run.progress;
    m_facts->setRows(
        {figureRow(QCoreApplication::translate("inspector", "Change events worked"), count(progress.bridged)),
         figureRow(QCoreApplication::translate("inspector", "Raw records made"), count(progress.acked)),
         figureRow(QCoreApplication::translate("inspector", "Orders that wait for items"),
                   count(progress.waitingOrders), waits(progress.waitingOrders)),
         figureRow(QCoreApplication::translate("inspector", "Items that wait for their order"),
                   count(progress.waitingItems), waits(progress.waitingItems)),
         figureRow(QCoreApplication::translate("inspector", "Activities that wait for a student"),
                   count(progress.waitingActivities), waits(progress.waitingActivities)),
         explained(figureRow(QCoreApplication::translate("inspector", "Lag"),
                             lagFigure(knownLag(now, run.bridgeGroup))),
                   Term::Lag)});
    std::vector<std::string> topics{std::string(rawTopic(Dataset::Orders)),
                                    std::string(rawTopic(Dataset::Activities))};
    for (const std::string &dead : changeTopics(now, true))
        topics.push_back(dead);
    showTopics(now, topics);
    m_memberSection->setTitle(QCoreApplication::translate("inspector", "Members"));
    m_members->setRows(memberRows(now, StageKind::Bridge, run.bridgeGroup));
    m_commands->setCommands({{QStringLiteral("pelatihan-kafka worker bridge --bootstrap %1")
                                  .arg(m_controller.commandTarget().bootstrap),
                              Where::HereToo,
                              {}}});
}

} // namespace pk::gui
