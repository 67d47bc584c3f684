#include "cdc/one_topic.h"

// What the reader of one topic knows, as rows of its store.

namespace pk::cdc {

namespace {

std::int64_t number(Dataset dataset)
{
    return static_cast<std::int64_t>(dataset);
}

/// Six columns from `at` on.
void readText(const Statement &row, int at, Head &head)
{
    head.name = row.text(at);
    head.key = row.text(at + 1);
    head.parts.owner = row.text(at + 2);
    head.before = row.text(at + 3);
    head.after = row.text(at + 4);
    head.changedMs = row.integer(at + 5);
}

} // namespace

Result<std::optional<OneTopic::Place>> OneTopic::placeOf(std::string_view table)
{
    auto query =
        m_statements.bound("SELECT binlog, row, ms, xid FROM cdc_now_places WHERE name = ?", {table});
    if (!query)
        return query.error();
    std::optional<Place> place;
    const auto read = forEachRow(**query, [&](const Statement &row) {
        place = Place{std::string(row.text(0)), row.integer(1), row.integer(2), row.integer(3)};
    });
    if (!read)
        return read.error();
    return place;
}

Result<void> OneTopic::moveTo(std::string_view table, const Place &place)
{
    return m_statements.run(
        "INSERT OR REPLACE INTO cdc_now_places VALUES (?, ?, ?, ?, ?)",
        {table, std::string_view(place.binlog), place.row, place.ms, place.xid.value_or(0)});
}

Result<std::optional<OneTopic::KnownHead>> OneTopic::headOf(Dataset dataset, std::string_view id)
{
    auto query = m_statements.bound("SELECT CASE dataset WHEN 0 THEN whole AND NOT EXISTS (SELECT 1 FROM "
                                    "cdc_now_parts p WHERE p.dataset = 0 "
                                    "AND p.owner = h.owner AND p.state = 2) ELSE EXISTS (SELECT 1 FROM "
                                    "cdc_now_parts p WHERE p.dataset = 1 "
                                    "AND p.owner = h.owner AND p.state = 0) END, whole, id, name, key, "
                                    "owner, before, after, changed_ms FROM "
                                    "cdc_now_heads h WHERE dataset = ? AND id = ?",
                                    {number(dataset), id});
    if (!query)
        return query.error();
    std::optional<KnownHead> known;
    const auto read = forEachRow(**query, [&](const Statement &row) {
        known.emplace();
        known->whole = row.integer(0) != 0;
        known->inserted = row.integer(1) != 0;
        known->head.dataset = dataset;
        known->head.id = row.text(2);
        readText(row, 3, known->head);
    });
    if (!read)
        return read.error();
    return known;
}

Result<bool> OneTopic::keepHead(const Head &head, bool whole)
{
    const auto same = m_statements.integer(
        "SELECT 1 FROM cdc_now_heads WHERE dataset = ? AND id = ? AND name = ? AND key = ? AND owner = ? AND "
        "before = ? AND after = ? AND changed_ms = ? AND whole = ?",
        {number(head.dataset), std::string_view(head.id), std::string_view(head.name),
         std::string_view(head.key), std::string_view(head.parts.owner), std::string_view(head.before),
         std::string_view(head.after), head.changedMs, std::int64_t{whole}});
    if (!same)
        return same.error();
    if (*same)
        return false;
    auto kept = m_statements.run("INSERT OR REPLACE INTO cdc_now_heads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 {number(head.dataset), std::string_view(head.id),
                                  std::string_view(head.name), std::string_view(head.key),
                                  std::string_view(head.parts.owner), std::string_view(head.before),
                                  std::string_view(head.after), head.changedMs, std::int64_t{whole}});
    return kept ? Result<bool>(true) : kept.error();
}

/// With whatever parts it has left: where the database removes them along, its binlog does not say so.
Result<void> OneTopic::dropHead(Dataset dataset, std::string_view id)
{
    if (dataset == Dataset::Orders) {
        if (auto dropped =
                m_statements.run("UPDATE cdc_now_parts SET state = 1 WHERE dataset = 0 AND owner = ?", {id});
            !dropped)
            return dropped;
    }
    return m_statements.run("DELETE FROM cdc_now_heads WHERE dataset = ? AND id = ?", {number(dataset), id});
}

Result<bool> OneTopic::keepPart(Dataset dataset, std::string_view id, const Part &part)
{
    const auto same = m_statements.integer(
        "SELECT 1 FROM cdc_now_parts WHERE dataset = ? AND id = ? AND owner = ? AND line = ? AND text = ? "
        "AND "
        "state = 0",
        {number(dataset), id, std::string_view(part.key.owner), part.line, std::string_view(part.text)});
    if (!same)
        return same.error();
    if (*same)
        return false;
    auto kept = m_statements.run(
        "INSERT OR REPLACE INTO cdc_now_parts VALUES (?, ?, ?, ?, ?, 0)",
        {number(dataset), id, std::string_view(part.key.owner), part.line, std::string_view(part.text)});
    return kept ? Result<bool>(true) : kept.error();
}

Result<void> OneTopic::keepUnreadable(Dataset dataset, std::string_view id, std::string_view owner)
{
    return m_statements.run("INSERT OR REPLACE INTO cdc_now_parts VALUES (?, ?, ?, 0, '', 2)",
                            {number(dataset), id, owner});
}

