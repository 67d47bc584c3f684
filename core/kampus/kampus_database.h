#pragma once

// The campus's own database, from which everything comes: the tables of resources/kampus/schema.sql. In
// SQLite triggers write down what changes; MySQL and MariaDB have a binlog for that, which Maxwell reads.
//
// Thread: that of the database.
// Errors: those of the database; Internal when the schema is missing from the program.

#include "base/database.h"

namespace pk::kampus {

/// The password of a campus database on a server stands in this variable of the environment.
inline constexpr char kPasswordVariable[] = "PK_KAMPUS_PASSWORD";

enum class Dialect { MySql, Sqlite };

/// The statements that make the tables where they are missing. REQUIRES: pk::initResources() has been called.
Result<std::string> schemaSql(Dialect dialect);

/// The tables in an SQLite file, and the capture of their changes.
Result<void> createSqliteKampus(Database &db);

/// Opens the database and makes what is missing in it. `place` is the path of an SQLite file, or
/// mysql://USER@HOST:PORT/DB with the password in kPasswordVariable. SQLite waits so long for a lock.
Result<std::unique_ptr<Database>> openDatabase(const QString &place, int busyTimeoutMs);

} // namespace pk::kampus
