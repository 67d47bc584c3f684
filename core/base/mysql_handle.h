#pragma once

// The client library's own connection behind one of Qt SQL's.
//
// Thread: that of the connection.

#include <QSqlDriver>
#include <QVariant>

#include <mysql.h>

namespace pk::mysql {

/// Null where the driver is another one.
inline MYSQL *connectionOf(const QSqlDriver &driver)
{
    const QVariant handle = driver.handle();
    const QByteArray type = handle.typeName();
    return handle.isValid() && (type == "MYSQL*" || type == "st_mysql*")
        ? *static_cast<MYSQL *const *>(handle.constData())
        : nullptr;
}

} // namespace pk::mysql
