#pragma once

// Lines for people and scripts: UTF-8 whatever the locale, written at once.
//
// Thread: any.

#include "base/result.h"

#include <QString>

namespace pk::cli {

void printOut(const QString &line);
void printError(const QString &line);
/// Says what failed on stderr; returns the exit code that belongs to it.
int fail(const Error &error);

} // namespace pk::cli
