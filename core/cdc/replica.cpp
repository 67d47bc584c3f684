#include "cdc/replica.h"

#include "base/sql.h"
#include "warehouse/dialect.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace pk::cdc {

namespace {

using Kind = ColumnType::Kind;

constexpr std::array<std::string_view, 10> kRowColumns = {
    "table_name", "row_key", "gone",          "stamp_ms",   "stamp_xid",
    "stamp_row",  "cluster", "src_partition", "src_offset", "epoch"};

Judgement refusal(std::string_view failureCode, std::string message)
{
    return {Verdict::Refused, {std::string(failureCode), std::move(message)}};
}

std::int64_t integerOf(const Cell &cell)
{
    std::int64_t value = 0;
    std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), value);
    return value;
}

/// A number that is not whole goes as text, exact: the column's type says what it is.
void bind(warehouse::RowBinder &binder, const Cell &cell)
{
    if (cell.isNull())
        binder.null();
    else if (cell.type.kind == Kind::Integer)
        binder.integer(integerOf(cell));
    else
        binder.text(cell.text);
}

} // namespace

Replica::Replica(Database &database, std::string cluster)
    : m_database(database)
    , m_cluster(std::move(cluster))
    , m_tables(database)
{
}

Result<void> Replica::prepare(std::span<const ReplicaRecord> records)
{
    m_records.clear();
    for (const ReplicaRecord &record : records)
        m_records.push_back(readRowChange(record, m_document));
    std::vector<const RowChange *> changes;
    for (const auto &record : m_records) {
        if (const auto *change = std::get_if<RowChange>(&record))
            changes.push_back(change);
    }
    if (auto ready = m_tables.prepareFor(changes); !ready)
        return ready;
    if (std::exchange(m_tableChanges, m_tables.changes()) != m_tables.changes()) {
        m_deletes.clear();
        m_upserts.clear();
    }
    return {};
}

Result<std::vector<Judgement>> Replica::apply()
{
    std::vector<Judgement> judgements(m_records.size());
    std::map<std::string, RowStates> tables;
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        if (auto *unreadable = std::get_if<Unreadable>(&m_records[i]))
            judgements[i] = {Verdict::Refused, *unreadable};
        const auto *change = std::get_if<RowChange>(&m_records[i]);
        if (change == nullptr) {
            if (judgements[i].verdict != Verdict::Refused)
                judgements[i].verdict = Verdict::Ignored;
            continue;
        }
        if (!m_tables.takesKeyOf(*change)) {
            judgements[i] =
                refusal(code::otherKey,
                        "The table's primary key is another one than that of its replica. Drop the "
                        "replica and read the topic from the beginning.");
            continue;
        }
        RowStates &states = tables[change->table];
        states[keyText(change->key)].key = change->key;
        if (!change->formerKey.empty())
            states[keyText(change->formerKey)].key = change->formerKey;
    }
    for (auto &[table, states] : tables) {
        if (auto read = readStates(table, states); !read)
            return read.error();
    }
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        const auto *change = std::get_if<RowChange>(&m_records[i]);
        if (change == nullptr || judgements[i].verdict == Verdict::Refused)
            continue;
        RowStates &states = tables.at(change->table);
        bool taken = false;
        if (!change->formerKey.empty())
            taken = note(states.at(keyText(change->formerKey)), *change, true);
        taken = note(states.at(keyText(change->key)), *change, change->gone) || taken;
        judgements[i].verdict = taken ? Verdict::Taken : Verdict::Old;
    }
    for (const auto &[table, states] : tables) {
        if (auto written = write(table, states); !written)
            return written.error();
    }
    return judgements;
}

bool Replica::isOld(const RowState &state, const RowChange &change) const
{
    if (!state.known)
        return false;
    if (state.cluster != m_cluster || state.partition != change.partition || state.epoch != change.epoch)
        return change.stamp < state.stamp;
    // An earlier offset with a later change: the topic was made anew, and nobody has noticed it yet.
    return change.offset <= state.offset && change.stamp.ms <= state.stamp.ms;
}

/// False: it is older than what is known.
bool Replica::note(RowState &state, const RowChange &change, bool gone) const
{
    if (isOld(state, change))
        return false;
    state.known = state.changed = true;
    state.gone = gone;
    state.stamp = change.stamp;
    state.cluster = m_cluster;
    state.partition = change.partition;
    state.offset = change.offset;
    state.epoch = change.epoch;
    state.latest = gone ? nullptr : &change;
    return true;
}

Result<void> Replica::readStates(const std::string &table, RowStates &states)
{
    const std::size_t most = warehouse::dialectOf(m_database).statementSize().keys.back();
    if (!m_select) {
        auto query = m_database.prepare(
            "SELECT row_key, gone, stamp_ms, stamp_xid, stamp_row, cluster, src_partition, src_offset, epoch "
            "FROM olap_rows WHERE table_name = ? AND row_key IN ("
            + warehouse::placeholders(most) + ")");
        if (!query)
            return query.error();
        m_select = std::move(*query);
    }
    for (auto next = states.begin(); next != states.end();) {
        m_select->bind(0, std::string_view(table));
        for (std::size_t i = 0; i < most; ++i) { // the last query is filled up with its last key
            m_select->bind(static_cast<int>(i) + 1, std::string_view(next->first));
            if (std::next(next) != states.end() && i + 1 < most)
                ++next;
        }
        ++next;
        const auto read = forEachRow(*m_select, [&](const Statement &row) {
            RowState &state = states.at(std::string(row.text(0)));
            state.known = true;
            state.gone = row.integer(1) != 0;
            state.stored = !state.gone;
            state.stamp = {row.integer(2), row.integer(3), row.integer(4)};
            state.cluster = row.text(5);
            state.partition = static_cast<std::int32_t>(row.integer(6));
            state.offset = row.integer(7);
            state.epoch = row.integer(8);
        });
        if (!read)
            return read.error();
    }
    return {};
}

