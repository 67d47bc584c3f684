#include "cdc/one_topic.h"

#include "base/hash.h"
#include "cdc/event_writer.h"
#include "cdc/store.h"

#include <algorithm>
#include <charconv>
#include <limits>
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

constexpr std::int64_t kLastRow = std::numeric_limits<std::int64_t>::max(); ///< Maxwell gives it no number
constexpr std::string_view kBootstrapBegin = "bootstrap-start";
constexpr std::string_view kBootstrapEnd = "bootstrap-complete";
constexpr std::string_view kItemsComing = "items are being bootstrapped";
constexpr std::string_view kItemsKnown = "items are known";

bool isHead(Table table)
{
    return table == Table::Orders || table == Table::Activities;
}

std::string lineOf(const std::string &order, const std::string &line)
{
    return order + "/" + line;
}

/// An item is known by its primary key, or where it has no column of that name by its order and line.
std::string partId(Table table, const transform::Value &row)
{
    if (table == Table::Students)
        return columnText(row, "nim");
    std::string id = columnText(row, "id");
    return !id.empty() ? id : lineOf(columnText(row, "order_id"), columnText(row, "line"));
}

/// Of an item before its update; `old` has only what has changed.
std::string formerPartId(const transform::Value &row, const transform::Value &old)
{
    const auto former = [&](std::string_view column) {
        std::string text = columnText(old, column);
        return !text.empty() ? text : columnText(row, column);
    };
    std::string id = former("id");
    return !id.empty() ? id : lineOf(former("order_id"), former("line"));
}

std::string xidText(std::optional<std::int64_t> number)
{
    return number ? std::to_string(*number) : std::string();
}

/// A binlog that was begun anew has smaller places, too, but later times.
template <typename Place>
bool isReadAgain(std::string_view binlog, std::int64_t row, std::int64_t ms, const Place &before)
{
    const auto here = BinlogPlace::read(binlog);
    const auto last = BinlogPlace::read(before.binlog);
    if (!here || !last || here->base != last->base || ms > before.ms)
        return false;
    const auto order = std::pair(here->file, here->offset) <=> std::pair(last->file, last->offset);
    return order < 0 || (order == 0 && row >= 0 && row <= before.row);
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
    const std::int64_t place = row->commit ? kLastRow : row->xoffset.value_or(-1);
    const Change change{
        *row, tableNamed(row->table), {std::string(row->position), place, row->timestampMs, row->xid}};
    auto judgement = belonging(change, record.position.partition);
    if (!judgement || judgement->verdict != Verdict::Taken)
        return judgement;
    m_tooLarge.reset();
    const std::int64_t timestampMs = record.timestampMs >= 0 ? record.timestampMs : row->timestampMs;
    if (row->xid) {
        const auto end = moveOn(change, timestampMs);
        if (!end)
            return end.error();
        if (*end)
            return Judgement{**end, {}};
    }
    judgement->verdict = Verdict::Ignored;
    if (row->kind == MaxwellRow::Kind::NoRow) {
        if (auto noted = noteBootstrap(change); !noted)
            return noted.error();
    } else if (concerns(change.table)) {
        judgement = applyRow(change);
        if (!judgement)
            return judgement;
    }
    const bool bootstrapped = row->type == kBootstrapEnd;
    if (row->commit || bootstrapped) {
        const PositionView &at = record.position;
        const std::string position = row->position.empty()
            ? Position{std::string(at.topic), at.partition, at.offset}.toString()
            : std::string(row->position);
        if (auto told =
                tellTouched(bootstrapped ? Due::AfterBootstrap : Due::AtCommit,
                            {row->database, xidText(row->xid), position, row->timestampMs, timestampMs});
            !told)
            return told.error();
    }
    if (m_tooLarge)
        return Judgement{Verdict::Refused, *m_tooLarge};
    return judgement;
}

Result<Judgement> OneTopic::belonging(const Change &change, std::int32_t partition)
{
    const bool concerned = concerns(change.table);
    const auto database = known("database");
    const auto home = known("partition");
    if (!database || !home)
        return database ? home.error() : database.error();
    if (database->empty()) {
        if (!concerned)
            return Judgement{Verdict::Ignored, {}};
        const auto named = know("database", change.row.database);
        const auto placed = know("partition", std::to_string(partition));
        if (!named || !placed)
            return named ? placed.error() : named.error();
    } else if (*database != change.row.database) {
        return concerned
            ? refused(code::anotherDatabase,
                      "This bridge reads the changes of the database " + *database + "; give those of "
                          + std::string(change.row.database) + " a topic and a bridge of their own.")
            : Judgement{Verdict::Ignored, {}};
    } else if (*home != std::to_string(partition)) {
        return refused(code::severalPartitions,
                       "The changes of one database lie in several partitions, where they have no common "
                       "order: set producer_partition_by=database for Maxwell. Where the topic was made anew "
                       "with another number of partitions, give the bridge a new store.");
    }
    if (concerned && change.row.kind != MaxwellRow::Kind::NoRow) {
        if (change.row.data == nullptr)
            return refused(code::noRowEvent, "The message of Maxwell has no row.");
        if (!change.row.xid && !change.row.bootstrap)
            return refused(code::noTransaction,
                           "The row does not say of which transaction it is: set output_commit_info=true for "
                           "Maxwell.");
    }
    return Judgement{};
}

