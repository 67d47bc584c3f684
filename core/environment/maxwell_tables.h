#pragma once

// What a Maxwell keeps about itself on the server whose binlog it reads, in a database of its own.
//
// Thread: that of the connection, which outlives it. Errors: those of mysql_database.h.

#include "base/database.h"

#include <QString>
#include <QStringList>

#include <compare>
#include <cstdint>
#include <optional>

namespace pk::environment {

struct BinlogPlace
{
    QString file;
    std::int64_t position = 0;

    std::strong_ordering operator<=>(const BinlogPlace &) const = default;
};

/// Unavailable: the server writes no binlog.
Result<BinlogPlace> endOfBinlog(Database &server);

class MaxwellTables
{
public:
    struct Sign
    {
        BinlogPlace place; ///< everything before it has been acknowledged by Kafka
        // By the clock of the server:
        std::int64_t silentMs = 0; ///< since it wrote its last heartbeat
        std::int64_t behindMs = 0; ///< since it wrote the heartbeat that it has read again in the binlog
    };

    /// `client`: the name under which it works.
    MaxwellTables(Database &server, const QString &schema, const char *client);

    /// None: it has not begun.
    Result<std::optional<Sign>> sign() const;
    /// Of the tables that are not empty. It begins with the request, so the rows that follow must wait for
    /// its end.
    Result<void> askBootstraps(const QString &database, const QStringList &tables) const;
    /// Whether none is waited for.
    Result<bool> hasBootstrapped() const;

private:
    std::string table(const char *name) const;

    Database &m_server;
    QString m_schema;
    const char *m_client;
};

/// As SQL writes the name.
std::string quotedName(const QString &name);

} // namespace pk::environment
