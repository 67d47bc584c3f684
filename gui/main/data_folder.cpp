#include "main/data_folder.h"

#include <QDir>
#include <QLockFile>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kMostWindows = 100;

QString folderOf(const QString &wanted, int number)
{
    return number == 1 ? wanted : QStringLiteral("%1-%2").arg(wanted).arg(number);
}

std::unique_ptr<QLockFile> lockOf(const QString &folder)
{
    auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("window.lock")));
    lock->setStaleLockTime(0);
    return lock;
}

/// What a window writes; of a person's own files in the folder, none.
QFileInfoList writtenBy(const QString &folder)
{
    const QDir dir(folder);
    QFileInfoList files = dir.entryInfoList({QStringLiteral("warehouse.db*")}, QDir::Files);
    files += QDir(dir.filePath(QStringLiteral("sessions")))
                 .entryInfoList({QStringLiteral("session-*.pks*")}, QDir::Files);
    files += QDir(dir.filePath(QStringLiteral("samples"))).entryInfoList(QDir::Files);
    return files;
}

void removeIfOld(const QString &folder, const QDateTime &now)
{
    const QFileInfoList files = writtenBy(folder);
    const bool inUse = std::any_of(files.begin(), files.end(), [&](const QFileInfo &file) {
        return file.lastModified().daysTo(now) < DataFolder::kKeptDays;
    });
    if (files.isEmpty() || inUse)
        return;
    const auto lock = lockOf(folder);
    if (!lock->tryLock(0))
        return; // a window has it
    for (const QFileInfo &file : files)
        QFile::remove(file.filePath());
    const QDir dir(folder);
    dir.rmdir(QStringLiteral("sessions"));
    dir.rmdir(QStringLiteral("samples"));
    lock->unlock();
    QDir().rmdir(folder); // stays when anything else lies in it
}

} // namespace

DataFolder::DataFolder(const QString &wanted, const QDateTime &now)
    : m_wanted(wanted)
    , m_path(wanted)
{
    for (int number = 2; number < kMostWindows; ++number) {
        if (const QString folder = folderOf(wanted, number); QFileInfo::exists(folder))
            removeIfOld(folder, now);
    }
    for (int number = 1; number < kMostWindows; ++number) {
        const QString folder = folderOf(wanted, number);
        if (!QDir().mkpath(folder))
            break;
        auto lock = lockOf(folder);
        if (lock->tryLock(0) || lock->error() != QLockFile::LockFailedError) {
            m_path = folder;
            m_lock = std::move(lock);
            return;
        }
        QString host;
        QString program;
        if (number == 1 && !lock->getLockInfo(&m_holder, &host, &program))
            m_holder = 0;
    }
}

DataFolder::~DataFolder() = default;

} // namespace pk::gui
