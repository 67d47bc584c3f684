#pragma once

// What the window's own actions are without it: the faults, and the choices for the whole run; of what nobody
// else can do, the sentence that says so. Beside command_text.h, which has the clients of a cluster.
//
// Thread: free functions without state. Command lines are never translated; notes are.

#include "bridge/command_text.h"

namespace pk::gui {

CommandTexts steppingText(); ///< play, pause, and each of the steps
CommandTexts holdText(const QString &member, bool hold);
CommandTexts slowText(StageKind stage, int ms); ///< 0: no longer
CommandTexts burstText(const CommandTarget &target, const SourceChoice &source, qint64 records);
CommandTexts endBurstText();
/// Of each fault that is in force, its end.
CommandTexts endFaultsText(const CommandTarget &target, const RunInfo &run);
/// All that the source has is told once more.
CommandTexts replayText(const CommandTarget &target, const SourceChoice &source, std::int64_t ratePerSecond);
CommandTexts environmentText(const environment::EnvironmentChoice &choice);
CommandTexts warehouseText(const QString &path);

/// As the command line takes it.
QString warehouseArgument(const QString &path);

} // namespace pk::gui
