#include "base/grouped.h"
#include "base/interrupt.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/profile_choice.h"
#include "cli/progress_line.h"
#include "cli/source_arguments.h"
#include "cli/subcommands.h"
#include "pipeline/worker.h"

#include <QCoreApplication>

namespace pk::cli {

namespace {

std::optional<StageKind> stageNamed(const QString &name)
{
    for (const StageKind stage : {StageKind::Source, StageKind::Bridge, StageKind::Transform, StageKind::Load,
                                  StageKind::Replica, StageKind::Lake}) {
        const std::string_view known = toString(stage);
        if (name == QLatin1String(known.data(), static_cast<qsizetype>(known.size())))
            return stage;
    }
    return std::nullopt;
}

void declare(CommandLine &line, std::optional<StageKind> stage)
{
    line.addPositional(QStringLiteral("source|bridge|transform|load|replica|lake"),
                       QCoreApplication::translate("cli", "The stage."));
    line.addOption(
        {QStringLiteral("bootstrap"),
         QCoreApplication::translate("cli", "Addresses of the broker, where no profile names them."),
         QStringLiteral("HOST:PORT,…")});
    line.addOption({QStringLiteral("env"),
                    QCoreApplication::translate("cli", "The profile whose cluster it works on."),
                    QStringLiteral("compose|PROFILE")});
    line.addOption({QStringLiteral("group"),
                    QCoreApplication::translate("cli",
                                                "The consumer group; without it kampus-bridge, "
                                                "kampus-transform, kampus-loader, kampus-olap or "
                                                "kampus-lake. A source has none."),
                    QStringLiteral("ID")});
    if (!stage || stage == StageKind::Transform || stage == StageKind::Load)
        line.addOption({QStringLiteral("slot"),
                        QCoreApplication::translate(
                            "cli",
                            "The number of this worker among those of its group. With --semantics "
                            "transactions every transform needs its own: the transactional id is made of "
                            "it, and of two with the same the older one is shut out."),
                        QStringLiteral("N"), QStringLiteral("0")});
    line.addOption(
        {QStringLiteral("until-idle"),
         QCoreApplication::translate(
             "cli",
             "End when all that was there is processed and nothing more has come for so many seconds; 0 "
             "waits "
             "until it is interrupted. Ends with 3 when the broker or the database is away ten times as "
             "long."),
         QStringLiteral("SECONDS"), QStringLiteral("0")});
    if (stage != StageKind::Load && stage != StageKind::Replica && stage != StageKind::Lake)
        line.addOption({QStringLiteral("reader-group"),
                        QCoreApplication::translate(
                            "cli",
                            "A consumer group that reads what this worker writes; may be given several "
                            "times. On the embedded broker the worker waits for its readers before their "
                            "unread records would be deleted. Without it kampus-transform or "
                            "kampus-loader."),
                        QStringLiteral("ID")});
    line.addOption(
        {QStringLiteral("crash"),
         QCoreApplication::translate("cli", "Kill this process when its N-th record passes this point."),
         QStringLiteral("POINT[@N]")});
    line.addOption({QStringLiteral("progress"),
                    QCoreApplication::translate("cli", "Show a progress line even when nobody watches."),
                    {}});
    addDatasetOption(line);
    addStageOptions(line);
    if (!stage || *stage == StageKind::Source)
        addSourceOptions(line);
    if (!stage || *stage == StageKind::Transform)
        addTransformOptions(line);
    if (!stage || *stage == StageKind::Load || *stage == StageKind::Replica)
        addLoadOptions(line);
    if (!stage || *stage == StageKind::Lake)
        addLakeOption(line, QCoreApplication::translate("cli", "Without it lake in the data folder."));
    if (!stage || *stage == StageKind::Bridge)
        addBridgeOptions(line);
}

std::string &groupOf(pipeline::PipelineOptions &options, StageKind stage)
{
    switch (stage) {
    case StageKind::Transform:
        return options.transformGroup;
    case StageKind::Bridge:
        return options.bridgeGroup;
    case StageKind::Replica:
        return options.replicaGroup;
    case StageKind::Lake:
        return options.lakeGroup;
    default:
        return options.loaderGroup;
    }
}

Result<pipeline::WorkerRequest> read(const CommandLine &line, StageKind stage, LastingSource &lasting)
{
    pipeline::WorkerRequest request;
    request.stage = stage;
    const auto profile = readProfileOrCompose(line);
    if (!profile)
        return profile.error();
    if (line.value(QStringLiteral("env")).isEmpty() && line.value(QStringLiteral("bootstrap")).isEmpty())
        return line.wrongValue(QStringLiteral("bootstrap"),
                               QCoreApplication::translate(
                                   "cli",
                                   "A worker needs the address of a broker: add --bootstrap HOST:PORT, or "
                                   "--env with the name of a profile."));
    auto options = readPipelineOptions(line, *profile ? (*profile)->warehouse : QString());
    if (!options)
        return options.error();
    options->othersInGroup = true;
    request.pipeline = std::move(*options);
    if (stage == StageKind::Lake && request.pipeline.lakePath.isEmpty()) {
        const auto folder = dataFolder();
        if (!folder)
            return folder.error();
        request.pipeline.lakePath = *folder + QStringLiteral("/lake");
    }
    if (line.isSet(QStringLiteral("group"))) {
        if (stage == StageKind::Source)
            return line.wrongValue(QStringLiteral("group"),
                                   QCoreApplication::translate("cli", "A source is in no consumer group."));
        if (line.value(QStringLiteral("group")).isEmpty())
            return line.wrongValue(QStringLiteral("group"),
                                   QCoreApplication::translate("cli", "A consumer group needs a name."));
        groupOf(request.pipeline, stage) = line.value(QStringLiteral("group")).toStdString();
    }
    if (line.knows(QStringLiteral("reader-group"))) {
        for (const QString &group : line.values(QStringLiteral("reader-group")))
            request.pipeline.outputReaders.push_back(group.toStdString());
    }
    if (line.knows(QStringLiteral("slot"))) {
        const auto slot = line.integer(QStringLiteral("slot"), 0, 999);
        if (!slot)
            return slot.error();
        request.pipeline.slot = static_cast<int>(*slot);
    }
    const auto idle = line.integer(QStringLiteral("until-idle"), 0, 86'400);
    if (!idle)
        return idle.error();
    request.untilIdleSeconds = static_cast<int>(*idle);
    if (line.isSet(QStringLiteral("crash"))) {
        const auto crash = pipeline::parseCrashOrder(line.value(QStringLiteral("crash")));
        if (!crash)
            return crash.error();
        if (pipeline::stageOf(crash->point) != stage)
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "This crash point is in another stage."));
        if (!pipeline::existsUnder(crash->point, request.pipeline.semantics))
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "This crash point does not exist under %1.")
                    .arg(line.value(QStringLiteral("semantics"))));
        request.crash = *crash;
    }
    auto access = accessTo(line, *profile);
    if (!access)
        return access.error();
    request.access = std::move(*access);
    if (stage == StageKind::Source && isLastingSource(line.value(QStringLiteral("source")))) {
        auto source = readLastingSource(line, {false, request.access, *idle}, request.pipeline);
        if (!source)
            return source.error();
        lasting = std::move(*source);
        request.pipeline.source = lasting.factory;
    }
    return request;
}

} // namespace

