#include "bridge/action_text.h"

#include "base/mysql_database.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

void append(CommandTexts &texts, const CommandTexts &more)
{
    texts.insert(texts.end(), more.begin(), more.end());
}

} // namespace

QString warehouseArgument(const QString &path)
{
    return shellQuoted(isMysqlAddress(path) ? path : QStringLiteral("sqlite:") + path);
}

CommandTexts steppingText()
{
    return {{{},
             Where::OnlyHere,
             QCoreApplication::translate(
                 "bridge",
                 "Only this window can do that: on a real cluster every producer and consumer works for "
                 "itself, and nobody lets all of them wait between two records.")}};
}

CommandTexts holdText(const QString &member, bool hold)
{
    return {{QStringLiteral("kill -%1 %2")
                 .arg(hold ? QStringLiteral("STOP") : QStringLiteral("CONT"), processId(member)),
             Where::OwnProcessOnly,
             hold ? QCoreApplication::translate(
                 "bridge",
                 "The process stands still. It gives no sign of life either, so after session.timeout.ms "
                 "the group gives its partitions to others; on hold here, the member keeps them.")
                  : QCoreApplication::translate(
                      "bridge",
                      "The process goes on. Where the group has given its partitions away meanwhile, it "
                      "joins anew.")}};
}

CommandTexts slowText(StageKind stage, int ms)
{
    const QString name = toQString(toString(stage));
    if (ms == 0)
        return {{QStringLiteral("kill ") + processId(QStringLiteral("cpulimit")), Where::OwnProcessOnly,
                 QCoreApplication::translate("bridge", "Without cpulimit the process runs as before.")}};
    return {{QStringLiteral("cpulimit --limit 5 --pid ") + processId(name), Where::OwnProcessOnly,
             QCoreApplication::translate("bridge",
                                         "Leaves the process a twentieth of a core. Here each record takes "
                                         "%1 ms longer, which makes a consumer slow in the same way.")
                 .arg(ms)}};
}

CommandTexts burstText(const CommandTarget &target, const SourceChoice &source, qint64 records)
{
    if (source.kind == SourceChoice::Kind::Campus) {
        return {{QStringLiteral("pelatihan-kafka kampus --database %1 --transactions %2 --rate max")
                     .arg(shellQuoted(target.campusDatabase))
                     .arg(records),
                 Where::HereToo,
                 isMaxwell(source)
                     ? QCoreApplication::translate(
                         "bridge",
                         "So many transactions at once in the same database; Maxwell "
                         "publishes them. The password is read from PK_KAMPUS_PASSWORD.")
                     : QCoreApplication::translate("bridge",
                                                   "So many transactions at once in the same database; this "
                                                   "window's change capture publishes them.")}};
    }
    // With the seed of the source that runs they would be its records once more.
    SourceChoice more = source;
    more.kind = SourceChoice::Kind::Generator;
    more.seed = source.seed + 1;
    CommandTexts texts = sourceText(target, more, 0);
    texts.front().command.replace(QStringLiteral(" --orders 0 "),
                                  QStringLiteral(" --orders %1 ").arg(records));
    texts.front().note = QCoreApplication::translate(
        "bridge", "Other records of the generator, into the same topics, as fast as it goes.");
    return texts;
}

CommandTexts endBurstText()
{
    return {
        {QStringLiteral("kill -INT ") + processId(QStringLiteral("source")), Where::OwnProcessOnly,
         QCoreApplication::translate("bridge", "As Ctrl+C would in its terminal; what it has sent stays.")}};
}

