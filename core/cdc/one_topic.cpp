#include "cdc/one_topic.h"

#include "cdc/event_writer.h"
#include "cdc/store.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace pk::cdc {

namespace {

using transform::MaxwellRow;

/// "binlog.000012:3456"
struct BinlogPlace
{
    std::string_view base;
    std::int64_t file = -1;
    std::int64_t offset = -1;

    static std::optional<BinlogPlace> read(std::string_view text)
    {
        const std::size_t colon = text.rfind(':');
        const std::size_t dot = text.rfind('.', colon);
        if (colon == std::string_view::npos || dot == std::string_view::npos)
            return {};
        BinlogPlace place{text.substr(0, dot)};
        const auto number = [&](std::size_t begin, std::size_t end, std::int64_t &into) {
            const auto [stop, error] = std::from_chars(text.data() + begin, text.data() + end, into);
            return error == std::errc() && stop == text.data() + end;
        };
        if (!number(dot + 1, colon, place.file) || !number(colon + 1, text.size(), place.offset))
            return {};
        return place;
    }
};

/// A binlog that was begun anew has smaller places, too, but later times.
bool isReadAgain(std::string_view binlog, std::int64_t row, std::int64_t ms, std::string_view lastBinlog,
                 std::int64_t lastRow, std::int64_t lastMs)
{
    const auto here = BinlogPlace::read(binlog);
    const auto last = BinlogPlace::read(lastBinlog);
    if (!here || !last || here->base != last->base || ms > lastMs)
        return false;
    const auto order = std::pair(here->file, here->offset) <=> std::pair(last->file, last->offset);
    return order < 0 || (order == 0 && row >= 0 && row <= lastRow);
}

std::string xidText(std::optional<std::int64_t> number)
{
    return number ? std::to_string(*number) : std::string();
}

} // namespace

Result<Judgement> OneTopic::apply(const RowRecord &record)
{
    if (!record.hasValue)
        return Judgement{Verdict::Ignored, {}};
    if (const auto failure = m_document.parse(record.value))
        return refused(failure->code, failure->what);
    const auto row = transform::readMaxwell(m_document);
    if (!row)
        return refused(code::noRowEvent, "The record is no message of Maxwell.");
    const auto known = m_partitions.try_emplace(std::string(row->database), record.position.partition).first;
    if (known->second != record.position.partition)
        return refused(code::severalPartitions,
                       "The changes of one database lie in several partitions, where they have no common "
                       "order. Set producer_partition_by=database for Maxwell.");
    const Change change{*row,
                        tableNamed(row->table),
                        {std::string(row->position), row->xoffset.value_or(-1), row->timestampMs, row->xid}};
    m_tooLarge.reset();
    Judgement judgement{Verdict::Ignored, {}};
    if (row->xid) {
        const auto last = placeIn(row->database);
        if (!last)
            return last.error();
        if (*last) {
            const Place &before = **last;
            if (isReadAgain(change.place.binlog, change.place.row, change.place.ms, before.binlog, before.row,
                            before.ms))
                return Judgement{Verdict::Old, {}};
            if (before.xid != row->xid) { // the row that would have told its end never came
                if (auto told = tellTouched(
                        {row->database, xidText(before.xid), before.binlog, before.ms, record.timestampMs});
                    !told)
                    return told.error();
            }
        }
        if (auto moved = moveTo(row->database, change.place); !moved)
            return moved.error();
    }
    if (row->kind == MaxwellRow::Kind::NoRow) {
        if (auto done = completeBootstrap(change); !done)
            return done.error();
    } else if (concerns(change.table)) {
        if (row->data == nullptr)
            return refused(code::noRowEvent, "The message of Maxwell has no row.");
        auto applied = applyRow(change);
        if (!applied)
            return applied;
        judgement = std::move(*applied);
    }
    if (row->commit || row->type == "bootstrap-complete") {
        const PositionView &at = record.position;
        const std::string position = row->position.empty()
            ? Position{std::string(at.topic), at.partition, at.offset}.toString()
            : std::string(row->position);
        if (auto told = tellTouched({row->database, xidText(row->xid), position, row->timestampMs,
                                     record.timestampMs >= 0 ? record.timestampMs : row->timestampMs});
            !told)
            return told.error();
    }
    if (m_tooLarge)
        return Judgement{Verdict::Refused, *m_tooLarge};
    return judgement;
}

