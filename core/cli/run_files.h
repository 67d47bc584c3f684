#pragma once

// The files that a run is given: each option its own, and none that would be lost.
//
// Thread: free functions. They write nothing.
// Errors: Usage, one plain sentence each.

#include "cli/command_line.h"
#include "pipeline/runner.h"

namespace pk::cli {

/// Every option that names a file names one: not nothing, and nothing that SQLite keeps in memory.
Result<void> checkFileNames(const CommandLine &line);
/// No file that the run writes is another one that it reads or writes, under whatever name.
Result<void> checkFilesApart(const CommandLine &line, const pipeline::RunRequest &request);

} // namespace pk::cli
