#pragma once

// The warehouse as a whole: opening and migrating its schema, stored offsets, checksum, counts and the audit
// scan that `verified` is computed from.
//
// Thread: each function uses the Database it is given, on the thread that owns it.

#include "base/database.h"
#include "base/result.h"
#include "domain/pipeline_names.h"
#include "domain/position.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pk::warehouse {

/// The newest schema version this program knows.
inline constexpr int kSchemaVersion = 1;

/// Opens the warehouse, creates or migrates its schema, and binds an empty one to `semantics`.
/// Errors: Corrupt (not a warehouse, damaged, newer schema), Busy, Permission, Full; BadInput when the file
/// belongs to other semantics (the message says which and what to do; see switchSemantics).
Result<std::unique_ptr<Database>> openWarehouse(const QString &path, Semantics semantics);
/// For readers: no schema change, read-only.
Result<std::unique_ptr<Database>> openWarehouseForReading(const QString &path);

struct StoredOffset
{
    std::int64_t next = 0;
    std::int64_t epoch = 0;
    std::string owner;
};
Result<std::optional<StoredOffset>> storedOffset(Database &db, const std::string &cluster,
                                                 const std::string &group, const TopicPartition &partition);
/// First use of a partition: stores `next` with epoch 0 unless a row is there already.
Result<void> initOffset(Database &db, const std::string &cluster, const std::string &group,
                        const TopicPartition &partition, std::int64_t next, const std::string &owner,
                        std::int64_t nowMs);
/// An intended reset, in one transaction: next offset, epoch + 1, audit row `reset`. Returns the new epoch.
Result<std::int64_t> resetOffset(Database &db, const std::string &cluster, const std::string &group,
                                 const TopicPartition &partition, std::int64_t next, const std::string &by,
                                 std::int64_t nowMs);

/// Rows per table, for every table of the schema.
Result<std::map<std::string, std::int64_t>> tableCounts(Database &db);
/// Order-independent checksum of the business columns: 32 hex digits. Transport ids, positions and
/// load times do not count.
Result<std::string> checksum(Database &db);

struct AuditRow
{
    std::string_view entity;
    std::string_view entityKey;
    std::int64_t version = 0;
    std::string_view action; ///< insert|update|unchanged|superseded|reset
    PositionView source;
    PositionView raw; ///< not valid() when unknown
    std::string_view payloadSha256; ///< hex
};
/// Calls `visit` for each audit row of a group in a cluster, ordered by entity, key and id. The views end
/// with the call.
Result<void> scanAudit(Database &db, const std::string &cluster, const std::string &group,
                       const std::function<void(const AuditRow &)> &visit);

struct SemanticsSwitch
{
    std::vector<std::string> doubles; ///< keys that occur more than once, at most 1,000
    std::int64_t doubledKeys = 0;
    std::string sql; ///< removes the older rows of each
};
/// What stands between this warehouse and `wanted`; with no doubles, switchSemantics() succeeds.
Result<SemanticsSwitch> previewSwitch(Database &db, Semantics wanted);
Result<void> switchSemantics(Database &db, Semantics wanted);

/// Follow-up events that are not published yet, oldest first; and marking them.
struct OutboxEvent
{
    std::int64_t id = 0;
    std::string eventId;
    std::string topic;
    std::string key;
    std::string value;
};
Result<std::vector<OutboxEvent>> pendingOutbox(Database &db, int max);
Result<void> markPublished(Database &db, std::span<const std::int64_t> ids, std::int64_t nowMs);

} // namespace pk::warehouse
