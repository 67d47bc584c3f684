#include "sources/polling_source.h"

#include "base/clock.h"
#include "base/mysql_database.h"
#include "cdc/event_writer.h"

#include <QFileInfo>

namespace pk::sources {

namespace {

std::string partOf(Dataset dataset)
{
    return std::string(toString(dataset));
}

void copyHeaders(const HeaderList &from, HeaderList &to)
{
    for (std::size_t i = 0; i < from.size(); ++i)
        to.add(from.name(i), from.value(i));
}

} // namespace

std::int64_t machineMs()
{
    return monotonicUs() / 1000;
}

std::string PollingOptions::identity() const
{
    const std::string where = isMysqlAddress(database) ? database.toStdString()
                                                       : QFileInfo(database).absoluteFilePath().toStdString();
    return target + " polling " + (order == RowOrder::ById ? "incrementing " : "timestamp ") + where;
}

PollingSource::PollingSource(PollingOptions options, std::unique_ptr<Database> database,
                             std::unique_ptr<PositionStore> store)
    : m_options(std::move(options))
    , m_database(std::move(database))
    , m_store(std::move(store))
    , m_tracker(*m_store)
    , m_retry(static_cast<std::uint64_t>(m_options.nowMs()))
    , m_lastRowMs(m_options.nowMs())
{
    for (const Dataset dataset : m_options.datasets) {
        const auto kept = m_store->positions().find(partOf(dataset));
        m_read[dataset] =
            kept == m_store->positions().end() ? RowCursor() : RowCursor::fromString(kept->second);
    }
}

Result<std::unique_ptr<PollingSource>> PollingSource::create(PollingOptions options)
{
    auto database = openCampus(options.database);
    if (!database)
        return database.error();
    auto store = PositionStore::open(options.positions, options.identity());
    if (!store)
        return store.error();
    return std::unique_ptr<PollingSource>(
        new PollingSource(std::move(options), std::move(*database), std::move(*store)));
}

RowCursor PollingSource::cursorOf(const CampusRow &row) const
{
    return m_options.order == RowOrder::ById ? RowCursor{{}, row.id} : RowCursor{row.stamp, row.id};
}

/// One page of each dataset.
Result<void> PollingSource::look()
{
    for (auto &[dataset, cursor] : m_read) {
        auto rows = rowsAfter(*m_database, dataset, m_options.order, cursor, m_options.pageSize);
        if (!rows)
            return rows.error(); // what the other dataset gave is kept
        if (rows->empty())
            continue;
        cursor = cursorOf(rows->back());
        for (CampusRow &row : *rows)
            m_rows.push_back({dataset, std::move(row)});
    }
    return {};
}

Result<bool> PollingSource::ready()
{
    if (!m_rows.empty() || m_ended)
        return true;
    const std::int64_t nowMs = m_options.nowMs();
    if (nowMs < m_nextLookMs)
        return m_trouble ? Result<bool>(*m_trouble) : Result<bool>(false);
    // Asked before the look: what was done until then is in the database.
    const bool lastLook = m_options.end.isPossible();
    const auto looked = look();
    m_trouble = looked ? std::nullopt : std::optional(looked.error());
    if (!m_rows.empty()) { // and there may be more at once
        m_lastRowMs = nowMs;
        return true;
    }
    if (m_trouble) {
        m_nextLookMs = nowMs + m_retry.nextMs();
        return *m_trouble;
    }
    m_retry.reset();
    m_nextLookMs = nowMs + m_options.everyMs;
    m_ended = lastLook && m_options.end.reached(nowMs, m_lastRowMs);
    return m_ended;
}

Result<bool> PollingSource::next(extract::SourceRecord &record)
{
    if (m_rows.empty())
        return false;
    const Found found = std::move(m_rows.front());
    m_rows.pop_front();
    const CampusRow &row = found.row;
    record.dataset = found.dataset;
    const std::string at = cursorOf(row).toString();
    if (const auto *unreadable = std::get_if<cdc::Unreadable>(&row.head)) {
        record.value = row.json;
        record.timestampMs = SystemClock().nowMs();
        record.reject = extract::Reject{partOf(found.dataset), row.id, unreadable->message, unreadable->code};
    } else {
        const auto &head = std::get<cdc::Head>(row.head);
        std::string identity("polling\n");
        identity.append(partOf(found.dataset)).append("\n").append(head.id).append("\n");
        identity.append(std::to_string(head.version)).append("\n").append(row.stamp);
        cdc::RawEvent event = cdc::writeEvent({head,
                                               row.parts,
                                               eventTypeOf(head),
                                               identity,
                                               partOf(found.dataset) + " " + at,
                                               {},
                                               head.changedMs,
                                               std::string(name())});
        record.key = std::move(event.key);
        record.value = std::move(event.value);
        copyHeaders(event.headers, record.headers);
        record.timestampMs = event.timestampMs;
    }
    m_tracker.gave(partOf(found.dataset), at, RowState{found.dataset, row.id, row.version, row.stamp});
    return true;
}

} // namespace pk::sources