int runWorkerCommand(const QStringList &arguments)
{
    const std::optional<StageKind> stage = arguments.size() > 1 ? stageNamed(arguments[1]) : std::nullopt;
    CommandLine line(QStringLiteral("worker"),
                     QCoreApplication::translate("cli",
                                                 "Runs one stage as a process, so that a consumer group can "
                                                 "span processes and machines."));
    declare(line, stage);
    if (const auto ended = line.parse(arguments))
        return *ended;
    if (!stage || line.positional().size() != 1)
        return fail(
            {ErrorCode::Usage,
             QCoreApplication::translate(
                 "cli",
                 "Name the stage first: worker source, worker bridge, worker transform, worker load, worker "
                 "replica or worker lake."),
             line.positional().isEmpty() ? QString() : line.positional().join(QLatin1Char(' '))});
    LastingSource lasting;
    auto request = read(line, *stage, lasting);
    if (!request)
        return fail(request.error());
    const Interrupt interrupt;
    ProgressLine progress(line.isSet(QStringLiteral("progress")));
    pipeline::RunHooks hooks;
    hooks.interrupted = [&] { return interrupt.requested(); };
    hooks.progress = [&](const pipeline::Progress &p) { progress.show(p); };
    hooks.condition = [&](const QString &text) {
        progress.end();
        printError(text);
    };
    const bool bridge = *stage == StageKind::Bridge;
    const bool replica = *stage == StageKind::Replica;
    const QString warehouse =
        *stage == StageKind::Load || replica ? request->pipeline.warehousePath : QString();
    const auto outcome = pipeline::runWorker(std::move(*request), hooks);
    progress.end();
    if (!outcome)
        return fail(outcome.error());
    const pipeline::Progress &p = outcome->progress;
    printError(QCoreApplication::translate(
                   "cli", "acknowledged %1 · transformed %2 · dead letters %3 · filtered %4 · loaded %5")
                   .arg(grouped(p.acked), grouped(p.transformed), grouped(p.deadLettered),
                        grouped(p.filtered), grouped(p.loaded)));
    if (!warehouse.isEmpty())
        printError(QCoreApplication::translate("cli", "Warehouse: %1").arg(warehouse));
    if (bridge)
        printError(QCoreApplication::translate("cli", "change events read: %1").arg(grouped(p.bridged)));
    if (replica)
        printError(QCoreApplication::translate("cli", "change events in the replicas: %1")
                       .arg(grouped(p.replicated)));
    if (p.laked > 0)
        printError(QCoreApplication::translate("cli", "records in the lakehouse: %1").arg(grouped(p.laked)));
    if (p.rejected > 0)
        printError(QCoreApplication::translate(
                       "cli", "Lines of the file that are no records and lie in the dead letters: %1.")
                       .arg(grouped(p.rejected)));
    if (lasting.polling && !outcome->abandoned) {
        const auto missed = sources::countMissed(*lasting.polling);
        printError(missed ? missedSentence(*missed) : missed.error().toString());
    }
    if (p.missed > 0)
        printError(QCoreApplication::translate(
                       "cli",
                       "Lost: %1. Retention deleted them before the group had read them. Start readers "
                       "earlier, or keep the topic's records longer (retention.ms, retention.bytes).")
                       .arg(grouped(p.missed)));
    const int failed = outcome->stopped ? fail(*outcome->stopped) : static_cast<int>(Done);
    const int ended = outcome->interrupted ? Interrupted : failed;
    const int code = p.missed > 0 ? NotVerified : ended; // however it ended, those are lost
    if (outcome->abandoned)
        leave(code);
    return code;
}

} // namespace pk::cli