Result<std::optional<Verdict>> OneTopic::moveOn(const Change &change, std::int64_t timestampMs)
{
    const auto before = placeOf(change.row.table);
    const auto last = placeOf({}); // of all tables
    if (!before || !last)
        return before ? last.error() : before.error();
    if (*before && isReadAgain(change.place.binlog, change.place.row, change.place.ms, **before)) {
        const auto repairs = concerns(change.table) && change.row.data != nullptr && !isHead(change.table)
            ? isUnreadable(datasetOf(change.table), partId(change.table, *change.row.data))
            : Result<bool>(false);
        if (!repairs)
            return repairs.error();
        if (!*repairs)
            return std::optional(Verdict::Old);
    }
    if (*last && (*last)->xid != change.row.xid) {
        const Place &open = **last;
        if (auto told = tellTouched(
                Due::AtCommit, {change.row.database, xidText(open.xid), open.binlog, open.ms, timestampMs});
            !told)
            return told.error();
    }
    Place now = change.place;
    now.ms = std::max(now.ms, *before ? (*before)->ms : 0); // a long transaction began before others
    if (auto moved = moveTo(change.row.table, now); !moved)
        return moved.error();
    if (auto moved = moveTo({}, change.place); !moved)
        return moved.error();
    return std::optional<Verdict>();
}

bool OneTopic::concerns(Table table) const
{
    return table != Table::Other
        && std::find(m_datasets.begin(), m_datasets.end(), datasetOf(table)) != m_datasets.end();
}

Result<Judgement> OneTopic::applyRow(const Change &change)
{
    return isHead(change.table) ? applyHead(change) : applyPart(change);
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
    const auto bootstrapped = known(kItemsKnown);
    if (!before || !bootstrapped)
        return before ? bootstrapped.error() : before.error();
    const bool inserted = change.row.kind == MaxwellRow::Kind::Insert && !change.row.bootstrap;
    const bool itemsKnown = change.table == Table::Orders && !bootstrapped->empty();
    const auto isNew = keepHead(head, inserted || itemsKnown || (*before && (*before)->inserted));
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
    if (formerId.empty() || formerId == head.id)
        return {};
    if (change.table
        == Table::Orders) { // where the database moves the items along, its binlog does not say so
        if (auto moved =
                m_statements.run("UPDATE cdc_now_parts SET owner = ? WHERE dataset = 0 AND owner = ?",
                                 {std::string_view(head.id), std::string_view(formerId)});
            !moved)
            return moved;
    }
    return dropHead(head.dataset, formerId);
}

Result<Judgement> OneTopic::applyPart(const Change &change)
{
    const Dataset dataset = datasetOf(change.table);
    const bool isItem = change.table == Table::OrderItems;
    const bool bootstrap = change.row.bootstrap;
    const std::string id = partId(change.table, *change.row.data);
    auto read = readPart(change.table, *change.row.data, Versions::None);
    if (auto *unreadable = std::get_if<Unreadable>(&read)) {
        const std::string owner = isItem ? columnText(*change.row.data, "order_id") : std::string();
        if (!owner.empty() && change.row.kind != MaxwellRow::Kind::Delete) {
            const auto kept = keepUnreadable(dataset, id, owner);
            const auto noted = kept ? touch(dataset, owner, "order.updated", bootstrap) : kept;
            if (!noted)
                return noted.error();
        }
        return Judgement{Verdict::Refused, std::move(*unreadable)};
    }
    const Part &part = std::get<Part>(read);
    if (change.row.kind == MaxwellRow::Kind::Delete) {
        if (auto marked = dropPart(dataset, id); !marked)
            return marked.error();
        if (!isItem) // its activities stay as they were told
            return Judgement{};
    } else {
        const auto isNew = keepPart(dataset, id, part);
        if (!isNew)
            return isNew.error();
        if (!*isNew)
            return Judgement{Verdict::Old, {}};
    }
    if (!isItem) {
        if (auto noted = touchActivitiesOf(part.key.owner, bootstrap); !noted)
            return noted.error();
        return Judgement{};
    }
    if (auto noted = touch(dataset, part.key.owner, "order.updated", bootstrap); !noted)
        return noted.error();
    if (change.row.old == nullptr)
        return Judgement{};
    const std::string formerOrder = columnText(*change.row.old, "order_id");
    if (const std::string formerId = formerPartId(*change.row.data, *change.row.old); formerId != id) {
        if (auto dropped = dropPart(dataset, formerId); !dropped)
            return dropped.error();
    }
    if (!formerOrder.empty() && formerOrder != part.key.owner) {
        if (auto noted = touch(dataset, formerOrder, "order.updated", false); !noted)
            return noted.error();
    }
    return Judgement{};
}

