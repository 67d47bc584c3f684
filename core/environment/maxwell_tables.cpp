#include "environment/maxwell_tables.h"

#include "base/sql.h"

#include <QCoreApplication>

namespace pk::environment {

std::string quotedName(const QString &name)
{
    return '`' + QString(name).replace(u'`', QStringLiteral("``")).toStdString() + '`';
}

Result<BinlogPlace> endOfBinlog(Database &server)
{
    std::optional<Error> error;
    for (const char *sql : {"SHOW MASTER STATUS", "SHOW BINARY LOG STATUS"}) { // as MySQL 8.4 calls it
        auto query = server.prepare(sql);
        const auto row = query ? (*query)->step() : Result<bool>(query.error());
        if (row && *row)
            return BinlogPlace{QString::fromStdString(std::string((*query)->text(0))), (*query)->integer(1)};
        if (!row && !error)
            error = row.error();
    }
    return error.value_or(Error{ErrorCode::Unavailable,
                                QCoreApplication::translate("environment", "The server writes no binlog."),
                                {}});
}

MaxwellTables::MaxwellTables(Database &server, const QString &schema, const char *client)
    : m_server(server)
    , m_schema(schema)
    , m_client(client)
{
}

std::string MaxwellTables::table(const char *name) const
{
    return quotedName(m_schema) + '.' + name;
}

Result<std::optional<MaxwellTables::Sign>> MaxwellTables::sign() const
{
    const std::string schema = m_schema.toStdString();
    const auto made =
        queryInteger(m_server,
                     "SELECT count(*) FROM information_schema.tables WHERE table_schema = ? AND "
                     "table_name = 'positions'",
                     {std::string_view(schema)});
    if (!made)
        return made.error();
    if (*made == 0)
        return std::optional<Sign>();
    auto query = m_server.prepare("SELECT binlog_file, binlog_position, clock.ms - coalesce(heartbeat, 0), "
                                  "clock.ms - coalesce(last_heartbeat_read, clock.ms) FROM "
                                  + table("positions") + " LEFT JOIN " + table("heartbeats")
                                  + " USING (server_id, client_id), (SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * "
                                    "1000 AS SIGNED) AS ms) AS clock "
                                    "WHERE client_id = ?");
    if (!query)
        return query.error();
    (*query)->bind(0, std::string_view(m_client));
    const auto row = (*query)->step();
    if (!row)
        return row.error();
    if (!*row || (*query)->isNull(0))
        return std::optional<Sign>();
    return std::optional(Sign{{QString::fromStdString(std::string((*query)->text(0))), (*query)->integer(1)},
                              (*query)->integer(2),
                              (*query)->integer(3)});
}

Result<void> MaxwellTables::askBootstraps(const QString &database, const QStringList &tables) const
{
    for (const QString &table : tables) {
        const auto filled = queryInteger(
            m_server, "SELECT EXISTS (SELECT 1 FROM " + quotedName(database) + '.' + quotedName(table) + ")");
        if (!filled)
            return filled.error();
        if (*filled == 0)
            continue;
        const std::string of = database.toStdString();
        const std::string name = table.toStdString();
        if (auto asked = execute(m_server,
                                 "INSERT INTO " + this->table("bootstrap")
                                     + " (database_name, table_name, client_id) VALUES (?, ?, ?)",
                                 {std::string_view(of), std::string_view(name), std::string_view(m_client)});
            !asked)
            return asked.error();
    }
    return {};
}

Result<bool> MaxwellTables::hasBootstrapped() const
{
    const auto waiting = queryInteger(m_server,
                                      "SELECT count(*) FROM " + table("bootstrap")
                                          + " WHERE is_complete = 0 AND client_id = '" + m_client + "'");
    return waiting ? Result<bool>(*waiting == 0) : waiting.error();
}

} // namespace pk::environment
