#pragma once

// The options that `run` and `worker` share, from the command line to PipelineOptions.
//
// Thread: free functions.
// Errors: Usage and BadInput, one plain sentence each.

#include "cli/command_line.h"
#include "pipeline/options.h"

namespace pk::cli {

void addDatasetOption(CommandLine &line);
/// `isRun`: the campus database may be the source, since its changes are bridged here.
void addSourceOptions(CommandLine &line, bool isRun = false);
void addTransformOptions(CommandLine &line);
/// --store: where the bridge keeps what waits.
void addBridgeOptions(CommandLine &line);
void addLoadOptions(CommandLine &line);
/// --lake: the folder of the lakehouse.
void addLakeOption(CommandLine &line, const QString &withoutIt);
/// --semantics, --partitions, --commit-every: of all stages.
void addStageOptions(CommandLine &line);

/// Reads those of the options above that `line` knows. A source that keeps a position is left to
/// readLastingSource(). `warehouse` holds where --warehouse is not given; empty: a new file.
Result<pipeline::PipelineOptions> readPipelineOptions(const CommandLine &line, const QString &warehouse = {});

/// The folder of warehouses and other files the program makes by itself; made when it is missing.
Result<QString> dataFolder();

} // namespace pk::cli
