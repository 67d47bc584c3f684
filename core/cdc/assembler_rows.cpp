#include "cdc/assembler.h"

#include <algorithm>
#include <limits>

// What the assembler knows, as rows of its store.

namespace pk::cdc {

namespace {

constexpr std::string_view kSelectHead = "SELECT done, deleted, stamp_ms, stamp_xid, stamp_row, id, key, "
                                         "name, parts_owner, parts_version, part_count, "
                                         "before, after, changed_ms FROM cdc_heads ";

} // namespace

Result<std::optional<Assembler::Known>> Assembler::known(Dataset dataset, std::string_view id)
{
    static const std::string sql = std::string(kSelectHead) + "WHERE dataset = ? AND id = ?";
    return readKnown(sql, dataset, id);
}

/// One of the heads that were told with these parts.
Result<std::optional<Assembler::Known>> Assembler::toldWith(Dataset dataset, std::string_view owner)
{
    static const std::string sql = std::string(kSelectHead)
        + "WHERE dataset = ? AND parts_owner = ? AND done >= 0 AND deleted = 0 ORDER BY id LIMIT 1";
    return readKnown(sql, dataset, owner);
}

Result<std::optional<Assembler::Known>> Assembler::readKnown(std::string_view sql, Dataset dataset,
                                                             std::string_view key)
{
    auto query = m_statements.bound(sql, {number(dataset), key});
    if (!query)
        return query.error();
    Statement &row = **query;
    const auto there = row.step();
    if (!there)
        return there.error();
    if (!*there)
        return std::optional<Known>();
    Known known;
    known.done = row.integer(0);
    known.deleted = row.integer(1) != 0;
    known.stamp = {row.integer(2), row.integer(3), row.integer(4)};
    Head &head = known.head;
    head.dataset = dataset;
    head.id = row.text(5);
    head.key = row.text(6);
    head.name = row.text(7);
    head.version = known.done;
    head.parts = {std::string(row.text(8)), row.integer(9)};
    head.partCount = row.integer(10);
    head.before = row.text(11);
    head.after = row.text(12);
    head.changedMs = row.integer(13);
    row.reset();
    return std::optional(std::move(known));
}

Result<void> Assembler::remember(Dataset dataset, std::string_view id, const Known &known)
{
    const Head &head = known.head;
    return m_statements.run("INSERT OR REPLACE INTO cdc_heads(dataset, id, done, deleted, stamp_ms, "
                            "stamp_xid, stamp_row, key, name, "
                            "parts_owner, parts_version, part_count, before, after, changed_ms) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                            {number(dataset), id, known.done, std::int64_t{known.deleted}, known.stamp.ms,
                             known.stamp.xid, known.stamp.row, std::string_view(head.key),
                             std::string_view(head.name), std::string_view(head.parts.owner),
                             head.parts.version, head.partCount, std::string_view(head.before),
                             std::string_view(head.after), head.changedMs});
}

Result<void> Assembler::await(const Waiting &waiting)
{
    const Head &head = waiting.head;
    return m_statements.run(
        "INSERT OR REPLACE INTO cdc_waiting(dataset, id, name, version, aside, stamp_ms, stamp_xid, "
        "stamp_row, key, "
        "parts_owner, parts_version, part_count, before, after, changed_ms, event_type, identity, position, "
        "xid, "
        "timestamp_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {number(head.dataset),
         std::string_view(head.id),
         std::string_view(head.name),
         head.version,
         std::int64_t{waiting.aside},
         waiting.stamp.ms,
         waiting.stamp.xid,
         waiting.stamp.row,
         std::string_view(head.key),
         std::string_view(head.parts.owner),
         head.parts.version,
         head.partCount,
         std::string_view(head.before),
         std::string_view(head.after),
         head.changedMs,
         std::string_view(waiting.eventType),
         std::string_view(waiting.identity),
         std::string_view(waiting.position),
         std::string_view(waiting.xid),
         waiting.timestampMs});
}

Result<std::vector<Assembler::Waiting>> Assembler::waitingFor(Dataset dataset, const std::string &owner)
{
    auto query = m_statements.bound("SELECT seq, id, name, version, aside, stamp_ms, stamp_xid, stamp_row, "
                                    "key, parts_owner, parts_version, "
                                    "part_count, before, after, changed_ms, event_type, identity, position, "
                                    "xid, timestamp_ms FROM cdc_waiting "
                                    "WHERE dataset = ? AND parts_owner = ? ORDER BY version, seq",
                                    {number(dataset), std::string_view(owner)});
    if (!query)
        return query.error();
    std::vector<Waiting> found;
    const auto read = forEachRow(**query, [&](const Statement &row) {
        Waiting &w = found.emplace_back();
        w.seq = row.integer(0);
        w.aside = row.integer(4) != 0;
        w.stamp = {row.integer(5), row.integer(6), row.integer(7)};
        w.eventType = row.text(15);
        w.identity = row.text(16);
        w.position = row.text(17);
        w.xid = row.text(18);
        w.timestampMs = row.integer(19);
        Head &head = w.head;
        head.dataset = dataset;
        head.id = row.text(1);
        head.name = row.text(2);
        head.version = row.integer(3);
        head.key = row.text(8);
        head.parts = {std::string(row.text(9)), row.integer(10)};
        head.partCount = row.integer(11);
        head.before = row.text(12);
        head.after = row.text(13);
        head.changedMs = row.integer(14);
    });
    if (!read)
        return read.error();
    return found;
}

Result<std::vector<std::string>> Assembler::partsOf(Dataset dataset, const PartsKey &key)
{
    return m_statements.texts(
        "SELECT text FROM cdc_parts WHERE dataset = ? AND owner = ? AND version = ? ORDER BY line",
        {number(dataset), std::string_view(key.owner), key.version});
}

/// The oldest version of items that anything of this order can still ask for.
Result<std::int64_t> Assembler::oldestNeeded(const std::string &order, const Known *known)
{
    const auto waiting = m_statements.integer(
        "SELECT min(parts_version) FROM cdc_waiting WHERE dataset = ? AND parts_owner = ?",
        {number(Dataset::Orders), std::string_view(order)});
    if (!waiting)
        return waiting.error();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::int64_t told = known == nullptr ? least
        : known->deleted                       ? most
        : known->done >= 0                     ? known->head.parts.version
                                               : least;
    return std::min(told, waiting->value_or(most));
}

Result<void> Assembler::forgetParts(const std::string &order)
{
    const auto head = known(Dataset::Orders, order);
    if (!head)
        return head.error();
    const auto oldest = oldestNeeded(order, head->has_value() ? &**head : nullptr);
    if (!oldest)
        return oldest.error();
    return m_statements.run("DELETE FROM cdc_parts WHERE dataset = ? AND owner = ? AND version < ?",
                            {number(Dataset::Orders), std::string_view(order), *oldest});
}

} // namespace pk::cdc
