#include "bridge/warehouse_reader.h"

#include "bridge/warehouse_query.h"
#include "bridge/warehouse_schema.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr std::int64_t kLookEveryMs = 500;
constexpr std::int64_t kShareOfACore = 20; ///< a look may take one part in so many of the time
constexpr std::int64_t kRarestLookMs = 10'000;
constexpr std::int64_t kRetryMs = 1'000;
constexpr std::size_t kLongestCell = 4'000; ///< bytes

Result<TablePage> readRows(Database &db, const TableInfo &table, const PageRequest &request)
{
    std::vector<std::string> texts;
    auto statement = prepareBound(db, pageSql(table, request), texts);
    if (!statement)
        return statement.error();
    TablePage page;
    page.request = request;
    const int keys = static_cast<int>(table.key.size());
    const int columns = static_cast<int>(table.columns.size());
    for (;;) {
        const auto row = (*statement)->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        if (page.rows.size() == static_cast<std::size_t>(request.limit)) {
            page.more = true;
            break;
        }
        TableRow read;
        for (int i = 0; i < keys; ++i)
            read.key.push_back(cellValue(**statement, i, kLongestCell));
        for (int i = 0; i < columns; ++i)
            read.cells.push_back(cellValue(**statement, keys + i, kLongestCell));
        if ((*statement)->columnCount() > keys + columns)
            read.currency = cellValue(**statement, keys + columns, kLongestCell).toString();
        page.rows.push_back(std::move(read));
    }
    (*statement)->reset();
    if (readsBackwards(request.anchor))
        std::reverse(page.rows.begin(), page.rows.end());
    return page;
}

} // namespace

WarehouseReader::WarehouseReader(QObject *parent)
    : QObject(parent)
    , m_thread("pk-warehouse", this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &WarehouseReader::look);
}

WarehouseReader::~WarehouseReader() = default;

void WarehouseReader::setPath(const QString &path)
{
    m_thread.setPath(path);
    ++m_asked;
    m_tables.clear();
    m_seen = {};
    m_failed = false;
    if (m_active)
        look();
}

void WarehouseReader::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    m_timer.stop();
    if (!active) {
        ++m_asked;
        return;
    }
    m_watched = false;
    m_seen.dataVersion = -1; // a page comes in any case
    look();
}

void WarehouseReader::show(const PageRequest &request)
{
    m_request = request;
    readPage();
}

void WarehouseReader::retry()
{
    m_seen.dataVersion = -1;
    look();
}

Result<WarehouseReader::News> WarehouseReader::lookAt(Database &db, const Seen &before)
{
    QElapsedTimer since;
    since.start();
    News news;
    const auto version = readDataVersion(db);
    if (!version)
        return version.error();
    news.seen = {*version, before.auditId};
    news.changed = *version != before.dataVersion;
    if (!news.changed)
        return news;
    auto tables = readTables(db);
    if (!tables)
        return tables.error();
    news.tables = std::move(*tables);
    const auto last = readLastAuditId(db);
    if (!last)
        return last.error();
    if (before.auditId >= 0) {
        auto changes = readChanges(db, before.auditId);
        if (!changes)
            return changes.error();
        news.changes = std::move(*changes);
    }
    // A row that came between the two questions is told by the next look.
    news.seen.auditId = news.changes.empty() ? *last : std::max(*last, news.changes.back().auditId);
    news.costMs = since.elapsed();
    return news;
}

/// Whether the answer is of the database that is shown then, and of the same time of being active.
std::function<bool()> WarehouseReader::ofNow() const
{
    return [this, asked = m_asked] { return asked == m_asked; };
}

std::function<void(const Error &)> WarehouseReader::onFailure()
{
    return [this, isOfNow = ofNow()](const Error &error) {
        if (isOfNow())
            fail(error);
    };
}

void WarehouseReader::look()
{
    m_thread.run({Look,
                  [this, before = m_seen, isOfNow = ofNow()](
                      Database &db, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
                      auto news = lookAt(db, before);
                      if (!news)
                          return news.error();
                      return QueryThread::Answer([this, isOfNow, n = std::move(*news)] {
                          if (isOfNow())
                              take(n);
                      });
                  },
                  onFailure()});
}

void WarehouseReader::take(const News &news)
{
    const bool first = m_tables.empty();
    m_seen = news.seen;
    if (news.changed) {
        m_tables = news.tables;
    }
    if (news.changed || m_failed) {
        m_failed = false;
        Q_EMIT tablesRead(m_tables);
    }
    const bool justNow = std::exchange(m_watched, true);
    if (!news.changes.empty())
        Q_EMIT rowsChanged(news.changes, justNow);
    if (news.changed || first)
        readPage();
    const std::int64_t costMs = news.costMs + std::exchange(m_readMs, 0);
    if (m_active)
        m_timer.start(static_cast<int>(std::clamp(costMs * kShareOfACore, kLookEveryMs, kRarestLookMs)));
}

void WarehouseReader::readPage()
{
    const auto table = std::find_if(m_tables.begin(), m_tables.end(),
                                    [this](const TableInfo &t) { return t.name == m_request.table; });
    if (table == m_tables.end())
        return;
    m_thread.run({Page,
                  [this, info = *table, request = m_request, isOfNow = ofNow()](
                      Database &db, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
                      QElapsedTimer since;
                      since.start();
                      auto page = readRows(db, info, request);
                      if (!page)
                          return page.error();
                      return QueryThread::Answer(
                          [this, isOfNow, info, p = std::move(*page), costMs = since.elapsed()] {
                              if (!isOfNow())
                                  return;
                              m_readMs += costMs;
                              Q_EMIT pageRead(p);
                              if (p.request.table == m_request.table)
                                  readCount(info);
                          });
                  },
                  onFailure()});
}

void WarehouseReader::readCount(const TableInfo &table)
{
    if (!table.view && m_request.filter.text.isEmpty() && !m_request.onlyChanged) {
        Q_EMIT counted(m_request, table.rows);
        return;
    }
    m_thread.run(
        {Count,
         [this, table, request = m_request,
          isOfNow = ofNow()](Database &db, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
             std::vector<std::string> texts;
             QElapsedTimer since;
             since.start();
             auto statement = prepareBound(db, countSql(table, request), texts);
             if (!statement)
                 return statement.error();
             const auto row = (*statement)->step();
             if (!row)
                 return row.error();
             const std::int64_t matching = (*statement)->integer(0);
             (*statement)->reset();
             return QueryThread::Answer([this, isOfNow, request, matching, costMs = since.elapsed()] {
                 if (!isOfNow())
                     return;
                 m_readMs += costMs;
                 Q_EMIT counted(request, matching);
             });
         },
         onFailure()});
}

void WarehouseReader::fail(const Error &error)
{
    m_failed = true;
    Q_EMIT unavailable(error.message, m_active);
    m_seen.dataVersion = -1;
    if (m_active)
        m_timer.start(static_cast<int>(kRetryMs));
}

} // namespace pk::gui
