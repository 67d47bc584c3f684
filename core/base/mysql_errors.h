#pragma once

// What the numbers of MySQL's and MariaDB's errors mean to this program.
//
// Thread: stateless.

#include "base/mysql_database.h"

namespace pk::mysql {

/// `number` as the server or its client library says it, `text` in its own words.
Error errorFor(int number, const QString &text, const MysqlAddress &address, const QString &context);
/// The connection is gone, and its transaction with it.
bool isLost(int number);

} // namespace pk::mysql
