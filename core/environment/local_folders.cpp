#include "environment/local_folders.h"

#include "base/clock.h"
#include "base/process_usage.h"
#include "base/whole_file.h"
#include "environment/folder_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <csignal>

namespace pk::environment {

namespace {

const QString kRunPrefix = QStringLiteral("local-run-");
constexpr int kKillTimeoutMs = 10'000;
constexpr int kLookMs = 100;
constexpr int kLineBytes = 256;

QString runningFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("running.json"));
}

QString requestFile(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("start-nodes"));
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

QString windowFolder(const QString &dataFolder)
{
    return QDir(dataFolder).filePath(QStringLiteral("window-kafka"));
}

QStringList nodeLogs(const QString &clusterFolder)
{
    const QDir folder(clusterFolder);
    QStringList logs;
    for (const QString &node : folder.entryList({QStringLiteral("node-*")}, QDir::Dirs, QDir::Name)) {
        const QString log = folder.filePath(node + QStringLiteral("/node.log"));
        if (QFile::exists(log))
            logs << log;
    }
    return logs;
}

QStringList lastLines(const QString &log, int lines)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const qint64 begin = std::max<qint64>(0, file.size() - qint64{lines} * kLineBytes);
    file.seek(begin);
    QStringList read = QString::fromUtf8(file.readAll()).trimmed().split(u'\n');
    if (begin > 0)
        read.removeFirst(); // the end of a line, or of a character
    return read.mid(std::max<qsizetype>(0, read.size() - lines));
}

QString throwAwayFolder(const QString &dataFolder)
{
    QDir data(dataFolder);
    const QStringList left = data.entryList({kRunPrefix + u'*'}, QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : left) {
        const QDir folder(data.filePath(name));
        // A run that has just begun makes its folder before it can lock it, and the nodes' afterwards.
        const bool wasLocked = !folder.entryList({QStringLiteral("node-*")}, QDir::Dirs).isEmpty();
        if (wasLocked && !FolderLock::isHeld(folder.path()))
            QDir(folder).removeRecursively();
    }
    return data.filePath(kRunPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8));
}

std::optional<RunningCluster> runningCluster(const QString &folder)
{
    if (!FolderLock::isHeld(folder))
        return std::nullopt;
    const QJsonObject json = readRunning(folder);
    RunningCluster cluster;
    // What a crash has left behind is there until whoever has the lock now has written a note of its own.
    const qint64 keeper = json.value(QStringLiteral("keeper")).toInteger();
    const std::int64_t started = processStart(keeper);
    if (started == 0 || started != json.value(QStringLiteral("keeper_started")).toInteger())
        return cluster;
    cluster.keeper = keeper;
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
                           {QStringLiteral("keeper_started"), qint64{processStart(cluster.keeper)}},
                           {QStringLiteral("ready"), cluster.ready},
                           {QStringLiteral("bootstrap"), QString::fromStdString(cluster.bootstrap)},
                           {QStringLiteral("nodes"), nodes},
                           {QStringLiteral("since"), cluster.since}};
    QDir().mkpath(folder); // where that fails, so does what follows
    if (auto written = writeWholeFile(runningFile(folder), QJsonDocument(json).toJson()); !written)
        return Error{written.error().code,
                     QCoreApplication::translate("environment", "The folder cannot be written: %1.")
                         .arg(written.error().message),
                     folder};
    return {};
}

void forgetRunning(const QString &folder)
{
    QFile::remove(runningFile(folder));
}

Result<void> askForNodes(const QString &folder)
{
    return writeWholeFile(requestFile(folder), {});
}

bool areNodesAskedFor(const QString &folder)
{
    return QFile::exists(requestFile(folder));
}

void nodesWereTried(const QString &folder)
{
    QFile::remove(requestFile(folder));
}

bool endCluster(const QString &folder, int timeoutMs)
{
    auto running = runningCluster(folder);
    if (!running)
        return false;
    RunningCluster asked;
    std::int64_t started = 0; // of the keeper that was asked
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    do {
        // One that is only just starting is known a moment later.
        if (running && running->keeper != asked.keeper && running->keeper != 0) {
            asked = *running;
            started = processStart(asked.keeper);
            signalTo(asked.keeper, SIGTERM);
        }
        if (FolderLock::waitFree(folder, kLookMs))
            return true;
        running = runningCluster(folder);
    } while (monotonicUs() < deadlineUs);
    if (started != 0 && processStart(asked.keeper) == started) {
        signalTo(asked.keeper, SIGKILL);
        for (const qint64 node : asked.nodes) // children of a process that lives: the ids are theirs
            signalTo(node, SIGKILL);
    }
    FolderLock::waitFree(folder, kKillTimeoutMs);
    return true;
}

} // namespace pk::environment
