#include "base/interrupt.h"
#include "cli/exit_codes.h"
#include "cli/local_cluster.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/progress_line.h"
#include "cli/subcommands.h"
#include "pipeline/runner.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>

namespace pk::cli {

namespace {

void declare(CommandLine &line)
{
    line.addOption({QStringLiteral("env"), QCoreApplication::translate("cli", "Where the broker runs."),
                    QStringLiteral("embedded|local|custom"), QStringLiteral("embedded")});
    addNodesOption(line);
    line.addOption({QStringLiteral("bootstrap"),
                    QCoreApplication::translate("cli", "Addresses of a broker; implies --env custom."),
                    QStringLiteral("HOST:PORT,…")});
    addDatasetOption(line);
    addSourceOptions(line);
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

Result<pipeline::RunRequest> read(const CommandLine &line)
{
    pipeline::RunRequest request;
    const auto environment =
        line.choice(QStringLiteral("env"),
                    {QStringLiteral("embedded"), QStringLiteral("local"), QStringLiteral("custom")});
    if (!environment)
        return environment.error();
    request.bootstrap = line.value(QStringLiteral("bootstrap")).toStdString();
    if (*environment == QStringLiteral("custom") && request.bootstrap.empty())
        return line.wrongValue(
            QStringLiteral("env"),
            QCoreApplication::translate("cli", "--env custom needs an address: add --bootstrap HOST:PORT."));
    if (*environment != QStringLiteral("custom") && line.isSet(QStringLiteral("env"))
        && !request.bootstrap.empty())
        return line.wrongValue(QStringLiteral("bootstrap"),
                               QCoreApplication::translate("cli",
                                                           "--env %1 has a broker of its own and takes no "
                                                           "--bootstrap. Leave one of the two out.")
                                   .arg(*environment));
    const auto nodes = readNodes(line);
    if (!nodes)
        return nodes.error();
    if (line.isSet(QStringLiteral("nodes")) && *environment != QStringLiteral("local"))
        return line.wrongValue(QStringLiteral("nodes"),
                               QCoreApplication::translate("cli", "--nodes belongs to --env local."));
    request.environment = request.bootstrap.empty() ? environment->toStdString() : "custom";
    request.brokerProgram = QCoreApplication::applicationFilePath();

    auto options = readPipelineOptions(line);
    if (!options)
        return options.error();
    request.pipeline = std::move(*options);
    request.sourceName = line.value(QStringLiteral("source")).toStdString();
    const auto transforms = line.integer(QStringLiteral("transform-members"), 1, 32);
    const auto loads = line.integer(QStringLiteral("load-members"), 1, 32);
    if (!transforms || !loads)
        return transforms ? loads.error() : transforms.error();
    request.pipeline.transformMembers = static_cast<int>(*transforms);
    request.pipeline.loadMembers = static_cast<int>(*loads);
    request.pipeline.staticAssignment = line.isSet(QStringLiteral("static-assignment"));
    request.lockstep = line.isSet(QStringLiteral("lockstep"));
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
        request.crash = *crash;
    }
    return request;
}

Result<void> writeReport(const QString &target, const QJsonObject &report)
{
    const QByteArray json = QJsonDocument(report).toJson();
    if (target == QStringLiteral("-")) {
        printOut(QString::fromUtf8(json.trimmed()));
        return {};
    }
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return Error{
            ErrorCode::Permission,
            QCoreApplication::translate("cli", "The report could not be written: %1. The run itself is done.")
                .arg(file.errorString()),
            target};
    return {};
}

QString number(std::int64_t n)
{
    return QLocale().toString(static_cast<qlonglong>(n));
}

void printLedger(const pipeline::Ledger &l)
{
    printError(QCoreApplication::translate("cli",
                                           "%1 records acknowledged = %2 applied + %3 superseded + %4 "
                                           "duplicate events + %5 dead letters + %6 filtered + %7 lost")
                   .arg(number(l.acked), number(l.applied), number(l.superseded), number(l.duplicateEvents),
                        number(l.deadLettered), number(l.filtered), number(l.lost)));
    printError(QCoreApplication::translate(
                   "cli", "Doubled in the warehouse: %1. Redelivered and absorbed: %2. Out of order: %3.")
                   .arg(number(l.duplicates), number(l.redelivered), number(l.outOfOrder)));
}

/// What a person reads at the end.
void summarise(const pipeline::RunOutcome &outcome, const QString &warehouse)
{
    const std::optional<pipeline::Ledger> &ledger = outcome.ledger;
    if (ledger)
        printLedger(*ledger);
    if (outcome.progress.rejected > 0)
        printError(QCoreApplication::translate(
                       "cli", "Lines of the file that are no records and lie in the dead letters: %1.")
                       .arg(number(outcome.progress.rejected)));
    printError(QCoreApplication::translate("cli", "Warehouse: %1").arg(warehouse));
    if (outcome.interrupted && !outcome.stopped)
        printError(QCoreApplication::translate(
            "cli", "Interrupted: stopped in order. What had arrived is committed."));
    if (outcome.verified)
        printError(QCoreApplication::translate("cli", "Verified: nothing was lost and nothing was doubled."));
    else
        printError(outcome.problem);
}

int exitCodeOf(const pipeline::RunOutcome &outcome)
{
    if (outcome.interrupted)
        return Interrupted;
    if (outcome.stopped && outcome.stopped->code != ErrorCode::Timeout)
        return exitCodeFor(*outcome.stopped);
    return outcome.verified ? Done : NotVerified;
}

/// So that an hour's run does not end with a report that has no place.
Result<void> checkReportTarget(const CommandLine &line)
{
    const QString target = line.value(QStringLiteral("report"));
    if (!line.isSet(QStringLiteral("report")) || target == QStringLiteral("-"))
        return {};
    QSaveFile file(target);
    if (file.open(QIODevice::WriteOnly)) {
        file.cancelWriting();
        return {};
    }
    return line.wrongValue(QStringLiteral("report"),
                           QCoreApplication::translate("cli", "The report cannot be written to \"%1\": %2.")
                               .arg(target, file.errorString()));
}

} // namespace

int runRun(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("run"),
        QCoreApplication::translate("cli",
                                    "Runs the whole pipeline to the end, proves that nothing was "
                                    "lost or doubled, and reports."));
    declare(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    auto request = read(line);
    if (!request)
        return fail(request.error());
    // A program that is missing is said before anything is started.
    if (request->environment == "local") {
        if (const auto program = environment::findKafka(); !program)
            return fail(program.error());
    }
    if (auto writable = checkReportTarget(line); !writable)
        return fail(writable.error());
    const QString warehouse = request->pipeline.warehousePath;
    const Interrupt interrupt;
    if (request->environment == "local") {
        request->openCluster = [&interrupt,
                                nodes = *readNodes(line)](std::function<void(const Error &)> died) {
            return openLocalCluster(
                nodes, [&interrupt] { return interrupt.requested(); }, std::move(died));
        };
    }
    ProgressLine progress(line.isSet(QStringLiteral("progress")));
    pipeline::RunHooks hooks;
    hooks.interrupted = [&] { return interrupt.requested(); };
    hooks.progress = [&](const pipeline::Progress &p) { progress.show(p); };
    hooks.condition = [&](const QString &text) {
        progress.end();
        printError(text);
    };
    const auto outcome = pipeline::run(std::move(*request), hooks);
    progress.end();
    if (!outcome)
        return fail(outcome.error());
    if (outcome->stopped)
        printError(outcome->stopped->toString());
    summarise(*outcome, warehouse);
    if (line.isSet(QStringLiteral("lockstep")))
        printOut(QStringLiteral("journal_digest %1")
                     .arg(outcome->report.value(QStringLiteral("journal_digest")).toString()));
    if (line.isSet(QStringLiteral("report"))) {
        if (auto written = writeReport(line.value(QStringLiteral("report")), outcome->report); !written)
            return fail(written.error());
    }
    if (outcome->abandoned)
        leave(exitCodeOf(*outcome));
    return exitCodeOf(*outcome);
}

} // namespace pk::cli
