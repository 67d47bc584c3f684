#include "cli/run_request.h"

#include "base/mysql_database.h"
#include "cli/local_cluster.h"
#include "cli/pipeline_arguments.h"
#include "cli/profile_choice.h"
#include "cli/run_files.h"

#include <QCoreApplication>

namespace pk::cli {

namespace {

/// The real Maxwell reads the binlog of MySQL and writes to Kafka by itself.
std::optional<Error> unfitForMaxwell(const CommandLine &line, const std::string &environment)
{
    if (line.value(QStringLiteral("source")) != QStringLiteral("maxwell")
        || !isMysqlAddress(line.value(QStringLiteral("input"))))
        return std::nullopt;
    if (environment == "embedded")
        return line.wrongValue(
            QStringLiteral("input"),
            QCoreApplication::translate(
                "cli",
                "The real Maxwell needs a real Kafka: add --env local, a profile, or --bootstrap with an "
                "address. Without --input an emulation takes its place."));
    return std::nullopt;
}

} // namespace

void declareRun(CommandLine &line)
{
    line.addOption({QStringLiteral("env"),
                    QCoreApplication::translate(
                        "cli", "Where the broker runs; the name of a profile means its cluster."),
                    QStringLiteral("embedded|local|compose|custom|PROFILE"), QStringLiteral("embedded")});
    addNodesOption(line);
    line.addOption(
        {QStringLiteral("compare"),
         QCoreApplication::translate("cli",
                                     "Run the same seed in both environments, one after the other, "
                                     "each with a Kafka and a warehouse of its own, and list what "
                                     "differed. Ends with 1 where what the seed decides is not the "
                                     "same."),
         QStringLiteral("embedded,local")});
    line.addOption({QStringLiteral("bootstrap"),
                    QCoreApplication::translate("cli", "Addresses of a broker; implies --env custom."),
                    QStringLiteral("HOST:PORT,…")});
    addDatasetOption(line);
    addSourceOptions(line, true);
    addBridgeOptions(line);
    addTransformOptions(line);
    addLoadOptions(line);
    addStageOptions(line);
    line.addOption({QStringLiteral("transform-members"),
                    QCoreApplication::translate("cli", "Members of the transform's consumer group."),
                    QStringLiteral("N"), QStringLiteral("1")});
    line.addOption({QStringLiteral("load-members"),
                    QCoreApplication::translate("cli", "Members of the loader's consumer group."),
                    QStringLiteral("N"), QStringLiteral("1")});
    line.addOption({QStringLiteral("static-assignment"),
                    QCoreApplication::translate("cli",
                                                "Give the partitions to the members without a consumer "
                                                "group: no rebalance, no waiting for one."),
                    {}});
    line.addOption({QStringLiteral("olap"),
                    QCoreApplication::translate(
                        "cli",
                        "With --source maxwell: keep replicas of the campus's tables in the warehouse, and "
                        "compare them with the campus database at the end."),
                    {}});
    addLakeOption(line, QCoreApplication::translate("cli", "Without it there is none."));
    line.addOption({QStringLiteral("lockstep"),
                    QCoreApplication::translate(
                        "cli", "Run hop by hop in the seed's order and print the journal's digest."),
                    {}});
    line.addOption(
        {QStringLiteral("crash"),
         QCoreApplication::translate("cli", "Crash a stage when its N-th record passes this point."),
         QStringLiteral("POINT[@N]")});
    line.addOption({QStringLiteral("session"),
                    QCoreApplication::translate("cli", "Keep the journal in a session file."),
                    QStringLiteral("FILE")});
    line.addOption({QStringLiteral("report"),
                    QCoreApplication::translate("cli", "Write the report as JSON; - is standard output."),
                    QStringLiteral("FILE")});
    line.addOption({QStringLiteral("progress"),
                    QCoreApplication::translate("cli", "Show a progress line even when nobody watches."),
                    {}});
}

Result<pipeline::RunRequest> readRun(const CommandLine &line, LastingSource &lasting)
{
    pipeline::RunRequest request;
    const auto profile = readProfile(line);
    if (!profile)
        return profile.error();
    const auto environment = *profile ? Result<QString>((*profile)->name)
                                      : line.choice(QStringLiteral("env"),
                                                    {QStringLiteral("embedded"), QStringLiteral("local"),
                                                     QStringLiteral("compose"), QStringLiteral("custom")});
    if (!environment)
        return environment.error();
    const bool addressed = !line.value(QStringLiteral("bootstrap")).isEmpty();
    if (*environment == QStringLiteral("custom") && !addressed)
        return line.wrongValue(
            QStringLiteral("env"),
            QCoreApplication::translate("cli", "--env custom needs an address: add --bootstrap HOST:PORT."));
    if (*environment != QStringLiteral("custom") && line.isSet(QStringLiteral("env")) && addressed)
        return line.wrongValue(QStringLiteral("bootstrap"),
                               QCoreApplication::translate("cli",
                                                           "--env %1 has a broker of its own and takes no "
                                                           "--bootstrap. Leave one of the two out.")
                                   .arg(*environment));
    const auto nodes = readNodes(line);
    if (!nodes)
        return nodes.error();
    if (line.isSet(QStringLiteral("nodes")) && *environment != QStringLiteral("local")
        && !line.isSet(QStringLiteral("compare")))
        return line.wrongValue(QStringLiteral("nodes"),
                               QCoreApplication::translate("cli", "--nodes belongs to --env local."));
    request.environment = addressed ? "custom" : environment->toStdString();
    request.brokerProgram = QCoreApplication::applicationFilePath();

    if (auto unfit = unfitForMaxwell(line, request.environment))
        return *unfit;
    auto options = readPipelineOptions(line, *profile ? (*profile)->warehouse : QString());
    if (!options)
        return options.error();
    request.pipeline = std::move(*options);
    request.pipeline.exactPartitions = line.isSet(QStringLiteral("partitions"));
    request.sourceName = sourceKindOf(line.value(QStringLiteral("source"))).toStdString();
    const auto transforms = line.integer(QStringLiteral("transform-members"), 1, 32);
    const auto loads = line.integer(QStringLiteral("load-members"), 1, 32);
    if (!transforms || !loads)
        return transforms ? loads.error() : transforms.error();
    request.pipeline.transformMembers = static_cast<int>(*transforms);
    request.pipeline.loadMembers = static_cast<int>(*loads);
    request.pipeline.staticAssignment = line.isSet(QStringLiteral("static-assignment"));
    request.lockstep = line.isSet(QStringLiteral("lockstep"));
    request.olap = line.isSet(QStringLiteral("olap"));
    if (request.olap && !request.pipeline.campus)
        return line.wrongValue(
            QStringLiteral("olap"),
            QCoreApplication::translate("cli",
                                        "Only --source maxwell has tables that --olap could "
                                        "keep a replica of."));
    if (request.pipeline.semantics == Semantics::Transactions) {
        if (request.environment == "embedded")
            return line.wrongValue(
                QStringLiteral("semantics"),
                QCoreApplication::translate("cli",
                                            "Transactions need a real Kafka, which the embedded broker is "
                                            "not: add --env local, or --bootstrap with the address of one."));
        if (request.lockstep)
            return line.wrongValue(
                QStringLiteral("lockstep"),
                QCoreApplication::translate("cli",
                                            "--lockstep and transactions do not go together yet: where their "
                                            "markers come to lie is not the seed's choice."));
    }
    request.sessionFile = line.value(QStringLiteral("session"));
    if (auto apart = checkFilesApart(line, request); !apart)
        return apart.error();
    if (line.isSet(QStringLiteral("crash"))) {
        const auto crash = pipeline::parseCrashOrder(line.value(QStringLiteral("crash")));
        if (!crash)
            return crash.error();
        if (!pipeline::existsUnder(crash->point, request.pipeline.semantics))
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "This crash point does not exist under %1.")
                    .arg(line.value(QStringLiteral("semantics"))));
        if (request.lockstep)
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate(
                    "cli", "--crash and --lockstep do not go together: a crash point lies inside a hop."));
        if (pipeline::stageOf(crash->point) == StageKind::Bridge && !request.pipeline.campus)
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "Only --source maxwell has a bridge that could crash."));
        if (pipeline::stageOf(crash->point) == StageKind::Replica && !request.olap)
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "Only --olap has replicas whose stage could crash."));
        if (pipeline::stageOf(crash->point) == StageKind::Lake && request.pipeline.lakePath.isEmpty())
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "Only --lake has a lakehouse whose stage could crash."));
        if (pipeline::stageOf(crash->point) == StageKind::Source && request.pipeline.campus)
            return line.wrongValue(
                QStringLiteral("crash"),
                QCoreApplication::translate("cli", "With --source maxwell the source has no crash point."));
        request.crash = *crash;
    }
    if (request.lockstep && !request.pipeline.lakePath.isEmpty())
        return line.wrongValue(
            QStringLiteral("lockstep"),
            QCoreApplication::translate(
                "cli", "--lockstep and --lake do not go together: a file gathers what the hops part."));
    if (request.lockstep && request.pipeline.campus && request.pipeline.campus->capture)
        return line.wrongValue(
            QStringLiteral("lockstep"),
            QCoreApplication::translate(
                "cli",
                "--lockstep and a campus database in MySQL or MariaDB do not go together: when Maxwell "
                "publishes a change is not the seed's choice. In SQLite its emulation does it step by "
                "step."));
    if (!request.pipeline.changesTopic.empty() && request.olap)
        return line.wrongValue(
            QStringLiteral("one-topic"),
            QCoreApplication::translate(
                "cli", "--one-topic and --olap do not go together: replicas read a topic for each table."));
    if (request.lockstep && request.olap)
        return line.wrongValue(
            QStringLiteral("lockstep"),
            QCoreApplication::translate(
                "cli", "--lockstep and --olap do not go together: nobody steps the replicas."));
    const bool isLasting = isLastingSource(line.value(QStringLiteral("source")));
    if (isLasting && request.lockstep)
        return line.wrongValue(
            QStringLiteral("lockstep"),
            QCoreApplication::translate(
                "cli",
                "--lockstep and --source %1 do not go together: when a record comes is not "
                "the seed's choice.")
                .arg(line.value(QStringLiteral("source"))));
    auto access = accessTo(line, *profile);
    if (!access)
        return access.error();
    request.access = std::move(*access);
    if (isLasting) {
        auto source = readLastingSource(line, {true, request.access, 0}, request.pipeline);
        if (!source)
            return source.error();
        lasting = std::move(*source);
        request.pipeline.source = lasting.factory;
    }
    return request;
}

} // namespace pk::cli
