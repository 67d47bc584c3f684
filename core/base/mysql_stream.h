#pragma once

// A query whose rows come from the server one by one: Qt's driver reads all of them into memory first,
// however many a text asks for. The functions are those of the client library that the driver has loaded, on
// its own connection.
//
// Thread: that of the connection. Nothing else may be asked there until the rows were read or reset.

#include "base/database.h"

#include <functional>

class QSqlDriver;

namespace pk::mysql {

/// `failure` makes an error of what server or library say. Runs with its first step(); resetting it early
/// reads what is left. Errors: Unsupported where the library is none that is known.
Result<std::unique_ptr<Statement>> streamed(const QSqlDriver &driver, std::string sql,
                                            std::function<Error(int number, const QString &said)> failure);

} // namespace pk::mysql
