#pragma once

// The functions behind the table in cli.cpp. `arguments` begin with the subcommand's name; each function
// prints its own errors and returns an ExitCode.

#include <QStringList>

namespace pk::cli {

int runBroker(const QStringList &arguments);
int runRun(const QStringList &arguments);
int runWorkerCommand(const QStringList &arguments);
int runEnv(const QStringList &arguments);
int runDoctor(const QStringList &arguments);

} // namespace pk::cli
