#pragma once

// Files that appear whole or not at all: what was there before stays until all of the new text is on the
// disk.
//
// Thread: free functions.
// Errors: Full, NotFound (its folder), BadInput (it is a folder), Permission. `message` is no sentence but
// the words of fileProblem(), for a sentence that says which file it is and what was kept.

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace pk {

Result<void> writeWholeFile(const QString &path, const QByteArray &bytes);

} // namespace pk
