#pragma once

// A database's file, as it lay at its path when it was opened. What is written into one that was removed or
// replaced since is gone with the last one who has it open, and SQLite says nothing of it.
//
// Thread: one at a time.

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace pk {

class PlacedFile
{
public:
    PlacedFile() = default;
    /// REQUIRES: it is open. Where no file lies there, as with an address of a server, it is always in place.
    explicit PlacedFile(const QString &path);

    /// Whether the same file still lies there: one look at the file system.
    /// Errors: Unavailable, not retriable.
    Result<void> inPlace() const;

private:
    using Identity = std::pair<std::uint64_t, std::uint64_t>; // device, inode
    static std::optional<Identity> identityOf(const QString &path);

    QString m_path;
    std::optional<Identity> m_identity;
};

/// Whether SQLite keeps a database of this name in memory, or in a file that it removes by itself: what is to
/// be found again needs another name.
bool isInMemory(const QString &path);

} // namespace pk
