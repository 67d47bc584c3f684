// RunJob: what is checked beside the ledger, in the campus database, its replicas and the lakehouse.

#include "base/mysql_database.h"
#include "cdc/store.h"
#include "cdc/told.h"
#include "kampus/kampus_database.h"
#include "pipeline/run_job.h"

#include <QCoreApplication>

namespace pk::pipeline {

QString RunJob::unfinished()
{
    return QCoreApplication::translate("pipeline", "Not verified: the run did not come to its end.");
}

Result<std::unique_ptr<Database>> RunJob::openCampus() const
{
    const QString &place = m_request.pipeline.campus->database;
    return isMysqlAddress(place) ? kampus::openDatabase(place, 0) : openSqlite(place, OpenMode::ReadOnly);
}

/// What the campus database holds and the bridge has not told, whatever it has counted.
QString RunJob::untoldProblem() const
{
    const PipelineOptions &options = m_request.pipeline;
    if (!options.campus)
        return {};
    auto campus = openCampus();
    auto store = openSqlite(options.bridgePath, OpenMode::ReadOnly);
    std::int64_t untold = 0;
    const auto untoldRows = options.changesTopic.empty() ? &cdc::untoldRows : &cdc::untoldRowsOfOneTopic;
    for (const Dataset dataset : options.datasets) {
        const auto found = campus && store ? untoldRows(**campus, **store, dataset)
                                           : Result<std::int64_t>(campus ? store.error() : campus.error());
        if (!found)
            return QCoreApplication::translate("pipeline", "Not verified: %1").arg(found.error().toString());
        untold += *found;
    }
    if (untold == 0)
        return {};
    return QCoreApplication::translate(
               "pipeline",
               "Not verified: rows of the campus database whose latest change is not in "
               "the raw topics: %1.")
        .arg(untold);
}

Result<void> RunJob::checkReplicas(RunOutcome &outcome, Database &warehouse) const
{
    if (!m_request.olap)
        return {};
    auto campus = openCampus();
    if (!campus)
        return campus.error();
    for (const Dataset dataset : m_request.pipeline.datasets) {
        for (const std::string &topic : cdcTopicsOf(dataset)) {
            auto check = checkReplica(**campus, warehouse, topic.substr(topic.rfind('.') + 1));
            if (!check)
                return check.error();
            outcome.replicas.push_back(*std::move(check));
        }
    }
    return {};
}

Result<void> RunJob::checkLakehouse(RunOutcome &outcome) const
{
    if (m_request.pipeline.lakePath.isEmpty())
        return {};
    auto check = checkLake(m_pipeline->options(), m_pipeline->partitions(), *m_backend);
    if (!check)
        return check.error();
    outcome.lake = std::move(*check);
    return {};
}

QString RunJob::lakeProblem(const RunOutcome &outcome) const
{
    if (m_request.pipeline.lakePath.isEmpty() || (outcome.lake && outcome.lake->holds()))
        return {};
    if (!outcome.lake)
        return unfinished();
    if (outcome.lake->badFiles > 0)
        return QCoreApplication::translate("pipeline",
                                           "Not verified: Parquet files of the lakehouse that are missing, "
                                           "damaged or not in step with its "
                                           "manifest: %1, for example %2.")
            .arg(outcome.lake->badFiles)
            .arg(QString::fromStdString(outcome.lake->badFile));
    return QCoreApplication::translate(
               "pipeline",
               "Not verified: of the enriched records %1 are missing in the lakehouse, and %2 "
               "stand in it twice.")
        .arg(outcome.lake->missing)
        .arg(outcome.lake->doubled);
}

QString RunJob::replicaProblem(const RunOutcome &outcome) const
{
    for (const ReplicaCheck &check : outcome.replicas) {
        if (check.same())
            continue;
        QStringList examples;
        for (const std::string &key : check.examples)
            examples << QString::fromStdString(key);
        return QCoreApplication::translate(
                   "pipeline",
                   "Not verified: the replica olap_%1 is not what the campus database has: %2 rows are "
                   "missing, "
                   "%3 are too many, %4 are different, for example those with the key %5.")
            .arg(QString::fromStdString(check.table))
            .arg(check.missing)
            .arg(check.extra)
            .arg(check.different)
            .arg(examples.join(QStringLiteral("; ")));
    }
    return m_request.olap && outcome.replicas.empty() ? unfinished() : QString();
}

} // namespace pk::pipeline
