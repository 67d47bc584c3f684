#pragma once

// The training's systems as containers, by compose/compose.yaml and somebody's Docker engine.
//
// Thread: free functions that block their caller for seconds at most.
// Errors: Unavailable with what is missing and the command for it.

#include "base/result.h"

#include <QStringList>

#include <string>

namespace pk::environment {

/// PK_COMPOSE_FILE, else the one of the folder that the program was built or installed in.
Result<QString> findComposeFile();

struct ComposeProgram
{
    QString program; ///< docker, with its path
    QStringList arguments; ///< compose --file …: what comes before up, down, ps, logs
};

/// An engine that answers, with its compose plugin.
Result<ComposeProgram> findCompose(const QString &file);

/// Where its Kafka is offered: PK_KAFKA_PORT and PK_ADVERTISED_HOST of the environment, else of the .env
/// beside the file.
std::string composeBootstrap(const QString &file);

/// Its campus database, whose changes its Maxwell captures: by PK_SOURCE_PORT and PK_SOURCE_PASSWORD there.
struct ComposeSource
{
    QString address; ///< mysql://USER@HOST:PORT/DB
    QString password;
};
ComposeSource composeSource(const QString &file);
/// Of the file that is found; from now on this process knows the password. Nothing: there is no file.
QString useComposeSource();

} // namespace pk::environment