Result<bool> OneTopic::isUnreadable(Dataset dataset, std::string_view id)
{
    const auto found =
        m_statements.integer("SELECT count(*) FROM cdc_now_parts WHERE dataset = ? AND id = ? AND state = 2",
                             {number(dataset), id});
    return found ? Result<bool>(found->value_or(0) > 0) : found.error();
}

/// At the end of its transaction: what is told of a deleted order names its items for the last time.
Result<void> OneTopic::dropPart(Dataset dataset, std::string_view id)
{
    return m_statements.run("UPDATE cdc_now_parts SET state = 1 WHERE dataset = ? AND id = ?",
                            {number(dataset), id});
}

Result<std::vector<std::string>> OneTopic::partsOf(const Head &head, bool withDeleted)
{
    return m_statements.texts(
        "SELECT text FROM cdc_now_parts WHERE dataset = ? AND owner = ? AND state <= ? "
        "ORDER BY line, id",
        {number(head.dataset), std::string_view(head.parts.owner), std::int64_t{withDeleted}});
}

Result<void> OneTopic::touch(Dataset dataset, std::string_view id, std::string_view eventType, bool bootstrap)
{
    return m_statements.run(
        "INSERT INTO cdc_touched(dataset, id, name, event_type, held) VALUES (?, ?, '', ?, ?) "
        "ON CONFLICT(dataset, id, name) DO UPDATE SET held = min(held, excluded.held), event_type = "
        "CASE WHEN event_type = 'order.created' THEN event_type ELSE excluded.event_type END",
        {number(dataset), id, eventType, std::int64_t{bootstrap}});
}

Result<void> OneTopic::touchEnd(const Head &head)
{
    // A row that is inserted again in the same transaction is told behind its end.
    if (auto removed = m_statements.run("DELETE FROM cdc_touched WHERE dataset = ? AND id = ? AND name = ''",
                                        {number(head.dataset), std::string_view(head.id)});
        !removed)
        return removed;
    return m_statements.run(
        "INSERT OR REPLACE INTO cdc_touched(dataset, id, name, event_type, held, key, owner, before, after, "
        "changed_ms) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?)",
        {number(head.dataset), std::string_view(head.id), std::string_view(head.name), kCancelled,
         std::string_view(head.key), std::string_view(head.parts.owner), std::string_view(head.before),
         std::string_view(head.after), head.changedMs});
}

Result<void> OneTopic::touchActivitiesOf(std::string_view student, bool bootstrap)
{
    if (auto freed = m_statements.run("UPDATE cdc_touched SET held = ? WHERE dataset = 1 AND held = 1 AND id "
                                      "IN (SELECT id FROM cdc_now_heads WHERE dataset = 1 AND owner = ?)",
                                      {std::int64_t{bootstrap}, student});
        !freed)
        return freed;
    const auto last = m_statements.texts("SELECT id FROM cdc_now_heads WHERE dataset = 1 AND owner = ? "
                                         "ORDER BY CAST(id AS INTEGER) DESC LIMIT 1",
                                         {student});
    if (!last)
        return last.error();
    return last->empty() ? Result<void>()
                         : touch(Dataset::Activities, last->front(), "activity.recorded", bootstrap);
}

Result<std::vector<OneTopic::Touched>> OneTopic::touched(Due due)
{
    auto query = m_statements.bound("SELECT seq, dataset, id, event_type, name, key, owner, before, after, "
                                    "changed_ms FROM cdc_touched WHERE held = ? ORDER BY seq",
                                    {static_cast<std::int64_t>(due)});
    if (!query)
        return query.error();
    std::vector<Touched> all;
    const auto read = forEachRow(**query, [&](const Statement &row) {
        Touched &each = all.emplace_back();
        each.seq = row.integer(0);
        each.head.dataset = static_cast<Dataset>(row.integer(1));
        each.head.id = row.text(2);
        each.eventType = row.text(3);
        each.ends = !row.text(4).empty();
        if (each.ends)
            readText(row, 4, each.head);
    });
    if (!read)
        return read.error();
    return all;
}

Result<void> OneTopic::hold(const Touched &touched)
{
    return m_statements.run("UPDATE cdc_touched SET held = 1 WHERE seq = ?", {touched.seq});
}

Result<void> OneTopic::forget(const Touched &touched)
{
    return m_statements.run("DELETE FROM cdc_touched WHERE seq = ?", {touched.seq});
}

/// Counted on, also where the name belongs to another row since.
Result<std::int64_t> OneTopic::nextVersion(Dataset dataset, std::string_view name, std::int64_t first)
{
    const auto counted = m_statements.integer(
        "INSERT INTO cdc_now_versions VALUES (?, ?, ?) ON CONFLICT(dataset, name) DO UPDATE SET "
        "version = version + 1 RETURNING version",
        {number(dataset), name, first});
    return counted ? Result<std::int64_t>(counted->value_or(first)) : counted.error();
}

/// Empty where it is not known.
Result<std::string> OneTopic::known(std::string_view name)
{
    const auto values = m_statements.texts("SELECT value FROM cdc_now_known WHERE name = ?", {name});
    if (!values)
        return values.error();
    return values->empty() ? std::string() : values->front();
}

Result<void> OneTopic::know(std::string_view name, std::string_view value)
{
    return m_statements.run("INSERT OR REPLACE INTO cdc_now_known VALUES (?, ?)", {name, value});
}

} // namespace pk::cdc
