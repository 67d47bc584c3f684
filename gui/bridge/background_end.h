#pragma once

// Ends what may take long to end, such as a client of a broker that is gone, without anybody waiting for it:
// not the GUI thread, and the end of the program for a moment only. What has not ended by then goes with the
// process; so it must have nothing to lose, and write nothing.
//
// Thread: any.

#include <functional>
#include <memory>

namespace pk::gui {

/// Drops the last reference on a thread of its own.
void endInBackground(std::shared_ptr<void> thing);

/// Works on a thread of its own, for a question to somebody who may be long in answering: a keychain that
/// asks the person, a cluster that is not there.
void workInBackground(std::function<void()> work);

/// Whether all of them have ended, `timeoutMs` from now at the latest. The program's end asks this, too.
bool waitForBackgroundEnds(int timeoutMs);

} // namespace pk::gui
