#pragma once

// Whether everything that the campus database holds was told, found by comparing its rows with what the
// bridge's store says was told last. No counter of any stage has a part in it.
//
// Thread: that of both databases.

#include "base/database.h"
#include "domain/pipeline_names.h"

namespace pk::cdc {

/// Orders or activities whose present version was not told, and deleted orders whose end was not.
Result<std::int64_t> untoldRows(Database &campus, Database &store, Dataset dataset);

} // namespace pk::cdc
