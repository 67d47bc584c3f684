#pragma once

// Files that come with the program but not in it: Kafka's jars, compose/ with its scripts.
//
// They lie in the user's data folder (what the scripts of compose/ have fetched), in pelatihan-kafka below
// the system's data folders (what a package has installed), or in the folder of the sources that the program
// was built in.
//
// Thread: free functions that look at files.

#include <QStringList>

#include <functional>

namespace pk::environment {

/// Where installed files are looked for, the user's own data folder first.
QStringList sharedFolders();

/// Where the jars of a program are: what the environment's `variable` names, else `name` in the first of
/// sharedFolders() that `hasAll`; the first one, where the scripts put them, when none has.
QString jarsFolder(const char *variable, const QString &name,
                   const std::function<bool(const QString &)> &hasAll);

/// The whole path of `compose/…`: beside the sources that the program was built from, else where it was
/// installed. Empty: it is nowhere.
QString findSharedFile(const QString &relative);

/// The command that runs a script of compose/, as it is typed: `compose/fetch-kafka.sh` in the folder of the
/// sources, with its whole path where the program is installed.
QString scriptCommand(const QString &relative);

} // namespace pk::environment
