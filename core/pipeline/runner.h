#pragma once

// One `run`: cluster, warehouse, pipeline, verification and report, from the start to the end.
//
// Thread: run() blocks its caller; the hooks are called on the caller's thread.
// Errors: what kept it from running. What ran but does not hold is in the outcome.

#include "broker/cluster_backend.h"
#include "pipeline/crash_plan.h"
#include "pipeline/job.h"
#include "pipeline/lake_check.h"
#include "pipeline/replica_check.h"
#include "pipeline/verifier.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace pk::pipeline {

struct RunRequest
{
    PipelineOptions pipeline;
    std::string environment; ///< embedded, custom, a profile …: as the report names it
    std::string sourceName; ///< generator, csv
    broker::ClusterAccess access; ///< without an address: the embedded cluster is started
    /// Another way to a cluster, which then comes first. What is handed over must be called when the cluster
    /// has died for good; from any thread.
    std::function<Result<std::unique_ptr<broker::ClusterBackend>>(std::function<void(const Error &)>)>
        openCluster;
    QString brokerProgram; ///< the executable that knows `broker`
    std::optional<CrashOrder> crash;
    QString sessionFile;
    bool lockstep = false;
    bool olap = false; ///< keeps replicas of the campus database, which must be the source
    int drainTimeoutMs = 600'000; ///< without any progress
};

struct RunOutcome
{
    std::optional<Ledger> ledger; ///< none when the broker or the warehouse could not be asked
    Progress progress;
    std::vector<ReplicaCheck> replicas; ///< of each table that has one
    std::optional<LakeCheck> lake;
    Waiting waiting; ///< where an interrupted run has left acknowledged records
    bool verified = false;
    QString problem; ///< why it is not verified
    /// A crash was asked for and has not happened: so many records have passed its point.
    std::optional<std::int64_t> crashMissed;
    std::optional<Error> sessionFailure; ///< the session file that was asked for lacks events
    bool interrupted = false;
    std::optional<Error> stopped; ///< what ended it early
    /// The orderly end took too long, and goes on in the background: end the process by std::_Exit().
    bool abandoned = false;
    QJsonObject report;
};

Result<RunOutcome> run(RunRequest request, const RunHooks &hooks);

} // namespace pk::pipeline
