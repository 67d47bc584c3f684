#pragma once

// A message's key as it is shown where there is little room.
//
// Thread: any.

#include <QString>

namespace pk::gui {

/// As it is; a key of Maxwell, which names database, table and primary key in JSON, as "orders id=758".
QString keyText(const QString &key);

} // namespace pk::gui
