#include "cdc/assembler.h"

#include "cdc/event_writer.h"
#include "transform/failure_codes.h"

#include <algorithm>
#include <limits>

namespace pk::cdc {

namespace {

using transform::MaxwellEnvelope;
using transform::MaxwellRow;
using transform::Value;

bool sameText(const Head &a, const Head &b)
{
    return a.key == b.key && a.name == b.name && a.before == b.before && a.after == b.after
        && a.parts.owner == b.parts.owner && a.parts.version == b.parts.version && a.partCount == b.partCount;
}

/// The row as it was before the update.
Value formerRow(const MaxwellEnvelope &row, transform::Pool &pool)
{
    Value former(*row.data, pool);
    for (const auto &member : row.old->GetObject()) {
        if (Value *value = transform::findMember(former, transform::textOf(member.name)))
            value->CopyFrom(member.value, pool);
    }
    return former;
}

} // namespace

Result<Judgement> Assembler::apply(const RowRecord &record)
{
    if (!record.hasValue)
        return Judgement{Verdict::Ignored,
                         {}}; // Maxwell writes no tombstones; somebody else's delete nothing
    if (const auto failure = m_document.parse(record.value))
        return refused(failure->code, failure->what);
    const auto row = transform::readMaxwell(m_document);
    if (!row)
        return refused(code::noRowEvent, "The record is no message of Maxwell.");
    const Table table = tableNamed(row->table);
    if (row->kind == MaxwellRow::Kind::NoRow || table == Table::Other)
        return Judgement{Verdict::Ignored, {}};
    if (row->data == nullptr)
        return refused(code::noRowEvent, "The message of Maxwell has no row.");
    Change change{*row, record, table, {}};
    if (row->xid)
        change.stamp = {row->timestampMs, *row->xid,
                        row->commit ? std::numeric_limits<std::int64_t>::max() : row->xoffset.value_or(0)};
    m_tooLarge.reset();
    auto judgement =
        table == Table::Orders || table == Table::Activities ? applyHead(change) : applyPart(change);
    if (judgement && m_tooLarge)
        return Judgement{Verdict::Refused, *m_tooLarge};
    return judgement;
}

Result<Judgement> Assembler::applyHead(const Change &change)
{
    const bool deleted = change.row.kind == MaxwellRow::Kind::Delete;
    if (deleted && change.table == Table::Activities)
        return activityDeleted();
    auto read = readHead(change.table, *change.row.data, deleted ? "CANCELLED" : std::string_view());
    if (auto *unreadable = std::get_if<Unreadable>(&read))
        return Judgement{Verdict::Refused, std::move(*unreadable)};
    Head &head = std::get<Head>(read);
    if (deleted)
        ++head.version; // the row goes without a version of its own
    const Dataset dataset = head.dataset;
    const std::string id = head.id;
    const std::string owner = head.parts.owner;
    auto before = known(dataset, id);
    if (!before)
        return before.error();
    const auto judgement = judge(change, head, before->has_value() ? &**before : nullptr);
    if (!judgement || judgement->verdict != Verdict::Taken)
        return judgement;
    if (auto left = leaveFormerKeys(change, head); !left)
        return left.error();
    if (deleted) {
        Known gone = before->value_or(Known{});
        gone.deleted = true;
        gone.stamp = change.stamp;
        if (auto remembered = remember(dataset, id, gone); !remembered)
            return remembered.error();
    }
    const std::string_view type = eventTypeOf(change.table, change.row.kind);
    if (auto waits = await(waitingOf(change, std::move(head), type)); !waits)
        return waits.error();
    if (auto told = tellComplete(dataset, owner); !told)
        return told.error();
    return Judgement{};
}

/// Whether the head says anything that was not told yet.
Result<Judgement> Assembler::judge(const Change &change, const Head &head, const Known *known)
{
    const Judgement old{Verdict::Old, {}};
    const bool bootstrap = change.row.bootstrap;
    if (known != nullptr && known->deleted) {
        if (bootstrap || change.stamp <= known->stamp)
            return old;
        return refused(
            code::keyReused,
            "The primary key belongs to a row that was deleted; what comes later under it cannot be told "
            "from what came before.");
    }
    if (known != nullptr
        && (head.version < known->done
            || (head.version == known->done
                && (bootstrap || change.stamp < known->stamp || sameText(head, known->head)))))
        return old;
    const auto waits = m_statements.integer(
        "SELECT count(*) FROM cdc_waiting WHERE dataset = ? AND id = ? AND version = ? AND name = ? AND "
        "(? OR (stamp_ms, stamp_xid, stamp_row) > (?, ?, ?))",
        {number(head.dataset), std::string_view(head.id), head.version, std::string_view(head.name),
         std::int64_t{bootstrap}, change.stamp.ms, change.stamp.xid, change.stamp.row});
    if (!waits)
        return waits.error();
    return waits->value_or(0) > 0 ? old : Judgement{};
}

/// An update may have given the row another primary key, and the order another name. Under the old key
/// nothing comes any more; the old name is an order that is no more.
Result<void> Assembler::leaveFormerKeys(const Change &change, const Head &head)
{
    if (change.row.old == nullptr)
        return {};
    const std::string formerId = columnText(*change.row.old, "id");
    const std::string formerName = columnText(*change.row.old, "order_id");
    if (formerId.empty() && formerName.empty())
        return {};
    if (!formerId.empty() && formerId != head.id) {
        auto before = known(head.dataset, formerId);
        if (!before)
            return before.error();
        Known gone = before->value_or(Known{});
        gone.deleted = true;
        gone.stamp = change.stamp;
        if (auto remembered = remember(head.dataset, formerId, gone); !remembered)
            return remembered;
    }
    if (change.table != Table::Orders || formerName.empty() || formerName == head.name)
        return {};
    const Value row = formerRow(change.row, m_document.pool());
    auto read = readHead(change.table, row, "CANCELLED");
    Head *former = std::get_if<Head>(&read);
    if (former == nullptr)
        return {}; // what was never told needs no end
    ++former->version;
    const std::string owner = former->parts.owner;
    Waiting end = waitingOf(change, std::move(*former), kCancelled);
    end.aside = true;
    if (auto waits = await(end); !waits)
        return waits;
    return tellComplete(Dataset::Orders, owner);
}

Result<Judgement> Assembler::applyPart(const Change &change)
{
    if (change.row.kind == MaxwellRow::Kind::Delete)
        return Judgement{}; // the next version of the order counts without it
    auto read = readPart(change.table, *change.row.data);
    if (auto *unreadable = std::get_if<Unreadable>(&read))
        return Judgement{Verdict::Refused, std::move(*unreadable)};
    const Part &part = std::get<Part>(read);
    const Dataset dataset = datasetOf(change.table);
    const PartsKey &key = part.key;
    const Judgement old{Verdict::Old, {}};
    auto told = change.table == Table::OrderItems ? known(dataset, key.owner) : toldWith(dataset, key.owner);
    if (!told)
        return told.error();
    const Known *head = told->has_value() ? &**told : nullptr;
    if (change.table == Table::OrderItems) {
        const auto oldest = oldestNeeded(key.owner, head);
        if (!oldest)
            return oldest.error();
        if (key.version < *oldest)
            return old;
    }
    auto stored =
        m_statements.bound("SELECT stamp_ms, stamp_xid, stamp_row, text FROM cdc_parts WHERE dataset = ? AND "
                           "owner = ? AND version = ? AND line = ?",
                           {number(dataset), std::string_view(key.owner), key.version, part.line});
    if (!stored)
        return stored.error();
    const auto there = (*stored)->step();
    if (!there)
        return there.error();
    if (*there) {
        const Stamp stamp{(*stored)->integer(0), (*stored)->integer(1), (*stored)->integer(2)};
        const bool same = (*stored)->text(3) == part.text;
        (*stored)->reset();
        if (same || change.row.bootstrap || change.stamp < stamp)
            return old;
    }
    if (auto kept = m_statements.run("INSERT OR REPLACE INTO cdc_parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                     {number(dataset), std::string_view(key.owner), key.version, part.line,
                                      change.stamp.ms, change.stamp.xid, change.stamp.row,
                                      std::string_view(part.text)});
        !kept)
        return kept.error();
    if (head != nullptr && head->done >= 0 && !head->deleted && head->head.parts.version == key.version) {
        if (auto again = tellAgain(change, part, *head); !again)
            return again.error();
    }
    if (auto complete = tellComplete(dataset, key.owner); !complete)
        return complete.error();
    return Judgement{};
}

