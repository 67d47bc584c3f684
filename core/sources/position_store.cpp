#include "sources/position_store.h"

#include "base/file_schema.h"
#include "base/sql.h"

#include <QCoreApplication>

#include <algorithm>
#include <random>

namespace pk::sources {

namespace {

constexpr std::int64_t kVersion = 1;

constexpr std::string_view kSchema = R"(
CREATE TABLE IF NOT EXISTS source_meta (schema_version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS source_owners (source TEXT PRIMARY KEY, owner INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS source_positions (
  source TEXT NOT NULL, part TEXT NOT NULL, position TEXT NOT NULL, PRIMARY KEY (source, part)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source_told (
  source TEXT NOT NULL, dataset INTEGER NOT NULL, id INTEGER NOT NULL, version INTEGER NOT NULL, stamp TEXT NOT NULL,
  PRIMARY KEY (source, dataset, id, version, stamp)) WITHOUT ROWID;
)";

Result<void> prepare(Database &db, const QString &path)
{
    const FileSchema schema{
        "source_meta", kSchema, kVersion,
        QCoreApplication::translate("sources",
                                    "This file is a database of something else and holds no positions of "
                                    "sources. It was left as it is; choose another file."),
        QCoreApplication::translate("sources",
                                    "The positions were written by a newer version of this "
                                    "program. They were left as they are; update the program or "
                                    "choose another file.")};
    return makeSchema(db, schema, path);
}

} // namespace

Result<void> PositionStore::check(const QString &path)
{
    const auto database = openSqlite(path);
    return database ? prepare(**database, path) : database.error();
}

Result<std::unique_ptr<PositionStore>> PositionStore::open(const QString &path, const std::string &source)
{
    auto database = openSqlite(path);
    if (!database)
        return database.error();
    if (auto prepared = prepare(**database, path); !prepared)
        return prepared.error();
    std::unique_ptr<PositionStore> store(new PositionStore(std::move(*database), source));
    if (auto taken = store->takeOver(); !taken)
        return taken.error();
    return store;
}

Result<void> PositionStore::takeOver()
{
    std::random_device random; // tells programs apart, nothing else
    m_owner = static_cast<std::int64_t>(random()) << 16U ^ static_cast<std::int64_t>(random());
    if (auto owned = execute(*m_database, "INSERT OR REPLACE INTO source_owners VALUES (?, ?)",
                             {std::string_view(m_source), m_owner});
        !owned)
        return owned;
    auto positions = read(*m_database, m_source);
    if (!positions)
        return positions.error();
    m_positions = std::move(*positions);
    return {};
}

Result<Positions> PositionStore::read(Database &database, const std::string &source)
{
    Positions positions;
    const auto read =
        forEachRow(database, "SELECT part, position FROM source_positions WHERE source = ?", {source},
                   [&](const Statement &row) { positions[std::string(row.text(0))] = row.text(1); });
    if (!read)
        return read.error();
    return positions;
}

Result<void> PositionStore::store(const Positions &moved, const std::vector<RowState> &told)
{
    const std::string_view source = m_source;
    Transaction transaction(*m_database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto owner =
        queryInteger(*m_database, "SELECT owner FROM source_owners WHERE source = ?", {source});
    if (!owner)
        return owner.error();
    if (*owner != m_owner)
        return Error{
            ErrorCode::Fenced,
            QCoreApplication::translate("sources",
                                        "Another program reads the same source with the same file of "
                                        "positions now, so this one has ended. Nothing is lost: the "
                                        "other one goes on from the last position."),
            QString::fromStdString(m_source)};
    for (const auto &[part, position] : moved) {
        if (auto stored = execute(*m_database, "INSERT OR REPLACE INTO source_positions VALUES (?, ?, ?)",
                                  {source, std::string_view(part), std::string_view(position)});
            !stored)
            return stored;
    }
    if (!told.empty()) {
        auto insert = m_database->prepare("INSERT OR IGNORE INTO source_told VALUES (?, ?, ?, ?, ?)");
        if (!insert)
            return insert.error();
        for (const RowState &state : told) {
            bindAll(**insert,
                    {source, static_cast<std::int64_t>(state.dataset), state.id, state.version,
                     std::string_view(state.stamp)});
            if (auto done = (*insert)->step(); !done)
                return done.error();
        }
    }
    if (auto committed = transaction.commit(); !committed)
        return committed;
    for (const auto &[part, position] : moved)
        m_positions[part] = position;
    return {};
}

Result<void> PositionStore::forget(const QString &path, const std::string &source)
{
    auto database = openSqlite(path);
    if (!database)
        return database.error();
    if (auto prepared = prepare(**database, path); !prepared)
        return prepared;
    Transaction transaction(**database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    for (const char *table : {"source_owners", "source_positions", "source_told"}) {
        if (auto gone = execute(**database, std::string("DELETE FROM ") + table + " WHERE source = ?",
                                {std::string_view(source)});
            !gone)
            return gone;
    }
    return transaction.commit();
}

Result<PositionStore::Kept> PositionStore::peek(const QString &path, const std::string &source)
{
    auto database = openSqlite(path, OpenMode::ReadOnly);
    if (!database)
        return database.error();
    auto positions = read(**database, source);
    if (!positions)
        return positions.error();
    Kept kept{std::move(*positions), {}};
    const auto read =
        forEachRow(**database, "SELECT dataset, id, version, stamp FROM source_told WHERE source = ?",
                   {source}, [&](const Statement &row) {
                       kept.told.insert({static_cast<Dataset>(row.integer(0)), row.integer(1), row.integer(2),
                                         std::string(row.text(3))});
                   });
    if (!read)
        return read.error();
    return kept;
}

void PositionTracker::gave(std::string part, std::string position, std::optional<RowState> told)
{
    m_steps.push_back({++m_given, std::move(part), std::move(position), std::move(told)});
}

void PositionTracker::moved(std::string part, std::string position)
{
    m_steps.push_back({m_given, std::move(part), std::move(position), {}});
}

Result<void> PositionTracker::settled(std::int64_t count)
{
    const auto end = std::find_if(m_steps.begin(), m_steps.end(),
                                  [count](const Step &step) { return step.count > count; });
    if (end == m_steps.begin())
        return {};
    Positions positions;
    std::vector<RowState> told;
    for (auto step = m_steps.begin(); step != end; ++step) {
        positions[step->part] = step->position;
        if (step->told)
            told.push_back(*step->told);
    }
    if (auto stored = m_store.store(positions, told); !stored)
        return stored;
    m_steps.erase(m_steps.begin(), end);
    return {};
}

} // namespace pk::sources
