#pragma once

// The warehouse for what a person types: nothing that is typed can change it. A file is opened read-only and
// refuses what is no query; on a server only a second account is safe, which may do nothing but read. Its
// name and password come from the environment, and it is for the same server and database as the warehouse.
//
// Thread: the Database belongs to the thread that opened it.

#include "base/mysql_console.h"

namespace pk::warehouse {

inline constexpr char kConsolePasswordVariable[] = "PK_WAREHOUSE_RO_PASSWORD";
/// Unset: the warehouse's user with "_ro" behind it.
inline constexpr char kConsoleUserVariable[] = "PK_WAREHOUSE_RO_USER";

/// Its prepareOnly() alone may be used. The limits hold on a server; a file's reader keeps to them itself.
/// Errors: those of openWarehouseForReading(); Unsupported without a password for the second account. What a
/// server says of the account comes with each statement.
Result<std::unique_ptr<Database>> openWarehouseForConsole(const QString &path, const ConsoleLimits &limits);

/// The name where kConsoleUserVariable is unset; empty for a file.
QString usualConsoleUser(const QString &path);
/// SQL that makes such an account for the warehouse of that path; empty for a file.
QString consoleAccountSql(const QString &path);

} // namespace pk::warehouse
