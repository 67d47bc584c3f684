#include "cli/compare_command.h"

#include "cli/comparison.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/source_arguments.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QFile>

namespace pk::cli {

namespace {

QStringList environmentsOf(const CommandLine &line)
{
    return line.value(QStringLiteral("compare")).split(u',');
}

/// The request of one of the two: a warehouse of its own, and beside it what a run puts there.
pipeline::RunRequest requestIn(const QString &environment, pipeline::RunRequest request)
{
    request.environment = environment.toStdString();
    pipeline::PipelineOptions &options = request.pipeline;
    options.warehousePath += u'.' + environment;
    if (options.campus) {
        options.campus->database = options.warehousePath + QStringLiteral(".kampus");
        options.bridgePath = options.warehousePath + QStringLiteral(".bridge");
    }
    return request;
}

struct Refusal
{
    const char *option;
    QString why;
};

std::vector<Refusal> refusedOptions()
{
    const QString brings =
        QCoreApplication::translate("cli", "--compare names its environments itself. Leave one of them out.");
    const QString once = QCoreApplication::translate(
        "cli", "--compare runs twice, and both would use the same file. Leave one of them out.");
    return {{"env", brings}, {"bootstrap", brings}, {"session", once}, {"store", once}, {"lake", once}};
}

} // namespace

Result<void> checkComparison(const CommandLine &line, const pipeline::RunRequest &request)
{
    const QStringList environments = environmentsOf(line);
    const QStringList known{QStringLiteral("embedded"), QStringLiteral("local")};
    if (environments.size() != 2 || !known.contains(environments[0]) || !known.contains(environments[1])
        || environments[0] == environments[1])
        return line.wrongValue(
            QStringLiteral("compare"),
            QCoreApplication::translate("cli",
                                        "\"%1\" is no pair that can be compared. Both must begin with empty "
                                        "topics: write embedded,local or local,embedded.")
                .arg(line.value(QStringLiteral("compare"))));
    for (const Refusal &refused : refusedOptions()) {
        const QString option = QString::fromLatin1(refused.option);
        if (line.isSet(option))
            return line.wrongValue(option, refused.why);
    }
    if (isLastingSource(line.value(QStringLiteral("source"))))
        return line.wrongValue(
            QStringLiteral("source"),
            QCoreApplication::translate("cli",
                                        "--compare needs a source that gives the same records twice: the "
                                        "generator, csv or maxwell."));
    if (request.pipeline.campus && line.isSet(QStringLiteral("input")))
        return line.wrongValue(
            QStringLiteral("input"),
            QCoreApplication::translate("cli",
                                        "--compare makes a campus database for each run: the first one would "
                                        "change what the second one reads."));
    if (line.value(QStringLiteral("orders")).toLongLong() == 0)
        return line.wrongValue(
            QStringLiteral("orders"),
            QCoreApplication::translate("cli", "--compare needs an end: say how many records there are."));
    if (line.value(QStringLiteral("warehouse")).startsWith(QStringLiteral("mysql:")))
        return line.wrongValue(QStringLiteral("warehouse"),
                               QCoreApplication::translate(
                                   "cli",
                                   "--compare needs an empty warehouse for each run and makes two SQLite "
                                   "files: write sqlite:PATH, or leave it out."));
    for (const QString &environment : environments) {
        const QString path = requestIn(environment, request).pipeline.warehousePath;
        if (QFile::exists(path))
            return line.wrongValue(
                QStringLiteral("warehouse"),
                QCoreApplication::translate("cli", "%1 is there already. Name another place, or remove it.")
                    .arg(path));
    }
    return {};
}

int runComparison(const CommandLine &line, const pipeline::RunRequest &request, const Interrupt &interrupt)
{
    std::vector<ComparedRun> runs;
    for (const QString &environment : environmentsOf(line)) {
        const pipeline::RunRequest one = requestIn(environment, request);
        const QString warehouse = one.pipeline.warehousePath;
        printError(QStringLiteral("== %1").arg(environment));
        const auto outcome = performRun(line, one, interrupt, LocalUse::New);
        if (!outcome)
            return fail(outcome.error());
        summarise(*outcome, placesOf(one.pipeline));
        if (outcome->abandoned)
            leave(exitCodeOf(*outcome));
        if (outcome->interrupted || outcome->stopped)
            return exitCodeOf(*outcome);
        auto database = warehouse::openWarehouseForReading(warehouse);
        auto stored = database ? readStored(**database) : Result<std::vector<StoredRecord>>(database.error());
        if (!stored)
            return fail(stored.error());
        runs.push_back({environment, outcome->report, std::move(*stored)});
    }
    const Comparison comparison = compareRuns(runs[0], runs[1]);
    printError({});
    printError(comparisonTable(comparison, runs[0], runs[1]));
    printError(comparison.matches() ? QCoreApplication::translate(
                   "cli", "Both are verified and have the same content: what differs is the way to it.")
                                    : comparison.problem);
    if (auto written = writeReport(line, comparisonReport(comparison, runs[0], runs[1])); !written)
        return fail(written.error());
    return comparison.matches() ? Done : NotVerified;
}

} // namespace pk::cli
