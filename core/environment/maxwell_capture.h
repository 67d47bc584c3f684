#pragma once

// The real Maxwell as the capture of a campus database in MySQL or MariaDB, for `run` and for the window.
//
// Thread: free functions; a capture belongs to the thread that makes it. checkMaxwell() blocks its caller.
// Errors: Unavailable (no Java, no jars, no binlog, no server), Permission, Unsupported (a socket, the
// embedded broker), one plain sentence each.

#include "base/mysql_database.h"
#include "domain/pipeline_names.h"
#include "kampus/capture_program.h"

#include <string>
#include <vector>

namespace pk::environment {

/// Looks whether Maxwell is on this machine. What it says goes to the log file. `oneTopic`: of all tables;
/// empty: they have one each.
Result<kampus::CaptureFactory> maxwellCapture(const MysqlAddress &source, const QString &password,
                                              const std::vector<Dataset> &datasets,
                                              const std::string &oneTopic, const QString &logFile);

/// That of Compose, which captures the database already. `tellsAll`: it is asked for all rows first.
kampus::CaptureFactory containerCapture(const MysqlAddress &source, const QString &password,
                                        const std::vector<Dataset> &datasets, bool tellsAll);

/// Whether it could read that server's binlog and keep its own database there: asked of the server.
Result<void> checkMaxwell(const MysqlAddress &source, const QString &password);

/// Whether it could write to that cluster: it is a real one.
Result<void> checkMaxwellCluster(const broker::ClusterInfo &cluster);

} // namespace pk::environment
