#pragma once

// The two outages of a warehouse that can be asked for: locked, by another connection that holds the write
// lock as a forgotten transaction would (readers go on, writers wait and try again); and closed, when no
// loader gets to it.
//
// Thread: a DatabaseLock belongs to the thread that made it.

#include "base/database.h"

#include <memory>

namespace pk::pipeline {

class DatabaseLock
{
public:
    /// Waits for a writer that has the lock. Errors: Busy when it does not give it back within the time-out.
    static Result<std::unique_ptr<DatabaseLock>> hold(const QString &path);
    ~DatabaseLock();

private:
    explicit DatabaseLock(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
};

/// What a loader is told while the warehouse is closed (Controls::databaseClosed).
Error databaseClosed();

} // namespace pk::pipeline
