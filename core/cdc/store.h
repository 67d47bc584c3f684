#pragma once

// What the bridge keeps between two records: the rows that wait for others, what was told of each order and
// activity last, the events that are not in Kafka yet, and the offsets up to which all of this is true. One
// SQLite file, so that they move on together or not at all.
//
// Thread: each function uses the Database it is given, on the thread that owns it.

#include "base/database.h"
#include "domain/headers.h"
#include "domain/pipeline_names.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pk::cdc {

/// Opens the store and makes its tables. Errors: Corrupt when it is another program's file, or a newer one.
Result<std::unique_ptr<Database>> openStore(const QString &path);

/// An event for a raw topic.
struct RawEvent
{
    Dataset dataset = Dataset::Orders;
    std::string key;
    std::string value;
    HeaderList headers;
    std::int64_t timestampMs = 0;
};

struct PendingEvent
{
    std::int64_t id = 0;
    RawEvent event;
};

/// Inside the caller's transaction.
Result<void> addPending(Database &store, const RawEvent &event);
/// What is not known to be in Kafka, in the order in which it must get there; at most `max`.
Result<std::vector<PendingEvent>> pendingEvents(Database &store, int max);
/// They are in Kafka, up to this one.
Result<void> removePending(Database &store, std::int64_t lastId);
/// Heads that wait for parts: orders without all their items, activities without their student.
Result<std::int64_t> waitingHeads(Database &store, Dataset dataset);

} // namespace pk::cdc
