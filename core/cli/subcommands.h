#pragma once

// The functions behind the table in cli.cpp. `arguments` begin with the subcommand's name; each function
// prints its own errors and returns an ExitCode.

#include <QStringList>

namespace pk::cli {

int runBroker(const QStringList &arguments);
int runRun(const QStringList &arguments);
int runWorkerCommand(const QStringList &arguments);
int runKampus(const QStringList &arguments);
int runApi(const QStringList &arguments);
int runEnv(const QStringList &arguments);
int runProfile(const QStringList &arguments); ///< of `env profile`
int runCompose(const QString &what, qint64 lines); ///< of `env up|down|status|logs compose`
int runDoctor(const QStringList &arguments);

} // namespace pk::cli
