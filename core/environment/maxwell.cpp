#include "environment/maxwell.h"

#include "base/sql.h"
#include "environment/java_client.h"
#include "environment/kafka_program.h"
#include "environment/shared_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <map>

namespace pk::environment {

namespace {

constexpr const char *kPrefix = "PKMAXWELL_"; // of environment variables that are settings
constexpr int kMostVainStarts = 3;

/// A value of a Java properties file, whatever it holds.
QByteArray property(const QString &value)
{
    QByteArray text;
    for (const QChar c : value) {
        if (c.unicode() < 128 && c.isLetterOrNumber())
            text += c.toLatin1();
        else
            text += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return text;
}

} // namespace

QString maxwellJarsFolder()
{
    return jarsFolder("PK_MAXWELL_JARS", QStringLiteral("maxwell"),
                      [](const QString &jars) { return findMaxwellJars(jars).ok(); });
}

Result<QString> findMaxwellJars(const QString &folder)
{
    // The script puts its list there when all the jars are.
    const QDir jars(folder);
    const QStringList maxwell = jars.entryList({QStringLiteral("maxwell-*.jar")}, QDir::Files);
    if (maxwell.isEmpty() || !jars.exists(QStringLiteral("pom.xml")))
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate("environment",
                                                 "Maxwell's program files are not here yet. Fetch them once, "
                                                 "about 67 MB, with: %1")
                         .arg(scriptCommand(QStringLiteral("compose/fetch-maxwell.sh"))),
                     folder};
    return maxwell.first().section(u'-', 1).chopped(4);
}

Result<MaxwellProgram> findMaxwell()
{
    const auto java = findJava();
    if (!java)
        return java.error();
    const QString folder = maxwellJarsFolder();
    const auto version = findMaxwellJars(folder);
    if (!version)
        return version.error();
    return MaxwellProgram{*java, folder, *version};
}

Maxwell::Maxwell(Options options)
    : m_options(std::move(options))
{
}

Result<std::unique_ptr<Maxwell>> Maxwell::start(Options options)
{
    std::unique_ptr<Maxwell> maxwell(new Maxwell(std::move(options)));
    if (auto good = maxwell->open(); !good)
        return good.error();
    // What it knew of an earlier run is of no use: its binlog may be gone, and so may that run's topics.
    if (auto dropped = maxwell->m_db->exec("DROP DATABASE IF EXISTS " + quotedName(maxwell->schema()));
        !dropped)
        return dropped.error();
    for (auto step : {&Maxwell::writeConfig, &Maxwell::spawn}) {
        if (auto done = (maxwell.get()->*step)(); !done)
            return done.error();
    }
    return maxwell;
}

Result<void> Maxwell::open()
{
    auto db = openMysql(m_options.source, m_options.password);
    if (!db)
        return db.error();
    m_db = std::move(*db);
    return checkBinlog();
}

Result<void> Maxwell::check(const MysqlAddress &source, const QString &password)
{
    Maxwell maxwell({{}, {}, {}, false, source, password, {}, {}});
    auto opened = maxwell.open();
    return opened ? maxwell.checkRights() : opened;
}

/// What can be tried is tried. To read the binlog cannot; what a role grants is not listed.
Result<void> Maxwell::checkRights()
{
    if (auto made = m_db->exec("CREATE DATABASE IF NOT EXISTS " + quotedName(schema())); !made)
        return made.error().code == ErrorCode::Permission ? missingRights() : made.error();
    if (auto end = endOfBinlog(*m_db); !end)
        return end.error().code == ErrorCode::Permission ? missingRights() : end.error();
    bool reads = false;
    const auto read = forEachRow(*m_db, "SHOW GRANTS", {}, [&reads](const Statement &row) {
        const std::string_view grant = row.text(0);
        const auto has = [grant](std::string_view text) {
            return grant.find(text) != std::string_view::npos;
        };
        reads = reads || has("REPLICATION SLAVE") || has("ALL PRIVILEGES ON *.*") || !has(" ON ");
    });
    if (!read)
        return read.error();
    return reads ? Result<void>() : missingRights();
}

Error Maxwell::missingRights() const
{
    const QString user = m_options.source.user;
    return {ErrorCode::Permission,
            QCoreApplication::translate(
                "environment",
                "The user %1 lacks rights that Maxwell needs. Somebody who may grant them runs: %2")
                .arg(user,
                     QStringLiteral("GRANT SELECT, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO '%1'; "
                                    "GRANT ALL ON `%2`.* TO '%1';")
                         .arg(user, schema())),
            m_options.source.server()};
}

Result<void> Maxwell::checkBinlog()
{
    std::map<std::string, QString> is;
    const auto read = forEachRow(*m_db,
                                 "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format', "
                                 "'binlog_row_image', 'server_id', 'old_mode')",
                                 {}, [&](const Statement &row) {
                                     is[std::string(row.text(0))] =
                                         QString::fromStdString(std::string(row.text(1))).toUpper();
                                 });
    if (!read)
        return read.error();
    QStringList missing;
    if (is["log_bin"] != QStringLiteral("ON"))
        missing << QStringLiteral("--log-bin");
    if (is["server_id"] == QStringLiteral("0"))
        missing << QStringLiteral("--server-id=1");
    if (is["binlog_format"] != QStringLiteral("ROW"))
        missing << QStringLiteral("--binlog-format=ROW");
    if (is["binlog_row_image"] != QStringLiteral("FULL"))
        missing << QStringLiteral("--binlog-row-image=FULL");
    if (is["old_mode"].contains(QStringLiteral("UTF8_IS_UTF8MB3"))) // a name that Maxwell does not know
        missing << QStringLiteral("--old-mode=");
    if (missing.isEmpty())
        return {};
    return Error{ErrorCode::Unavailable,
                 QCoreApplication::translate(
                     "environment",
                     "Maxwell reads the binlog, and this server does not write it as Maxwell needs it. "
                     "Start the server with: %1")
                     .arg(missing.join(u' ')),
                 m_options.source.server()};
}

Result<void> Maxwell::writeConfig()
{
    const MysqlAddress &source = m_options.source;
    QStringList filter{QStringLiteral("exclude: *.*")};
    for (const QString &table : m_options.tables)
        filter << QStringLiteral("include: %1.%2").arg(source.database, table);
    const std::vector<std::pair<const char *, QString>> lines{
        {"user", source.user},
        {"env_config_prefix", QString::fromLatin1(kPrefix)}, // of what is secret, or may be
        {"host", source.host},
        {"port", QString::number(source.port)},
        {"jdbc_options", QStringLiteral("useSSL=false")},
        {"schema_database", schema()},
        {"client_id", QString::fromLatin1(kClient)},
        {"replica_server_id", QString::number(6'379 + QCoreApplication::applicationPid() % 100'000)},
        {"filter", filter.join(QStringLiteral(", "))},
        {"producer", QStringLiteral("kafka")},
        {"kafka.bootstrap.servers", QString::fromStdString(m_options.cluster.bootstrap)},
        {"kafka.acks", QStringLiteral("all")},
        {"kafka_topic", QString::fromStdString(m_options.cluster.prefix) + m_options.topic},
        {"producer_partition_by",
         m_options.oneTopic ? QStringLiteral("database") : QStringLiteral("primary_key")},
        {"ignore_producer_error", QStringLiteral("false")},
        {"output_binlog_position", QStringLiteral("true")}, // the warehouse's cdc_position
        {"output_xoffset", m_options.oneTopic ? QStringLiteral("true") : QStringLiteral("false")},
    };
    bool written = m_config.open();
    for (const auto &[name, value] : lines)
        written = written && m_config.write(name + QByteArray("=") + property(value) + '\n') > 0;
    if (written && m_config.flush())
        return {};
    return Error{ErrorCode::Permission,
                 QCoreApplication::translate("environment", "The settings of Maxwell cannot be written."),
                 m_config.fileName()};
}

Result<void> Maxwell::spawn()
{
    const auto security = javaSecurity(m_options.cluster.security);
    if (!security)
        return security.error();
    const QString prefix = QString::fromLatin1(kPrefix);
    QStringList environment{prefix + QStringLiteral("PASSWORD=") + m_options.password,
                            QStringLiteral("LC_ALL=C.UTF-8")}; // in which Java reads it
    for (const auto &[name, value] : *security)
        environment << prefix + QStringLiteral("kafka.") + name + u'=' + value;
    m_connected = false;
    m_saidBefore = QFileInfo(m_options.logFile).size();
    auto child = ChildProgram::start(
        {m_options.program.java, QStringLiteral("-Xmx160m"), QStringLiteral("-XX:+UseSerialGC"),
         QStringLiteral("-XX:TieredStopAtLevel=1"), QStringLiteral("-XX:+ExitOnOutOfMemoryError"),
         QStringLiteral("-cp"), m_options.program.jars + QStringLiteral("/*"),
         QStringLiteral("com.zendesk.maxwell.Maxwell"), QStringLiteral("--config=") + m_config.fileName()},
        m_options.logFile, environment);
    if (!child)
        return child.error();
    m_child = std::move(*child);
    return {};
}

QByteArray Maxwell::said() const
{
    QFile log(m_options.logFile);
    if (!log.open(QIODevice::ReadOnly) || !log.seek(m_saidBefore))
        return {};
    return log.readAll();
}

/// Starts it again, unless that was in vain too often.
Error Maxwell::hasEnded()
{
    const QList<QByteArray> lines = said().trimmed().split('\n');
    m_vainStarts = m_connected ? 1 : m_vainStarts + 1;
    const bool again = m_vainStarts < kMostVainStarts;
    Error error{
        ErrorCode::Unavailable,
        again ? QCoreApplication::translate(
            "environment",
            "Maxwell has ended by itself. It is started again and goes on where it was. Its last words: %1")
              : QCoreApplication::translate("environment",
                                            "Maxwell ends again and again. Its last words: %1"),
        m_options.logFile, again};
    error.message = error.message.arg(QString::fromUtf8(lines.back()).left(300));
    if (auto spawned = again ? spawn() : Result<void>(); !spawned)
        return spawned.error();
    return error;
}

Result<bool> Maxwell::ready()
{
    // Without a server it would end again and again, or hear a minute late that there is one.
    if (const auto answers = queryInteger(*m_db, "SELECT 1"); !answers) {
        m_child.reset();
        return answers.error();
    }
    if (!m_child) {
        if (auto spawned = spawn(); !spawned)
            return spawned.error();
    }
    if (!m_child->runs())
        return hasEnded();
    if (!m_connected)
        m_connected = said().contains("Binlog connected");
    if (!m_connected || m_ready)
        return m_connected;
    if (!m_asked) {
        if (auto asked = tables().askBootstraps(m_options.source.database, m_options.tables); !asked)
            return asked.error();
        m_asked = true;
    }
    const auto bootstrapped = tables().hasBootstrapped();
    if (!bootstrapped)
        return bootstrapped.error();
    m_ready = *bootstrapped;
    return m_ready;
}

kampus::CaptureState Maxwell::state() const
{
    using State = kampus::CaptureState;
    return !m_connected ? State::Starting : m_ready ? State::Running : State::Bootstrapping;
}

Result<bool> Maxwell::caughtUp()
{
    if (const auto is = ready(); !is || !*is)
        return is;
    if (!m_target) {
        auto end = endOfBinlog(*m_db);
        if (!end)
            return end.error();
        m_target = std::move(*end);
    }
    const auto sign = tables().sign();
    if (!sign)
        return sign.error();
    return *sign && (*sign)->place >= *m_target;
}

} // namespace pk::environment