bool OneTopic::concerns(Table table) const
{
    return table != Table::Other
        && std::find(m_datasets.begin(), m_datasets.end(), datasetOf(table)) != m_datasets.end();
}

Result<Judgement> OneTopic::applyRow(const Change &change)
{
    return change.table == Table::Orders || change.table == Table::Activities ? applyHead(change)
                                                                              : applyPart(change);
}

Result<Judgement> OneTopic::applyHead(const Change &change)
{
    const bool deleted = change.row.kind == MaxwellRow::Kind::Delete;
    if (deleted && change.table == Table::Activities) {
        if (auto dropped = dropHead(Dataset::Activities, columnText(*change.row.data, "id")); !dropped)
            return dropped.error();
        return activityDeleted();
    }
    auto read =
        readHead(change.table, *change.row.data, deleted ? "CANCELLED" : std::string_view(), Versions::None);
    if (auto *unreadable = std::get_if<Unreadable>(&read))
        return Judgement{Verdict::Refused, std::move(*unreadable)};
    const Head &head = std::get<Head>(read);
    if (deleted) {
        if (auto ended = touchEnd(head); !ended)
            return ended.error();
        if (auto dropped = dropHead(head.dataset, head.id); !dropped)
            return dropped.error();
        return Judgement{};
    }
    const std::string formerId =
        change.row.old != nullptr ? columnText(*change.row.old, "id") : std::string();
    const auto before = headOf(head.dataset, formerId.empty() ? head.id : formerId);
    const auto bootstrapped = itemsBootstrapped();
    if (!before || !bootstrapped)
        return before ? bootstrapped.error() : before.error();
    const bool inserted = change.row.kind == MaxwellRow::Kind::Insert && !change.row.bootstrap;
    const auto isNew = keepHead(head, inserted || *bootstrapped || (*before && (*before)->whole));
    if (!isNew)
        return isNew.error();
    if (change.row.bootstrap && !*isNew)
        return Judgement{Verdict::Old, {}};
    if (auto left = leaveFormerKeys(change, head); !left)
        return left.error();
    if (auto noted =
            touch(head.dataset, head.id, eventTypeOf(change.table, change.row.kind), change.row.bootstrap);
        !noted)
        return noted.error();
    return Judgement{};
}

/// An update may have given the row another primary key, and the order another name.
Result<void> OneTopic::leaveFormerKeys(const Change &change, const Head &head)
{
    if (change.row.old == nullptr)
        return {};
    const std::string formerId = columnText(*change.row.old, "id");
    const std::string formerName = columnText(*change.row.old, "order_id");
    if (change.table == Table::Orders && !formerName.empty() && formerName != head.name) {
        Head former = head;
        former.key = former.name = formerName;
        const std::size_t status = former.after.find(",\"status\":"); // between currency and channel
        const std::size_t next = former.after.find(",\"channel\":", status);
        if (status != std::string::npos && next != std::string::npos)
            former.after.replace(status, next - status, ",\"status\":\"CANCELLED\"");
        if (auto ended = touchEnd(former); !ended)
            return ended;
    }
    return formerId.empty() || formerId == head.id ? Result<void>() : dropHead(head.dataset, formerId);
}

