#pragma once

// Whether an account on a MySQL or MariaDB server may do nothing but read, by what the server says of its
// rights. What is not understood counts as a right too many.
//
// Thread: stateless.

#include "base/result.h"

#include <QStringList>

#include <functional>
#include <string>

namespace pk::mysql {

/// What the server grants to whoever asks: to the account itself, and on MariaDB to everybody (PUBLIC).
/// `ask` runs a statement and gives its first column.
Result<QStringList> grantsOf(const std::string &version,
                             const std::function<Result<QStringList>(const QString &)> &ask);
/// The first right in lines of SHOW GRANTS that is none of USAGE, SELECT and SHOW VIEW; empty: there is none.
QString rightTooMany(const QStringList &grants);
/// Unsupported, and says which right it is; empty: the account is safe for what people type.
std::optional<Error> refusalOf(const QString &user, const QStringList &grants);
Error onlyAnAccountCan();

} // namespace pk::mysql
