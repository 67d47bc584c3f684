#pragma once

// The command line of pelatihan-kafka: one table of subcommands, each of which works without a display.
//
// Thread: the main thread, with a QCoreApplication (or a QApplication: the window's main() may call run()
// too).

#include <QStringList>

#include <span>

namespace pk::cli {

struct Subcommand
{
    const char *name;
    const char *summary; ///< marked for translation in the context "cli", translated when shown
    int (*function)(const QStringList &arguments); ///< they begin with the subcommand's name
};

/// Runs the subcommand that `arguments` name (the program's own name stands first) and returns the exit code.
/// `more` are those that only a program with a window has.
int run(const QStringList &arguments, std::span<const Subcommand> more = {});

} // namespace pk::cli
