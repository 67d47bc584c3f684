#pragma once

// The warehouse for who writes into it all the time.
//
// Thread: as openWarehouse().

#include "base/database.h"
#include "domain/pipeline_names.h"

#include <QString>

#include <memory>

namespace pk::warehouse {

/// openWarehouse(); but a server that hangs is taken for gone within seconds, so that it can be told.
Result<std::unique_ptr<Database>> openWarehouseForLoading(const QString &path, Semantics semantics);

} // namespace pk::warehouse
