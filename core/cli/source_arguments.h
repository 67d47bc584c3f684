#pragma once

// What there is for --source, and the sources of it that keep a position and go on from there: polling, rest,
// topic. From the command line to a factory.
//
// Thread: free functions; a LastingSource is read again when its pipeline has stopped.
// Errors: Usage, NotFound and BadInput, one plain sentence each.

#include "broker/client_config.h"
#include "cli/command_line.h"
#include "kampus/workload_thread.h"
#include "pipeline/options.h"
#include "sources/missed.h"

namespace pk::cli {

/// `isRun`: the command makes a campus database of its own where none is named, and ends with the source's
/// end.
void addLastingSourceOptions(CommandLine &line, bool isRun);
/// What --source may name; `isRun`: in a run.
QStringList sourceNames(bool isRun);
/// What reports and headers call the source that goes by this name.
QString sourceKindOf(const QString &name);
bool isLastingSource(const QString &name);
/// The options that belong to this source alone, or to it and some others.
QStringList optionsOfSource(const QString &name, bool isRun);

struct LastingSource
{
    pipeline::SourceFactory factory;
    /// Of a polling source: what was missed can be counted when it has ended.
    std::shared_ptr<sources::PollingOptions> polling;
    /// The campus that works while it is polled.
    std::shared_ptr<kampus::WorkloadThread> campus;
};

struct SourcePlace
{
    bool isRun = false;
    broker::ClusterAccess
        access; ///< of the cluster that the records go to; empty: one that the command starts
    qint64 untilIdleSeconds = 0; ///< of a worker; 0: for ever
};

/// REQUIRES: --source names one of them. May change options that have another meaning with it.
Result<LastingSource> readLastingSource(const CommandLine &line, const SourcePlace &place,
                                        pipeline::PipelineOptions &options);

/// What polling missed, in a sentence for people.
QString missedSentence(const sources::Missed &missed);

} // namespace pk::cli
