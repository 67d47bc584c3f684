#include "cdc/store.h"

#include "base/file_schema.h"
#include "base/sql.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::cdc {

namespace {

constexpr std::int64_t kStoreVersion = 1;

// A head's `done` is the newest version that was told of it; -1: none yet. Stamps tell which of two changes
// of one row is newer, where its version does not.
constexpr std::string_view kSchema = R"(
    CREATE TABLE IF NOT EXISTS cdc_meta(schema_version INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS cdc_heads(
        dataset INTEGER NOT NULL, id TEXT NOT NULL, done INTEGER NOT NULL, deleted INTEGER NOT NULL,
        stamp_ms INTEGER NOT NULL, stamp_xid INTEGER NOT NULL, stamp_row INTEGER NOT NULL,
        key TEXT, name TEXT, parts_owner TEXT, parts_version INTEGER, part_count INTEGER,
        before TEXT, after TEXT, changed_ms INTEGER, PRIMARY KEY(dataset, id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS cdc_heads_parts ON cdc_heads(dataset, parts_owner);
    CREATE TABLE IF NOT EXISTS cdc_waiting(
        seq INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        version INTEGER NOT NULL, aside INTEGER NOT NULL,
        stamp_ms INTEGER NOT NULL, stamp_xid INTEGER NOT NULL, stamp_row INTEGER NOT NULL,
        key TEXT NOT NULL, parts_owner TEXT NOT NULL, parts_version INTEGER NOT NULL, part_count INTEGER NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL, changed_ms INTEGER NOT NULL,
        event_type TEXT NOT NULL, identity TEXT NOT NULL, position TEXT NOT NULL, xid TEXT NOT NULL,
        timestamp_ms INTEGER NOT NULL, UNIQUE(dataset, id, version, name));
    CREATE INDEX IF NOT EXISTS cdc_waiting_parts ON cdc_waiting(dataset, parts_owner, version);
    CREATE TABLE IF NOT EXISTS cdc_parts(
        dataset INTEGER NOT NULL, owner TEXT NOT NULL, version INTEGER NOT NULL, line INTEGER NOT NULL,
        stamp_ms INTEGER NOT NULL, stamp_xid INTEGER NOT NULL, stamp_row INTEGER NOT NULL,
        text TEXT NOT NULL, PRIMARY KEY(dataset, owner, version, line)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS cdc_outbox(
        id INTEGER PRIMARY KEY AUTOINCREMENT, dataset INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        headers TEXT NOT NULL, timestamp_ms INTEGER NOT NULL);
)"
                                     // Of a source without versions (one_topic.h): its rows as they are now,
                                     // and what of them is to be told. `name` is that of what ends, or empty.
                                     R"(
    CREATE TABLE IF NOT EXISTS cdc_now_heads(
        dataset INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL,
        before TEXT NOT NULL, after TEXT NOT NULL, changed_ms INTEGER NOT NULL, whole INTEGER NOT NULL,
        PRIMARY KEY(dataset, id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS cdc_now_heads_owner ON cdc_now_heads(dataset, owner);
    CREATE TABLE IF NOT EXISTS cdc_now_parts(
        dataset INTEGER NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, line INTEGER NOT NULL,
        text TEXT NOT NULL, state INTEGER NOT NULL, PRIMARY KEY(dataset, id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS cdc_now_parts_owner ON cdc_now_parts(dataset, owner, line);
    CREATE INDEX IF NOT EXISTS cdc_now_parts_gone ON cdc_now_parts(dataset, id) WHERE state = 1;
    CREATE TABLE IF NOT EXISTS cdc_touched(
        seq INTEGER PRIMARY KEY AUTOINCREMENT, dataset INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
        event_type TEXT NOT NULL, held INTEGER NOT NULL, key TEXT, owner TEXT, before TEXT, after TEXT,
        changed_ms INTEGER, UNIQUE(dataset, id, name));
    CREATE INDEX IF NOT EXISTS cdc_touched_due ON cdc_touched(held, seq);
    CREATE TABLE IF NOT EXISTS cdc_now_versions(
        dataset INTEGER NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
        PRIMARY KEY(dataset, name)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS cdc_now_places(
        name TEXT PRIMARY KEY, binlog TEXT NOT NULL, row INTEGER NOT NULL, ms INTEGER NOT NULL,
        xid INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS cdc_now_known(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)";

/// Name and value in turn, each behind its size: a value may hold anything.
std::string encode(const HeaderList &headers)
{
    std::string text;
    const auto append = [&text](std::string_view part) {
        text.append(std::to_string(part.size())).append(":").append(part);
    };
    for (std::size_t i = 0; i < headers.size(); ++i) {
        append(headers.name(i));
        append(headers.value(i));
    }
    return text;
}

void decode(std::string_view text, HeaderList &headers)
{
    const auto take = [&text] {
        std::size_t size = 0;
        std::size_t at = 0;
        for (; at < text.size() && text[at] != ':'; ++at)
            size = size * 10 + static_cast<std::size_t>(text[at] - '0');
        text.remove_prefix(std::min(at + 1, text.size()));
        const std::string_view part = text.substr(0, size);
        text.remove_prefix(part.size());
        return part;
    };
    while (!text.empty()) {
        const std::string_view name = take();
        headers.add(name, take());
    }
}

Result<void> prepare(Database &store, const QString &path)
{
    const FileSchema schema{
        "cdc_meta", kSchema, kStoreVersion,
        QCoreApplication::translate("cdc",
                                    "This file is a database of something else, not a store of "
                                    "the bridge. It was left as it is; choose another file."),
        QCoreApplication::translate("cdc",
                                    "The store of the bridge was written by a newer version of "
                                    "this program. It was left as it is; update the program or "
                                    "choose another file.")};
    return makeSchema(store, schema, path, warehouse::createOffsetTables);
}

} // namespace

Result<std::unique_ptr<Database>> openStore(const QString &path)
{
    auto store = openSqlite(path);
    if (!store)
        return store;
    if (auto prepared = prepare(**store, path); !prepared)
        return std::move(prepared).error();
    return store;
}

Result<void> addPending(Database &store, const RawEvent &event)
{
    const std::string headers = encode(event.headers);
    return execute(
        store, "INSERT INTO cdc_outbox(dataset, key, value, headers, timestamp_ms) VALUES (?, ?, ?, ?, ?)",
        {static_cast<std::int64_t>(event.dataset), std::string_view(event.key), std::string_view(event.value),
         std::string_view(headers), event.timestampMs});
}

Result<std::vector<PendingEvent>> pendingEvents(Database &store, int max)
{
    std::vector<PendingEvent> events;
    const auto read = forEachRow(store,
                                 "SELECT id, dataset, key, value, headers, timestamp_ms FROM cdc_outbox "
                                 "ORDER BY id LIMIT ?",
                                 {std::int64_t{max}}, [&](const Statement &row) {
                                     PendingEvent &pending = events.emplace_back();
                                     pending.id = row.integer(0);
                                     pending.event.dataset = static_cast<Dataset>(row.integer(1));
                                     pending.event.key = row.text(2);
                                     pending.event.value = row.text(3);
                                     decode(row.text(4), pending.event.headers);
                                     pending.event.timestampMs = row.integer(5);
                                 });
    if (!read)
        return read.error();
    return events;
}

Result<void> removePending(Database &store, std::int64_t lastId)
{
    Transaction transaction(store);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (auto removed = execute(store, "DELETE FROM cdc_outbox WHERE id <= ?", {lastId}); !removed)
        return removed;
    return transaction.commit();
}

Result<std::int64_t> waitingHeads(Database &store, Dataset dataset)
{
    const auto number = static_cast<std::int64_t>(dataset);
    return queryInteger(store,
                        "SELECT (SELECT count(*) FROM cdc_waiting WHERE dataset = ?) "
                        "+ (SELECT count(*) FROM cdc_touched WHERE dataset = ?)",
                        {number, number});
}

} // namespace pk::cdc
