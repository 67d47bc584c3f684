#pragma once

// A message's key as it is shown where there is little room.
//
// Thread: any.

#include <QString>

#include <string_view>

namespace pk::gui {

/// It names database, table and primary key, in JSON.
bool isMaxwellKey(std::string_view key);
/// As it is; a key of Maxwell as "orders id=758".
QString keyText(const QString &key);

} // namespace pk::gui
