#pragma once

// Small helpers for statements that run once in a while; the hot path prepares its own.
//
// Thread: like the Database they use.

#include "base/database.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace pk {

using SqlValue = std::variant<std::int64_t, std::string_view>;

inline void bindAll(Statement &statement, std::initializer_list<SqlValue> values)
{
    int index = 0;
    for (const SqlValue &value : values) {
        std::visit([&](auto v) { statement.bind(index, v); }, value);
        ++index;
    }
}

/// Runs a statement without rows and tells how many rows it changed by Database::changes().
inline Result<void> execute(Database &db, std::string_view sql, std::initializer_list<SqlValue> values = {})
{
    auto statement = db.prepare(sql);
    if (!statement)
        return statement.error();
    bindAll(**statement, values);
    if (auto done = (*statement)->step(); !done)
        return done.error();
    return {};
}

/// The first column of the first row; 0 when there is none or it is NULL.
inline Result<std::int64_t> queryInteger(Database &db, std::string_view sql,
                                         std::initializer_list<SqlValue> values = {})
{
    auto statement = db.prepare(sql);
    if (!statement)
        return statement.error();
    bindAll(**statement, values);
    const auto row = (*statement)->step();
    if (!row)
        return row.error();
    return *row ? (*statement)->integer(0) : 0;
}

/// Hands each row that is left to `take`.
template <typename Take> Result<void> forEachRow(Statement &statement, Take take)
{
    for (;;) {
        const auto there = statement.step();
        if (!there)
            return there.error();
        if (!*there)
            return {};
        take(statement);
    }
}

/// The same of a query that is asked once.
template <typename Take>
Result<void> forEachRow(Database &db, std::string_view sql, std::initializer_list<SqlValue> values, Take take)
{
    auto statement = db.prepare(sql);
    if (!statement)
        return statement.error();
    bindAll(**statement, values);
    return forEachRow(**statement, take);
}

/// A transaction that is rolled back unless it was committed.
class Transaction
{
public:
    explicit Transaction(Database &db)
        : m_db(db)
    {
    }
    ~Transaction()
    {
        if (m_open)
            m_db.rollback();
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<void> begin()
    {
        auto begun = m_db.begin();
        m_open = begun.ok();
        return begun;
    }
    Result<void> commit()
    {
        auto committed = m_db.commit();
        m_open = !committed.ok();
        return committed;
    }

private:
    Database &m_db;
    bool m_open = false;
};

} // namespace pk
