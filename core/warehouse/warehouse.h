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
inline constexpr int kSchemaVersion = 2;

/// Of the environment: the password of a warehouse on a server.
inline constexpr char kPasswordVariable[] = "PK_WAREHOUSE_PASSWORD";

/// `path` is that of a SQLite file, or mysql://USER@HOST:PORT/DB with the password in kPasswordVariable.
/// Opens the warehouse, creates or migrates its schema, and binds an empty one to `semantics`.
/// Errors: Corrupt (not a warehouse, damaged, newer schema), Busy, Permission, Full, Unavailable; BadInput
/// when the file belongs to other semantics (the message says which and what to do; see switchSemantics).
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
/// The record of a partition that was stored last in front of its stored offset, in that one's epoch.
struct LastStored
{
    std::int64_t offset = -1;
    std::string payloadSha256; ///< hex, of its value
};
/// Empty where the audit holds none close to it.
Result<std::optional<LastStored>> lastStored(Database &db, const std::string &cluster,
                                             const std::string &group, const TopicPartition &partition,
                                             const StoredOffset &stored);
/// Where batches leave no audit: the same from a table of its own, which holds one record of each partition.
Result<std::optional<LastStored>> lastRecord(Database &db, const std::string &cluster,
                                             const std::string &group, const TopicPartition &partition,
                                             const StoredOffset &stored);
/// That table; kept when it is there. REQUIRES: no transaction is open.
Result<void> createLastRecords(Database &db);
/// First use of a partition: stores `next` with epoch 0 unless a row is there already.
Result<void> initOffset(Database &db, const std::string &cluster, const std::string &group,
                        const TopicPartition &partition, std::int64_t next, const std::string &owner,
                        std::int64_t nowMs);
/// An intended reset, in one transaction: next offset, epoch + 1, audit row `reset`. Returns the new epoch.
Result<std::int64_t> resetOffset(Database &db, const std::string &cluster, const std::string &group,
                                 const TopicPartition &partition, std::int64_t next, const std::string &by,
                                 std::int64_t nowMs);

struct OffsetAdvance
{
    std::string topic;
    std::int32_t partition = -1;
    std::int64_t expected = 0; ///< what the table must hold now: the zombie guard
    std::int64_t next = 0;
    std::int64_t epoch = 0;
};

/// Inside the caller's transaction. The zombie guard: whoever was overtaken finds another offset or epoch
/// than expected and changes no row. Errors: Fenced.
Result<void> advanceOffset(Database &db, const std::string &cluster, const std::string &group,
                           const std::string &owner, const OffsetAdvance &advance, std::int64_t nowMs);
/// Inside the caller's transaction: what lies in front of the offset that it has moved on to.
Result<void> noteLastRecord(Database &db, const std::string &cluster, const std::string &group,
                            const OffsetAdvance &advance, std::string_view payloadSha256);
/// The tables behind these functions, for a store of offsets that is no warehouse; kept when they are there.
Result<void> createOffsetTables(Database &db);

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
    std::int64_t id = 0; ///< grows with time
};
/// How far the warehouse was filled at one moment: what is written afterwards can be told from what was
/// there.
struct Mark
{
    struct Loads
    {
        std::int64_t first = 1;
        std::int64_t last = 0; ///< smaller than `first`: the table was empty
    };
    std::int64_t auditId = 0; ///< of the newest audit row; 0 where there was none
    Loads orders; ///< load ids of fact_orders
    Loads activities;
};
Result<Mark> markOf(Database &db);
/// Whether a cluster but this one has had records loaded since then: rows of the fact tables name a raw
/// record, and not the cluster that has it.
Result<bool> othersLoaded(Database &db, const std::string &cluster, const Mark &since);
/// Calls `visit` for each audit row of a group in a cluster, ordered by entity, key and id. The views end
/// with the call.
Result<void> scanAudit(Database &db, const std::string &cluster, const std::string &group,
                       const std::function<void(const AuditRow &)> &visit);

struct FactRow
{
    PositionView raw;
    bool inserted = false; ///< since the mark; an upsert leaves an older row its load id
};
/// Calls `visit` for each row of a dataset's fact table that names a raw record. The views end with the call.
Result<void> scanFacts(Database &db, Dataset dataset, const Mark &before,
                       const std::function<void(const FactRow &)> &visit);

struct SemanticsSwitch
{
    std::vector<std::string> doubles; ///< what is stored more than once, the same event: at most 1,000 names
    std::int64_t doubledKeys = 0;
    std::int64_t versionedKeys = 0; ///< each version is a row of its own; no double, but more than one row
    std::string sql; ///< keeps of each key the newest row

    bool standsInTheWay() const { return !sql.empty(); }
};
/// What the warehouse must lose before it can belong to `wanted`; with nothing, switchSemantics() succeeds.
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
