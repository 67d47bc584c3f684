#include "kampus/sql_runner.h"

#include <charconv>

namespace pk::kampus {

std::int64_t numberOf(std::string_view text)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Statement *SqlRunner::prepared(std::string_view sql, const std::vector<SqlValue> &parameters)
{
    if (m_error)
        return nullptr;
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        auto statement = m_db.prepare(sql);
        if (!statement) {
            m_error = statement.error();
            return nullptr;
        }
        found = m_statements.emplace(sql, *std::move(statement)).first;
    }
    Statement &statement = *found->second;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int index = static_cast<int>(i);
        if (const auto *number = std::get_if<std::int64_t>(&parameters[i]))
            statement.bind(index, *number);
        else if (const auto *text = std::get_if<std::string>(&parameters[i]))
            statement.bind(index, *text);
        else
            statement.bindNull(index);
    }
    return &statement;
}

void SqlRunner::run(std::string_view sql, const std::vector<SqlValue> &parameters)
{
    Statement *statement = prepared(sql, parameters);
    if (statement == nullptr)
        return;
    if (auto done = statement->step(); !done)
        m_error = done.error();
    statement->reset();
}

std::vector<std::vector<std::string>> SqlRunner::rows(std::string_view sql,
                                                      const std::vector<SqlValue> &parameters)
{
    std::vector<std::vector<std::string>> all;
    Statement *statement = prepared(sql, parameters);
    if (statement == nullptr)
        return all;
    for (;;) {
        const auto row = statement->step();
        if (!row) {
            m_error = row.error();
            return {};
        }
        if (!*row)
            return all;
        std::vector<std::string> &texts = all.emplace_back();
        for (int column = 0; column < statement->columnCount(); ++column)
            texts.emplace_back(statement->text(column));
    }
}

std::int64_t SqlRunner::number(std::string_view sql, const std::vector<SqlValue> &parameters)
{
    const auto all = rows(sql, parameters);
    if (all.empty() || all.front().empty())
        return 0;
    return numberOf(all.front().front());
}

void SqlRunner::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

std::optional<Error> SqlRunner::takeError()
{
    return std::exchange(m_error, std::nullopt);
}

} // namespace pk::kampus
