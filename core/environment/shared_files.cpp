#include "environment/shared_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace pk::environment {

namespace {

/// From build/<preset>/bin up to the folder of the sources. Empty when there is no such file on the way.
QString besideSources(const QString &relative)
{
    QDir folder(QCoreApplication::applicationDirPath());
    do {
        if (QFileInfo(folder.filePath(relative)).isFile())
            return folder.absoluteFilePath(relative);
    } while (folder.cdUp());
    return {};
}

QString installed(const QString &relative)
{
    const QStringList folders = sharedFolders();
    for (const QString &folder : folders) {
        if (QFileInfo(QDir(folder).filePath(relative)).isFile())
            return QDir(folder).filePath(relative);
    }
    return {};
}

} // namespace

QStringList sharedFolders()
{
    QStringList folders = QStandardPaths::standardLocations(QStandardPaths::AppDataLocation);
    // The program's own prefix, also where XDG_DATA_DIRS does not name it.
    const QDir program(QCoreApplication::applicationDirPath());
    folders << QDir::cleanPath(program.filePath(QStringLiteral("../share/pelatihan-kafka")));
    folders.removeDuplicates();
    return folders;
}

QString jarsFolder(const char *variable, const QString &name,
                   const std::function<bool(const QString &)> &hasAll)
{
    const QString named = qEnvironmentVariable(variable);
    if (!named.isEmpty())
        return QDir(named).absolutePath();
    const QStringList folders = sharedFolders();
    for (const QString &folder : folders) {
        const QString jars = QDir(folder).filePath(name);
        if (hasAll(jars))
            return jars;
    }
    return QDir(folders.first()).filePath(name);
}

QString findSharedFile(const QString &relative)
{
    const QString file = besideSources(relative);
    return file.isEmpty() ? installed(relative) : file;
}

QString scriptCommand(const QString &relative)
{
    const QString file = besideSources(relative).isEmpty() ? installed(relative) : QString();
    return file.isEmpty() ? relative : file;
}

} // namespace pk::environment
