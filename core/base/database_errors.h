#pragma once

// What a person is told of an error where it does not matter which database it comes from.
//
// Thread: a free function.

#include "base/result.h"

namespace pk {

/// `text` is what the database itself said.
QString databaseMessage(ErrorCode code, const QString &text);

} // namespace pk
