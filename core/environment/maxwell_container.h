#pragma once

// The Maxwell that compose.yaml runs beside the campus's database. It is somebody else's process: nothing is
// started or ended here, and how it fares is seen from what it keeps on the server.
//
// Thread: one, that of start().
// Errors: Permission where the account lacks what compose/mysql/maxwell.sh grants; a retriable Unavailable
// while it does not answer, or is far behind the end of the binlog.

#include "base/mysql_database.h"
#include "environment/maxwell_tables.h"
#include "kampus/capture_program.h"

#include <memory>
#include <optional>

namespace pk::environment {

class MaxwellContainer final : public kampus::CaptureProgram
{
public:
    /// What it captures of that server already; `tellsAgain`: these tables are asked for whole once more.
    static Result<std::unique_ptr<MaxwellContainer>>
    start(const MysqlAddress &source, const QString &password, const QStringList &tellsAgain);

    Result<bool> ready() override;
    /// As with Maxwell::caughtUp(), up to ten seconds late.
    Result<bool> caughtUp() override;
    kampus::CaptureState state() const override;

private:
    MaxwellContainer(const MysqlAddress &source, std::unique_ptr<Database> server,
                     const QStringList &tellsAgain);
    Error explained(const Error &error) const;
    /// That it lives, and whether it gets on.
    Result<void> look();

    MysqlAddress m_source;
    std::unique_ptr<Database> m_server;
    MaxwellTables m_tables;
    QStringList m_toAsk; ///< tables that are yet to be asked for
    BinlogPlace m_place; ///< its own, at the last look
    bool m_answers = false;
    bool m_ready = false;
    std::optional<BinlogPlace> m_target;
};

} // namespace pk::environment
