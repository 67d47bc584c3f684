#pragma once

// The report of a run as JSON: what arrived where, whether it is verified, how fast it was.
//
// Thread: REQUIRES a stopped pipeline.

#include "pipeline/runner.h"

namespace pk::pipeline {

struct ReportInput
{
    const RunRequest &request;
    const Pipeline &pipeline;
    broker::ClusterBackend &backend;
    Database &warehouse;
    const RunOutcome &outcome;
    journal::LatencySummary latency;
    std::string journalDigest; ///< lockstep only
    std::int64_t cpuUs = 0; ///< of this process and its broker, from the first to the last record
};

Result<QJsonObject> makeReport(const ReportInput &input);

} // namespace pk::pipeline
