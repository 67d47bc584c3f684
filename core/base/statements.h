#pragma once

// Prepared statements by their text, each prepared once.
//
// Thread: that of the database. Ownership: destroyed before the database.

#include "base/database.h"
#include "base/sql.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pk {

class Statements
{
public:
    explicit Statements(Database &database)
        : m_database(database)
    {
    }

    /// `sql` must be a literal: it is not copied. The values' bytes must live until the rows are read.
    Result<Statement *> bound(std::string_view sql, std::initializer_list<SqlValue> values)
    {
        auto found = m_prepared.find(sql);
        if (found == m_prepared.end()) {
            auto prepared = m_database.prepare(sql);
            if (!prepared)
                return prepared.error();
            found = m_prepared.emplace(sql, std::move(*prepared)).first;
        }
        found->second->reset();
        bindAll(*found->second, values);
        return found->second.get();
    }
    Result<void> run(std::string_view sql, std::initializer_list<SqlValue> values)
    {
        auto statement = bound(sql, values);
        if (!statement)
            return statement.error();
        const auto done = (*statement)->step();
        return done ? Result<void>() : done.error();
    }
    /// The first column of the first row; empty without a row or where it is NULL.
    Result<std::optional<std::int64_t>> integer(std::string_view sql, std::initializer_list<SqlValue> values)
    {
        auto statement = bound(sql, values);
        if (!statement)
            return statement.error();
        const auto row = (*statement)->step();
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<std::int64_t>();
        const auto value = (*statement)->isNull(0) ? std::nullopt : std::optional((*statement)->integer(0));
        (*statement)->reset();
        return value;
    }

    /// The first column of each row.
    Result<std::vector<std::string>> texts(std::string_view sql, std::initializer_list<SqlValue> values)
    {
        auto statement = bound(sql, values);
        if (!statement)
            return statement.error();
        std::vector<std::string> all;
        const auto read =
            forEachRow(**statement, [&all](const Statement &row) { all.emplace_back(row.text(0)); });
        return read ? Result<std::vector<std::string>>(std::move(all)) : read.error();
    }

private:
    Database &m_database;
    std::map<std::string_view, std::unique_ptr<Statement>> m_prepared;
};

} // namespace pk
