#pragma once

// Orders with their items, and activities with their students, read from the campus database in pages: what a
// poller sees, and what the campus's API serves. One statement a page, so that a row and its parts are of one
// moment.
//
// Thread: that of the database. Errors: those of the database. SQLite and MySQL alike.

#include "base/database.h"
#include "cdc/row_reader.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pk::sources {

enum class RowOrder {
    ById, ///< the incrementing column: rows that are new
    ByTime, ///< updated_at, then id: rows that are new or changed
};

/// Behind which row to go on.
struct RowCursor
{
    std::string stamp; ///< by time only
    std::int64_t id = 0;

    std::string toString() const; ///< "17" or "17 2025-01-06 08:00:00.123"
    static RowCursor fromString(std::string_view text); ///< what is none is the beginning
    bool operator==(const RowCursor &) const = default;
};

struct CampusRow
{
    std::int64_t id = 0;
    std::int64_t version = 0;
    std::string stamp; ///< its updated_at, as the database writes it
    std::variant<cdc::Head, cdc::Unreadable> head;
    std::vector<std::string> parts;
    std::string json; ///< of a row that is unreadable: its columns
};

/// Of a database that is only read.
inline constexpr char kPasswordVariable[] = "PK_SOURCE_PASSWORD";

/// An SQLite file or mysql://USER@HOST:PORT/DB with the password in kPasswordVariable, to be read only,
/// or the one that is given. Errors: NotFound also where it is not the campus's database.
Result<std::unique_ptr<Database>> openCampus(const QString &address,
                                             const std::optional<QString> &password = {});

/// Rows behind the cursor in that order, at most `limit`.
Result<std::vector<CampusRow>> rowsAfter(Database &db, Dataset dataset, RowOrder order,
                                         const RowCursor &after, int limit);
/// Rows by their place when they are sorted by id.
Result<std::vector<CampusRow>> rowsAt(Database &db, Dataset dataset, std::int64_t offset, int limit);
Result<std::int64_t> countRows(Database &db, Dataset dataset);

/// "order.created", "order.updated" and so on: what a state of a row says that has happened.
std::string_view eventTypeOf(const cdc::Head &head);

} // namespace pk::sources
