#pragma once

// One stage as a process, so that a consumer group can span processes and machines. It watches nothing but
// its own stage: whether nothing was lost is told by whoever looks at the topics and the warehouse.
//
// Thread: runWorker() blocks its caller; the hooks are called on the caller's thread.

#include "pipeline/crash_plan.h"
#include "pipeline/job.h"

namespace pk::pipeline {

struct WorkerRequest
{
    PipelineOptions pipeline;
    StageKind stage = StageKind::Transform;
    broker::ClusterAccess access;
    std::optional<CrashOrder> crash; ///< kills the process by SIGKILL
    /// Ends when its members have joined, have caught up and nothing has come for so long; also, with an
    /// error in `stopped`, when the broker or the database is away ten times as long. 0: until its input ends
    /// or it is interrupted.
    int untilIdleSeconds = 0;
};

struct WorkerOutcome
{
    Progress progress;
    bool interrupted = false;
    std::optional<Error> stopped; ///< what it could not do
    bool abandoned = false; ///< see runJob()
};

Result<WorkerOutcome> runWorker(WorkerRequest request, const RunHooks &hooks);

} // namespace pk::pipeline
