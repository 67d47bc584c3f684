#pragma once

// The real Maxwell on this machine: it reads the binlog of a MySQL or MariaDB server and publishes every row
// that changes in some tables of a database. Its program files are fetched by compose/fetch-maxwell.sh.
//
// Each start begins at the present end of the binlog; rows that were there before are published by Maxwell's
// bootstrap. What it keeps (its place in the binlog) lies on the server in a database of its own,
// <database>_maxwell, which is made anew.
//
// Thread: one, that of start(). Ownership: the destructor ends it.
// Errors: Unavailable (no Java, no jars, no binlog), Permission and the other ones of mysql_database.h.

#include "base/mysql_database.h"
#include "broker/client_config.h"
#include "environment/child_program.h"
#include "environment/maxwell_tables.h"
#include "kampus/capture_program.h"

#include <QStringList>
#include <QTemporaryFile>

#include <memory>

namespace pk::environment {

struct MaxwellProgram
{
    QString java; ///< the executable
    QString jars; ///< the folder of the jars
    QString version; ///< of Maxwell
};

/// Where the jars are looked for: PK_MAXWELL_JARS, else `maxwell` in the data folder.
QString maxwellJarsFolder();
/// The version of Maxwell whose jars lie in the folder.
Result<QString> findMaxwellJars(const QString &folder);
Result<MaxwellProgram> findMaxwell();

class Maxwell final : public kampus::CaptureProgram
{
public:
    struct Options
    {
        MaxwellProgram program;
        broker::ClusterAccess cluster;
        QString topic; ///< as kafka_topic, without the cluster's prefix: one name, or with %{table} in it
        bool oneTopic = false; ///< all tables into one partition of it, in the order of the commits
        MysqlAddress source;
        QString password;
        QStringList tables;
        QString logFile;
    };

    /// Looks whether the server writes the binlog that Maxwell needs, and starts it. ready() tells the rest.
    static Result<std::unique_ptr<Maxwell>> start(Options options);

    /// Whether a Maxwell could work there: the binlog, and the account's rights. Opens a connection of its
    /// own.
    static Result<void> check(const MysqlAddress &source, const QString &password);

    /// Whether it reads the binlog, and what lay in the tables before is published: from now on nothing
    /// escapes it. To be asked again and again; one that has died is started again as soon as the server
    /// answers, and goes on where it was. Errors: a retriable one is said once and asked on.
    Result<bool> ready() override;
    /// Whether everything that was committed before the first call has been acknowledged by Kafka. It takes
    /// up to ten seconds to say so when nothing happens any more: so often it writes its place down.
    /// REQUIRES: nothing is written into the tables any more.
    Result<bool> caughtUp() override;
    kampus::CaptureState state() const override;

private:
    static constexpr const char *kClient = "pelatihan-kafka"; // its name in Maxwell's own tables

    explicit Maxwell(Options options);
    QString schema() const { return m_options.source.database + QStringLiteral("_maxwell"); }
    MaxwellTables tables() const { return {*m_db, schema(), kClient}; }
    Result<void> open();
    Result<void> checkBinlog();
    Result<void> checkRights();
    Error missingRights() const;
    Result<void> writeConfig();
    Result<void> spawn();
    QByteArray said() const; ///< since it was started last
    Error hasEnded();

    Options m_options;
    std::unique_ptr<Database> m_db;
    QTemporaryFile m_config; // without the password, which would stay where this process is killed
    std::unique_ptr<ChildProgram> m_child;
    qint64 m_saidBefore = 0; // bytes of the log, at the last start
    int m_vainStarts = 0;
    bool m_connected = false;
    bool m_asked = false; // for the bootstraps
    bool m_ready = false;
    std::optional<BinlogPlace> m_target;
};

} // namespace pk::environment
