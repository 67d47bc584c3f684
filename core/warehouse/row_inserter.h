#pragma once

// Inserts many rows with few statements: 32 rows at a time, the rest by 8 and by 1. More rows a statement
// gain nothing (measured).
//
// Thread: like the Database it was prepared on. Ownership: must be destroyed before that Database.

#include "base/database.h"
#include "warehouse/messages.h"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pk::warehouse {

/// Binds the columns of the rows of one statement, one after the other.
class RowBinder
{
public:
    explicit RowBinder(Statement &statement)
        : m_statement(statement)
    {
    }

    void integer(std::int64_t value) { m_statement.bind(m_next++, value); }
    void integer(const Integer &value)
    {
        if (value)
            integer(*value);
        else
            null();
    }
    /// A view without data is NULL.
    void text(std::string_view value)
    {
        if (value.data() != nullptr)
            m_statement.bind(m_next++, value);
        else
            null();
    }
    void null() { m_statement.bindNull(m_next++); }
    int bound() const { return m_next; }

private:
    Statement &m_statement;
    int m_next = 0;
};

class RowInserter
{
public:
    /// `suffix` follows the VALUES, for example an upsert clause.
    static Result<RowInserter> prepare(Database &db, std::string_view table,
                                       std::span<const std::string_view> columns,
                                       std::string_view suffix = {});

    /// Inserts `count` rows; bindRow(binder, i) binds all columns of row i.
    template <typename BindRow> Result<void> insert(std::size_t count, BindRow &&bindRow)
    {
        std::size_t done = 0;
        for (const Prepared &prepared : m_prepared) {
            while (count - done >= prepared.rows) {
                RowBinder binder(*prepared.statement);
                for (std::size_t i = 0; i < prepared.rows; ++i)
                    bindRow(binder, done + i);
                if (auto stepped = prepared.statement->step(); !stepped)
                    return std::move(stepped).error();
                done += prepared.rows;
            }
        }
        return {};
    }

private:
    struct Prepared
    {
        std::size_t rows = 0;
        std::unique_ptr<Statement> statement;
    };
    std::array<Prepared, 3> m_prepared; ///< the largest first
};

/// "?, ?, ?" with `count` question marks.
std::string placeholders(std::size_t count);

} // namespace pk::warehouse