/// At the end of a table's bootstrap whatever it has touched may be told, as far as its parts are known.
Result<void> OneTopic::noteBootstrap(const Change &change)
{
    if (!concerns(change.table))
        return {};
    if (change.row.type == kBootstrapBegin)
        return change.table == Table::OrderItems ? know(kItemsComing, "1") : Result<void>();
    if (change.row.type != kBootstrapEnd)
        return {};
    constexpr auto release = static_cast<std::int64_t>(Due::AfterBootstrap);
    if (change.table != Table::OrderItems)
        return m_statements.run("UPDATE cdc_touched SET held = ? WHERE held = 1 AND dataset = ?",
                                {release, static_cast<std::int64_t>(datasetOf(change.table))});
    if (auto noted = know(kItemsComing, {}); !noted)
        return noted;
    if (auto noted = know(kItemsKnown, "1"); !noted)
        return noted;
    if (auto known = m_statements.run("UPDATE cdc_now_heads SET whole = 1 WHERE dataset = 0", {}); !known)
        return known;
    // The items of an order that was made meanwhile are still to come; so one without any waits for them.
    return m_statements.run(
        "UPDATE cdc_touched SET held = ? WHERE held = 1 AND dataset = 0 AND (name <> '' OR id "
        "IN (SELECT owner FROM cdc_now_parts WHERE dataset = 0))",
        {release});
}

Result<void> OneTopic::tellTouched(Due due, const Moment &moment)
{
    const auto all = touched(due);
    const auto itemsComing = known(kItemsComing);
    if (!all || !itemsComing)
        return all ? itemsComing.error() : all.error();
    for (const Touched &each : *all) {
        const bool waits = each.head.dataset == Dataset::Orders && !itemsComing->empty();
        const auto known = each.ends ? Result<std::optional<KnownHead>>(KnownHead{each.head, true, false})
                                     : headOf(each.head.dataset, each.head.id);
        if (!known)
            return known.error();
        // Without its head it was deleted since; or the head comes with a bootstrap, which touches it.
        const auto done = waits || (*known && !(*known)->whole) ? hold(each)
            : *known                                            ? tell(moment, each, **known)
                                                                : forget(each);
        if (!done)
            return done;
    }
    return due == Due::AtCommit ? m_statements.run("DELETE FROM cdc_now_parts WHERE state = 1", {})
                                : Result<void>();
}

Result<void> OneTopic::tell(const Moment &moment, const Touched &touched, const KnownHead &known)
{
    Head head = known.head;
    const bool bootstrap = moment.xid.empty();
    const bool isNew = !bootstrap && !touched.ends
        && (head.dataset == Dataset::Orders ? touched.eventType == kCreated : known.inserted);
    const auto version =
        nextVersion(head.dataset, head.name, isNew ? 1 : std::max<std::int64_t>(1, moment.ms / 1000));
    if (!version)
        return version.error();
    head.version = *version;
    head.changedMs = std::max(head.changedMs, touched.ends || head.changedMs == 0 ? moment.ms : 0);
    const auto parts = partsOf(head, touched.ends);
    if (!parts)
        return parts.error();
    std::string contents = head.name + '\n' + head.before + '\n' + head.after;
    for (const std::string &part : *parts)
        contents.append("\n").append(part);
    std::string identity(moment.database);
    identity.append(head.dataset == Dataset::Orders ? "\norders\n" : "\nactivities\n").append(head.id);
    identity.append("\n").append(bootstrap ? "bootstrap" : moment.xid + '\n' + std::to_string(moment.ms));
    identity.append("\n").append(toHex(sha256(contents)));
    const RawEvent event = writeEvent({head, *parts, touched.eventType, identity, moment.position, moment.xid,
                                       moment.timestampMs, "maxwell", bootstrap ? 0 : moment.ms});
    if (event.value.size() > kMaxEventBytes)
        m_tooLarge = tooLargeOf(head, event.value.size());
    else if (auto added = addPending(m_store, event); !added)
        return added;
    return forget(touched);
}

} // namespace pk::cdc
