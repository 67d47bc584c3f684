#pragma once

// What makes an SQLite connection safe for statements that a person types.
//
// Thread: that of the connection.

#include <cstddef>
#include <functional>
#include <optional>

struct sqlite3;

namespace pk::sqlite {

/// Installs an authorizer that lets SELECT pass, and the pragmas that describe the schema; and limits what a
/// single value may take of the memory.
void allowOnlyQueries(sqlite3 *db);

/// Null ends the asking. `stop` must stay where it is.
void setStopCondition(sqlite3 *db, std::function<bool()> *stop);

/// Where in its text the statement that was just compiled is wrong; SQLite tells it since 3.38.
std::optional<std::size_t> errorPosition(sqlite3 *db);

} // namespace pk::sqlite
