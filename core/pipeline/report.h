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
    qint64 brokerPid = 0;
};

Result<QJsonObject> makeReport(const ReportInput &input);

/// Peak resident memory of a process in MiB (Linux: VmHWM); 0 when it cannot be known.
std::int64_t peakRssMb(qint64 pid);

} // namespace pk::pipeline
