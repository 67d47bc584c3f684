#include "sources/missed.h"

#include "base/mysql_database.h"
#include "base/sql.h"

#include <algorithm>

namespace pk::sources {

namespace {

std::string tableOf(Dataset dataset)
{
    return std::string(
        cdc::toString(dataset == Dataset::Orders ? cdc::Table::Orders : cdc::Table::Activities));
}

class Counter
{
public:
    Counter(Database &campus, const PollingOptions &options, const std::set<RowState> &told,
            const Positions &positions)
        : m_campus(campus)
        , m_options(options)
        , m_told(told)
        , m_positions(positions)
    {
    }

    Result<void> add(Dataset dataset, Missed &missed)
    {
        return missed.exact ? addByLog(dataset, missed) : addByVersions(dataset, missed);
    }

private:
    bool wasTold(const RowState &state) const { return m_told.contains(state); }
    /// Whether the next look would find the row.
    bool isAhead(const RowState &state) const
    {
        const auto kept = m_positions.find(std::string(toString(state.dataset)));
        if (kept == m_positions.end())
            return true;
        const RowCursor at = RowCursor::fromString(kept->second);
        if (m_options.order == RowOrder::ById)
            return state.id > at.id;
        return std::pair(state.stamp, state.id) > std::pair(at.stamp, at.id);
    }
    /// The present state of a row that polling has not told.
    void addUntold(const RowState &state, Missed &missed) const
    {
        ++(isAhead(state) ? missed.waiting : missed.stale);
    }

    Result<void> addByLog(Dataset dataset, Missed &missed)
    {
        std::map<std::int64_t, RowState> present; // by id
        std::map<std::int64_t, bool> seen; // whether anything of the row was told
        const std::string sql =
            "SELECT type, json_extract(coalesce(after_json, before_json), '$.id'), "
            "json_extract(after_json, '$.version'), json_extract(after_json, '$.updated_at') "
            "FROM cdc_log WHERE table_name = '"
            + tableOf(dataset) + "' ORDER BY seq";
        const auto read = forEachRow(m_campus, sql, {}, [&](const Statement &row) {
            ++missed.changes;
            const std::int64_t id = row.integer(1);
            const auto before = present.find(id);
            if (before != present.end()) { // overwritten or deleted
                missed.versions += wasTold(before->second) ? 0 : 1;
                present.erase(before);
            }
            if (row.text(0) == "delete") {
                ++missed.deletes;
                missed.neverSeen += seen[id] ? 0 : 1;
                return;
            }
            RowState state{dataset, id, row.integer(2), std::string(row.text(3))};
            seen[id] = seen[id] || wasTold(state);
            present.emplace(id, std::move(state));
        });
        if (!read)
            return read.error();
        for (const auto &[id, state] : present) {
            if (!wasTold(state))
                addUntold(state, missed);
        }
        return {};
    }

    Result<void> addByVersions(Dataset dataset, Missed &missed)
    {
        std::map<std::int64_t, std::vector<RowState>> told; // by id, versions ascending
        for (const RowState &state : m_told) {
            if (state.dataset == dataset)
                told[state.id].push_back(state);
        }
        const auto read = forEachRow(
            m_campus, "SELECT id, version, CAST(updated_at AS CHAR) FROM " + tableOf(dataset), {},
            [&](const Statement &row) {
                const RowState state{dataset, row.integer(0), row.integer(1), std::string(row.text(2))};
                missed.changes += state.version;
                const std::int64_t earlier = std::ranges::count_if(
                    told[state.id], [&](const RowState &t) { return t.version < state.version; });
                missed.versions += std::max<std::int64_t>(0, state.version - 1 - earlier);
                if (!wasTold(state))
                    addUntold(state, missed);
                told.erase(state.id);
            });
        if (!read)
            return read.error();
        for (const auto &[id, states] : told) { // of rows that are gone
            const std::int64_t last = states.back().version;
            missed.changes += last + 1;
            ++missed.deletes;
            missed.versions += std::max<std::int64_t>(0, last - std::ssize(states));
        }
        return {};
    }

    Database &m_campus;
    const PollingOptions &m_options;
    const std::set<RowState> &m_told;
    const Positions &m_positions;
};

Result<bool> hasChangeLog(Database &campus, const QString &address)
{
    if (isMysqlAddress(address))
        return false;
    const auto found = queryInteger(campus, "SELECT count(*) FROM sqlite_master WHERE name = 'cdc_log'");
    return found ? Result<bool>(*found > 0) : found.error();
}

} // namespace

Result<Missed> countMissed(const PollingOptions &options)
{
    auto campus = openCampus(options.database);
    if (!campus)
        return campus.error();
    const auto kept = PositionStore::peek(options.positions, options.identity());
    if (!kept)
        return kept.error();
    const auto exact = hasChangeLog(**campus, options.database);
    if (!exact)
        return exact.error();
    Missed missed;
    missed.exact = *exact;
    missed.told = std::ssize(kept->told);
    Counter counter(**campus, options, kept->told, kept->positions);
    for (const Dataset dataset : options.datasets) {
        if (auto added = counter.add(dataset, missed); !added)
            return added.error();
    }
    return missed;
}

QJsonObject Missed::toJson() const
{
    const auto number = [](std::int64_t n) { return static_cast<qint64>(n); };
    return {
        {QStringLiteral("told"), number(told)},
        {QStringLiteral("changes"), number(changes)},
        {QStringLiteral("deletes"), number(deletes)},
        {QStringLiteral("never_seen"), number(neverSeen)},
        {QStringLiteral("versions"), number(versions)},
        {QStringLiteral("stale"), number(stale)},
        {QStringLiteral("waiting"), number(waiting)},
        {QStringLiteral("counted_by"), exact ? QStringLiteral("change log") : QStringLiteral("versions")}};
}

} // namespace pk::sources
