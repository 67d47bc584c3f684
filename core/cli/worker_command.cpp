#include "base/interrupt.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/progress_line.h"
#include "cli/subcommands.h"
#include "pipeline/worker.h"

#include <QCoreApplication>
#include <QLocale>

namespace pk::cli {

namespace {

std::optional<StageKind> stageNamed(const QString &name)
{
    for (const StageKind stage : {StageKind::Source, StageKind::Transform, StageKind::Load}) {
        const std::string_view known = toString(stage);
        if (name == QLatin1String(known.data(), static_cast<qsizetype>(known.size())))
            return stage;
    }
    return std::nullopt;
}

void declare(CommandLine &line, std::optional<StageKind> stage)
{
    line.addPositional(QStringLiteral("source|transform|load"),
                       QCoreApplication::translate("cli", "The stage."));
    line.addOption({QStringLiteral("bootstrap"),
                    QCoreApplication::translate("cli", "Addresses of the broker. They must be given."),
                    QStringLiteral("HOST:PORT,…")});
    line.addOption({QStringLiteral("group"),
                    QCoreApplication::translate("cli",
                                                "The consumer group; without it kampus-transform or "
                                                "kampus-loader. A source has none."),
                    QStringLiteral("ID")});
    if (stage != StageKind::Source)
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
    if (stage != StageKind::Load)
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
    if (!stage || *stage == StageKind::Load)
        addLoadOptions(line);
}

Result<pipeline::WorkerRequest> read(const CommandLine &line, StageKind stage)
{
    pipeline::WorkerRequest request;
    request.stage = stage;
    request.bootstrap = line.value(QStringLiteral("bootstrap")).toStdString();
    if (request.bootstrap.empty())
        return line.wrongValue(
            QStringLiteral("bootstrap"),
            QCoreApplication::translate(
                "cli", "A worker needs the address of a broker: add --bootstrap HOST:PORT."));
    auto options = readPipelineOptions(line);
    if (!options)
        return options.error();
    request.pipeline = std::move(*options);
    if (line.isSet(QStringLiteral("group"))) {
        if (stage == StageKind::Source)
            return line.wrongValue(QStringLiteral("group"),
                                   QCoreApplication::translate("cli", "A source is in no consumer group."));
        (stage == StageKind::Transform ? request.pipeline.transformGroup : request.pipeline.loaderGroup) =
            line.value(QStringLiteral("group")).toStdString();
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
        return fail({ErrorCode::Usage,
                     QCoreApplication::translate(
                         "cli", "Name the stage first: worker source, worker transform or worker load."),
                     {}});
    auto request = read(line, *stage);
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
    const auto outcome = pipeline::runWorker(std::move(*request), hooks);
    progress.end();
    if (!outcome)
        return fail(outcome.error());
    const pipeline::Progress &p = outcome->progress;
    const auto number = [locale = QLocale()](std::int64_t n) {
        return locale.toString(static_cast<qlonglong>(n));
    };
    printError(QCoreApplication::translate(
                   "cli", "acknowledged %1 · transformed %2 · dead letters %3 · filtered %4 · loaded %5")
                   .arg(number(p.acked), number(p.transformed), number(p.deadLettered), number(p.filtered),
                        number(p.loaded)));
    if (p.rejected > 0)
        printError(QCoreApplication::translate(
                       "cli", "Lines of the file that are no records and lie in the dead letters: %1.")
                       .arg(number(p.rejected)));
    const int failed = outcome->stopped ? fail(*outcome->stopped) : Done;
    const int code = outcome->interrupted ? Interrupted : failed;
    if (outcome->abandoned)
        leave(code);
    return code;
}

} // namespace pk::cli
