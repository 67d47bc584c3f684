#pragma once

// Reads the change log of an SQLite source in order, and keeps how far it has been published in the same
// database: SQLite's stand-in for MySQL's binlog and Maxwell's position in it.
//
// Only closed transactions are handed out, so that the last row of each is known. What was published long ago
// is deleted.
//
// Thread: that of the database, which must outlive the log.
// Errors: those of the database; Fenced when another publisher has moved the position.

#include "kampus/sql_runner.h"
#include "kampus/table_shape.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pk::kampus {

struct LogEntry
{
    std::int64_t seq = 0;
    std::int64_t xid = 0;
    std::int64_t atSeconds = 0; ///< since 1970
    std::string table;
    std::string type; ///< insert, update, delete
    std::string before; ///< empty where there is none
    std::string after;
    bool lastOfTransaction = false;
    std::int64_t offsetInTransaction = 0;
};

struct BootstrapRequest
{
    std::int64_t id = 0;
    std::string table;
};

class ChangeLog
{
public:
    /// Published lines that stay, so that a person can look at them.
    static constexpr std::int64_t kKeptLines = 10'000;

    explicit ChangeLog(Database &db)
        : m_db(db)
        , m_sql(db)
    {
    }

    /// The next entries after the position, at most `most`.
    Result<std::vector<LogEntry>> next(std::size_t most);
    /// All up to `seq` is published. One small transaction.
    Result<void> passTo(std::int64_t seq);
    /// How many lines are behind the position, by their numbers: none of them is read.
    Result<std::int64_t> unpublished();
    /// Whether there are lines behind the position, of open transactions too.
    Result<bool> hasMore();

    /// Asks for a table to be published as it is, as an INSERT into cdc_bootstrap does.
    Result<void> requestBootstrap(const std::string &table);
    Result<std::optional<BootstrapRequest>> pendingBootstrap();
    /// Closes a request, with the reason when it could not be done.
    Result<void> endBootstrap(std::int64_t id, std::int64_t rows, const std::string &error = {});

    /// Tables that are not followed because they have too many columns: each is named once.
    std::vector<std::string> takeLeftOut() { return std::exchange(m_leftOut, {}); }

    /// Read again, and captured anew, when somebody has altered a table. NotFound for what is not captured.
    Result<const TableShape *> shape(const std::string &table);

private:
    Result<void> followSchema();
    Result<void> closeOpenTransaction();
    Result<std::int64_t> one(std::string_view sql, const std::vector<SqlValue> &parameters = {});
    Result<void> run(std::string_view sql, const std::vector<SqlValue> &parameters);

    Database &m_db;
    SqlRunner m_sql; ///< the log is looked at many times a second: its statements are prepared once
    std::optional<std::int64_t> m_position;
    std::optional<std::int64_t> m_schemaVersion;
    std::map<std::string, TableShape> m_shapes;
    std::vector<std::string> m_leftOut; ///< not named yet
    std::set<std::string> m_namedLeftOut;
    std::int64_t m_xid = 0; ///< the transaction whose first line is known
    std::int64_t m_firstOfXid = 0;
};

} // namespace pk::kampus