CommandTexts endFaultsText(const CommandTarget &target, const RunInfo &run)
{
    CommandTexts texts;
    if (run.transformDelayMs > 0)
        append(texts, slowText(StageKind::Transform, 0));
    if (run.loadDelayMs > 0)
        append(texts, slowText(StageKind::Load, 0));
    if (run.databaseLocked)
        append(texts, outageText(target, Session::Outage::Locked, false));
    if (run.databaseClosed)
        append(texts, outageText(target, Session::Outage::Closed, false));
    if (run.burstLeft > 0)
        append(texts, endBurstText());
    for (const int broker : run.brokersDown)
        append(texts, brokerText(target, broker, true));
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.onHold)
            append(texts, holdText(toQString(member.name), false));
    }
    for (const StageKind stage : {StageKind::Transform, StageKind::Load}) {
        if (isWithoutMembers(run, stage))
            append(texts,
                   addMemberText(target, stage,
                                 toQString(stage == StageKind::Load ? run.loaderGroup : run.transformGroup)));
    }
    return texts;
}

/// Maxwell's own tool; the tables are those whose changes have topics.
static CommandTexts bootstrapText(const SourceChoice &source)
{
    CommandTexts texts;
    const auto server = parseMysqlAddress(serverOf(source), {});
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (!brings(source, dataset))
            continue;
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            const QStringList place = toQString(topic).split(u'.'); // producer.<database>.<table>
            const QString database = server ? server->database : place.at(1);
            texts.push_back(
                {QStringLiteral("maxwell-bootstrap --database %1 --table %2").arg(database, place.at(2)),
                 Where::RealKafkaOnly,
                 {}});
        }
    }
    if (!texts.empty())
        texts.back().note = QCoreApplication::translate(
            "bridge",
            "Maxwell's own tool: it publishes every row that the table has by now once more. Here the "
            "capture does so for all tables at once.");
    return texts;
}

CommandTexts replayText(const CommandTarget &target, const SourceChoice &source, std::int64_t ratePerSecond)
{
    if (source.kind == SourceChoice::Kind::Campus)
        return bootstrapText(source);
    CommandTexts texts = sourceText(target, source, ratePerSecond);
    texts.front().command += QStringLiteral(" --positions anew.db");
    texts.front().note = QCoreApplication::translate(
        "bridge",
        "With a file of positions that is not there yet it begins at the first row. A connector in Kafka "
        "Connect does so when its offsets have been deleted.");
    return texts;
}

CommandTexts environmentText(const environment::EnvironmentChoice &choice)
{
    using Kind = environment::EnvironmentChoice::Kind;
    const QString up = QCoreApplication::translate("bridge", "For any program, until `env down`.");
    const QString run =
        QCoreApplication::translate("bridge", "The whole pipeline there, without this window.");
    switch (choice.kind) {
    case Kind::Local:
        return {{QStringLiteral("pelatihan-kafka env up local --nodes %1").arg(choice.nodes), Where::HereToo,
                 up + QLatin1Char(' ')
                     + QCoreApplication::translate(
                         "bridge", "It is another Kafka than the one that this window keeps for itself.")},
                {QStringLiteral("pelatihan-kafka run --env local --nodes %1").arg(choice.nodes),
                 Where::HereToo, run}};
    case Kind::Compose:
        return {{QStringLiteral("pelatihan-kafka env up compose"), Where::HereToo, up},
                {QStringLiteral("pelatihan-kafka run --env compose"), Where::HereToo, run}};
    case Kind::Profile:
        return {{QStringLiteral("pelatihan-kafka run --env ") + shellQuoted(choice.profile), Where::HereToo,
                 run}};
    case Kind::Embedded:
        break;
    }
    return {{QStringLiteral("pelatihan-kafka broker"), Where::HereToo,
             QCoreApplication::translate(
                 "bridge", "A cluster like this window's, by itself; its messages end with it.")}};
}

CommandTexts warehouseText(const QString &path)
{
    return {{QStringLiteral("pelatihan-kafka run --warehouse ") + warehouseArgument(path), Where::HereToo,
             isMysqlAddress(path)
                 ? QCoreApplication::translate(
                     "bridge",
                     "In a program of your own it is the address that the consumer writes to. The password "
                     "is read from PK_WAREHOUSE_PASSWORD.")
                 : QCoreApplication::translate(
                     "bridge", "In a program of your own it is the file that the consumer writes to.")}};
}

} // namespace pk::gui
