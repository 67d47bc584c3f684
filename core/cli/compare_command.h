#pragma once

// `run --compare`, and the parts of `run` that it is made of.

#include "base/interrupt.h"
#include "cli/command_line.h"
#include "cli/local_cluster.h"
#include "pipeline/runner.h"

namespace pk::cli {

/// Where a run leaves what it makes; empty: it makes none.
struct RunPlaces
{
    QString warehouse;
    QString campus; ///< the campus database
    QString lake;
};
RunPlaces placesOf(const pipeline::PipelineOptions &options);

/// Runs it to its end and says meanwhile how far it is and what is wrong.
Result<pipeline::RunOutcome> performRun(const CommandLine &line, pipeline::RunRequest request,
                                        const Interrupt &interrupt, LocalUse use);
/// What a person reads at the end.
void summarise(const pipeline::RunOutcome &outcome, const RunPlaces &places);
int exitCodeOf(const pipeline::RunOutcome &outcome);
/// To where --report says, if it says so.
Result<void> writeReport(const CommandLine &line, const QJsonObject &report);

/// Errors: Usage, where two runs like this cannot be compared.
Result<void> checkComparison(const CommandLine &line, const pipeline::RunRequest &request);
/// Runs twice; gives the exit code.
int runComparison(const CommandLine &line, const pipeline::RunRequest &request, const Interrupt &interrupt);

} // namespace pk::cli
