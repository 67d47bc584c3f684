#include "bridge/row_path.h"

#include "base/sql.h"
#include "bridge/change_trail.h"
#include "bridge/record_rows.h"
#include "bridge/text.h"
#include "bridge/warehouse_query.h"
#include "journal/queries.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace pk::gui {

namespace {

constexpr int kMostEntries = 12;

/// A journal whose reading ends when nobody waits for it any more.
class StoppableSource final : public journal::EventSource
{
public:
    StoppableSource(const journal::EventSource &source, const QueryThread::Stopped &stopped)
        : m_source(source)
        , m_stopped(stopped)
    {
    }
    std::uint64_t firstSeq() const override { return m_source.firstSeq(); }
    std::uint64_t lastSeq() const override { return m_source.lastSeq(); }
    Result<void> forEach(std::uint64_t afterSeq, std::uint64_t upToSeq, const Visitor &visit) const override
    {
        return m_source.forEach(afterSeq, upToSeq, [&](std::span<const journal::Event> events) {
            return !m_stopped() && visit(events);
        });
    }

private:
    const journal::EventSource &m_source;
    const QueryThread::Stopped &m_stopped;
};

QVariant cell(const RowPath &path, const char *column)
{
    const int at = path.table.column(QLatin1String(column));
    return at >= 0 ? path.row.cells[static_cast<std::size_t>(at)] : QVariant();
}

Position position(const QVariant &topic, const QVariant &partition, const QVariant &offset)
{
    if (topic.isNull() || partition.isNull() || offset.isNull())
        return {};
    return {topic.toString().toStdString(), partition.toInt(), offset.toLongLong()};
}

Result<void> readRow(Database &db, const Cells &key, RowPath &path)
{
    BoundSql sql{"SELECT * FROM \"" + path.table.name.toStdString() + "\" WHERE ", key};
    for (std::size_t i = 0; i < path.table.key.size(); ++i)
        sql.sql.append(i == 0 ? "\"" : " AND \"").append(path.table.key[i].toStdString()).append("\" = ?");
    std::vector<std::string> texts;
    auto statement = prepareBound(db, sql, texts);
    if (!statement)
        return statement.error();
    const auto found = (*statement)->step();
    if (!found)
        return found.error();
    if (!*found) {
        return Error{
            ErrorCode::NotFound,
            QCoreApplication::translate(
                "bridge", "This row is no longer in the table: it was replaced. Choose another row."),
            {}};
    }
    path.row.key = key;
    for (int i = 0; i < (*statement)->columnCount(); ++i)
        path.row.cells.push_back(cellValue(**statement, i, std::numeric_limits<std::size_t>::max()));
    (*statement)->reset();
    return {};
}

/// An item came with its order, and its order tells of the record.
Result<void> readOrderOfItem(Database &db, RowPath &path)
{
    auto statement =
        db.prepare("SELECT correlation_id, raw_topic, raw_partition, raw_offset, src_topic, "
                   "src_partition, src_offset, cdc_position, loaded_at, currency FROM fact_orders "
                   "WHERE load_id = ?");
    if (!statement)
        return statement.error();
    (*statement)->bind(0, cell(path, "load_id").toLongLong());
    const auto found = (*statement)->step();
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const auto value = [&](int column) { return cellValue(**statement, column, 4'000); };
    path.hasRecord = true;
    path.correlationId = value(0).toString();
    path.raw = position(value(1), value(2), value(3));
    path.enriched = position(value(4), value(5), value(6));
    path.cdcPosition = value(7).toString();
    path.loadedMs = value(8).toLongLong();
    path.row.currency = value(9).toString();
    (*statement)->reset();
    return {};
}

/// The audit does not name the change event; the row that the record has written does, unless a newer record
/// has written it since.
Result<void> readOriginOfAudit(Database &db, RowPath &path)
{
    const std::string entity = cell(path, "entity").toString().toStdString();
    const EntityTable rows = tableOfEntity(entity);
    path.originKnown = false;
    if (rows.table.empty() || path.raw.offset < 0)
        return {};
    auto statement =
        db.prepare("SELECT cdc_position FROM " + std::string(rows.table) + " WHERE " + std::string(rows.key)
                   + " = ? AND raw_topic = ? AND raw_partition = ? AND raw_offset = ?");
    if (!statement)
        return statement.error();
    const std::string key = cell(path, "entity_key").toString().toStdString();
    bindAll(**statement,
            {std::string_view(key), std::string_view(path.raw.topic), std::int64_t{path.raw.partition},
             path.raw.offset});
    const auto found = (*statement)->step();
    if (!found)
        return found.error();
    path.originKnown = *found;
    if (*found)
        path.cdcPosition = cellValue(**statement, 0, 4'000).toString();
    (*statement)->reset();
    return {};
}

Result<void> readOrigin(Database &db, RowPath &path)
{
    if (path.table.name == QLatin1String("fact_order_items"))
        return readOrderOfItem(db, path);
    path.correlationId = cell(path, "correlation_id").toString();
    path.row.currency = cell(path, "currency").toString();
    path.raw = position(cell(path, "raw_topic"), cell(path, "raw_partition"), cell(path, "raw_offset"));
    path.enriched = position(cell(path, "src_topic"), cell(path, "src_partition"), cell(path, "src_offset"));
    path.cdcPosition = cell(path, "cdc_position").toString();
    const QVariant loaded = cell(path, "loaded_at");
    path.loadedMs = (loaded.isNull() ? cell(path, "at") : loaded).toLongLong();
    path.hasRecord = path.enriched.offset >= 0;
    return path.table.name == QLatin1String("etl_audit") ? readOriginOfAudit(db, path) : Result<void>();
}

Result<void> readAudit(Database &db, RowPath &path)
{
    Entity entity = entityOf(path.table.name);
    QString key = cell(path, entity.keyColumn.toLatin1().constData()).toString();
    if (path.table.name == QLatin1String("etl_audit")) {
        entity.name = cell(path, "entity").toString();
        key = cell(path, "entity_key").toString();
    }
    if (entity.name.isEmpty())
        return {};
    path.title = key;
    const std::string name = entity.name.toStdString();
    const std::string keyText = key.toStdString();
    const auto total = queryInteger(db, "SELECT count(*) FROM etl_audit WHERE entity = ? AND entity_key = ?",
                                    {name, keyText});
    if (!total)
        return total.error();
    path.auditTotal = *total;
    auto newest = auditOfKey(db, name, keyText, kMostEntries);
    if (!newest)
        return newest.error();
    path.audit = std::move(*newest);
    std::reverse(path.audit.begin(), path.audit.end());
    return {};
}

Result<void> readHops(const journal::EventSource &journal, const QueryThread::Stopped &stopped, RowPath &path)
{
    const StoppableSource source(journal, stopped);
    ChangeTrail change;
    change.follow(path.cdcPosition.toStdString());
    if (auto read = change.read(source); !read)
        return read;
    path.changeUs = change.ackedUs();
    if (path.correlationId.isEmpty())
        return {};
    auto lineage = journal::lineage(source, path.correlationId.toStdString());
    if (!lineage)
        return lineage.error();
    path.sampledOneIn = lineage->sampledOneIn;
    path.earlierEventsGone = lineage->earlierEventsGone;
    for (const journal::LineageHop &hop : lineage->hops) {
        const bool wrote = hop.event.text == "insert" || hop.event.text == "update";
        if (hop.hop == journal::Hop::Stored && !wrote)
            continue; // the event came once more, and left the row as it was
        path.hopUs[hop.hop] = hop.event.wallUs; // of several passes the last stands
    }
    return {};
}

} // namespace

std::vector<ColumnChange> columnChanges(const AuditEntry &entry)
{
    std::vector<ColumnChange> changes;
    if (entry.before.empty() || entry.after.empty())
        return changes;
    const QJsonObject old = QJsonDocument::fromJson(QByteArray::fromStdString(entry.before)).object();
    const QJsonObject now = QJsonDocument::fromJson(QByteArray::fromStdString(entry.after)).object();
    for (auto it = now.begin(); it != now.end(); ++it) {
        const bool technical = it.key() == QLatin1String("event_id") || it.key() == QLatin1String("version");
        if (!technical && !it.value().isArray() && old.value(it.key()) != it.value())
            changes.push_back({it.key(), old.value(it.key()).toVariant(), it.value().toVariant()});
    }
    return changes;
}

const AuditEntry *RowPath::writer() const
{
    const auto found = std::find_if(audit.rbegin(), audit.rend(), [this](const AuditEntry &entry) {
        return entry.source == enriched && (entry.action == "insert" || entry.action == "update");
    });
    return found != audit.rend() ? &*found : nullptr;
}

RowPathReader::RowPathReader(QObject *parent)
    : QObject(parent)
    , m_thread("pk-row-path", this)
{
}

RowPathReader::~RowPathReader() = default;

void RowPathReader::setPath(const QString &path)
{
    m_thread.setPath(path);
}

void RowPathReader::read(const TableInfo &table, const Cells &key,
                         std::shared_ptr<const journal::Journal> journal)
{
    m_thread.run({0,
                  [this, table, key, journal](
                      Database &db, const QueryThread::Stopped &stopped) -> Result<QueryThread::Answer> {
                      RowPath path;
                      path.table = table;
                      if (auto read = readRow(db, key, path); !read)
                          return read.error();
                      if (auto read = readOrigin(db, path); !read)
                          return read.error();
                      if (auto read = readAudit(db, path); !read)
                          return read.error();
                      if (journal) {
                          if (auto read = readHops(*journal, stopped, path); !read)
                              return read.error();
                      }
                      if (stopped())
                          return Error{ErrorCode::Cancelled, {}, {}};
                      return QueryThread::Answer([this, p = std::move(path)] { Q_EMIT pathRead(p); });
                  },
                  [this](const Error &error) { Q_EMIT failed(error.message); }});
}

} // namespace pk::gui
