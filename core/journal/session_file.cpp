#include "journal/session_file.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/sql.h"
#include "journal/event_codec.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>

namespace pk::journal {

namespace {

constexpr char kSchema[] = R"(
CREATE TABLE session(format INTEGER NOT NULL, product TEXT NOT NULL, created_us INTEGER NOT NULL, closed INTEGER NOT NULL);
CREATE TABLE info(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE writers(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE chunks(first_seq INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, count INTEGER NOT NULL,
                    checksum INTEGER NOT NULL, events BLOB NOT NULL);
CREATE TABLE snapshots(seq INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, state BLOB NOT NULL);
)";

constexpr char kProduct[] = "Pelatihan Kafka " PK_VERSION;

/// Writers do not wait longer than this for another program: the pipeline may be waiting for them.
constexpr int kBusyTimeoutMs = 1000;

/// Runs a statement that gives no rows.
Result<void> run(Statement &statement)
{
    const auto done = statement.step();
    if (!done)
        return done.error();
    return {};
}

Result<void> insertPair(Database &db, std::string_view sql, std::int64_t key, std::string_view value)
{
    auto statement = db.prepare(sql);
    if (!statement)
        return statement.error();
    (*statement)->bind(0, key);
    (*statement)->bind(1, value);
    return run(**statement);
}

} // namespace

SessionFile::SessionFile(std::unique_ptr<Database> db, QString path)
    : m_db(std::move(db))
    , m_path(std::move(path))
{
}

SessionFile::~SessionFile() = default;

Result<std::unique_ptr<SessionFile>> SessionFile::create(const QString &path,
                                                         const std::map<std::string, std::string> &values)
{
    if (const QFileInfo file(path); file.exists() && file.size() > 0) {
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate(
                "journal",
                "There is already a file where the session should be recorded. It was left as it is; "
                "choose another name or move it away."),
            path};
    }
    auto db = openSqlite(path, OpenMode::ReadWrite, kBusyTimeoutMs);
    if (!db)
        return db.error();
    std::unique_ptr<SessionFile> file(new SessionFile(*std::move(db), path));
    file->m_info = {kFormatVersion, kProduct, wallUs(), values, false};

