#include "environment/folder_lock.h"

#include "base/clock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace pk::environment {

namespace {

constexpr std::chrono::milliseconds kLockTick{20};

struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

QByteArray fileOf(const QString &folder)
{
    return QFile::encodeName(QDir(folder).filePath(QStringLiteral("lock")));
}

} // namespace

Result<FolderLock> FolderLock::take(const QString &folder)
{
    const auto failed = [&folder](const QString &why) {
        return Error{ErrorCode::Permission,
                     QCoreApplication::translate("environment", "The folder cannot be written: %1.").arg(why),
                     folder};
    };
    if (!QDir().mkpath(folder))
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    const int fd = open(fileOf(folder).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    FolderLock taken(fd);
    struct flock lock = wholeFile();
    if (fcntl(fd, F_OFD_SETLK, &lock) != 0)
        return Error{ErrorCode::Busy,
                     QCoreApplication::translate("environment", "A local Kafka already runs in this folder."),
                     folder};
    return taken;
}

bool FolderLock::isHeld(const QString &folder)
{
    const int fd = open(fileOf(folder).constData(), O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct flock lock = wholeFile();
    const bool held = fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    close(fd);
    return held;
}

bool FolderLock::waitFree(const QString &folder, int timeoutMs)
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    while (isHeld(folder)) {
        if (monotonicUs() > deadlineUs)
            return false;
        std::this_thread::sleep_for(kLockTick);
    }
    return true;
}

FolderLock::FolderLock(FolderLock &&other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
{
}

FolderLock &FolderLock::operator=(FolderLock &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FolderLock::~FolderLock()
{
    if (m_fd >= 0)
        close(m_fd);
}

void FolderLock::handToChild() const
{
    fcntl(m_fd, F_SETFD, 0); // async-signal-safe, as all must be there
}

} // namespace pk::environment
