#include "kampus/change_log.h"

#include "kampus/change_capture.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::kampus {

Result<std::int64_t> ChangeLog::one(std::string_view sql, const std::vector<SqlValue> &parameters)
{
    const std::int64_t value = m_sql.number(sql, parameters);
    if (auto error = m_sql.takeError())
        return *std::move(error);
    return value;
}

Result<void> ChangeLog::run(std::string_view sql, const std::vector<SqlValue> &parameters)
{
    m_sql.run(sql, parameters);
    if (auto error = m_sql.takeError())
        return *std::move(error);
    return {};
}

Result<void> ChangeLog::followSchema()
{
    // It changes whenever somebody creates or alters a table.
    constexpr std::string_view schemaVersion = "PRAGMA schema_version";
    const auto version = one(schemaVersion);
    if (!version)
        return version.error();
    if (m_schemaVersion == *version)
        return {};
    const auto tooWide = installCapture(m_db);
    if (!tooWide)
        return tooWide.error();
    for (const std::string &table : *tooWide) {
        if (m_namedLeftOut.insert(table).second)
            m_leftOut.push_back(table);
    }
    m_shapes.clear();
    const auto now = one(schemaVersion); // the triggers may just have been made
    if (!now)
        return now.error();
    m_schemaVersion = *now;
    return {};
}

Result<void> ChangeLog::closeOpenTransaction()
{
    const auto open =
        one("SELECT s.xid = (SELECT xid FROM cdc_log ORDER BY seq DESC LIMIT 1) FROM cdc_state s");
    if (!open)
        return open.error();
    // Rows that can be read are committed; so nobody adds to their transaction any more.
    return *open == 1 ? closeTransaction(m_db) : Result<void>();
}

Result<std::vector<LogEntry>> ChangeLog::next(std::size_t most)
{
    if (auto followed = followSchema(); !followed)
        return followed.error();
    if (!m_position) {
        const auto stored = one("SELECT published FROM cdc_state");
        if (!stored)
            return stored.error();
        m_position = *stored;
    }
    // While somebody holds the database, what is closed can still be read.
    if (auto closed = closeOpenTransaction(); !closed && closed.error().code != ErrorCode::Busy)
        return closed.error();

    const auto rows = m_sql.rows(
        "SELECT seq, xid, at, table_name, type, before_json, after_json FROM cdc_log "
        "WHERE seq > ? AND xid < (SELECT xid FROM cdc_state) ORDER BY seq LIMIT ?",
        {*m_position, static_cast<std::int64_t>(most) + 1}); // one more tells whether the transaction ends
    if (auto error = m_sql.takeError())
        return *std::move(error);
    std::vector<LogEntry> entries;
    entries.reserve(rows.size());
    for (const auto &row : rows)
        entries.push_back(
            {numberOf(row[0]), numberOf(row[1]), numberOf(row[2]), row[3], row[4], row[5], row[6]});
    for (std::size_t i = 0; i < entries.size(); ++i) {
        LogEntry &entry = entries[i];
        entry.lastOfTransaction = i + 1 == entries.size() || entries[i + 1].xid != entry.xid;
        if (entry.xid != m_xid) {
            const auto first = i > 0 ? Result<std::int64_t>(entry.seq)
                                     : one("SELECT min(seq) FROM cdc_log WHERE xid = ?", {entry.xid});
            if (!first)
                return first.error();
            m_xid = entry.xid;
            m_firstOfXid = *first;
        }
        entry.offsetInTransaction = entry.seq - m_firstOfXid;
    }
    if (entries.size() > most)
        entries.pop_back();
    return entries;
}

Result<std::int64_t> ChangeLog::unpublished()
{
    const auto lines =
        one("SELECT coalesce((SELECT max(seq) FROM cdc_log), 0) - (SELECT published FROM cdc_state)");
    if (!lines)
        return lines.error();
    return std::max<std::int64_t>(0, *lines);
}

Result<void> ChangeLog::passTo(std::int64_t seq)
{
    if (auto began = m_db.begin(); !began)
        return began.error();
    const auto pass = [&]() -> Result<void> {
        if (auto moved = run("UPDATE cdc_state SET published = ? WHERE published = ?", {seq, *m_position});
            !moved)
            return moved;
        if (m_db.changes() != 1) {
            return Error{ErrorCode::Fenced,
                         QCoreApplication::translate(
                             "kampus",
                             "Another publisher of this change log has moved its position. This one ends; "
                             "nothing is lost, some changes may have been sent twice."),
                         {}};
        }
        if (auto purged = run("DELETE FROM cdc_log WHERE seq <= ? "
                              "AND xid < (SELECT min(xid) FROM cdc_log WHERE seq > ?)",
                              {seq - kKeptLines, seq - kKeptLines});
            !purged)
            return purged;
        return m_db.commit();
    };
    auto passed = pass();
    if (!passed)
        m_db.rollback();
    else
        m_position = seq;
    return passed;
}

Result<bool> ChangeLog::hasMore()
{
    const auto more =
        one("SELECT EXISTS (SELECT 1 FROM cdc_log WHERE seq > (SELECT published FROM cdc_state))");
    if (!more)
        return more.error();
    return *more == 1;
}

Result<void> ChangeLog::requestBootstrap(const std::string &table)
{
    if (auto followed = followSchema(); !followed)
        return followed.error();
    if (auto known = shape(table); !known)
        return known.error();
    return run("INSERT INTO cdc_bootstrap (table_name) VALUES (?)", {table});
}

Result<std::optional<BootstrapRequest>> ChangeLog::pendingBootstrap()
{
    const auto rows =
        m_sql.rows("SELECT id, table_name FROM cdc_bootstrap WHERE is_complete = 0 ORDER BY id LIMIT 1");
    if (auto error = m_sql.takeError())
        return *std::move(error);
    if (rows.empty())
        return std::optional<BootstrapRequest>();
    return std::optional(BootstrapRequest{numberOf(rows[0][0]), rows[0][1]});
}

Result<void> ChangeLog::endBootstrap(std::int64_t id, std::int64_t rows, const std::string &error)
{
    return run("UPDATE cdc_bootstrap SET is_complete = 1, inserted_rows = ?, error = ? WHERE id = ?",
               {rows, error.empty() ? SqlValue() : SqlValue(error), id});
}

Result<const TableShape *> ChangeLog::shape(const std::string &table)
{
    auto found = m_shapes.find(table);
    if (found == m_shapes.end()) {
        const auto captured = userTables(m_db);
        if (!captured)
            return captured.error();
        if (std::find(captured->begin(), captured->end(), table) == captured->end())
            return noSuchTable(table);
        auto read = readShape(m_db, table);
        if (!read)
            return read.error();
        found = m_shapes.emplace(table, *std::move(read)).first;
    }
    return static_cast<const TableShape *>(&found->second);
}

} // namespace pk::kampus
