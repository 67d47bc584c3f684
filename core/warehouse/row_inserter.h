#pragma once

// Inserts many rows with few statements: by the database's own way for many rows where it has one, else as
// many at a time as the dialect says, the rest by fewer.
//
// Thread: like the Database it was prepared on. Ownership: must be destroyed before that Database.

#include "base/database.h"
#include "warehouse/messages.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pk::warehouse {

/// Binds the columns of rows, one after the other. Without a statement and a sink it only counts.
class RowBinder
{
public:
    explicit RowBinder(Statement *statement, RowSink *sink = nullptr)
        : m_statement(statement)
        , m_sink(sink)
    {
    }

    void integer(std::int64_t value)
    {
        if (m_sink != nullptr)
            m_sink->integer(value);
        else if (m_statement != nullptr)
            m_statement->bind(m_next++, value);
    }
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
        m_bytes += value.size();
        if (value.data() == nullptr)
            null();
        else if (m_sink != nullptr)
            m_sink->text(value);
        else if (m_statement != nullptr)
            m_statement->bind(m_next++, value);
    }
    void null()
    {
        if (m_sink != nullptr)
            m_sink->null();
        else if (m_statement != nullptr)
            m_statement->bindNull(m_next++);
    }
    std::size_t bytes() const { return m_bytes; } ///< of the texts

private:
    Statement *m_statement;
    RowSink *m_sink;
    int m_next = 0;
    std::size_t m_bytes = 0;
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
        if (m_sink)
            return pour(count, bindRow);
        std::size_t done = 0;
        for (const Prepared &prepared : m_prepared) {
            while (count - done >= prepared.rows && fits(bindRow, done, prepared.rows)) {
                RowBinder binder(prepared.statement.get());
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
    template <typename BindRow> Result<void> pour(std::size_t count, BindRow &bindRow)
    {
        RowBinder binder(nullptr, m_sink.get());
        for (std::size_t i = 0; i < count; ++i) {
            bindRow(binder, i);
            if (auto ended = m_sink->endRow(); !ended)
                return ended;
        }
        return m_sink->flush();
    }
    template <typename BindRow> bool fits(BindRow &bindRow, std::size_t first, std::size_t rows) const
    {
        if (m_maxBytes == 0 || rows == 1)
            return true;
        RowBinder counter(nullptr);
        for (std::size_t i = 0; i < rows; ++i)
            bindRow(counter, first + i);
        return counter.bytes() <= m_maxBytes;
    }

    struct Prepared
    {
        std::size_t rows = 0;
        std::unique_ptr<Statement> statement;
    };
    std::unique_ptr<RowSink> m_sink;
    std::vector<Prepared> m_prepared; ///< the largest first; none beside a sink
    std::size_t m_maxBytes = 0;
};

/// "?, ?, ?" with `count` question marks.
std::string placeholders(std::size_t count);

} // namespace pk::warehouse
