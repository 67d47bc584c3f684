#include "environment/compose.h"

#include "base/mysql_database.h"
#include "environment/shared_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace pk::environment {

namespace {

constexpr int kDockerMs = 15'000;

bool succeeds(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(kDockerMs) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0;
}

Error missing(const QString &sentence)
{
    return {ErrorCode::Unavailable, sentence, {}};
}

/// As docker compose reads it: what is set in the environment comes first.
QString setting(const QString &file, const QString &name, const QString &otherwise)
{
    const QByteArray variable = name.toLatin1();
    if (!qEnvironmentVariableIsEmpty(variable.constData()))
        return qEnvironmentVariable(variable.constData());
    QFile settings(QFileInfo(file).dir().filePath(QStringLiteral(".env")));
    if (!settings.open(QIODevice::ReadOnly))
        return otherwise;
    for (const QString &line : QString::fromUtf8(settings.readAll()).split(u'\n')) {
        if (line.startsWith(name + u'='))
            return line.mid(name.size() + 1).trimmed();
    }
    return otherwise;
}

} // namespace

Result<QString> findComposeFile()
{
    const QString relative = QStringLiteral("compose/compose.yaml");
    if (const QString named = qEnvironmentVariable("PK_COMPOSE_FILE"); !named.isEmpty()) {
        if (QFileInfo(named).isFile())
            return QFileInfo(named).absoluteFilePath();
        return missing(
            QCoreApplication::translate("environment", "PK_COMPOSE_FILE names no file: %1.").arg(named));
    }
    if (const QString file = findSharedFile(relative); !file.isEmpty())
        return file;
    return missing(QCoreApplication::translate("environment",
                                               "%1 is not beside this program. Name it by PK_COMPOSE_FILE.")
                       .arg(relative));
}

Result<ComposeProgram> findCompose(const QString &file)
{
    const QString docker = QStandardPaths::findExecutable(QStringLiteral("docker"));
    if (docker.isEmpty())
        return missing(
            QCoreApplication::translate("environment",
                                        "There is no Docker engine on this computer. Install one with its "
                                        "compose plugin: https://docs.docker.com/engine/install. Without "
                                        "it: pelatihan-kafka env up local."));
    if (!succeeds(docker, {QStringLiteral("compose"), QStringLiteral("version")}))
        return missing(
            QCoreApplication::translate("environment",
                                        "Docker is here, but not its compose plugin. Install the package "
                                        "docker-compose-plugin (docker-compose-v2 on Ubuntu)."));
    if (!succeeds(docker, {QStringLiteral("info")}))
        return missing(
            QCoreApplication::translate("environment",
                                        "Docker is here, but its engine does not answer. Start it (sudo "
                                        "systemctl start docker), and let yourself use it (sudo usermod "
                                        "-aG docker $USER, then log in anew)."));
    return ComposeProgram{docker, {QStringLiteral("compose"), QStringLiteral("--file"), file}};
}

std::string composeBootstrap(const QString &file)
{
    return (setting(file, QStringLiteral("PK_ADVERTISED_HOST"), QStringLiteral("127.0.0.1")) + u':'
            + setting(file, QStringLiteral("PK_KAFKA_PORT"), QStringLiteral("9092")))
        .toStdString();
}

ComposeSource composeSource(const QString &file)
{
    const QString kampus = QStringLiteral("kampus"); // MYSQL_USER and MYSQL_DATABASE of the file
    return {QStringLiteral("mysql://%1@%2:%3/%1")
                .arg(kampus, setting(file, QStringLiteral("PK_ADVERTISED_HOST"), QStringLiteral("127.0.0.1")),
                     setting(file, QStringLiteral("PK_SOURCE_PORT"), QStringLiteral("3307"))),
            setting(file, QStringLiteral("PK_SOURCE_PASSWORD"), kampus)};
}

QString useComposeSource()
{
    const auto file = findComposeFile();
    if (!file)
        return {};
    const ComposeSource source = composeSource(*file);
    if (const auto address = parseMysqlAddress(source.address, {}))
        typePassword(*address, source.password);
    return source.address;
}

} // namespace pk::environment