Result<Judgement> OneTopic::applyPart(const Change &change)
{
    const Dataset dataset = datasetOf(change.table);
    const bool isItem = change.table == Table::OrderItems;
    auto read = readPart(change.table, *change.row.data, Versions::None);
    if (auto *unreadable = std::get_if<Unreadable>(&read))
        return Judgement{Verdict::Refused, std::move(*unreadable)};
    const Part &part = std::get<Part>(read);
    const std::string id = isItem ? columnText(*change.row.data, "id") : part.key.owner;
    if (change.row.kind == MaxwellRow::Kind::Delete) {
        // What is told of a deleted order names its items for the last time.
        if (auto marked = m_statements.run("UPDATE cdc_now_parts SET gone = 1 WHERE dataset = ? AND id = ?",
                                           {static_cast<std::int64_t>(dataset), std::string_view(id)});
            !marked)
            return marked.error();
    } else {
        const auto isNew = keepPart(dataset, id, part);
        if (!isNew)
            return isNew.error();
        if (!*isNew)
            return Judgement{Verdict::Old, {}};
    }
    if (!isItem) {
        if (auto noted = touchActivitiesOf(part.key.owner, change.row.bootstrap); !noted)
            return noted.error();
        return Judgement{};
    }
    if (auto noted = touch(dataset, part.key.owner, "order.updated", change.row.bootstrap); !noted)
        return noted.error();
    if (change.row.old == nullptr)
        return Judgement{};
    if (const std::string formerId = columnText(*change.row.old, "id"); !formerId.empty() && formerId != id) {
        if (auto dropped = m_statements.run("DELETE FROM cdc_now_parts WHERE dataset = ? AND id = ?",
                                            {static_cast<std::int64_t>(dataset), std::string_view(formerId)});
            !dropped)
            return dropped.error();
    }
    const std::string formerOrder = columnText(*change.row.old, "order_id");
    if (!formerOrder.empty() && formerOrder != part.key.owner) {
        if (auto noted = touch(dataset, formerOrder, "order.updated", false); !noted)
            return noted.error();
    }
    return Judgement{};
}

/// The end of a table's bootstrap: whatever it has touched is told, as far as its parts are known.
Result<void> OneTopic::completeBootstrap(const Change &change)
{
    if (change.row.type != "bootstrap-complete" || !concerns(change.table))
        return {};
    if (change.table == Table::OrderItems) {
        if (auto known = m_statements.run("UPDATE cdc_now_heads SET whole = 1 WHERE dataset = 0", {}); !known)
            return known;
        if (auto noted = m_statements.run("INSERT OR IGNORE INTO cdc_now_known VALUES ('order_items')", {});
            !noted)
            return noted;
    }
    return m_statements.run("UPDATE cdc_touched SET held = 0 WHERE held = 1 AND dataset = ?",
                            {static_cast<std::int64_t>(datasetOf(change.table))});
}

Result<void> OneTopic::tellTouched(const Moment &moment)
{
    const auto all = touched();
    if (!all)
        return all.error();
    for (const Touched &each : *all) {
        if (each.ends) {
            if (auto told = tell(moment, each, each.head); !told)
                return told;
            continue;
        }
        const auto known = headOf(each.head.dataset, each.head.id);
        if (!known)
            return known.error();
        if (!*known) { // deleted since; or its row comes with a bootstrap, which touches it
            if (auto forgotten = forget(each); !forgotten)
                return forgotten;
        } else if (!(*known)->whole) {
            if (auto held = m_statements.run("UPDATE cdc_touched SET held = 1 WHERE seq = ?", {each.seq});
                !held)
                return held;
        } else if (auto told = tell(moment, each, (*known)->head); !told) {
            return told;
        }
    }
    return m_statements.run("DELETE FROM cdc_now_parts WHERE gone = 1", {});
}

Result<void> OneTopic::tell(const Moment &moment, const Touched &touched, const Head &known)
{
    Head head = known;
    const auto version = nextVersion(head.dataset, head.name);
    if (!version)
        return version.error();
    head.version = *version;
    head.changedMs = std::max(head.changedMs, touched.ends || head.changedMs == 0 ? moment.ms : 0);
    const auto parts = partsOf(head, touched.ends);
    if (!parts)
        return parts.error();
    std::string identity(moment.database);
    identity.append(head.dataset == Dataset::Orders ? "\norders\n" : "\nactivities\n").append(head.id);
    identity.append("\n").append(moment.xid.empty() ? "bootstrap\n" + std::to_string(head.version)
                                                    : moment.xid);
    if (touched.ends)
        identity.append("\n").append(head.name);
    const RawEvent event = writeEvent(
        {head, *parts, touched.eventType, identity, moment.position, moment.xid, moment.timestampMs});
    if (event.value.size() > kMaxEventBytes)
        m_tooLarge = tooLargeOf(head, event.value.size());
    else if (auto added = addPending(m_store, event); !added)
        return added;
    return forget(touched);
}

} // namespace pk::cdc
