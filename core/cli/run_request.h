#pragma once

// What `run` is asked to do: its options, and what becomes of them.
//
// Thread: the main thread; a password may be asked for on the terminal.
// Errors: Usage, NotFound and Permission, one plain sentence each.

#include "cli/command_line.h"
#include "cli/source_arguments.h"
#include "pipeline/runner.h"

namespace pk::cli {

void declareRun(CommandLine &line);
/// `lasting` is filled when the source is one that keeps a position.
Result<pipeline::RunRequest> readRun(const CommandLine &line, LastingSource &lasting);

} // namespace pk::cli
