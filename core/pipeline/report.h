#pragma once

// The report of a run as JSON: what arrived where, whether it is verified, how fast it was.
//
// Thread: REQUIRES a stopped pipeline.

#include "pipeline/runner.h"

#include <QJsonArray>

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
    QJsonArray errors; ///< of the members, from ConditionLog
    QJsonArray resets; ///< likewise
    std::map<std::string, GroupMoves> moves; ///< by group
};

/// What cannot be asked any more is left out, and its error stands among the errors.
QJsonObject makeReport(const ReportInput &input);
/// What is known without asking anybody: for a run that could not end in order.
QJsonObject makeShortReport(const RunRequest &request, const RunOutcome &outcome, std::int64_t begunUs,
                            const QJsonArray &errors, const QJsonArray &resets);
/// What became of the session file, into outcome.report.
void addSession(const RunRequest &request, RunOutcome &outcome, std::uint64_t missingEvents);

} // namespace pk::pipeline
