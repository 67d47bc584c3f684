#pragma once

// The desktop's keychain (the Secret Service of GNOME, KDE and others), for passwords of profiles. It is
// there only when the program was built with libsecret and somebody is logged in to a desktop.
//
// libsecret and not QtKeychain: that one is asynchronous over GLib's main loop, which only the main thread
// has, and passwords are also wanted by the command line and by threads.
//
// Thread: any; the functions block their caller, also while the desktop asks the person to unlock the
// keychain. Errors: Unsupported (built without it), Unavailable (nothing answers), NotFound.

#include "base/result.h"

namespace pk::environment {

/// Whether there is a keychain that can be used, as doctor says it; the value is a sentence.
Result<QString> keychainState();

Result<QString> readSecret(const QString &service, const QString &key);
Result<void> writeSecret(const QString &service, const QString &key, const QString &secret);
Result<void> removeSecret(const QString &service, const QString &key);

} // namespace pk::environment