Result<void> Assembler::tellAgain(const Change &change, const Part &part, const Known &known)
{
    Head head = known.head;
    // Newer than what was told, so that the warehouse takes it for newer.
    head.changedMs = std::max(known.head.changedMs + 1, change.row.timestampMs);
    Waiting again = waitingOf(change, std::move(head),
                              change.table == Table::OrderItems ? "order.updated" : "activity.recorded");
    again.identity.append("\n").append(std::to_string(part.line));
    again.stamp = known.stamp;
    return await(again);
}

Assembler::Waiting Assembler::waitingOf(const Change &change, Head head, std::string_view eventType) const
{
    const MaxwellEnvelope &row = change.row;
    Waiting waiting;
    waiting.stamp = change.stamp;
    waiting.eventType = eventType;
    if (row.xid)
        waiting.xid = std::to_string(*row.xid);
    // A bootstrap has no transaction and may be run again: it is the same event then.
    waiting.identity.append(row.database).append("\n").append(row.table).append("\n").append(head.id);
    waiting.identity.append("\n").append(row.xid ? waiting.xid : "bootstrap");
    waiting.identity.append("\n").append(std::to_string(head.version)).append("\n").append(head.name);
    if (row.xid && row.xoffset)
        waiting.identity.append("\n").append(std::to_string(*row.xoffset));
    const PositionView &at = change.record.position;
    waiting.position = row.position.empty()
        ? Position{std::string(at.topic), at.partition, at.offset}.toString()
        : std::string(row.position);
    waiting.timestampMs = change.record.timestampMs >= 0 ? change.record.timestampMs : row.timestampMs;
    if (head.changedMs == 0 || eventType == kCancelled)
        head.changedMs = std::max(head.changedMs, row.timestampMs);
    waiting.head = std::move(head);
    return waiting;
}