Result<void> Replica::write(const std::string &table, const RowStates &states)
{
    const RowChange *like = nullptr;
    for (const auto &record : m_records) {
        const auto *change = std::get_if<RowChange>(&record);
        like = change != nullptr && change->table == table ? change : like;
    }
    std::map<std::string, std::vector<const RowChange *>> rows; // by their columns
    for (const auto &[key, state] : states) {
        if (!state.changed)
            continue;
        if (state.gone && state.stored) {
            if (auto removed = remove(table, *like, state); !removed)
                return removed;
        }
        if (state.latest == nullptr)
            continue;
        std::string columns;
        for (const auto &[name, cell] : state.latest->row)
            columns.append(name).push_back('\0');
        rows[columns].push_back(state.latest);
    }
    for (const auto &[columns, changes] : rows) {
        if (auto written = upsert(table, changes); !written)
            return written;
    }
    return remember(table, states);
}

Result<void> Replica::remove(const std::string &table, const RowChange &like, const RowState &state)
{
    std::unique_ptr<Statement> &statement = m_deletes[table];
    if (!statement) {
        std::string sql = "DELETE FROM " + replicaTable(table) + " WHERE ";
        for (const std::string &column : like.keyColumns)
            sql.append(&column == &like.keyColumns.front() ? "" : " AND ")
                .append(quotedColumn(column))
                .append(" = ?");
        auto prepared = m_database.prepare(sql);
        if (!prepared)
            return prepared.error();
        statement = std::move(*prepared);
    }
    warehouse::RowBinder binder(statement.get());
    for (const Cell &cell : state.key)
        bind(binder, cell);
    const auto done = statement->step();
    return done ? Result<void>() : done.error();
}

Result<warehouse::RowInserter *> Replica::inserterFor(const std::string &table, const RowChange &like)
{
    std::string id = table;
    std::vector<std::string> names;
    for (const auto &[name, cell] : like.row) {
        names.push_back(quotedColumn(name));
        id.append("\n").append(names.back());
    }
    if (const auto known = m_upserts.find(id); known != m_upserts.end())
        return &known->second;
    const std::vector<std::string_view> columns(names.begin(), names.end());
    std::vector<std::string> keyNames;
    for (const std::string &column : like.keyColumns)
        keyNames.push_back(quotedColumn(column));
    const std::vector<std::string_view> keys(keyNames.begin(), keyNames.end());
    std::vector<std::string_view> others;
    for (const std::string_view column : columns) {
        if (std::find(keys.begin(), keys.end(), column) == keys.end())
            others.push_back(column);
    }
    const warehouse::Dialect &dialect = warehouse::dialectOf(m_database);
    auto inserter = warehouse::RowInserter::prepare(m_database, replicaTable(table), columns,
                                                    others.empty() ? dialect.ignoreClause(keys)
                                                                   : dialect.upsertClause(keys, others));
    if (!inserter)
        return inserter.error();
    return &m_upserts.emplace(id, *std::move(inserter)).first->second;
}

Result<void> Replica::upsert(const std::string &table, const std::vector<const RowChange *> &rows)
{
    const auto inserter = inserterFor(table, *rows.front());
    if (!inserter)
        return inserter.error();
    return (*inserter)->insert(rows.size(), [&rows](warehouse::RowBinder &binder, std::size_t i) {
        for (const auto &[name, cell] : rows[i]->row)
            bind(binder, cell);
    });
}

Result<void> Replica::remember(const std::string &table, const RowStates &states)
{
    if (!m_remember) {
        constexpr std::span columns(kRowColumns);
        auto inserter = warehouse::RowInserter::prepare(
            m_database, "olap_rows", columns,
            warehouse::dialectOf(m_database).upsertClause(columns.first(2), columns.subspan(2)));
        if (!inserter)
            return inserter.error();
        m_remember.emplace(*std::move(inserter));
    }
    std::vector<const RowStates::value_type *> changed;
    for (const auto &each : states) {
        if (each.second.changed)
            changed.push_back(&each);
    }
    return m_remember->insert(changed.size(), [&](warehouse::RowBinder &binder, std::size_t i) {
        const auto &[key, state] = *changed[i];
        binder.text(table);
        binder.text(key);
        binder.integer(std::int64_t{state.gone ? 1 : 0});
        binder.integer(state.stamp.ms);
        binder.integer(state.stamp.xid);
        binder.integer(state.stamp.row);
        binder.text(state.cluster);
        binder.integer(std::int64_t{state.partition});
        binder.integer(state.offset);
        binder.integer(state.epoch);
    });
}

} // namespace pk::cdc
