#pragma once

// One stage as a process, so that a consumer group can span processes and machines. It watches nothing but
// its own stage: whether nothing was lost is told by whoever looks at the topics and the warehouse.
//
// Thread: runWorker() blocks its caller; the hooks are called on the caller's thread.

#include "pipeline/runner.h"

namespace pk::pipeline {

struct WorkerRequest
{
    PipelineOptions pipeline;
    StageKind stage = StageKind::Transform;
    std::string bootstrap;
    std::optional<CrashOrder> crash; ///< kills the process by SIGKILL
    int untilIdleSeconds = 0; ///< 0: until its input ends or it is interrupted
};

struct WorkerOutcome
{
    Progress progress;
    bool interrupted = false;
    std::optional<Error> stopped;
};

Result<WorkerOutcome> runWorker(WorkerRequest request, const RunHooks &hooks);

} // namespace pk::pipeline