Result<void> Assembler::tellComplete(Dataset dataset, const std::string &owner)
{
    const auto waiting = waitingFor(dataset, owner);
    if (!waiting)
        return waiting.error();
    bool told = false;
    for (const Waiting &each : *waiting) {
        auto parts = partsOf(dataset, each.head.parts);
        if (!parts)
            return parts.error();
        if (std::ssize(*parts) < each.head.partCount)
            continue;
        if (auto done = tell(each, *parts); !done)
            return done;
        told = true;
    }
    return told && dataset == Dataset::Orders ? forgetParts(owner) : Result<void>();
}

Result<void> Assembler::tell(const Waiting &waiting, const std::vector<std::string> &parts)
{
    const Head &head = waiting.head;
    const RawEvent event = writeEvent({head, parts, waiting.eventType, waiting.identity, waiting.position,
                                       waiting.xid, waiting.timestampMs});
    if (event.value.size() > kMaxEventBytes)
        m_tooLarge = tooLargeOf(head, event.value.size());
    else if (auto added = addPending(m_store, event); !added)
        return added;
    if (auto removed = m_statements.run("DELETE FROM cdc_waiting WHERE seq = ?", {waiting.seq}); !removed)
        return removed;
    if (waiting.aside)
        return {};
    auto before = known(head.dataset, head.id);
    if (!before)
        return before.error();
    Known now = before->value_or(Known{});
    if (head.version < now.done)
        return {};
    now.done = head.version;
    if (!now.deleted)
        now.stamp = waiting.stamp; // the end of a deleted one is newer than all that waits
    now.head = head;
    return remember(head.dataset, head.id, now);
}

} // namespace pk::cdc
