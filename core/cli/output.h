#pragma once

// Lines for people and scripts: UTF-8 whatever the locale, written at once.
//
// Thread: any.

#include "base/result.h"

#include <QString>

namespace pk::cli {

void printOut(const QString &line);
void printError(const QString &line);
/// The exit code of a program that has printed all it had to, or else, with a sentence on stderr, of one that
/// could not.
int withCheckedOutput(int exitCode);
/// Says what failed on stderr; returns the exit code that belongs to it.
int fail(const Error &error);
/// Ends the process without waiting for anybody: what still goes on in the background is given up.
[[noreturn]] void leave(int exitCode);

} // namespace pk::cli
