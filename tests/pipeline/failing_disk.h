#pragma once

// A disk for SQLite that can be made full, or read-only for files opened from then on. Only the warehouse's
// files are concerned.
//
// Thread: the switches from any thread; one FailingDisk at a time, made before the first database is opened.

#include <sqlite3.h>

#include <atomic>
#include <string_view>

namespace pk::test {

class FailingDisk
{
public:
    FailingDisk()
    {
        s_real = sqlite3_vfs_find(nullptr);
        m_vfs = *s_real;
        m_vfs.zName = "failing-disk";
        m_vfs.xOpen = &open;
        sqlite3_vfs_register(&m_vfs, 1);
    }
    ~FailingDisk()
    {
        setFull(false);
        setReadOnly(false);
        sqlite3_vfs_register(s_real, 1);
        sqlite3_vfs_unregister(&m_vfs);
    }
    FailingDisk(const FailingDisk &) = delete;
    FailingDisk &operator=(const FailingDisk &) = delete;

    static void setFull(bool full) { s_full = full; }
    static void setReadOnly(bool readOnly) { s_readOnly = readOnly; }

private:
    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        const bool concerned =
            name != nullptr && std::string_view(name).find("warehouse.db") != std::string_view::npos;
        if (concerned && s_readOnly && (flags & SQLITE_OPEN_MAIN_DB) != 0)
            flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
        const int opened = s_real->xOpen(s_real, name, file, flags, outFlags);
        if (opened == SQLITE_OK && concerned && (flags & SQLITE_OPEN_WAL) != 0) {
            // A commit writes here. The first writer opens it alone, so this needs no lock.
            if (s_write == nullptr) {
                s_methods = *file->pMethods;
                s_write = s_methods.xWrite;
                s_methods.xWrite = &write;
            }
            file->pMethods = &s_methods;
        }
        return opened;
    }
    static int write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
    {
        return s_full ? SQLITE_FULL : s_write(file, bytes, count, at);
    }

    inline static std::atomic<bool> s_full{false};
    inline static std::atomic<bool> s_readOnly{false};
    inline static sqlite3_vfs *s_real = nullptr;
    inline static sqlite3_io_methods s_methods{};
    inline static int (*s_write)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;
    sqlite3_vfs m_vfs{};
};

} // namespace pk::test
