#pragma once

// `run --source maxwell --input mysql://…`: the real Maxwell publishes what changes in the campus database.
//
// Thread: free functions; the factory's captures belong to the thread that makes them.
// Errors: Usage, Unavailable (no Java, no jars), one plain sentence each.

#include "base/result.h"
#include "pipeline/options.h"

namespace pk::cli {

/// Looks whether Maxwell is on this machine. `database` is mysql://USER@HOST:PORT/DB.
Result<pipeline::CaptureFactory> maxwellCapture(const QString &database,
                                                const std::vector<Dataset> &datasets);

} // namespace pk::cli