    Database &database = *file->m_db;
    if (auto begun = database.begin(); !begun)
        return begun.error();
    if (auto made = database.exec(kSchema); !made)
        return made.error();
    auto header = database.prepare("INSERT INTO session VALUES(?, ?, ?, 0)");
    if (!header)
        return header.error();
    (*header)->bind(0, kFormatVersion);
    (*header)->bind(1, std::string_view(kProduct));
    (*header)->bind(2, file->m_info.createdUs);
    if (auto written = run(**header); !written)
        return written.error();
    for (const auto &[key, value] : values) {
        auto info = database.prepare("INSERT INTO info VALUES(?, ?)");
        if (!info)
            return info.error();
        (*info)->bind(0, std::string_view(key));
        (*info)->bind(1, std::string_view(value));
        if (auto written = run(**info); !written)
            return written.error();
    }
    if (auto done = database.commit(); !done)
        return done.error();
    return file;
}

Result<std::unique_ptr<SessionFile>> SessionFile::open(const QString &path, OpenMode mode)
{
    if (!QFileInfo::exists(path)) {
        return Error{
            ErrorCode::NotFound,
            QCoreApplication::translate("journal", "There is no session file at this path. Check the path."),
            path};
    }
    auto db = openSqlite(path, mode, kBusyTimeoutMs);
    if (!db)
        return db.error();
    std::unique_ptr<SessionFile> file(new SessionFile(*std::move(db), path));
    if (auto read = file->readHeader(); !read)
        return read.error();
    if (auto read = file->readChunkList(); !read)
        return read.error();
    return file;
}

Result<void> SessionFile::readHeader()
{
    const Error noSession{
        ErrorCode::Corrupt,
        QCoreApplication::translate(
            "journal",
            "This file is not a recorded session. It was left as it is; choose a file that was "
            "recorded with this program."),
        m_path};
    auto header = m_db->prepare("SELECT format, product, created_us, closed FROM session");
    if (!header) {
        const ErrorCode code = header.error().code;
        const bool otherFile =
            code == ErrorCode::Corrupt || code == ErrorCode::Database; // no SQLite, or no such table
        return otherFile ? noSession : header.error();
    }
    const auto row = (*header)->step();
    if (!row)
        return row.error();
    if (!*row)
        return noSession;
    m_info.formatVersion = (*header)->integer(0);
    m_info.product = (*header)->text(1);
    m_info.createdUs = (*header)->integer(2);
    m_info.closed = (*header)->integer(3) != 0;
    (*header)->reset();
    if (m_info.formatVersion > kFormatVersion) {
        return Error{
            ErrorCode::Corrupt,
            QCoreApplication::translate(
                "journal",
                "This session was recorded by a newer program (%1, format %2; this program reads up to "
                "format %3). It was left as it is; open it with the newer program.")
                .arg(QString::fromStdString(m_info.product))
                .arg(m_info.formatVersion)
                .arg(kFormatVersion),
            m_path};
    }
    return forEachRow(*m_db, "SELECT key, value FROM info", {},
                      [&](const Statement &pair) { m_info.values.emplace(pair.text(0), pair.text(1)); });
}

Result<void> SessionFile::readChunkList()
{
    auto list = m_db->prepare("SELECT first_seq, last_seq, count, checksum FROM chunks ORDER BY first_seq");
    if (!list)
        return list.error();
    for (;;) {
        const auto more = (*list)->step();
        if (!more && more.error().code == ErrorCode::Corrupt)
            return {}; // what was listed before the damage can still be read; `closed` tells that more was
                       // there
        if (!more)
            return more.error();
        if (!*more)
            return {};
        const Chunk chunk{static_cast<std::uint64_t>((*list)->integer(0)),
                          static_cast<std::uint64_t>((*list)->integer(1)),
                          static_cast<std::uint32_t>((*list)->integer(3))};
        const std::uint64_t expected = lastSeq() + 1;
        const bool plausible = chunk.first >= expected && chunk.last >= chunk.first
            && chunk.last - chunk.first < kChunkEvents
            && static_cast<std::uint64_t>((*list)->integer(2)) == chunk.last - chunk.first + 1;
        if (!plausible)
            continue; // becomes a gap
        if (chunk.first > expected)
            noteLost({expected, chunk.first - 1});
        m_chunks.push_back(chunk);
    }
}

Result<std::map<std::uint32_t, std::string>> SessionFile::writers() const
{
    std::map<std::uint32_t, std::string> names;
    const auto read = forEachRow(*m_db, "SELECT id, name FROM writers", {}, [&](const Statement &row) {
        names.emplace(static_cast<std::uint32_t>(row.integer(0)), row.text(1));
    });
    if (!read)
        return read.error();
    return names;
}

std::uint64_t SessionFile::firstSeq() const
{
    return m_chunks.empty() ? 1 : m_chunks.front().first;
}

std::uint64_t SessionFile::lastSeq() const
{
    return m_chunks.empty() ? 0 : m_chunks.back().last;
}

std::optional<std::vector<Event>> SessionFile::readChunk(const Chunk &chunk) const
{
    auto query = m_db->prepare("SELECT events FROM chunks WHERE first_seq = ?");
    if (!query)
        return std::nullopt;
    (*query)->bind(0, static_cast<std::int64_t>(chunk.first));
    const auto row = (*query)->step();
    if (!row || !*row)
        return std::nullopt;
    const std::string_view bytes = (*query)->text(0);
    if (murmur2(bytes) != chunk.checksum)
        return std::nullopt;
    auto events = decodeEvents(bytes);
    if (!events || events->size() != chunk.last - chunk.first + 1)
        return std::nullopt;
    std::uint64_t expected = chunk.first;
    for (const Event &event : *events) {
        if (event.seq != expected++)
            return std::nullopt;
    }
    return events;
}

Result<void> SessionFile::forEach(std::uint64_t afterSeq, std::uint64_t upToSeq, const Visitor &visit) const
{
    auto chunk = std::lower_bound(m_chunks.begin(), m_chunks.end(), afterSeq,
                                  [](const Chunk &c, std::uint64_t seq) { return c.last <= seq; });
    for (; chunk != m_chunks.end() && chunk->first <= upToSeq; ++chunk) {
        const auto events = readChunk(*chunk);
        if (!events) {
            noteLost({chunk->first, chunk->last});
            continue;
        }
        const std::size_t skip = afterSeq >= chunk->first ? afterSeq - chunk->first + 1 : 0;
        const std::size_t end = std::min<std::uint64_t>(upToSeq - chunk->first + 1, events->size());
        if (skip < end && !visit(std::span(*events).subspan(skip, end - skip)))
            return {};
    }
    return {};
}

Result<std::vector<Event>> SessionFile::read(std::uint64_t afterSeq, std::size_t max) const
{
    std::vector<Event> events;
    auto done = forEach(afterSeq, lastSeq(), [&](std::span<const Event> part) {
        part = part.first(std::min(part.size(), max - events.size()));
        events.insert(events.end(), part.begin(), part.end());
        return events.size() < max;
    });
    if (!done)
        return done.error();
    return events;
}

void SessionFile::noteLost(LostRange range) const
{
    const auto at = std::lower_bound(m_lost.begin(), m_lost.end(), range.first,
                                     [](const LostRange &r, std::uint64_t first) { return r.first < first; });
    if (at == m_lost.end() || at->first != range.first)
        m_lost.insert(at, range);
}

std::vector<LostRange> SessionFile::damage() const
{
    return m_lost;
}

QString SessionFile::damageText() const
{
    const QString cutOff = m_info.closed
        ? QString()
        : QCoreApplication::translate(
            "journal",
            "The session file has no end: its recording still goes on, was cut off, "
            "or could not be written. More may have happened than is shown.");
    if (m_lost.empty())
        return cutOff;
    QStringList ranges;
    for (const LostRange &range : m_lost) {
        ranges += range.first == range.last
            ? QString::number(range.first)
            : QString::number(range.first) + QStringLiteral("–") + QString::number(range.last);
    }
    return QCoreApplication::translate(
               "journal",
               "The session file lacks these events, because it is damaged or could not be written at that "
               "moment: %1. All others were read.")
               .arg(ranges.join(QStringLiteral(", ")))
        + (cutOff.isEmpty() ? QString() : QLatin1Char(' ') + cutOff);
}

Result<void> SessionFile::append(std::span<const std::span<const Event>> parts,
                                 std::span<const std::pair<std::uint32_t, std::string>> newWriters)
{
    EventEncoder encoder;
    for (const auto part : parts) {
        for (const Event &event : part)
            encoder.add(event);
    }
    const std::size_t count = encoder.size();
    const std::string bytes = encoder.finish();
    const std::uint64_t first = parts.front().front().seq;
    const Chunk chunk{first, first + count - 1, murmur2(bytes)};

    if (auto begun = m_db->begin(); !begun)
        return begun.error();
    const auto write = [&]() -> Result<void> {
        for (const auto &[id, name] : newWriters) {
            auto written = insertPair(*m_db, "INSERT OR REPLACE INTO writers VALUES(?, ?)", id, name);
            if (!written)
                return written;
        }
        auto insert = m_db->prepare("INSERT INTO chunks VALUES(?, ?, ?, ?, ?)");
        if (!insert)
            return insert.error();
        (*insert)->bind(0, static_cast<std::int64_t>(chunk.first));
        (*insert)->bind(1, static_cast<std::int64_t>(chunk.last));
        (*insert)->bind(2, static_cast<std::int64_t>(count));
        (*insert)->bind(3, static_cast<std::int64_t>(chunk.checksum));
        (*insert)->bindBlob(4, bytes);
        if (auto written = run(**insert); !written)
            return written;
        return m_db->commit();
    };
    if (auto written = write(); !written) {
        m_db->rollback();
        return written;
    }
    m_chunks.push_back(chunk);
    return {};
}

Result<void> SessionFile::close()
{
    if (auto marked = m_db->exec("UPDATE session SET closed = 1"); !marked)
        return marked;
    m_info.closed = true;
    return m_db->exec("PRAGMA journal_mode=DELETE");
}

Result<void> SessionFile::saveSnapshot(std::uint64_t seq, std::string_view state)
{
    auto insert = m_db->prepare("INSERT OR REPLACE INTO snapshots VALUES(?, ?, ?)");
    if (!insert)
        return insert.error();
    (*insert)->bind(0, static_cast<std::int64_t>(seq));
    (*insert)->bind(1, static_cast<std::int64_t>(murmur2(state)));
    (*insert)->bindBlob(2, state);
    return run(**insert);
}

Result<std::vector<std::uint64_t>> SessionFile::snapshots() const
{
    std::vector<std::uint64_t> numbers;
    const auto read =
        forEachRow(*m_db, "SELECT seq FROM snapshots ORDER BY seq", {}, [&](const Statement &row) {
            numbers.push_back(static_cast<std::uint64_t>(row.integer(0)));
        });
    if (!read)
        return read.error();
    return numbers;
}

Result<std::string> SessionFile::loadSnapshot(std::uint64_t seq) const
{
    auto query = m_db->prepare("SELECT checksum, state FROM snapshots WHERE seq = ?");
    if (!query)
        return query.error();
    (*query)->bind(0, static_cast<std::int64_t>(seq));
    const auto row = (*query)->step();
    if (!row)
        return row.error();
    if (!*row)
        return Error{
            ErrorCode::NotFound,
            QCoreApplication::translate("journal", "The session file holds no snapshot of this moment."),
            m_path};
    std::string state((*query)->text(1));
    if (murmur2(state) != static_cast<std::uint32_t>((*query)->integer(0)))
        return Error{ErrorCode::Corrupt,
                     QCoreApplication::translate(
                         "journal", "A snapshot in the session file is damaged. It is computed anew."),
                     m_path};
    return state;
}

} // namespace pk::journal
