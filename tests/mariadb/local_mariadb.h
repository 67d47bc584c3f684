#pragma once

// A MariaDB server of a test's own: a child process of an ordinary user on a free port of 127.0.0.1, with its
// data in a temporary folder. The kernel ends it when the test's main thread dies.
//
// Thread: the main thread.

#include "base/mysql_database.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace pk::test {

class LocalMariaDb
{
public:
    static constexpr const char *kPassword = "rahasia's \\ panjang";

    /// Why no server can be started here; empty where it can.
    static QString reasonToSkip()
    {
        if (program(QStringLiteral("mariadbd")).isEmpty()
            || program(QStringLiteral("mariadb-install-db")).isEmpty())
            return QStringLiteral("mariadbd is not installed (apt-get install mariadb-server-core)");
        const auto tried =
            openMysql({QStringLiteral("x"), QStringLiteral("127.0.0.1"), 1, {}, QStringLiteral("x"), {}}, {});
        return !tried && tried.error().code == ErrorCode::Unsupported ? tried.error().message : QString();
    }

    ~LocalMariaDb() { kill(); }

    /// Makes the data, starts the server and waits until it answers. Empty: it does; otherwise why not.
    QString start(const QStringList &options = {})
    {
        m_options = options;
        if (!m_folder.isValid())
            return m_folder.errorString();
        QProcess install;
        install.setProcessChannelMode(QProcess::MergedChannels);
        install.setProcessEnvironment(environment());
        install.start(program(QStringLiteral("mariadb-install-db")),
                      {QStringLiteral("--no-defaults"), user(), data(), QStringLiteral("--skip-test-db"),
                       QStringLiteral("--auth-root-authentication-method=normal")});
        if (!install.waitForFinished(120'000) || install.exitCode() != 0)
            return QString::fromUtf8(install.readAll());
        QTcpServer free;
        if (!free.listen(QHostAddress::LocalHost))
            return free.errorString();
        m_port = free.serverPort();
        free.close();
        QFile init(m_folder.filePath(QStringLiteral("init.sql")));
        if (!init.open(QIODevice::WriteOnly))
            return init.errorString();
        init.write("CREATE DATABASE IF NOT EXISTS kampus CHARACTER SET latin1;\n"
                   "CREATE USER IF NOT EXISTS kampus@'%' IDENTIFIED BY 'rahasia''s \\\\ panjang';\n"
                   "GRANT ALL ON *.* TO kampus@'%';\n");
        init.close();
        return restart();
    }
    /// Starts it again on the same data and port.
    QString restart()
    {
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.setStandardOutputFile(m_folder.filePath(QStringLiteral("server.log")), QIODevice::Append);
        m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_server.setProcessEnvironment(environment());
        m_server.start(
            program(QStringLiteral("mariadbd")),
            QStringList{QStringLiteral("--no-defaults"), user(), data(),
                        QStringLiteral("--port=%1").arg(m_port), QStringLiteral("--bind-address=127.0.0.1"),
                        QStringLiteral("--skip-networking=0"), QStringLiteral("--skip-name-resolve"),
                        QStringLiteral("--innodb-buffer-pool-size=64M"),
                        QStringLiteral("--socket=") + socket(),
                        QStringLiteral("--pid-file=") + m_folder.filePath(QStringLiteral("server.pid")),
                        QStringLiteral("--init-file=") + m_folder.filePath(QStringLiteral("init.sql"))}
                + m_options);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 60'000) {
            if (openMysql(address(), QString::fromLatin1(kPassword)).ok())
                return {};
            if (m_server.waitForFinished(50))
                break;
        }
        QFile log(m_folder.filePath(QStringLiteral("server.log")));
        return log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll()) : log.errorString();
    }
    void kill()
    {
        m_server.kill();
        m_server.waitForFinished();
    }

    /// It stays connected, and answers nobody.
    void hang() const { ::kill(static_cast<pid_t>(m_server.processId()), SIGSTOP); }

    MysqlAddress address(const QString &database = QStringLiteral("kampus")) const
    {
        return {QStringLiteral("kampus"),
                QStringLiteral("127.0.0.1"),
                m_port,
                {},
                database,
                QStringLiteral("PK_WAREHOUSE_PASSWORD")};
    }
    QString socket() const { return m_folder.filePath(QStringLiteral("s.sock")); }

private:
    static QString program(const QString &name)
    {
        const QString found = QStandardPaths::findExecutable(name);
        return found.isEmpty() ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin")}) : found;
    }
    static QString user()
    {
        return QStringLiteral("--user=%1").arg(QString::fromLocal8Bit(getpwuid(geteuid())->pw_name));
    }
    QString data() const { return QStringLiteral("--datadir=") + m_folder.filePath(QStringLiteral("data")); }

    /// A server that starts removes the temporary tables of all others in its folder for such things.
    QProcessEnvironment environment() const
    {
        QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
        own.insert(QStringLiteral("TMPDIR"), m_folder.path());
        return own;
    }

    QTemporaryDir m_folder;
    QProcess m_server;
    QStringList m_options; ///< of the server, beside those that it needs
    int m_port = 0;
};

} // namespace pk::test
