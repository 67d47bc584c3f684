#pragma once

// The end of a subcommand with a window whose pipeline did not stop in order.
//
// Thread: GUI thread.

#include <functional>

namespace pk::gui {

class Workbench;

/// Where something was given up, says what, and ends the process here: its threads may wait for ever. No
/// destructor runs then, so `lastly` does what still has to be done. Else nothing.
void leaveIfGivenUp(const Workbench &workbench, int exitCode, const std::function<void()> &lastly);

} // namespace pk::gui
