#pragma once

// The campus database as source of a run: `--source maxwell`, with the emulation or the real Maxwell.
//
// Thread: free functions. Errors: Usage, Unavailable (no Java, no jars), one plain sentence each.

#include "cli/command_line.h"
#include "pipeline/options.h"

namespace pk::cli {

Result<pipeline::CampusOptions> readCampus(const CommandLine &line, const std::vector<Dataset> &datasets,
                                           const std::string &oneTopic);

} // namespace pk::cli
