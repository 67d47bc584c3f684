#include "pipeline/runner.h"

#include "pipeline/run_job.h"

namespace pk::pipeline {

Result<RunOutcome> run(RunRequest request, const RunHooks &hooks)
{
    const auto job = std::make_shared<RunJob>(std::move(request));
    return runJob(job, hooks) ? job->takeOutcome() : job->abandonedOutcome();
}

} // namespace pk::pipeline
