#include "base/sqlite_queries.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace pk::sqlite {

namespace {

constexpr int kLargestValue = 8 * 1024 * 1024; ///< bytes; a message has at most 1 MiB
constexpr int kLongestPattern = 1'000; ///< of LIKE and GLOB: their time grows with the pattern
constexpr int kStepsBetweenQuestions = 2'000; ///< of SQLite's virtual machine: well under a millisecond

/// They tell something and have no form that sets something.
constexpr std::array<std::string_view, 9> kDescribing = {
    "table_info",  "table_xinfo",      "table_list",     "index_list",   "index_info",
    "index_xinfo", "foreign_key_list", "collation_list", "data_version",
};

int authorize(void *, int action, const char *first, const char *second, const char *, const char *)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return second != nullptr && std::string_view(second) != "load_extension" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_UPDATE:
        // Asked when a table-valued function (json_each, pragma_table_info) is first used. SQLite itself
        // refuses statements that would change its schema table.
        return first != nullptr && std::string_view(first) == "sqlite_master" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_PRAGMA:
        return first != nullptr
                && std::find(kDescribing.begin(), kDescribing.end(), first) != kDescribing.end()
            ? SQLITE_OK
            : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

int askWhetherToStop(void *stop)
{
    return (*static_cast<std::function<bool()> *>(stop))() ? 1 : 0;
}

} // namespace

void allowOnlyQueries(sqlite3 *db)
{
    sqlite3_set_authorizer(db, authorize, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kLargestValue);
    sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, kLongestPattern);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void setStopCondition(sqlite3 *db, std::function<bool()> *stop)
{
    sqlite3_progress_handler(db, stop != nullptr ? kStepsBetweenQuestions : 0,
                             stop != nullptr ? askWhetherToStop : nullptr, stop);
}

std::optional<std::size_t> errorPosition([[maybe_unused]] sqlite3 *db)
{
#if SQLITE_VERSION_NUMBER >= 3038000
    if (const int at = sqlite3_error_offset(db); at >= 0)
        return static_cast<std::size_t>(at);
#endif
    return std::nullopt;
}

} // namespace pk::sqlite
