#pragma once

// The command line of pelatihan-kafka: one table of subcommands, each of which works without a display.
//
// Thread: the main thread, with a QCoreApplication (or a QApplication: the window's main() may call run()
// too).

#include <QStringList>

namespace pk::cli {

/// Runs the subcommand that `arguments` name (the program's own name stands first) and returns the exit code.
int run(const QStringList &arguments);

} // namespace pk::cli
