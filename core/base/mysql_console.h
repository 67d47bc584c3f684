#pragma once

// What a person types, on a MySQL or MariaDB server, with an account that may only read. Nobody reads the
// text: the server refuses what the account may not do.
//
// Each statement has a session of its own, which begins read-only and ends with it, and with it locks,
// settings and temporary things. The account's rights are asked for each time. The server ends a statement
// after a time and gives so many rows; since a text can switch both off, a statement that should stop is also
// killed over a second connection, and rows are read one by one.
//
// Thread: like Database; the second connection has a thread of its own.
// Errors: Unsupported where the account is refused or may do more than read; Timeout; Cancelled; BadInput for
// a statement that gives no rows; those of mysql_database.h.

#include "base/mysql_database.h"

#include <chrono>

namespace pk {

struct ConsoleLimits
{
    int rows = 1'000; ///< one more is read, to tell that there are more
    std::chrono::milliseconds time{5'000};
};

/// Connects for each prepareOnly(), and can do nothing else.
std::unique_ptr<Database> mysqlConsole(const MysqlAddress &account, const QString &password,
                                       const ConsoleLimits &limits);

} // namespace pk
