#pragma once

// What the tests of the database layer share: a check that says the error, and a query for one number.

#include "base/database.h"

#include <QtTest>

#define VERIFY_OK(expression)                                                                                \
    do {                                                                                                     \
        const auto &result = (expression);                                                                   \
        QVERIFY2(result.ok(), result.ok() ? "" : qPrintable(result.error().toString()));                     \
    } while (false)

namespace pk::test {

/// -1 when it cannot be had; the error is printed.
inline std::int64_t number(Database &db, std::string_view sql)
{
    auto query = db.prepare(sql);
    const auto row = query ? (*query)->step() : Result<bool>(query.error());
    if (!row)
        qWarning("%s", qPrintable(row.error().toString()));
    return row && *row ? (*query)->integer(0) : -1;
}

} // namespace pk::test
