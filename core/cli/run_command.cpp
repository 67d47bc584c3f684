#include "base/grouped.h"
#include "base/interrupt.h"
#include "base/mysql_database.h"
#include "base/plain_words.h"
#include "base/whole_file.h"
#include "cli/compare_command.h"
#include "cli/exit_codes.h"
#include "cli/local_cluster.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/profile_choice.h"
#include "cli/progress_line.h"
#include "cli/run_request.h"
#include "cli/source_arguments.h"
#include "cli/subcommands.h"
#include "pipeline/runner.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSaveFile>

namespace pk::cli {

Result<void> writeReport(const CommandLine &line, const QJsonObject &report)
{
    if (!line.isSet(QStringLiteral("report")))
        return {};
    const QString target = line.value(QStringLiteral("report"));
    const QByteArray json = QJsonDocument(report).toJson();
    if (target == QStringLiteral("-")) {
        printOut(QString::fromUtf8(json.trimmed()));
        return {};
    }
    if (auto written = writeWholeFile(target, json); !written)
        return Error{
            written.error().code,
            QCoreApplication::translate("cli", "The report could not be written: %1. The run itself is done.")
                .arg(written.error().message),
            target};
    return {};
}

namespace {

void printLedger(const pipeline::Ledger &l)
{
    printError(QCoreApplication::translate("cli",
                                           "%1 records acknowledged = %2 applied + %3 superseded + %4 "
                                           "duplicate events + %5 dead letters + %6 filtered + %7 lost")
                   .arg(grouped(l.acked), grouped(l.applied), grouped(l.superseded),
                        grouped(l.duplicateEvents), grouped(l.deadLettered), grouped(l.filtered),
                        grouped(l.lost)));
    if (l.waiting > 0)
        printError(
            QCoreApplication::translate("cli", "… + %1 still waiting in the topics").arg(grouped(l.waiting)));
    printError(QCoreApplication::translate(
                   "cli", "Doubled in the warehouse: %1. Redelivered and absorbed: %2. Out of order: %3.")
                   .arg(grouped(l.duplicates), grouped(l.redelivered), grouped(l.outOfOrder)));
    if (l.foreign > 0 || l.unknownOrigin > 0)
        printError(QCoreApplication::translate("cli",
                                               "Of other programs, and not counted above: %1 records in the "
                                               "raw topics, %2 in the topics behind the transform.")
                       .arg(grouped(l.foreign), grouped(l.unknownOrigin)));
}

void printReplicas(const pipeline::RunOutcome &outcome)
{
    QStringList tables;
    for (const pipeline::ReplicaCheck &check : outcome.replicas)
        tables << QStringLiteral("olap_%1 %2").arg(QString::fromStdString(check.table), grouped(check.rows));
    if (!tables.isEmpty())
        printError(QCoreApplication::translate("cli", "Replicas: %1 change events applied. Rows now: %2.")
                       .arg(grouped(outcome.progress.replicated), tables.join(QStringLiteral(", "))));
}

void printLake(const pipeline::RunOutcome &outcome, const QString &folder)
{
    if (!outcome.lake)
        return;
    std::int64_t rows = 0;
    std::int64_t files = 0;
    for (const auto &[dataset, summary] : outcome.lake->datasets) {
        rows += summary.rows;
        files += summary.files;
    }
    printError(QCoreApplication::translate("cli", "Lakehouse: %1 rows in %2 Parquet files. Folder: %3")
                   .arg(grouped(rows), grouped(files), folder));
}

} // namespace

RunPlaces placesOf(const pipeline::PipelineOptions &options)
{
    return {options.warehousePath, options.campus ? options.campus->database : QString(), options.lakePath};
}

void summarise(const pipeline::RunOutcome &outcome, const RunPlaces &places)
{
    if (!places.campus.isEmpty())
        printError(
            (isMysqlAddress(places.campus)
                 ? QCoreApplication::translate(
                     "cli",
                     "Change events of the campus database: %1 published by Maxwell, "
                     "%2 bridged. Database: %3")
                 : QCoreApplication::translate("cli",
                                               "Change events of the campus database: %1 published by an "
                                               "emulation of Maxwell, %2 bridged. "
                                               "Database: %3"))
                .arg(grouped(outcome.progress.published), grouped(outcome.progress.bridged), places.campus));
    printReplicas(outcome);
    printLake(outcome, places.lake);
    const std::optional<pipeline::Ledger> &ledger = outcome.ledger;
    if (ledger)
        printLedger(*ledger);
    if (outcome.progress.rejected > 0)
        printError(QCoreApplication::translate(
                       "cli", "Lines of the file that are no records and lie in the dead letters: %1.")
                       .arg(grouped(outcome.progress.rejected)));
    printError(QCoreApplication::translate("cli", "Warehouse: %1").arg(places.warehouse));
    if (outcome.crashMissed)
        printError(
            QCoreApplication::translate("cli",
                                        "The crash did not happen: only %1 records passed its point. What "
                                        "follows is of a run without a crash.")
                .arg(grouped(*outcome.crashMissed)));
    if (outcome.interrupted && !outcome.stopped)
        printError(QCoreApplication::translate(
            "cli", "Interrupted: stopped in order. What had arrived is committed."));
    if (outcome.verified)
        printError(QCoreApplication::translate("cli", "Verified: nothing was lost and nothing was doubled."));
    else
        printError(outcome.problem);
    if (outcome.sessionFailure)
        printError(outcome.sessionFailure->toString());
}

int exitCodeOf(const pipeline::RunOutcome &outcome)
{
    // That it was interrupted does not bring them back.
    if (outcome.interrupted)
        return outcome.ledger && (outcome.ledger->lost > 0 || outcome.ledger->duplicates > 0) ? NotVerified
                                                                                              : Interrupted;
    if (outcome.stopped && outcome.stopped->code != ErrorCode::Timeout)
        return exitCodeFor(*outcome.stopped);
    if (!outcome.verified)
        return NotVerified;
    return outcome.sessionFailure ? NoEnvironment : Done; // not all that was asked for could be done
}

namespace {

/// What polling missed, for the report and for people.
void addMissed(const LastingSource &lasting, pipeline::RunOutcome &outcome)
{
    if (!lasting.polling || outcome.abandoned)
        return;
    const auto missed = sources::countMissed(*lasting.polling);
    if (missed)
        outcome.report.insert(QStringLiteral("missed"), missed->toJson());
    printError(missed ? missedSentence(*missed) : missed.error().toString());
    printError(QCoreApplication::translate("cli", "Campus database: %1").arg(lasting.polling->database));
    if (lasting.campus && lasting.campus->failure())
        printError(lasting.campus->failure()->toString());
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
                               .arg(target, fileProblem(file)));
}

/// A program that is missing is said before anything is started.
Result<void> checkPrograms(const CommandLine &line)
{
    const bool local =
        line.value(QStringLiteral("env")) == QStringLiteral("local") || line.isSet(QStringLiteral("compare"));
    if (!local)
        return {};
    const auto program = environment::findKafka();
    return program ? Result<void>() : program.error();
}

} // namespace

