#pragma once

// A session file as the window shows a running pipeline: its events in a journal, and what can be told of the
// run from them. Nothing runs: no broker, no warehouse.
//
// Thread: any; reads the whole file into memory. Errors: those of the session file.

#include "bridge/snapshot.h"
#include "journal/journal.h"

#include <memory>
#include <optional>

namespace pk::gui {

struct RecordedSession
{
    std::shared_ptr<journal::Journal> journal; ///< in memory, with the times and writers of the file
    RunInfo run;
};

/// The state of the recording at its end, or so many seconds after it began.
Result<RecordedSession> openRecordedSession(const QString &file, std::optional<int> afterS);

} // namespace pk::gui
