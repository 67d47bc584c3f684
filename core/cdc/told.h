#pragma once

// Whether everything that the campus database holds was told, found by comparing its rows with what the
// bridge's store says was told last. No counter of any stage has a part in it.
//
// Thread: that of both databases.

#include "base/database.h"
#include "domain/pipeline_names.h"

namespace pk::cdc {

/// Rows of the campus whose present version was not told.
Result<std::int64_t> unknownRows(Database &campus, Database &store, Dataset dataset);
/// Orders or activities whose present version was not told, and deleted orders whose end was not.
Result<std::int64_t> untoldRows(Database &campus, Database &store, Dataset dataset);
/// The same where versions are not the rows' own (one_topic.h): rows that are not known as they are now, with
/// their status and the number of their items, and what is still to be told.
Result<std::int64_t> untoldRowsOfOneTopic(Database &campus, Database &store, Dataset dataset);

} // namespace pk::cdc
