#pragma once

// What a polling source did not see, counted afterwards from the database itself.
//
// In SQLite every change is in the change log that the campus's triggers write, so the count is exact. MySQL
// keeps none that an ordinary account may read; there it is counted by versions, which grow by one with every
// change: of rows that are gone only those are known of which polling had seen something.
//
// Thread: free functions. Errors: those of the database and of the position store.

#include "sources/polling_source.h"

#include <QJsonObject>

namespace pk::sources {

struct Missed
{
    std::int64_t told = 0; ///< states of rows that polling gave
    std::int64_t changes = 0; ///< that happened: inserts, updates and deletes
    std::int64_t deletes = 0; ///< rows that are gone: polling never says so
    std::int64_t neverSeen = 0; ///< of these, rows of which polling saw nothing at all
    std::int64_t versions = 0; ///< states that were overwritten or deleted before polling looked
    std::int64_t stale = 0; ///< rows whose present state polling has passed by for good
    std::int64_t waiting = 0; ///< present states that the next look will find
    bool exact = false; ///< by the change log; otherwise by versions

    bool nothing() const { return deletes == 0 && versions == 0 && stale == 0; }
    QJsonObject toJson() const;
};

/// REQUIRES: the source has ended, or its count moves on meanwhile.
Result<Missed> countMissed(const PollingOptions &options);

} // namespace pk::sources
