#pragma once

// The options that `run` and `worker` share, from the command line to PipelineOptions.
//
// Thread: free functions.
// Errors: Usage and BadInput, one plain sentence each.

#include "cli/command_line.h"
#include "pipeline/options.h"

namespace pk::cli {

void addDatasetOption(CommandLine &line);
void addSourceOptions(CommandLine &line);
void addTransformOptions(CommandLine &line);
void addLoadOptions(CommandLine &line);
/// --semantics, --partitions, --commit-every: of all stages.
void addStageOptions(CommandLine &line);

/// Reads those of the options above that `line` knows.
Result<pipeline::PipelineOptions> readPipelineOptions(const CommandLine &line);

/// The folder of warehouses and other files the program makes by itself; made when it is missing.
Result<QString> dataFolder();

} // namespace pk::cli