Result<pipeline::RunOutcome> performRun(const CommandLine &line, pipeline::RunRequest request,
                                        const Interrupt &interrupt, LocalUse use)
{
    if (request.environment == "local") {
        request.openCluster = [&interrupt, use,
                               nodes = *readNodes(line)](std::function<void(const Error &)> died) {
            return openLocalCluster(
                nodes, use, [&interrupt] { return interrupt.requested(); }, std::move(died));
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
    auto outcome = pipeline::run(std::move(request), hooks);
    progress.end();
    if (outcome && outcome->stopped)
        printError(outcome->stopped->toString());
    return outcome;
}

int runRun(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("run"),
        QCoreApplication::translate("cli",
                                    "Runs the whole pipeline to the end, proves that nothing was "
                                    "lost or doubled, and reports."));
    declareRun(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    LastingSource lasting;
    auto request = readRun(line, lasting);
    if (!request)
        return fail(request.error());
    if (line.isSet(QStringLiteral("compare"))) {
        if (auto possible = checkComparison(line, *request); !possible)
            return fail(possible.error());
    }
    for (const auto &check : {&checkPrograms, &checkReportTarget}) {
        if (auto good = check(line); !good)
            return fail(good.error());
    }
    const Interrupt interrupt;
    if (line.isSet(QStringLiteral("compare")))
        return runComparison(line, *request, interrupt);
    const RunPlaces places = placesOf(request->pipeline);
    auto outcome = performRun(line, std::move(*request), interrupt, LocalUse::KeptOrNew);
    if (!outcome)
        return fail(outcome.error());
    addMissed(lasting, *outcome);
    summarise(*outcome, places);
    if (line.isSet(QStringLiteral("lockstep"))) {
        const QString digest = QStringLiteral("journal_digest %1")
                                   .arg(outcome->report.value(QStringLiteral("journal_digest")).toString());
        if (line.value(QStringLiteral("report")) == QStringLiteral("-"))
            printError(digest); // stdout is the report's alone, so that a program can read it
        else
            printOut(digest);
    }
    if (auto written = writeReport(line, outcome->report); !written)
        return fail(written.error());
    if (outcome->abandoned)
        leave(exitCodeOf(*outcome));
    return exitCodeOf(*outcome);
}

} // namespace pk::cli
