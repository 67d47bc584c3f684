#pragma once

// Whether a folder is in use, told by the kernel and not by a number in a file: the lock is held by a process
// and by the children that it is handed to, and is free as soon as the last of them has ended, however it
// ended.
//
// Thread: a value of one owner.
// Source: fcntl(2), open file description locks.

#include "base/result.h"

namespace pk::environment {

class FolderLock
{
public:
    /// Makes the folder where it is missing. Errors: Busy when somebody holds it, Permission.
    static Result<FolderLock> take(const QString &folder);
    /// Asks without taking it.
    static bool isHeld(const QString &folder);
    /// Waits until nobody holds it. False: not within the time.
    static bool waitFree(const QString &folder, int timeoutMs);

    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&other) noexcept;
    ~FolderLock();

    /// To be called in a child between fork() and exec(): the child holds the lock as well.
    void handToChild() const;

private:
    explicit FolderLock(int fd)
        : m_fd(fd)
    {
    }
    int m_fd = -1;
};

} // namespace pk::environment
