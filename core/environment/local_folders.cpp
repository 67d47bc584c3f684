#include "environment/local_folders.h"

#include "environment/folder_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUuid>

#include <csignal>

namespace pk::environment {

namespace {

const QString kRunPrefix = QStringLiteral("local-run-");
constexpr int kKillTimeoutMs = 10'000;

QString runningFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("running.json"));
}

QJsonObject readRunning(const QString &folder)
{
    QFile file(runningFile(folder));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void signalTo(qint64 pid, int signal)
{
    if (pid > 1)
        kill(static_cast<pid_t>(pid), signal);
}

} // namespace

QString keptFolder(const QString &dataFolder, int nodes)
{
    return QDir(dataFolder).filePath(QStringLiteral("local-%1").arg(nodes));
}

QString throwAwayFolder(const QString &dataFolder)
{
    QDir data(dataFolder);
    const QStringList left = data.entryList({kRunPrefix + u'*'}, QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : left) {
        if (!FolderLock::isHeld(data.filePath(name)))
            QDir(data.filePath(name)).removeRecursively();
    }
    return data.filePath(kRunPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8));
}

std::optional<RunningCluster> runningCluster(const QString &folder)
{
    if (!FolderLock::isHeld(folder))
        return std::nullopt;
    const QJsonObject json = readRunning(folder);
    RunningCluster cluster;
    cluster.keeper = json.value(QStringLiteral("keeper")).toInteger();
    cluster.ready = json.value(QStringLiteral("ready")).toBool();
    cluster.bootstrap = json.value(QStringLiteral("bootstrap")).toString().toStdString();
    cluster.since = json.value(QStringLiteral("since")).toString();
    for (const QJsonValue &pid : json.value(QStringLiteral("nodes")).toArray())
        cluster.nodes.push_back(pid.toInteger());
    return cluster;
}

Result<void> noteRunning(const QString &folder, const RunningCluster &cluster)
{
    QJsonArray nodes;
    for (const qint64 pid : cluster.nodes)
        nodes.append(pid);
    const QJsonObject json{{QStringLiteral("keeper"), cluster.keeper},
                           {QStringLiteral("ready"), cluster.ready},
                           {QStringLiteral("bootstrap"), QString::fromStdString(cluster.bootstrap)},
                           {QStringLiteral("nodes"), nodes},
                           {QStringLiteral("since"), cluster.since}};
    QSaveFile file(runningFile(folder));
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly)
        || file.write(QJsonDocument(json).toJson()) < 0 || !file.commit())
        return Error{ErrorCode::Permission,
                     QCoreApplication::translate("environment", "The folder cannot be written: %1.")
                         .arg(file.errorString()),
                     folder};
    return {};
}

void forgetRunning(const QString &folder)
{
    QFile::remove(runningFile(folder));
}

bool endCluster(const QString &folder, int timeoutMs)
{
    const auto running = runningCluster(folder);
    if (!running) {
        forgetRunning(folder);
        return false;
    }
    signalTo(running->keeper, SIGTERM);
    if (!FolderLock::waitFree(folder, timeoutMs)) {
        signalTo(running->keeper, SIGKILL);
        for (const qint64 node : running->nodes)
            signalTo(node, SIGKILL);
        FolderLock::waitFree(folder, kKillTimeoutMs);
    }
    forgetRunning(folder);
    return true;
}

} // namespace pk::environment
